"""The statements for dossiers that never paused. Written once, filled with each other's parts, never with values."""

from honglam.dossiers.services.recomputing.trace import CHANGED, WITH_HISTORY

_NEVER_PAUSED = (
    "d.extended_at IS NULL AND "
    "NOT EXISTS (SELECT 1 FROM dossiers_pause p WHERE p.dossier_id = d.id AND p.ended_at IS NOT NULL) AND "
    "NOT EXISTS (SELECT 1 FROM dossiers_takenover k WHERE k.dossier_id = d.id)"
)
"""A date that a head promised (form 04) or a predecessor system gave stays as it is, whatever the calendar becomes."""
_RUNS = "d.status IN ('accepted', 'processing') AND d.paused_since IS NULL AND d.due_at >= %(since)s"
_OPEN = f"{_RUNS} AND {_NEVER_PAUSED}"

_A_STEP = "t.kind NOT IN ('reception', 'transfer', 'return') AND t.silent_at IS NULL"
"""What moves with a dossier that never paused: its steps, and opinions whose silence was not noted yet."""

_LIMITS = "SELECT DISTINCT version_id, channel FROM dossiers_dossier d WHERE {open}"
_BEGINNINGS = """
SELECT DISTINCT l.number, date_trunc('minute', d.clock_started_at)
FROM dossiers_dossier d JOIN dossiers_due_limit l ON l.version_id = d.version_id AND l.channel = d.channel
WHERE {open}
"""
_HOURS = """
SELECT DISTINCT t.hours, date_trunc('minute', t.opened_at)
FROM dossiers_task t JOIN dossiers_dossier d ON d.id = t.dossier_id
WHERE t.state = 'open' AND {a_step} AND t.due_at >= %(since)s AND d.paused_since IS NULL AND {never_paused}
"""
_BOUNDS = """
SELECT id FROM (SELECT d.id, row_number() OVER (ORDER BY d.id) AS number FROM dossiers_dossier d WHERE {open}) rows
WHERE number %% %(chunk)s = 0 ORDER BY id
"""
_CHUNK = """
d.id > %(first)s AND d.id <= %(last)s AND l.version_id = d.version_id AND l.channel = d.channel
AND n.began = date_trunc('minute', d.clock_started_at) AND d.due_at >= %(since)s AND {never_paused}
"""
_MOVE_STEPS = """
WITH moved AS (
    UPDATE dossiers_task t SET due_at = least(n.due_at, d.due_at)
    FROM dossiers_dossier d, dossiers_step_due n
    WHERE d.id = t.dossier_id AND t.dossier_id > %(first)s AND t.dossier_id <= %(last)s AND t.state = 'open'
      AND n.hours = t.hours AND n.began = date_trunc('minute', t.opened_at) AND {a_step}
      AND d.paused_since IS NULL AND {never_paused}
      AND t.due_at <> least(n.due_at, d.due_at)
    RETURNING t.id, t.due_at)
UPDATE dossiers_taskscope s SET due_at = moved.due_at FROM moved WHERE s.task_id = moved.id
"""

LIMITS = _LIMITS.format(open=_OPEN)
BEGINNINGS = _BEGINNINGS.format(open=_OPEN)
HOURS = _HOURS.format(a_step=_A_STEP, never_paused=_NEVER_PAUSED)
BOUNDS = _BOUNDS.format(open=_OPEN)
TABLES = """
CREATE TEMPORARY TABLE IF NOT EXISTS dossiers_due_limit (version_id bigint, channel text, number int);
CREATE TEMPORARY TABLE IF NOT EXISTS dossiers_due
    (number int, began timestamptz, due_at timestamptz, provisional boolean);
CREATE TEMPORARY TABLE IF NOT EXISTS dossiers_step_due (hours float8, began timestamptz, due_at timestamptz);
TRUNCATE dossiers_due_limit; TRUNCATE dossiers_due; TRUNCATE dossiers_step_due
"""
MOVE = WITH_HISTORY.format(
    changed=CHANGED.format(
        source="dossiers_due_limit l JOIN dossiers_due n USING (number)",
        where=_CHUNK.format(never_paused=_NEVER_PAUSED),
    )
)
MOVE_STEPS = _MOVE_STEPS.format(a_step=_A_STEP, never_paused=_NEVER_PAUSED)
