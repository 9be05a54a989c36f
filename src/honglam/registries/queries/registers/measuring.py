"""What registers count, as their packs define it; and the records behind each number."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext

from honglam.directory import api as directory
from honglam.kernel.clock import local_midnight
from honglam.kernel.measures import BehindRow, Measure, MeasureAsked, MeasureRow
from honglam.kernel.paging import Page, decode_id, encode_cursor
from honglam.kernel.values import Actor, text_noop
from honglam.registries import access
from honglam.registries.contracts import Condition, MeasureKind, RegisterMeasure, Schema
from honglam.registries.models import Register, RegisterVersion
from honglam.registries.queries.registers.definitions import find_register, schema_of

PREFIX = "registers"
RECORDS = text_noop("records")
_NUMBER: Any = DecimalField(max_digits=30, decimal_places=6)


@dataclass(frozen=True)
class RegisterMeasures:
    """The measures of one register, by the versions of its records.

    A measure placed by a day counts the period's records as they stand when it is asked: what was entered or put
    right after the period's end belongs to its day. It counts them for the agency that had them when the period ended:
    who took them over later takes no number of the past with them. One without counts what stood when the period ended.
    """

    register: str
    dimensions: frozenset[str] = field(default=frozenset({"agency"}))

    def read(self, *, asked: MeasureAsked) -> dict[str, float]:
        """Totals; nothing for single officers or dossiers. Three queries at most."""
        if asked.person_id is not None or asked.subject_id is not None:
            return {}
        register, schema = find_register(code=self.register)
        found: dict[str, float] = {}
        for same, rows in _by_standing(register, schema, asked):
            found |= _named(same, rows.aggregate(**_sums(same, asked)))
        return found

    def read_by(self, *, asked: MeasureAsked, dimension: str) -> list[MeasureRow]:
        """By the agency whose record it is. Three queries at most."""
        del dimension
        register, schema = find_register(code=self.register)
        none, found = _named(schema.measures, {}), dict[int, dict[str, float]]()
        for same, rows in _by_standing(register, schema, asked):
            for row in rows.values("counted_for").annotate(**_sums(same, asked)).order_by("counted_for"):
                found[row["counted_for"]] = found.get(row["counted_for"], none) | _named(same, row)
        return [MeasureRow(key=key, values=values) for key, values in sorted(found.items())]

    def find_subject(self, *, actor: Actor, subject_id: UUID, at: Any) -> BehindRow | None:
        """Records are not scored one by one."""
        del actor, subject_id, at
        return None

    def list_behind(
        self, *, actor: Actor, code: str, asked: MeasureAsked, after: str | None, limit: int
    ) -> Page[BehindRow]:
        """The records that the measure counts and the actor may see, in the order of their ids."""
        register, schema = find_register(code=self.register)
        measure = next(one for one in schema.measures if name_of(one) == code)
        seen = access.records_of(actor=actor, register=register, schema=schema)
        rows = _standing(register, [measure], asked, by_day=bool(measure.by))
        rows = rows.filter(_counted(measure, asked), record__in=seen.values("id"))
        if after:
            rows = rows.filter(record_id__gt=decode_id(after))
        found = list(rows.select_related("record").order_by("record_id")[: limit + 1])
        cursor = encode_cursor(str(found[limit - 1].record_id)) if len(found) > limit else None
        return Page(items=[_behind(schema, row) for row in found[:limit]], next_cursor=cursor)


class RegisterFamily:
    """Registered in `kernel.registry.measure_families` under `registers`."""

    def find(self, *, code: str) -> Measure | None:
        """The measure of that name. One query."""
        return next((one for one in self.list_measures() if one.code == code), None)

    def list_measures(self) -> list[Measure]:
        """The measures of every register. One query."""
        rows = Register.objects.filter(retired_at=None).order_by("code")
        return measures_of(schema_of(row.content) for row in rows)


def measures_of(schemas: Iterable[Schema]) -> list[Measure]:
    """The measures that these registers define."""
    return [
        Measure(
            code=name_of(one),
            label=one.name,
            definition=one.definition,
            unit="%" if one.kind is MeasureKind.SHARE else one.unit or RECORDS,
            source=source_of(schema.code),
            share=one.kind is MeasureKind.SHARE,
        )
        for schema in schemas
        for one in schema.measures
    ]


@lru_cache(maxsize=1000)
def source_of(register: str) -> RegisterMeasures:
    """The one source of a register: the same object each time, so that all its measures are read together."""
    return RegisterMeasures(register)


def name_of(measure: RegisterMeasure) -> str:
    """The name under which indicators read it."""
    return f"{PREFIX}.{measure.code}"


def _by_standing(
    register: Register, schema: Schema, asked: MeasureAsked
) -> Iterator[tuple[list[RegisterMeasure], QuerySet[Any]]]:
    """Measures that count the same versions, with these."""
    for by_day in (False, True):
        same = [one for one in schema.measures if bool(one.by) is by_day]
        if same:
            yield same, _standing(register, same, asked, by_day=by_day)


def _standing(
    register: Register, same: Iterable[RegisterMeasure], asked: MeasureAsked, *, by_day: bool
) -> QuerySet[Any]:
    """The version of each record that stands, or that stood when the period ended; struck ones left out.

    `counted_for`: the agency whose number it is in.
    """
    until = asked.at + timedelta(microseconds=1)
    end = min(local_midnight(asked.last_on + timedelta(days=1)), until)
    versions = RegisterVersion.objects.filter(record=OuterRef("record"))
    latest = versions.filter(at__lt=until if by_day else end).order_by("-number")
    rows = RegisterVersion.objects.filter(register=register, id=Subquery(latest.values("id")[:1]), struck=False)
    rows = rows.annotate(counted_for=_agency_at(versions, end) if by_day else F("agency_id"))
    conditions = [one for measure in same for one in (*measure.where, *measure.of)]
    bounded = {one.field for one in conditions if one.least is not None or one.most is not None}
    rows = rows.annotate(**{f"number_{code}": _number(code) for code in sorted(bounded)})
    return rows if asked.agency_ids is None else rows.filter(counted_for__in=asked.agency_ids)


def _agency_at(versions: QuerySet[RegisterVersion], end: datetime) -> Coalesce:
    """Whose record it was before a moment; of one that was entered later, whose it was at first."""
    then = versions.filter(at__lt=end).order_by("-number").values("agency_id")[:1]
    return Coalesce(Subquery(then), Subquery(versions.order_by("number").values("agency_id")[:1]))


def _sums(same: Sequence[RegisterMeasure], asked: MeasureAsked) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for number, one in enumerate(same):
        placed = _placed(one, asked)
        within = placed & _all(one.where)
        if one.kind is MeasureKind.SUM:
            found[f"m{number}"] = Sum(_number(one.field), filter=within)
        else:
            found[f"m{number}"] = Count("id", filter=within)
        if one.kind is MeasureKind.SHARE:
            found[f"m{number}"] = Count("id", filter=within & _all(one.of))
            found[f"w{number}"] = Count("id", filter=placed & _all(one.of))
    return found


def _named(same: Sequence[RegisterMeasure], row: Mapping[str, Any]) -> dict[str, float]:
    """What was counted by the measures' names; a share of nothing is left out."""
    found = {}
    for number, one in enumerate(same):
        value = float(row.get(f"m{number}") or 0)
        if one.kind is not MeasureKind.SHARE:
            found[name_of(one)] = value
        elif row.get(f"w{number}"):
            found[name_of(one)] = 100 * value / row[f"w{number}"]
    return found


