"""Roll-ups: what agencies did per day. Kept from events after commit, and rebuilt from the dossiers when in doubt.

Both ways must give the same; a test compares them. An event says which number it touched; that one is counted from the
dossiers again. Were it added, a rebuild would count twice whatever is committed and waits to be heard of. One lock for
all who write: of two that overlap, the later one must also look later.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection, transaction

from honglam.dossiers.contracts import SETTLED_MEASURES, DossierEvent, Measure, ResultClass
from honglam.dossiers.queries.behind import WAYS
from honglam.kernel import audit
from honglam.kernel.clock import local
from honglam.kernel.values import Actor

_LOCK = "SELECT pg_advisory_xact_lock(hashtext('dossiers_dailycount'))"
_RECOUNT = """
INSERT INTO dossiers_dailycount (procedure_code, "on", agency_id, channel, {names})
SELECT k.procedure_code, k."on", k.agency_id, k.channel, {numbers}
FROM (SELECT *, c."on"::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AS start,
        (c."on" + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AS until
    FROM unnest(%s::text[], %s::date[], %s::bigint[], %s::text[]) AS c(procedure_code, "on", agency_id, channel)) k
ON CONFLICT (procedure_code, "on", agency_id, channel) DO UPDATE SET {touched}
"""
_NUMBER = """(SELECT count(*) FROM dossiers_dossier d
    WHERE d.lead_agency_id = k.agency_id AND d.{column} >= k.start AND d.{column} < k.until {where}
        AND d.channel = k.channel AND (k.procedure_code = '' OR d.procedure_code = k.procedure_code))"""
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


def recount_cells(*, cells: Iterable[Cell]) -> None:
    """Count these numbers anew, inside the caller's transaction: each is how many dossiers it opens."""
    found = set(cells)
    keys = sorted({cell[:4] for cell in found})
    if not keys:
        return
    lock_counts()
    with connection.cursor() as cursor:
        cursor.execute(_recount({cell.measure for cell in found}), [list(column) for column in zip(*keys, strict=True)])


def lock_counts() -> None:
    """Until the end of this transaction nobody else writes daily counts."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)


def _recount(measures: set[Measure]) -> str:
    """The statement for these numbers; the others of a new row are zero, and of an old one stay."""
    numbers = (
        _NUMBER.format(column=WAYS[one].column, where=WAYS[one].where) if one in measures else "0" for one in COLUMNS
    )
    return _RECOUNT.format(
        names=", ".join(one.value for one in COLUMNS),
        numbers=", ".join(numbers),
        touched=", ".join(f"{one.value} = excluded.{one.value}" for one in COLUMNS if one in measures),
    )


@transaction.atomic
def rebuild_counts(*, actor: Actor, at: datetime) -> int:
    """Make the roll-ups anew from the dossiers; returns how many rows there are."""
    lock_counts()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM dossiers_dailycount")
        cursor.execute(_REBUILD)
        made = cursor.rowcount
    audit.record(
        actor=actor, action="dossiers.counts_rebuilt", subject_kind="counts", subject_id="dossiers", at=at, detail={}
    )
    return int(made)
