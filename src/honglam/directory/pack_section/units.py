"""The section `administrative_units/`: lives of units, and who became whom."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, ClassVar

from msgspec import Meta

from honglam.directory.contracts import Level, SuccessionKind, UnitData, UnitKind, UnitSuccessionData
from honglam.directory.models import AdministrativeUnit, UnitSuccession
from honglam.directory.rules.validity import Span, free_of_overlap, lies_within
from honglam.directory.services import administrative_units as verbs
from honglam.kernel.values import Actor, text_noop
from honglam.pack.api import Change, ChangeAction, Collection, Manifest, Pack, PackError, Record, Row, Section, Shape

UnitCode = Annotated[str, Meta(pattern=r"^[0-9]{2,5}$")]


class UnitShape(Shape, frozen=True, kw_only=True):
    """A line of units.csv: one life of a unit. An empty first day is the unknown past, `valid_to` the last day."""

    code: UnitCode
    name: Annotated[str, Meta(min_length=1, max_length=100)]
    kind: UnitKind
    level: Level
    parent_code: str | None = None
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    lat: float | None = None
    lon: float | None = None
    area_km2: float | None = None
    source: str | None = None

    @property
    def span(self) -> Span:
        """The days of this life."""
        return self.valid_from, self.valid_to


class UnitSuccessionShape(Shape, frozen=True, kw_only=True):
    """A line of successions.csv: one unit's way into another."""

    old_code: UnitCode
    old_valid_from: datetime.date | None = None
    new_code: UnitCode
    new_valid_from: datetime.date | None = None
    kind: SuccessionKind
    on: datetime.date
    divided: bool

    @property
    def old_key(self) -> str:
        """The key of the old unit's life."""
        return life_key(self.old_code, self.old_valid_from)

    @property
    def new_key(self) -> str:
        """The key of the new unit's life."""
        return life_key(self.new_code, self.new_valid_from)


def life_key(code: str, valid_from: datetime.date | None) -> str:
    """The natural key of one life of a unit."""
    return f"{code}@{valid_from or ''}"


def _succession_key(shape: UnitSuccessionShape) -> str:
    return f"{shape.old_key}>{shape.new_key}"


class UnitsSection(Section):
    """How administrative units get from a pack into the tables and back."""

    name = "administrative_units"
    collections: ClassVar = (
        Collection(
            "administrative_unit",
            "administrative_units/units.csv",
            UnitShape,
            key=lambda unit: life_key(unit.code, unit.valid_from),
        ),
        Collection("unit_succession", "administrative_units/successions.csv", UnitSuccessionShape, key=_succession_key),
    )

    def check(self, pack: Pack) -> Iterator[PackError]:
        """Lives of a code do not overlap, parents are there, successions connect what ends with what begins."""
        units = pack.records("administrative_unit", UnitShape)
        lives = _by_code(units)
        sources = {source.code for source in pack.manifest.sources} if pack.manifest else set()
        for record in units.values():
            yield from _check_life(record, lives, sources)
        for succession in pack.records("unit_succession", UnitSuccessionShape).values():
            yield from _check_succession(succession, units)
        for head in pack.records("pack", Manifest).values():
            if head.value.province_code not in lives:
                message = text_noop("There is no administrative unit with the code “%(code)s”.")
                yield head.error("province_code", "unknown_unit", message, code=head.value.province_code)

    def rows(self) -> Iterator[Row]:
        """The units and successions as a pack would write them."""
        units = {row.pk: row for row in AdministrativeUnit.objects.order_by("id")}
        for row in units.values():
            parent = units[row.parent_id].code if row.parent_id else None
            yield Row("administrative_unit", life_key(row.code, row.valid_from), _unit_shape(row, parent))
        for item in UnitSuccession.objects.order_by("id"):
            shape = _succession_shape(item, units[item.old_id], units[item.new_id])
            yield Row("unit_succession", _succession_key(shape), shape)

    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime.datetime) -> None:
        """Provinces first, communes last: each unit after the one above it."""
        put = [change.after for change in changes if change.after is not None]
        units = [shape for shape in put if isinstance(shape, UnitShape)]
        for level in Level:
            above = _lives_in_tables()
            of_level = [_unit_data(shape, above) for shape in units if shape.level is level]
            verbs.put_units(actor=actor, units=of_level, at=at)
        ids = {life_key(row.code, row.valid_from): row.pk for rows in _lives_in_tables().values() for row in rows}
        ways = [_succession_data(shape, ids) for shape in put if isinstance(shape, UnitSuccessionShape)]
        verbs.put_unit_successions(actor=actor, successions=ways, at=at)
        retired = [change for change in changes if change.action is ChangeAction.RETIRE]
        if retired:
            _retire(retired, ids, actor, at)


Lives = Mapping[str, Sequence[Record[UnitShape]]]


