"""Jobs of a worker that died in the midst of them are done by another.

The queue marks a job as being done and knows which worker does it; a worker says every ten seconds that it lives. When
one is silent its jobs go back into the queue: a job may be done twice, never not at all.
"""

import logging

from django.db import connection

from honglam.kernel.jobs import declared

log = logging.getLogger("honglam.worker")

# Four heartbeats missed. Shorter, and a database that was away for a moment would have living workers' jobs done twice.
SILENT_SECONDS = 40
# For jobs of the queue's own, whose number of attempts we do not declare.
ATTEMPTS = 10

_TAKE_BACK = """
UPDATE procrastinate_jobs job
SET attempts = attempts + 1, worker_id = NULL, status = (CASE WHEN attempts + 1 < COALESCE(
    (SELECT most FROM unnest(%(names)s::text[], %(most)s::int[]) AS known(name, most) WHERE name = task_name),
    %(otherwise)s) THEN 'todo' ELSE 'failed' END)::procrastinate_job_status
WHERE status = 'doing' AND NOT EXISTS (
    SELECT FROM procrastinate_workers worker
    WHERE worker.id = job.worker_id AND last_heartbeat > now() - make_interval(secs => %(silent)s))
RETURNING id, task_name, status::text
"""


def take_back() -> int:
    """Put the jobs of silent workers back into the queue; returns how many were found.

    Counts as one of the job's attempts, so that a job which kills every worker ends as failed instead of going round
    for ever. One statement: of two workers that look at once, one finds the job.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _TAKE_BACK,
            {
                "names": list(declared),
                "most": [job.attempts for job in declared.values()],
                "otherwise": ATTEMPTS,
                "silent": SILENT_SECONDS,
            },
        )
        found = cursor.fetchall()
    for job_id, name, state in found:
        log.warning("job %s (%s) was left by a worker that is gone: %s", job_id, name, state)
    return len(found)
