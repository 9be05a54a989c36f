"""Counts by period from the roll-ups, and what is open at this moment from the index of running dossiers."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Sum
from django.db.models.functions import TruncMonth

from honglam.directory import api as directory
from honglam.dossiers.contracts import CountRow, Counts, CountsAsked, Measure
from honglam.dossiers.models import DailyCount
from honglam.kernel.clock import VIETNAM
from honglam.procedures.contracts import LABELS, Channel

KEPT = (
    Measure.SUBMITTED,
    Measure.RECEIVED,
    Measure.REFUSED,
    Measure.SETTLED_EARLY,
    Measure.SETTLED_ON_TIME,
    Measure.SETTLED_OVERDUE,
    Measure.WITHDRAWN,
    Measure.RETURNED,
)
_GROUPS: Mapping[str, str] = {
    "agency": "agency_id",
    "day": "on",
    "month": "month",
    "procedure": "procedure_code",
    "channel": "channel",
}

_SUMS = """
count(*) FILTER (WHERE running AND due_at >= %(at)s),
count(*) FILTER (WHERE running AND due_at < %(at)s),
count(*) FILTER (WHERE NOT running)
FROM (
    SELECT lead_agency_id, due_at, true AS running FROM dossiers_dossier d
    WHERE status IN ('accepted', 'processing') AND paused_since IS NULL {where}
    UNION ALL
    SELECT lead_agency_id, due_at, false FROM dossiers_dossier d
    WHERE accepted_at IS NOT NULL AND resolved_at IS NULL AND paused_since IS NOT NULL {where}
) open
"""
_OPEN = f"SELECT {_SUMS}"
_OPEN_BY_AGENCY = f"SELECT lead_agency_id, {_SUMS} GROUP BY lead_agency_id"


def get_counts(*, asked: CountsAsked, at: datetime) -> Counts:
    """One period's sums and what is open now. Three queries."""
    rows = _rows(asked)
    sums = rows.aggregate(**{measure.value: Sum(measure.value) for measure in KEPT})
    by_channel = rows.values("channel").annotate(received_sum=Sum("received"))
    in_time, overdue, paused = _open(asked, at)
    return Counts(
        first_on=asked.first_on,
        last_on=asked.last_on,
        period={measure: sums[measure.value] or 0 for measure in KEPT},
        received_by_channel={Channel(row["channel"]): row["received_sum"] or 0 for row in by_channel},
        open_in_time=in_time,
        open_overdue=overdue,
        open_paused=paused,
    )


def list_counts(*, asked: CountsAsked, by: str, at: datetime) -> list[CountRow]:
    """The period's sums in groups: by agency, day, month, procedure or channel; by agency also what is open now."""
    group = _GROUPS[by]
    rows = _rows(asked, per_procedure=by == "procedure")
    if by == "month":
        rows = rows.annotate(month=TruncMonth("on"))
    found = rows.values(group).annotate(**{f"n_{measure.value}": Sum(measure.value) for measure in KEPT})
    sums = {row[group]: {measure: row[f"n_{measure.value}"] or 0 for measure in KEPT} for row in found.order_by(group)}
    if by == "agency":
        for agency_id, open_now in _open_by_agency(asked, at).items():
            sums.setdefault(agency_id, dict.fromkeys(KEPT, 0)).update(open_now)
    return [CountRow(key=key, label=_label(by, key), counts=counts) for key, counts in sums.items()]


def bounds(asked: CountsAsked) -> tuple[datetime, datetime]:
    """The period's moments: from its first midnight in Vietnam to the one after its last day."""
    start = datetime.combine(asked.first_on, time.min, tzinfo=VIETNAM)
    end = datetime.combine(asked.last_on + timedelta(days=1), time.min, tzinfo=VIETNAM)
    return start, end


def agency_ids(asked: CountsAsked) -> list[int] | None:
    """The agencies whose work counts; None means all."""
    if asked.agency_id is None:
        return None
    return [asked.agency_id] if asked.alone else list(directory.descendant_ids(agency_id=asked.agency_id))


def _rows(asked: CountsAsked, *, per_procedure: bool = False) -> Any:
    rows = DailyCount.objects.filter(on__gte=asked.first_on, on__lte=asked.last_on)
    if asked.procedure_code:
        rows = rows.filter(procedure_code=asked.procedure_code)
    elif per_procedure:
        rows = rows.filter(procedure_code__gt="")
    else:
        rows = rows.filter(procedure_code="")
    agencies = agency_ids(asked)
    if agencies is not None:
        rows = rows.filter(agency_id__in=agencies)
    if asked.channel is not None:
        rows = rows.filter(channel=asked.channel.value)
    return rows


def _open(asked: CountsAsked, at: datetime) -> tuple[int, int, int]:
    where, params = open_filter(asked, agency_ids(asked))
    with connection.cursor() as cursor:
        cursor.execute(_OPEN.format(where=where), {**params, "at": at})
        row = cursor.fetchone()
    return (int(row[0]), int(row[1]), int(row[2])) if row else (0, 0, 0)


def _open_by_agency(asked: CountsAsked, at: datetime) -> dict[int, dict[Measure, int]]:
    where, params = open_filter(asked, agency_ids(asked))
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_BY_AGENCY.format(where=where), {**params, "at": at})
        return {
            row[0]: {Measure.OPEN_IN_TIME: row[1], Measure.OPEN_OVERDUE: row[2], Measure.OPEN_PAUSED: row[3]}
            for row in cursor.fetchall()
        }


def open_filter(asked: CountsAsked, agencies: Iterable[int] | None) -> tuple[str, dict[str, Any]]:
    """The filters that lie beside the period, as SQL over `d`."""
    where = ""
    params: dict[str, Any] = {}
    if agencies is not None:
        where += " AND d.lead_agency_id = ANY(%(agencies)s)"
        params["agencies"] = list(agencies)
    if asked.procedure_code:
        where += " AND d.procedure_code = %(procedure)s"
        params["procedure"] = asked.procedure_code
    if asked.channel is not None:
        where += " AND d.channel = %(channel)s"
        params["channel"] = asked.channel.value
    return where, params


def _label(by: str, key: Any) -> str:
    if by == "agency":
        found = directory.get_agencies(agency_ids=[key]).get(key)
        return found.name if found else str(key)
    if by == "channel":
        return LABELS[Channel(key)]
    if isinstance(key, date):
        return key.isoformat()
    return str(key)
