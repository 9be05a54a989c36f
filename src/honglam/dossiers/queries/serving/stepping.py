"""Finished steps as statements, the hours they took and those that were late: told once a day is over, until then read.

A step counts for the agency that finished it, on the day it did, under the name the procedure gave it.
"""

_DAY = """SELECT s.agency_id, s."on", s."on"::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AS start,
        (s."on" + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AS until
    FROM dossiers_serviceday s WHERE {where} AND s.steps_early + s.steps_on_time + s.steps_overdue > 0"""
_IN_DAY = """t.agency_id = k.agency_id AND t.state = 'done' AND t.closed_at >= k.start AND t.closed_at < k.until"""
# By way of the agencies that finished something that day: the index of finished steps begins with the agency.
_FINISHED = """SELECT {columns}, coalesce(nullif(t.step_code, ''), t.step_name) AS step, max(t.step_name) AS name,
        ceil(date_part('epoch', t.closed_at - t.opened_at) / 3600)::int AS whole_hours, count(*) AS many
    FROM ({days}) k
    JOIN dossiers_task t ON {in_day} AND t.result_class <> ''
    JOIN dossiers_dossier d ON d.id = t.dossier_id
    WHERE {where} GROUP BY {columns}, step, whole_hours"""
# By way of the days: the index of late steps begins with the moment; by the agency all its late steps would be read.
_LATE = """SELECT t.agency_id, t.unit_id, t.kind, k."on", count(*) AS many FROM {days} k("on")
    JOIN dossiers_task t ON t.state = 'done' AND t.result_class = 'overdue'
        AND t.closed_at >= k."on"::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
        AND t.closed_at < (k."on" + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
    WHERE {where} GROUP BY 1, 2, 3, 4"""

STALE = """
SELECT coalesce(s."on", d."on") FROM (
    SELECT "on", sum(steps_early + steps_on_time + steps_overdue) AS steps FROM dossiers_serviceday
    WHERE "on" < %(today)s GROUP BY 1 HAVING sum(steps_early + steps_on_time + steps_overdue) > 0
) s FULL JOIN dossiers_stepday d ON d."on" = s."on"
WHERE s.steps IS DISTINCT FROM d.steps ORDER BY 1 DESC
"""
"""Days before %(today)s that are not told, or told with fewer or more steps than were finished; the latest first."""

FORGET = (
    'DELETE FROM dossiers_steptimes WHERE "on" = ANY(%(days)s)',
    'DELETE FROM dossiers_latesteps WHERE "on" = ANY(%(days)s)',
    'DELETE FROM dossiers_stepday WHERE "on" = ANY(%(days)s)',
)

_THESE = _DAY.format(where='s."on" = ANY(%(days)s)')
_ALL_OF_THEM = _FINISHED.format(
    columns='t.agency_id, d.procedure_code, k."on"', days=_THESE, in_day=_IN_DAY, where="true"
)
TELL = f"""
WITH counted AS MATERIALIZED (
    {_ALL_OF_THEM}
), told AS (
    INSERT INTO dossiers_stepday ("on", steps) SELECT "on", sum(many) FROM counted GROUP BY 1
), every AS (
    SELECT agency_id, procedure_code, "on", step, name, whole_hours, many FROM counted
    UNION ALL
    SELECT 0, procedure_code, "on", step, max(name), whole_hours, sum(many)::bigint FROM counted GROUP BY 2, 3, 4, 6
), by_step AS (
    SELECT agency_id, procedure_code, "on", step,
        jsonb_build_object('name', max(name), 'hours', jsonb_object_agg(whole_hours, many)) AS said
    FROM every GROUP BY 1, 2, 3, 4
)
INSERT INTO dossiers_steptimes (agency_id, procedure_code, "on", steps)
SELECT agency_id, procedure_code, "on", jsonb_object_agg(step, said) FROM by_step GROUP BY 1, 2, 3
"""
"""Tell how long the steps of the days %(days)s took, and how many there were."""

TELL_LATE = f"""
INSERT INTO dossiers_latesteps (agency_id, unit_id, kind, "on", many)
{_LATE.format(days="unnest(%(days)s::date[])", where="true")}
"""
"""Tell which of them were late."""

_SPAN = """days AS MATERIALIZED (
    SELECT s."on", coalesce(max(d.steps) = sum(s.steps_early + s.steps_on_time + s.steps_overdue), false) AS told
    FROM dossiers_serviceday s LEFT JOIN dossiers_stepday d ON d."on" = s."on"
    WHERE s."on" BETWEEN %(first)s AND %(last)s GROUP BY 1
)"""


def _untold(narrowed: bool) -> str:
    fits = "s.agency_id = ANY(%(agencies)s)" if narrowed else "true"
    return _DAY.format(where=f's."on" IN (SELECT "on" FROM days WHERE NOT told) AND {fits}')


def read(*, narrowed: bool) -> str:
    """Step, name, hours and how many for %(procedure)s from %(first)s to %(last)s; `narrowed`: of %(agencies)s.

    A day is read from its lines where they count every step of it, else from the rows.
    """
    rows = _FINISHED.format(
        columns="d.procedure_code", days=_untold(narrowed), in_day=_IN_DAY, where="d.procedure_code = %(procedure)s"
    )
    return f"""
WITH {_SPAN}
SELECT one.step, one.said ->> 'name' AS name, spent.hours::int AS whole_hours, spent.many::int AS many
FROM dossiers_steptimes l JOIN days ON days."on" = l."on" AND days.told
CROSS JOIN LATERAL jsonb_each(l.steps) AS one(step, said)
CROSS JOIN LATERAL jsonb_each_text(one.said -> 'hours') AS spent(hours, many)
WHERE l.procedure_code = %(procedure)s AND l."on" BETWEEN %(first)s AND %(last)s
    AND l.agency_id = {"ANY(%(agencies)s)" if narrowed else "0"}
UNION ALL
SELECT step, name, whole_hours, many FROM ({rows}) live"""


def read_late(*, narrowed: bool) -> str:
    """Unit, kind of step and how many were late from %(first)s to %(last)s; `narrowed`: of %(agencies)s."""
    fits = "t.agency_id = ANY(%(agencies)s)" if narrowed else "true"
    rows = _LATE.format(days='(SELECT "on" FROM days WHERE NOT told)', where=fits)
    return f"""
WITH {_SPAN}
SELECT l.unit_id, l.kind, l.many FROM dossiers_latesteps l JOIN days ON days."on" = l."on" AND days.told
WHERE l."on" BETWEEN %(first)s AND %(last)s {"AND l.agency_id = ANY(%(agencies)s)" if narrowed else ""}
UNION ALL
SELECT unit_id, kind, many FROM ({rows}) live"""
