"""Statistics through the API: the same numbers as the public page, each with its period."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from honglam.kernel.clock import now, today
from honglam.kernel.shapes import Day
from honglam.kernel.values import Invalid, text_noop
from honglam.ops import queries, rules
from honglam.ops.contracts import Period, PeriodKind

router = Router()


class PeriodReversed(Invalid):
    """The period ends before it begins, or is longer than the roll-ups answer at once."""

    code = "period_reversed"
    message = text_noop("The first day must not lie after the last day, and a period may span ten years at most.")


class HeadlineOut(Schema):
    """The numbers of a period; shares are in [0, 1], null where there is nothing to divide by."""

    received: int
    settled: int
    early: int
    on_time: int
    overdue: int
    open_in_time: int
    open_overdue: int
    open_paused: int
    online: int
    online_share: float | None
    in_time_share: float | None


class StatisticsOut(Schema):
    """Counts of a period, with the moment at which they were read."""

    first_on: date
    last_on: date
    agency_id: int | None
    headline: HeadlineOut
    by_channel: dict[str, int]
    as_of: datetime


@router.get("", response=StatisticsOut, summary="Counts of a period")
def get_statistics(
    request: HttpRequest,  # noqa: ARG001 - the framework hands it over
    first_on: Day | None = None,
    last_on: Day | None = None,
    agency_id: int | None = None,
) -> dict[str, Any]:
    """Received, settled and open, for the province or one agency's tree; the running month when no dates are given."""
    period = _period(first_on, last_on)
    figures = queries.get_figures(period=period, agency_id=agency_id, at=now())
    return {
        "first_on": period.first_on,
        "last_on": period.last_on,
        "agency_id": agency_id,
        "headline": figures.headline,
        "by_channel": figures.by_channel,
        "as_of": figures.as_of,
    }


class ReuseOut(Schema):
    """Papers that an agency's dossiers required, how many came out of wallets, and the share in [0, 1]."""

    agency_id: int
    agency_name: str
    required: int
    reused: int
    share: float | None


@router.get("/reuse", response=list[ReuseOut], summary="Share of reused papers by agency")
def get_reuse(
    request: HttpRequest,  # noqa: ARG001 - the framework hands it over
    first_on: Day | None = None,
    last_on: Day | None = None,
    agency_id: int | None = None,
) -> list[dict[str, Any]]:
    """Required and reused papers of dossiers received in the period; the running month when no dates are given."""
    figures = queries.get_figures(period=_period(first_on, last_on), agency_id=agency_id, at=now())
    return [
        {
            "agency_id": row.agency_id,
            "agency_name": row.agency_name,
            "required": row.required,
            "reused": row.reused,
            "share": row.share,
        }
        for row in figures.reuse
    ]


def _period(first_on: date | None, last_on: date | None) -> Period:
    """The period asked for. Raises PeriodReversed."""
    month = rules.period_of(PeriodKind.MONTH, today())
    first, last = first_on or month.first_on, last_on or month.last_on
    if first > last or (last - first).days > 3660:
        raise PeriodReversed(field="first_on")
    return Period(kind=PeriodKind.RANGE, first_on=first, last_on=last)