def _counted(measure: RegisterMeasure, asked: MeasureAsked) -> Q:
    return _placed(measure, asked) & _all(measure.where) & _all(measure.of)


def _placed(measure: RegisterMeasure, asked: MeasureAsked) -> Q:
    """In the period by its day; days are kept so that their order is that of their letters."""
    if not measure.by:
        return Q()
    key = f"values__{measure.by}"
    return Q(**{f"{key}__gte": asked.first_on.isoformat(), f"{key}__lte": asked.last_on.isoformat()})


def _all(conditions: Iterable[Condition]) -> Q:
    found = Q()
    for one in conditions:
        found &= _condition(one)
    return found


def _condition(one: Condition) -> Q:
    if one.field == "state":
        return Q(state__in=one.among)
    found = Q(**{f"values__{one.field}__in": list(one.among)}) if one.among else Q()
    if one.given is not None:
        found &= Q(values__has_key=one.field) if one.given else ~Q(values__has_key=one.field)
    if one.least is not None:
        found &= Q(**{f"number_{one.field}__gte": one.least})
    if one.most is not None:
        found &= Q(**{f"number_{one.field}__lte": one.most})
    return found


def _number(code: str) -> Any:
    """The number in a field; an older edition may have kept words there, which are none."""
    plain = When(**{f"values__{code}__regex": r"^-?[0-9]+([.][0-9]+)?$"}, then=KeyTextTransform(code, "values"))
    return Cast(Case(plain, default=None), _NUMBER)


def _behind(schema: Schema, row: Any) -> BehindRow:
    return BehindRow(
        code=schema.name,
        title=row.record.title,
        person="",
        agency=directory.get_agency(agency_id=row.counted_for).name,
        url=reverse("registries:record", args=[schema.code, row.record_id]),
        status=gettext(schema.state(row.state).name),
        at=row.at,
    )
