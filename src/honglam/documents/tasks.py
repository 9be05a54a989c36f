"""Background work of documents."""

from honglam.documents import api
from honglam.kernel.clock import now
from honglam.kernel.jobs import task


@task("documents.read_imports")
def read_imports() -> None:
    """Read what waits, document after document."""
    while api.read_next_import(at=now()):
        pass


@task("documents.resume_reading", queue="housekeeping", cron="*/5 * * * *")
def resume_reading() -> None:
    """What was left by a killed worker."""
    read_imports()
