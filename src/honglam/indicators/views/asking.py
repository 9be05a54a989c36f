"""What every page here reads from its address, and the words for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext

from honglam.directory import api as directory
from honglam.indicators import api, forms
from honglam.indicators.contracts import Period, PeriodKind, SubjectNotFound
from honglam.kernel.clock import today
from honglam.kernel.values import text_noop
from honglam.ui.typed import NotADay

KINDS: Mapping[PeriodKind, str] = {
    PeriodKind.MONTH: text_noop("Month"),
    PeriodKind.QUARTER: text_noop("Quarter"),
    PeriodKind.HALF: text_noop("Half-year"),
    PeriodKind.YEAR: text_noop("Year"),
}
_OURS = ("sau", "chi_so", "dang", "xem")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A period, perhaps an agency, and the address that leads to the same again.

    `day`: around which the period lies, or what was typed where that is none (`day_error` says so).
    """

    period: Period
    agency_id: int | None
    agency_name: str
    query: str
    kinds: list[tuple[str, str, bool]]
    cut_off: int
    day: date | str
    day_error: str


def read(request: HttpRequest, *, kind: PeriodKind = PeriodKind.QUARTER) -> Asked:
    """The period and agency of a page; an agency that there is not is not found."""
    on = today()
    cut_off = api.cut_off_day(on=on)
    period = forms.read_period(request.GET, on=on, cut_off=cut_off, kind=kind)
    agency_id = forms.read_agency(request.GET)
    name = ""
    if agency_id is not None:
        found = directory.get_agencies(agency_ids=[agency_id]).get(agency_id)
        if found is None:
            raise SubjectNotFound
        name = found.name
    wrong = _wrong_day(request)
    return Asked(
        period=period,
        agency_id=agency_id,
        agency_name=name,
        query=_kept(request),
        kinds=[(one.value, gettext(label), one is period.kind) for one, label in KINDS.items()],
        cut_off=cut_off,
        day=request.GET["ngay"] if wrong else min(on, period.last_on),
        day_error=wrong,
    )


def _kept(request: HttpRequest) -> str:
    kept = request.GET.copy()
    for key in _OURS:
        kept.pop(key, None)
    return kept.urlencode()


def _wrong_day(request: HttpRequest) -> str:
    """What is wrong with the day that was typed, in words; the page then shows the running period."""
    typed = request.GET.get("ngay", "").strip()
    return gettext(NotADay.message) if typed and forms.read_date(typed) is None else ""
