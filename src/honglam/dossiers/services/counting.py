"""Roll-ups: what agencies did per day. Kept from events after commit, and rebuilt from the dossiers when in doubt.

Both ways must give the same; a test compares them.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection, transaction

from honglam.dossiers.contracts import SETTLED_MEASURES, DossierEvent, Measure, ResultClass
from honglam.kernel import audit
from honglam.kernel.clock import local
from honglam.kernel.values import Actor

_ADD = """
INSERT INTO dossiers_dailycount AS c (procedure_code, "on", agency_id, channel, submitted, received, refused,
    settled_early, settled_on_time, settled_overdue, withdrawn, returned)
SELECT * FROM unnest(%s::text[], %s::date[], %s::bigint[], %s::text[], %s::int[], %s::int[], %s::int[], %s::int[],
    %s::int[], %s::int[], %s::int[], %s::int[])
ON CONFLICT (procedure_code, "on", agency_id, channel) DO UPDATE SET
    submitted = c.submitted + excluded.submitted, received = c.received + excluded.received,
    refused = c.refused + excluded.refused, settled_early = c.settled_early + excluded.settled_early,
    settled_on_time = c.settled_on_time + excluded.settled_on_time,
    settled_overdue = c.settled_overdue + excluded.settled_overdue,
    withdrawn = c.withdrawn + excluded.withdrawn, returned = c.returned + excluded.returned
"""
_REBUILD = """
INSERT INTO dossiers_dailycount (procedure_code, "on", agency_id, channel, submitted, received, refused,
    settled_early, settled_on_time, settled_overdue, withdrawn, returned)
SELECT CASE WHEN total THEN '' ELSE procedure_code END, "on", lead_agency_id, channel,
    count(*) FILTER (WHERE what = 'submitted'), count(*) FILTER (WHERE what = 'received'),
    count(*) FILTER (WHERE what = 'refused'), count(*) FILTER (WHERE what = 'early'),
    count(*) FILTER (WHERE what = 'on_time'), count(*) FILTER (WHERE what = 'overdue'),
    count(*) FILTER (WHERE what = 'withdrawn'), count(*) FILTER (WHERE what = 'returned')
FROM dossiers_dossier d
CROSS JOIN (VALUES (true), (false)) AS kind(total)
CROSS JOIN LATERAL (VALUES
    ('submitted', d.submitted_at), ('received', d.accepted_at), (d.result_class, d.resolved_at),
    ('returned', d.returned_at), (d.status, d.closed_at)) AS fact(what, moment)
CROSS JOIN LATERAL (SELECT (fact.moment AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS "on") AS day
WHERE fact.moment IS NOT NULL
GROUP BY 1, 2, 3, 4
"""
COLUMNS = (
    Measure.SUBMITTED,
    Measure.RECEIVED,
    Measure.REFUSED,
    Measure.SETTLED_EARLY,
    Measure.SETTLED_ON_TIME,
    Measure.SETTLED_OVERDUE,
    Measure.WITHDRAWN,
    Measure.RETURNED,
)


class Cell(NamedTuple):
    """One number of the roll-up."""

    procedure_code: str
    on: date
    agency_id: int
    channel: str
    measure: Measure


def cells(event: DossierEvent, measure: Measure, at: datetime) -> list[Cell]:
    """Where an event counts: under its procedure, and under all procedures together."""
    on = local(at).date()
    return [Cell(code, on, event.lead_agency_id, event.channel, measure) for code in ("", event.procedure_code)]


def settled_measure(result_class: str) -> Measure:
    """Under which number a settled dossier counts."""
    return SETTLED_MEASURES[ResultClass(result_class)]


def add_counts(*, deltas: Iterable[tuple[Cell, int]]) -> None:
    """Add to many cells in one statement, in the order of the key, so that two writers never wait crosswise."""
    sums: Counter[Cell] = Counter()
    for cell, amount in deltas:
        sums[cell] += amount
    keys = sorted({cell[:4] for cell in sums})
    if not keys:
        return
    columns: list[list[object]] = [list(column) for column in zip(*keys, strict=True)]
    columns += [[sums[Cell(*key, measure)] for key in keys] for measure in COLUMNS]
    with connection.cursor() as cursor:
        cursor.execute(_ADD, columns)


@transaction.atomic
def rebuild_counts(*, actor: Actor, at: datetime) -> int:
    """Make the roll-ups anew from the dossiers; returns how many rows there are."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE dossiers_dailycount IN EXCLUSIVE MODE")
        cursor.execute("DELETE FROM dossiers_dailycount")
        cursor.execute(_REBUILD)
        made = cursor.rowcount
    audit.record(
        actor=actor, action="dossiers.counts_rebuilt", subject_kind="counts", subject_id="dossiers", at=at, detail={}
    )
    return int(made)
