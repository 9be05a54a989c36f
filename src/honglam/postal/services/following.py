"""Open parcels follow the agencies that end: the desk they go to or come from, the post office that has them.

A result stands at the desk of its dossier, wherever that went; a dossier on its way goes where it would have gone had
it been filed. Numbers, states and what was said of them stay. A record that only one side has signed names sides that
are no more: it is taken back, and whoever took over makes another (docs/decisions/0014, 0020).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from honglam.directory import api as directory
from honglam.directory.contracts import Asked, Belonging, Counted, Level, Moves, Survey, UndecidedBelongings
from honglam.dossiers import api as dossiers
from honglam.kernel import audit
from honglam.kernel.clock import local, local_midnight
from honglam.kernel.values import Actor, text_noop
from honglam.postal.contracts import Direction, ParcelState, RecordState
from honglam.postal.models import HandoverRecord, Parcel
from honglam.postal.rules.stages import MOVES
from honglam.postal.services.handing_over import take_back
from honglam.postal.services.moving import mark

_PARCELS = text_noop("parcels of the post that are still on their way")
_RECORDS = text_noop("hand-over records that one side has signed (taken back, to be made anew)")
_OPEN = [one.value for one in ParcelState if MOVES[one] or one is ParcelState.BACK_AT_DESK]
Ways = Mapping[int, int]


class ParcelFollower:
    """Registered in `kernel.registry.followers` after the dossiers, whose new desks it reads."""

    def survey(self, *, moves: Moves) -> Survey:
        """How many would follow now, and what is asked about them."""
        rows = list(_parcels(moves))
        _, asked = _ways(moves, rows)
        return Survey(counted=(_counted(_PARCELS, "parcels", len(rows)), _waiting(moves)), asked=tuple(asked))

    def follow(self, *, actor: Actor, moves: Moves, at: datetime) -> Iterable[Counted]:
        """Hand them over. Raises UndecidedBelongings while a question is open."""
        waiting = _waiting(moves)
        _take_back(actor, moves, at)
        rows = list(_parcels(moves).select_for_update(of=("self",)))
        ways, asked = _ways(moves, rows)
        if asked:
            raise UndecidedBelongings(count=len(asked))
        _hand_over(actor, moves, rows, ways, at)
        return [_counted(_PARCELS, "parcels", len(rows)), waiting]


@transaction.atomic
def follow_ended(*, actor: Actor, agency_id: int, at: datetime) -> int:
    """An agency ended without a plan: what has one clear successor follows; returns how many did.

    What cannot be assigned stays, and is counted in the audit entry: `honglam reorganise` asks.
    """
    agency, today = directory.get_agency(agency_id=agency_id), local(at).date()
    on = agency.valid_to + timedelta(days=1) if agency.valid_to else today
    moves = directory.moves_of_ended(agency_id=agency_id, on=min(on, today))
    _take_back(actor, moves, at)
    rows = list(_parcels(moves).select_for_update(of=("self",)))
    ways, asked = _ways(moves, rows)
    moved = _hand_over(actor, moves, rows, ways, at)
    detail = {"moved": moved, "undecided": len(asked)}
    audit.record(
        actor=actor, action="postal.followed", subject_kind="agency", subject_id=agency_id, at=at, detail=detail
    )
    return moved


def _parcels(moves: Moves) -> QuerySet[Parcel]:
    here = Q(desk__in=moves.ended_ids) | Q(office__in=moves.ended_ids)
    return Parcel.objects.filter(here, settled_at=None, state__in=_OPEN).order_by("id")


def _records(moves: Moves) -> QuerySet[HandoverRecord]:
    here = Q(desk__in=moves.ended_ids) | Q(office__in=moves.ended_ids)
    return HandoverRecord.objects.filter(here, state=RecordState.GIVEN.value).order_by("id")


def _waiting(moves: Moves) -> Counted:
    return _counted(_RECORDS, "handover_records", _records(moves).count())


def _take_back(actor: Actor, moves: Moves, at: datetime) -> None:
    for record in _records(moves).select_for_update(of=("self",)):
        take_back(record, actor=actor, at=at, reason=moves.name)


def _ways(moves: Moves, rows: list[Parcel]) -> tuple[list[Ways], list[Asked]]:
    """For each parcel who takes over from whom."""
    desks = dossiers.find_desks_after(moves=moves, dossier_ids=[row.dossier_id for row in rows if row.dossier_id])
    found, asked = directory.find_heirs(moves=moves, belongings=[_belonging(row, moves) for row in rows])
    ways: list[Ways] = []
    for row, heirs in zip(rows, found, strict=True):
        desk = desks.get(row.dossier_id) if row.dossier_id else None
        ways.append(heirs | {row.desk_id: desk} if desk is not None else heirs)
    return ways, asked


def _belonging(row: Parcel, moves: Moves) -> Belonging:
    """What decides: the desk of a result is its dossier's affair, and asked about with it."""
    concerned = {row.office_id, row.desk_id} if row.direction == Direction.DOSSIER.value else {row.office_id}
    return Belonging(
        key=row.number or str(row.id),
        agency_ids=tuple(sorted(moves.ended_ids & {one for one in concerned if one is not None})),
        unit_code=str((row.submission or {}).get("unit_code", "")),
        address=str((row.sender if row.direction == Direction.DOSSIER.value else row.receiver).get("address", "")),
        procedure=row.procedure_code,
        since=local(row.created_at).date(),
    )


def _hand_over(actor: Actor, moves: Moves, rows: list[Parcel], ways: list[Ways], at: datetime) -> int:
    moved = 0
    for row, heirs in zip(rows, ways, strict=True):
        was = (row.desk_id, row.office_id)
        row.desk_id = heirs.get(row.desk_id, row.desk_id)
        if row.office_id is not None:
            row.office_id = heirs.get(row.office_id, row.office_id)
        if (row.desk_id, row.office_id) == was:
            continue
        _understand_anew(row, moves, desk_moved=row.desk_id != was[0])
        content = {"desk": _code(was[0]), "office": _code(was[1])}
        mark(row, actor=actor, at=at, what="rerouted", reason=moves.name, content=content)
        moved += 1
    return moved


def _understand_anew(row: Parcel, moves: Moves, *, desk_moved: bool) -> None:
    """The place in what was filled in, by the code it has now; and the desk's name where no paper bears it yet.

    A commune's desk takes the affairs of its own place: whoever took over was found by it.
    """
    desk = directory.get_agency(agency_id=row.desk_id)
    code = str((row.submission or {}).get("unit_code", ""))
    if row.submission and code and row.created_at < local_midnight(moves.on):
        became = directory.unit_became(code=code, since=moves.on - timedelta(days=1), on=moves.on)
        if desk_moved and desk.level is Level.COMMUNE:
            row.submission["unit_code"] = directory.get_agency(agency_id=desk.agency_id).unit_code
        elif len(became) == 1:
            row.submission["unit_code"] = became[0]
    if not row.note:
        (row.receiver if row.direction == Direction.DOSSIER.value else row.sender)["name"] = desk.name


def _code(place_id: int | None) -> str:
    return directory.get_agency(agency_id=place_id).code if place_id is not None else ""


def _counted(label: str, kind: str, count: int) -> Counted:
    return Counted(kind=kind, label=label, count=count)
