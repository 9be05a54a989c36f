"""What identity does at night: spent codes go, and every kind of personal data whose time is over."""

from honglam.identity.services import contact_codes, retention, sign_ins
from honglam.kernel import jobs
from honglam.kernel.clock import now
from honglam.kernel.jobs import task
from honglam.kernel.personal import data_kinds

SESSIONS_AT_ONCE = 1000
ROUNDS = 200
"""Batches a night and kind: 200,000 rows. What is left waits for the next night."""


@task("identity.sweep", queue="housekeeping", cron="37 19 * * *")
def sweep() -> None:
    """Delete codes that nobody can use any more, and sessions that are over (02:37 in Vietnam)."""
    contact_codes.sweep(at=now())
    for _ in range(ROUNDS):
        if not sign_ins.forget_sessions(limit=SESSIONS_AT_ONCE, at=now()):
            return


@task("identity.erase_old", queue="housekeeping", cron="23 19 * * *")
def erase_old() -> None:
    """Each kind of personal data in a job of its own, so that a fault in one keeps no other (02:23 in Vietnam)."""
    for code, kind in data_kinds.items():
        if kind.erase is not None:
            jobs.defer("identity.erase_kind", kind=code)


@task("identity.erase_kind", queue="housekeeping")
def erase_kind(*, kind: str) -> None:
    """Batch after batch, each in a transaction of its own with its count in the audit."""
    for _ in range(ROUNDS):
        if not retention.erase_batch(kind=kind, at=now()):
            return
