"""The shape of what the figures' pages are asked for: a period and an agency, in the address."""

from collections.abc import Mapping
from datetime import date

from honglam.dossiers.contracts import CountsAsked
from honglam.kernel.clock import today
from honglam.ops import rules
from honglam.ops.contracts import Period, PeriodKind
from honglam.procedures.contracts import Channel
from honglam.ui.typed import day_asked, read_day


def read_period(given: Mapping[str, str]) -> Period:
    """`ky` (kind) with `ngay` (a date in it), or `tu` and `den`. What cannot be read means the running month."""
    first, last = _date(given.get("tu")), _date(given.get("den"))
    if first and last and first <= last and (last - first).days <= 3660:
        return Period(kind=PeriodKind.RANGE, first_on=first, last_on=last)
    kind = given.get("ky", "")
    known = PeriodKind(kind) if kind in set(PeriodKind) - {PeriodKind.RANGE} else PeriodKind.MONTH
    return rules.period_of(known, _date(given.get("ngay")) or today())


def read_wrong_day(given: Mapping[str, str]) -> tuple[str, str]:
    """What was typed as `ngay` where that is no day, and what is wrong with it; nothing where it is one."""
    _, wrong = day_asked(given, "ngay")
    return (given["ngay"], wrong) if wrong else ("", "")


def read_agency(given: Mapping[str, str]) -> int | None:
    """`co_quan`: the id of an agency, or nothing for the whole province."""
    value = given.get("co_quan", "")
    return int(value) if value.isdecimal() and len(value) < 12 else None


def read_behind(given: Mapping[str, str]) -> CountsAsked:
    """Whose dossiers lie behind a number: the period, the agency, `rieng` where those below it do not count, and
    `kenh` where only one channel does."""
    period, channel = read_period(given), given.get("kenh", "")
    return CountsAsked(
        first_on=period.first_on,
        last_on=period.last_on,
        agency_id=read_agency(given),
        alone=bool(given.get("rieng")),
        channel=Channel(channel) if channel in set(Channel) else None,
    )


def _date(text: str | None) -> date | None:
    return read_day((text or "").strip())
