"""What the pages are asked for, in the address: a period, an agency, a set."""

from collections.abc import Mapping
from datetime import date

from honglam.indicators.contracts import Period, PeriodKind
from honglam.indicators.rules.periods import period_of

LONGEST_DAYS = 3660


def read_period(given: Mapping[str, str], *, on: date, cut_off: int, kind: PeriodKind = PeriodKind.QUARTER) -> Period:
    """`ky` around `ngay` (with `moc=hanh-chinh` by administrative cut-offs), or `tu` and `den`; else this `kind`."""
    first, last = _date(given.get("tu")), _date(given.get("den"))
    if first and last and first <= last and (last - first).days <= LONGEST_DAYS:
        return Period(kind=PeriodKind.RANGE, first_on=first, last_on=last)
    asked = given.get("ky", "")
    known = PeriodKind(asked) if asked in set(PeriodKind) - {PeriodKind.RANGE} else kind
    return period_of(known, _date(given.get("ngay")) or on, cut_off if given.get("moc") == "hanh-chinh" else 0)


def read_agency(given: Mapping[str, str]) -> int | None:
    """`co_quan`: the id of an agency, or nothing for the whole province."""
    value = given.get("co_quan", "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 12 else None


def _date(text: str | None) -> date | None:
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2100 else None
