"""The statements of a move, over temporary tables that say which dossier goes which way."""

STAGE = """
CREATE TEMPORARY TABLE IF NOT EXISTS dossiers_route (dossier_id uuid PRIMARY KEY, route int);
CREATE TEMPORARY TABLE IF NOT EXISTS dossiers_route_lead
    (route int, old_id bigint, new_id bigint, content jsonb);
CREATE TEMPORARY TABLE IF NOT EXISTS dossiers_way
    (route int, old_id bigint, new_id bigint, agency_id bigint, PRIMARY KEY (route, old_id));
CREATE TEMPORARY TABLE IF NOT EXISTS dossiers_moved_task (task_id uuid PRIMARY KEY);
CREATE TEMPORARY TABLE IF NOT EXISTS dossiers_lane
    (unit_id bigint, task_role text, ancestor_id bigint, role smallint, here boolean);
CREATE TEMPORARY TABLE IF NOT EXISTS dossiers_gone (holder_id uuid, unit_id bigint, role text);
CREATE TEMPORARY TABLE IF NOT EXISTS dossiers_reach
    (unit_ids bigint[], lead_id bigint, desk_id bigint, tokens text[]);
CREATE TEMPORARY TABLE IF NOT EXISTS dossiers_moved_count (LIKE dossiers_dailycount);
TRUNCATE dossiers_route, dossiers_route_lead, dossiers_way, dossiers_moved_task, dossiers_lane, dossiers_gone,
    dossiers_reach, dossiers_moved_count
"""
STAGED = "ANALYZE dossiers_route, dossiers_route_lead, dossiers_way"

