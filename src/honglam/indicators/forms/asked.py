"""What the pages are asked for and told: a period, an agency, a number as people write it, a value to be kept."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from honglam.indicators.contracts import (
    Bound,
    Figure,
    NotANumber,
    NotATime,
    Period,
    PeriodKind,
    ScopeRef,
    Span,
    ValueEntry,
)
from honglam.indicators.rules import numbers
from honglam.indicators.rules.periods import period_of
from honglam.ui.typed import NotADay, read_day

LONGEST_DAYS = 3660


def read_period(given: Mapping[str, str], *, on: date, cut_off: int, kind: PeriodKind = PeriodKind.QUARTER) -> Period:
    """`ky` around `ngay` (with `moc=hanh-chinh` by administrative cut-offs), or `tu` and `den`; else this `kind`."""
    first, last = read_date(given.get("tu")), read_date(given.get("den"))
    if first and last and first <= last and (last - first).days <= LONGEST_DAYS:
        return Period(kind=PeriodKind.RANGE, first_on=first, last_on=last)
    asked = given.get("ky", "")
    known = PeriodKind(asked) if asked in set(PeriodKind) - {PeriodKind.RANGE} else kind
    return period_of(known, read_date(given.get("ngay")) or on, cut_off if given.get("moc") == "hanh-chinh" else 0)


def read_agency(given: Mapping[str, str]) -> int | None:
    """`co_quan`: the id of an agency, or nothing for the whole province."""
    value = given.get("co_quan", "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 12 else None


def read_date(text: str | None) -> date | None:
    """A day of this century as people or addresses write it; None for anything else."""
    found = read_day((text or "").strip())
    return found if found and 2000 <= found.year <= 2100 else None


def read_typed_day(typed: Mapping[str, str], name: str) -> date | None:
    """The day of a field of a form, in this century; None where nothing was typed. Raises NotADay."""
    found = read_date(typed.get(name))
    if found is None and typed.get(name, "").strip():
        raise NotADay(field=name)
    return found


def read_number(text: str, field: str = "value") -> Decimal:
    """A number as it is typed in a field, read as in the cells of forms. Raises NotANumber."""
    found = numbers.read_number(text)
    if found is None:
        raise NotANumber(field=field)
    return found


def read_figure(given: Mapping[str, str]) -> Figure:
    """`value`, how it is meant (`bound`), and `upper` for a range. Raises NotANumber."""
    bound = Bound(given["bound"]) if given.get("bound") in set(Bound) else Bound.EXACT
    upper = read_number(given.get("upper", ""), "upper") if bound is Bound.RANGE else None
    return Figure(value=read_number(given.get("value", "")), bound=bound, upper=upper)


def read_time(given: Mapping[str, str], *, cut_off: int = 0) -> Span:
    """The day `ngay` itself, or the period `ky` around it. Raises NotATime."""
    day = read_typed_day(given, "ngay")
    if day is None:
        raise NotATime(field="ngay")
    kind = given.get("ky", "")
    if kind in set(PeriodKind) - {PeriodKind.RANGE}:
        period = period_of(PeriodKind(kind), day, cut_off)
        return Span(first_on=period.first_on, last_on=period.last_on)
    return Span(first_on=None, last_on=day)


def read_entry(given: Mapping[str, str], *, indicator: str, area: str) -> ValueEntry:
    """A value to be kept; without an agency it is about the whole province (`area`)."""
    agency_id, part = read_agency(given), given.get("part", "")
    scope = ScopeRef(agency_id=agency_id, area="" if agency_id else area, part=part)
    return ValueEntry(indicator=indicator, scope=scope, span=read_time(given), figure=read_figure(given))
