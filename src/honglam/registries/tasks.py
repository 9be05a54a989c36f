"""What runs at night."""

from honglam.kernel.clock import now
from honglam.kernel.jobs import task
from honglam.registries.services.keeping import erase_over


@task("registries.erase_over", queue="housekeeping", cron="43 18 * * *")
def erase() -> None:
    """Forty past one at night: papers whose keeping time is over are erased, some hundreds a night."""
    erase_over(at=now())
