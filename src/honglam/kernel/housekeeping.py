"""What the ground floor does at night: old receipts, answers and buckets go, the audit chains are anchored."""

from datetime import timedelta

from honglam.kernel import anchors
from honglam.kernel.clock import now
from honglam.kernel.jobs import task
from honglam.kernel.models import EventReceipt, RateBucket, RememberedAnswer

KEEP_RECEIPTS = timedelta(days=30)
KEEP_ANSWERS = timedelta(days=7)
KEEP_BUCKETS = timedelta(days=1)


@task("kernel.sweep", queue="housekeeping", cron="17 19 * * *")
def sweep() -> None:
    """Delete what no retry can ask for any more (02:17 in Vietnam)."""
    at = now()
    EventReceipt.objects.filter(received_at__lt=at - KEEP_RECEIPTS).delete()
    RememberedAnswer.objects.filter(created_at__lt=at - KEEP_ANSWERS).delete()
    RateBucket.objects.filter(window_start__lt=at - KEEP_BUCKETS).delete()


@task("kernel.anchor", queue="housekeeping", cron="*/10 * * * *")
def anchor() -> None:
    """Sign what the audit chains hold by now into the file outside the database."""
    anchors.write(at=now())
