"""Steps of procedures and the hours they took, as statements: told once a day is over, read from the rows until then.

A step counts for the agency that finished it, on the day it did, under the name the procedure gave it.
"""

_DAY = """SELECT s.agency_id, s."on", s."on"::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AS start,
        (s."on" + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AS until
    FROM dossiers_serviceday s WHERE {where} AND s.steps_early + s.steps_on_time + s.steps_overdue > 0"""
# By way of the agencies that finished something that day: the index of finished steps begins with the agency.
_FINISHED = """SELECT {columns}, coalesce(nullif(t.step_code, ''), t.step_name) AS step, max(t.step_name) AS name,
        ceil(date_part('epoch', t.closed_at - t.opened_at) / 3600)::int AS whole_hours, count(*) AS many
    FROM ({days}) k
    JOIN dossiers_task t ON t.agency_id = k.agency_id AND t.state = 'done' AND t.result_class <> ''
        AND t.closed_at >= k.start AND t.closed_at < k.until
    JOIN dossiers_dossier d ON d.id = t.dossier_id
    WHERE {where} GROUP BY {columns}, step, whole_hours"""

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
    'DELETE FROM dossiers_stepday WHERE "on" = ANY(%(days)s)',
)

_ALL_OF_THEM = _FINISHED.format(
    columns='t.agency_id, d.procedure_code, k."on"', days=_DAY.format(where='s."on" = ANY(%(days)s)'), where="true"
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
"""Tell the days %(days)s."""


def read(*, narrowed: bool) -> str:
    """Step, name, hours and how many for %(procedure)s from %(first)s to %(last)s; `narrowed`: of %(agencies)s.

    A day is read from its lines where they count every step of it, else from the rows.
    """
    fits = "s.agency_id = ANY(%(agencies)s)" if narrowed else "true"
    open_days = _DAY.format(where=f's."on" IN (SELECT "on" FROM days WHERE NOT told) AND {fits}')
    rows = _FINISHED.format(columns="d.procedure_code", days=open_days, where="d.procedure_code = %(procedure)s")
    return f"""
WITH days AS MATERIALIZED (
    SELECT s."on", coalesce(max(d.steps) = sum(s.steps_early + s.steps_on_time + s.steps_overdue), false) AS told
    FROM dossiers_serviceday s LEFT JOIN dossiers_stepday d ON d."on" = s."on"
    WHERE s."on" BETWEEN %(first)s AND %(last)s GROUP BY 1
)
SELECT one.step, one.said ->> 'name' AS name, spent.hours::int AS whole_hours, spent.many::int AS many
FROM dossiers_steptimes l JOIN days ON days."on" = l."on" AND days.told
CROSS JOIN LATERAL jsonb_each(l.steps) AS one(step, said)
CROSS JOIN LATERAL jsonb_each_text(one.said -> 'hours') AS spent(hours, many)
WHERE l.procedure_code = %(procedure)s AND l."on" BETWEEN %(first)s AND %(last)s
    AND l.agency_id = {"ANY(%(agencies)s)" if narrowed else "0"}
UNION ALL
SELECT step, name, whole_hours, many FROM ({rows}) live"""