def _by_code(units: Mapping[str, Record[UnitShape]]) -> Lives:
    found: dict[str, list[Record[UnitShape]]] = defaultdict(list)
    for record in units.values():
        found[record.value.code].append(record)
    return found


def _check_life(record: Record[UnitShape], lives: Lives, sources: set[str]) -> Iterator[PackError]:
    unit = record.value
    first, last = unit.span
    if first and last and last < first:
        yield record.error("valid_to", "wrong_order", text_noop("The last day lies before the first."))
    elif not free_of_overlap(other.value.span for other in lives[unit.code]):
        message = text_noop("Another unit bears the code “%(code)s” on the same day.")
        yield record.error("code", "lives_overlap", message, code=unit.code)
    if unit.parent_code and not any(
        lies_within(unit.span, above.value.span) for above in lives.get(unit.parent_code, ())
    ):
        message = text_noop("No unit “%(code)s” is there during the whole of that time.")
        yield record.error("parent_code", "unknown_parent", message, code=unit.parent_code)
    if (unit.level is Level.PROVINCE) == bool(unit.parent_code):
        message = text_noop("Every unit but the province stands below another.")
        yield record.error("parent_code", "wrong_parent", message)
    if unit.source and unit.source not in sources:
        message = text_noop("pack.yaml names no source “%(code)s”.")
        yield record.error("source", "unknown_source", message, code=unit.source)


def _check_succession(
    record: Record[UnitSuccessionShape], units: Mapping[str, Record[UnitShape]]
) -> Iterator[PackError]:
    shape = record.value
    for path, key in (("old_code", shape.old_key), ("new_code", shape.new_key)):
        if key not in units:
            yield record.error(path, "unknown_unit", text_noop("units.csv has no line for %(key)s."), key=key)
    old = units.get(shape.old_key)
    if old and (old.value.valid_to is None or old.value.valid_to >= shape.on):
        yield record.error("on", "still_there", text_noop("The old unit is still there on that day."))
    if shape.divided and shape.kind is not SuccessionKind.SPLIT:
        yield record.error("divided", "divided_not_split", text_noop("Only a unit that is split can be divided."))


def _unit_shape(row: AdministrativeUnit, parent: str | None) -> UnitShape:
    return UnitShape(
        code=row.code,
        name=row.name,
        kind=UnitKind(row.kind),
        level=Level(row.level),
        parent_code=parent,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        lat=row.lat,
        lon=row.lon,
        area_km2=row.area_km2,
        source=row.source or None,
    )


def _succession_shape(row: UnitSuccession, old: AdministrativeUnit, new: AdministrativeUnit) -> UnitSuccessionShape:
    return UnitSuccessionShape(
        old_code=old.code,
        old_valid_from=old.valid_from,
        new_code=new.code,
        new_valid_from=new.valid_from,
        kind=SuccessionKind(row.kind),
        on=row.since,
        divided=row.divided,
    )


def _unit_data(shape: UnitShape, above: Mapping[str, Sequence[AdministrativeUnit]]) -> UnitData:
    parents = above.get(shape.parent_code or "", ())
    fitting = [
        row.pk for row in parents if row.retired_at is None and lies_within(shape.span, (row.valid_from, row.valid_to))
    ]
    return UnitData(
        code=shape.code,
        name=shape.name,
        kind=shape.kind,
        level=shape.level,
        parent_id=fitting[0] if fitting else None,
        valid_from=shape.valid_from,
        valid_to=shape.valid_to,
        lat=shape.lat,
        lon=shape.lon,
        area_km2=shape.area_km2,
        source=shape.source or "",
    )


def _succession_data(shape: UnitSuccessionShape, ids: Mapping[str, int]) -> UnitSuccessionData:
    return UnitSuccessionData(
        old_id=ids[shape.old_key],
        new_id=ids[shape.new_key],
        kind=shape.kind,
        since=shape.on,
        divided=shape.divided,
    )


def _lives_in_tables() -> Mapping[str, Sequence[AdministrativeUnit]]:
    found: dict[str, list[AdministrativeUnit]] = defaultdict(list)
    for row in AdministrativeUnit.objects.order_by("id"):
        found[row.code].append(row)
    return found


def _retire(changes: Sequence[Change], ids: Mapping[str, int], actor: Actor, at: datetime.datetime) -> None:
    unit_ids = [ids[change.key] for change in changes if isinstance(change.before, UnitShape)]
    successions = [change.before for change in changes if isinstance(change.before, UnitSuccessionShape)]
    succession_ids = [
        UnitSuccession.objects.get(old=ids[shape.old_key], new=ids[shape.new_key], since=shape.on).pk
        for shape in successions
    ]
    verbs.retire_units(actor=actor, unit_ids=unit_ids, succession_ids=succession_ids, at=at)
