"""The figures of an agency's whole tree, or of the province, for a period. Read from roll-ups, never from the rows."""

from datetime import date, datetime

from honglam.directory import api as directory
from honglam.dossiers import api as dossiers
from honglam.dossiers.contracts import CountsAsked, DossierSummary, Measure
from honglam.kernel.clock import local
from honglam.kernel.keeping import Kept
from honglam.kernel.paging import Page
from honglam.kernel.values import Actor
from honglam.ops import rules
from honglam.ops.contracts import Figures, Period

MONTHS_SHOWN = 13
_kept = Kept()


def get_figures(*, period: Period, agency_id: int | None, at: datetime) -> Figures:
    """Everything one page of figures shows; the number of queries does not grow with the province.

    They are kept for some seconds (`kernel.keeping`); `as_of` says of when they are.
    """
    return _kept.recall((period, agency_id), at, lambda: _count(period, agency_id, at))


def _count(period: Period, agency_id: int | None, at: datetime) -> Figures:
    today = local(at).date()
    asked = CountsAsked(first_on=period.first_on, last_on=period.last_on, agency_id=agency_id)
    earlier = rules.same_stretch_before(period, today)
    counts = dossiers.get_counts(asked=asked, at=at)
    before = dossiers.get_counts(
        asked=CountsAsked(first_on=earlier.first_on, last_on=earlier.last_on, agency_id=agency_id), at=at
    )
    year_back = CountsAsked(first_on=_months_back(period.last_on), last_on=period.last_on, agency_id=agency_id)
    return Figures(
        period=period,
        agency_id=agency_id,
        agency_name=directory.get_agency(agency_id=agency_id).name if agency_id else "",
        counts=counts,
        headline=rules.headline_of(counts),
        before=rules.headline_of(before),
        by_agency=tuple(dossiers.list_counts(asked=asked, by="agency")),
        by_month=tuple(dossiers.list_counts(asked=year_back, by="month")),
        by_channel={channel.value: number for channel, number in counts.received_by_channel.items()},
        reuse=tuple(dossiers.list_reuse(asked=asked)),
        as_of=at,
    )


def list_behind(
    *, actor: Actor, measure: Measure, asked: CountsAsked, at: datetime, after: str | None
) -> Page[DossierSummary]:
    """The dossiers behind a number, as far as the actor may see them."""
    return dossiers.list_behind(actor=actor, measure=measure, asked=asked, at=at, after=after)


def _months_back(last: date) -> date:
    months = last.year * 12 + last.month - 1 - (MONTHS_SHOWN - 1)
    return date(months // 12, months % 12 + 1, 1)