# Before the dossiers: what they were counted under is read from the rows as they still are.
COUNTS = """
INSERT INTO dossiers_moved_count (procedure_code, "on", agency_id, channel, submitted, received, refused,
    settled_early, settled_on_time, settled_overdue, withdrawn, returned)
SELECT CASE WHEN total THEN '' ELSE procedure_code END, "on", side.agency_id, channel,
    coalesce(sum(sign) FILTER (WHERE what = 'submitted'), 0), coalesce(sum(sign) FILTER (WHERE what = 'received'), 0),
    0, coalesce(sum(sign) FILTER (WHERE what = 'early'), 0), coalesce(sum(sign) FILTER (WHERE what = 'on_time'), 0),
    coalesce(sum(sign) FILTER (WHERE what = 'overdue'), 0), 0, 0
FROM dossiers_route r
JOIN dossiers_route_lead w USING (route)
JOIN dossiers_dossier d ON d.id = r.dossier_id
CROSS JOIN (VALUES (true), (false)) AS kind(total)
CROSS JOIN LATERAL (VALUES (w.old_id, -1), (w.new_id, 1)) AS side(agency_id, sign)
CROSS JOIN LATERAL (VALUES ('submitted', d.submitted_at), ('received', d.accepted_at),
    (d.result_class, d.resolved_at)) AS fact(what, moment)
CROSS JOIN LATERAL (SELECT (fact.moment AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS "on") AS day
WHERE fact.moment IS NOT NULL AND w.old_id <> w.new_id
GROUP BY 1, 2, 3, 4
"""
ADD_COUNTS = """
INSERT INTO dossiers_dailycount AS c (procedure_code, "on", agency_id, channel, submitted, received, refused,
    settled_early, settled_on_time, settled_overdue, withdrawn, returned)
SELECT procedure_code, "on", agency_id, channel, submitted, received, refused, settled_early, settled_on_time,
    settled_overdue, withdrawn, returned
FROM dossiers_moved_count
ORDER BY 1, 2, 3, 4
ON CONFLICT (procedure_code, "on", agency_id, channel) DO UPDATE SET
    submitted = c.submitted + excluded.submitted, received = c.received + excluded.received,
    settled_early = c.settled_early + excluded.settled_early,
    settled_on_time = c.settled_on_time + excluded.settled_on_time,
    settled_overdue = c.settled_overdue + excluded.settled_overdue
"""
# The days on which those dossiers count, of whoever led them and of whoever leads them now.
DAYS = """
SELECT DISTINCT side.agency_id, (fact.moment AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
FROM dossiers_route r
JOIN dossiers_route_lead w USING (route)
JOIN dossiers_dossier d ON d.id = r.dossier_id
LEFT JOIN dossiers_rating x ON x.dossier_id = d.id
CROSS JOIN LATERAL (VALUES (w.old_id), (w.new_id)) AS side(agency_id)
CROSS JOIN LATERAL (VALUES (d.accepted_at), (d.resolved_at), (d.fee_paid_at), (x.rated_at)) AS fact(moment)
WHERE fact.moment IS NOT NULL AND w.old_id <> w.new_id
"""
_NEW = "coalesce((SELECT w.new_id FROM dossiers_way w WHERE w.route = r.route AND w.old_id = {old}), {old})"
_MOVE = """
WITH moved AS (
    UPDATE dossiers_dossier d SET
        lead_agency_id = {lead}, desk_id = {desk},
        unit_ids = ARRAY(SELECT DISTINCT {unit} FROM unnest(d.unit_ids) u ORDER BY 1),
        line_count = d.line_count + 1
    FROM dossiers_route r WHERE d.id = r.dossier_id
    RETURNING d.id, d.line_count, d.status, r.route),
told AS (
    INSERT INTO dossiers_historyevent (dossier_id, line, at, verb, status_from, status_to, actor_kind, actor_id,
        actor_name, post_id, unit_id, agency_id, reason, content, attachments)
    SELECT m.id, m.line_count, %(at)s, %(verb)s, m.status, m.status, %(kind)s, %(actor_id)s, %(name)s, %(post_id)s,
        NULL, %(agency_id)s, %(reason)s, l.content, '{{}}'
    FROM moved m JOIN dossiers_route_lead l USING (route))
SELECT id, line_count, status, route FROM moved
"""
MOVE = _MOVE.format(
    lead=_NEW.format(old="d.lead_agency_id"), desk=_NEW.format(old="d.desk_id"), unit=_NEW.format(old="u")
)
TASKS = """
WITH moved AS (
    UPDATE dossiers_task t SET unit_id = w.new_id, agency_id = w.agency_id
    FROM dossiers_route r JOIN dossiers_way w USING (route)
    WHERE t.dossier_id = r.dossier_id AND t.unit_id = w.old_id AND t.state IN ('open', 'suspended')
    RETURNING t.id)
INSERT INTO dossiers_moved_task SELECT id FROM moved
"""
PLACES = "SELECT DISTINCT t.unit_id, t.role FROM dossiers_task t JOIN dossiers_moved_task m ON m.task_id = t.id"
HOLDERS = """
SELECT DISTINCT t.holder_id, t.unit_id, t.role FROM dossiers_task t JOIN dossiers_moved_task m ON m.task_id = t.id
WHERE t.holder_id IS NOT NULL
"""
FREE = """
UPDATE dossiers_task t SET holder_id = NULL, holder_name = '' FROM dossiers_moved_task m, dossiers_gone g
WHERE t.id = m.task_id AND t.holder_id = g.holder_id AND t.unit_id = g.unit_id AND t.role = g.role
"""
DROP_SCOPES = "DELETE FROM dossiers_taskscope s USING dossiers_moved_task m WHERE s.task_id = m.task_id"
ADD_SCOPES = """
INSERT INTO dossiers_taskscope (ancestor_id, role, here, due_at, task_id)
SELECT l.ancestor_id, l.role, l.here, t.due_at, t.id
FROM dossiers_moved_task m JOIN dossiers_task t ON t.id = m.task_id
JOIN dossiers_lane l ON l.unit_id = t.unit_id AND l.task_role = t.role
WHERE t.state = 'open'
"""
READERS = """
SELECT DISTINCT d.unit_ids, d.lead_agency_id, d.desk_id
FROM dossiers_dossier d JOIN dossiers_route r ON r.dossier_id = d.id
"""
SEARCH = """
UPDATE dossiers_dossiersearch s SET words = array_to_tsvector(
    ARRAY(SELECT lexeme FROM unnest(s.words) WHERE left(lexeme, 1) NOT IN ('@', '=')) || x.tokens)
FROM dossiers_route r JOIN dossiers_dossier d ON d.id = r.dossier_id
JOIN dossiers_reach x ON x.unit_ids = d.unit_ids AND x.lead_id = d.lead_agency_id AND x.desk_id = d.desk_id
WHERE s.dossier_id = r.dossier_id
"""
