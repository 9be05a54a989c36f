"""The tree and the units in this process's memory: every page asks them, and they change a few times a week.

The memory is compared with a token in the database at most once a second, and dropped at once in the process that
writes. What a transaction that changes the tree reads is kept apart from what everybody reads: it may be taken back.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from time import monotonic
from uuid import UUID

from django.db import connection, transaction

from honglam.directory.contracts import (
    AgencyKind,
    AgencySuccessionView,
    AgencyView,
    Level,
    SuccessionKind,
    UnitKind,
    UnitSuccessionView,
    UnitView,
)
from honglam.directory.models import AdministrativeUnit, Agency, AgencySuccession, DirectoryState, UnitSuccession
from honglam.directory.rules.english import english_place
from honglam.directory.rules.gazetteer import Gazetteer
from honglam.directory.rules.scopes import inherits
from honglam.directory.rules.tree import ancestors, is_internal

_CHECK_EVERY = 1.0


class Snapshot:
    """The tree and the units at one moment."""

    def __init__(
        self,
        agencies: Iterable[AgencyView],
        successions: Iterable[AgencySuccessionView],
        gazetteer: Gazetteer,
        retired: frozenset[int],
    ) -> None:
        self.agencies = {agency.id: agency for agency in agencies}
        self.successions = tuple(successions)
        self.gazetteer = gazetteer
        self.retired = retired
        self.carried: tuple[date | None, dict[int, tuple[int, ...]]] = (None, {})
        """A day, and whose work each agency carries then: worklists ask it several times a page. Replaced as one."""

    @cached_property
    def by_code(self) -> dict[str, AgencyView]:
        """Agencies by code."""
        return {agency.code: agency for agency in self.agencies.values()}

    @cached_property
    def by_unit(self) -> dict[str, list[AgencyView]]:
        """The agencies of each administrative unit."""
        found: dict[str, list[AgencyView]] = defaultdict(list)
        for agency in self.agencies.values():
            found[agency.unit_code].append(agency)
        return found

    @cached_property
    def english(self) -> dict[str, str]:
        """English names by Vietnamese ones: of agencies where somebody wrote them, of places by their kind."""
        places = {unit.name: english_place(unit.kind, unit.name) for unit in self.gazetteer.units.values()}
        return places | {one.name: one.name_en for one in self.agencies.values() if one.name_en}

    @cached_property
    def ancestors(self) -> dict[int, tuple[int, ...]]:
        """For each agency itself and those above it, up to the root."""
        parents = {agency.id: agency.parent_id for agency in self.agencies.values()}
        return {agency_id: ancestors(agency_id, parents) for agency_id in parents}

    @cached_property
    def children(self) -> dict[int | None, list[AgencyView]]:
        """The agencies directly below each one (None: the roots), in alphabetical order."""
        found: dict[int | None, list[AgencyView]] = defaultdict(list)
        for agency in sorted(self.agencies.values(), key=lambda agency: agency.sort_key):
            found[agency.parent_id].append(agency)
        return found

    @cached_property
    def heirs(self) -> dict[int, list[int]]:
        """For each agency that is over those that take over its dossiers."""
        found: dict[int, list[int]] = defaultdict(list)
        for way in self.successions:
            if inherits(way) and way.new_id not in found[way.old_id]:
                found[way.old_id].append(way.new_id)
        return dict(found)


class _Change:
    """Waits for the commit of a change; a rollback drops it, and with it the mark that the change was made."""

    def __call__(self) -> None:
        forget()


_kept: list[tuple[UUID | None, Snapshot]] = []
_uncommitted: list[tuple[tuple[_Change, ...], Snapshot]] = []
_checked_at = [0.0]


def snapshot() -> Snapshot:
    """The tree and the units as they are now."""
    changes = tuple(entry[1] for entry in connection.run_on_commit if isinstance(entry[1], _Change))
    if changes:
        if not _uncommitted or _uncommitted[0][0] != changes:
            _uncommitted[:] = [(changes, _load())]
        return _uncommitted[0][1]
    if _kept and monotonic() - _checked_at[0] < _CHECK_EVERY:
        return _kept[0][1]
    token = DirectoryState.current()
    if not _kept or _kept[0][0] != token:
        _kept[:] = [(token, _load())]
    _checked_at[0] = monotonic()
    return _kept[0][1]


def renewed() -> Snapshot:
    """The same, compared with the token now: for what another process may have made this second."""
    _checked_at[0] = 0.0
    return snapshot()


def forget() -> None:
    """Look again at the next question."""
    _kept.clear()
    _uncommitted.clear()


def mark_change() -> None:
    """Called by a service before and after it changes the tree or the units."""
    transaction.on_commit(_Change())


def _load() -> Snapshot:
    rows = {row.pk: row for row in Agency.objects.select_related("administrative_unit")}
    successions = AgencySuccession.objects.filter(retired_at=None).order_by("since", "id")
    parents = {row.pk: row.parent_id for row in rows.values()}
    return Snapshot(
        [_agency_view([rows[agency_id] for agency_id in ancestors(pk, parents)]) for pk in rows],
        [_succession_view(row) for row in successions],
        Gazetteer(
            [_unit_view(row) for row in AdministrativeUnit.objects.filter(retired_at=None).order_by("id")],
            [_unit_succession_view(row) for row in UnitSuccession.objects.filter(retired_at=None).order_by("id")],
        ),
        frozenset(row.pk for row in rows.values() if row.retired_at),
    )


def _agency_view(chain: list[Agency]) -> AgencyView:
    """The first of the chain as a value; what it does not say itself, the nearest above it says."""
    row = chain[0]
    owner = next(item for item in chain if not is_internal(AgencyKind(item.kind), Level(item.level), item.parent_id))
    identified = next((item for item in chain if item.identifier_code), row)
    served = next((item for item in chain if item.one_stop_id), row)
    return AgencyView(
        id=row.pk,
        code=row.code,
        name=row.name,
        name_en=row.name_en,
        short_name=row.short_name,
        kind=AgencyKind(row.kind),
        level=Level(row.level),
        parent_id=row.parent_id,
        agency_id=owner.pk,
        unit_code=row.administrative_unit.code,
        identifier_code=identified.identifier_code,
        identifier_provisional=identified.identifier_provisional,
        one_stop_id=served.one_stop_id,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        address=row.address,
        phone=row.phone,
        email=row.email,
        provisional=row.provisional,
        sort_key=row.sort_key,
    )


def _succession_view(row: AgencySuccession) -> AgencySuccessionView:
    kind = SuccessionKind(row.kind)
    return AgencySuccessionView(old_id=row.old_id, new_id=row.new_id, kind=kind, since=row.since, scope=row.scope)


def _unit_view(row: AdministrativeUnit) -> UnitView:
    return UnitView(
        id=row.pk,
        code=row.code,
        name=row.name,
        kind=UnitKind(row.kind),
        level=Level(row.level),
        parent_id=row.parent_id,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _unit_succession_view(row: UnitSuccession) -> UnitSuccessionView:
    return UnitSuccessionView(
        old_id=row.old_id, new_id=row.new_id, kind=SuccessionKind(row.kind), since=row.since, divided=row.divided
    )
