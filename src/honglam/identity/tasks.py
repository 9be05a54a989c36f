"""What identity forgets at night: spent codes, sign-ins of last year."""

from honglam.identity.services import contact_codes, sign_ins
from honglam.kernel.clock import now
from honglam.kernel.jobs import task


@task("identity.sweep", queue="housekeeping", cron="37 19 * * *")
def sweep() -> None:
    """Delete what nobody needs any more (02:37 in Vietnam)."""
    at = now()
    contact_codes.sweep(at=at)
    sign_ins.sweep(at=at)
