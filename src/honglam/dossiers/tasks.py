"""Background work of dossiers: load and call."""

from datetime import date, timedelta
from uuid import UUID

from honglam.dossiers import api
from honglam.kernel.clock import now
from honglam.kernel.jobs import task
from honglam.kernel.values import SYSTEM

POPULARITY_DAYS = 90


@task("dossiers.recompute_due_times", queue="default")
def recompute_due_times(*, calendar: str, first_day: str) -> None:
    """Appointments after a change of the calendar."""
    api.recompute_due_times(calendar=calendar, first_day=date.fromisoformat(first_day), at=now())


@task("dossiers.reassign", queue="default")
def reassign(*, absent_id: str, deputy_id: str, post_id: int, absence_id: int | None = None) -> None:
    """Work of somebody who is away or has left.

    Jobs asked for by an earlier version name no absence.
    """
    api.reassign_absent(
        actor=SYSTEM,
        absent_id=UUID(absent_id),
        deputy_id=UUID(deputy_id) if deputy_id else None,
        post_id=post_id,
        absence_id=absence_id,
        at=now(),
    )


@task("dossiers.give_back", queue="default")
def give_back(*, deputy_id: str, returned_id: str, post_id: int) -> None:
    """Work of somebody who is back."""
    api.give_back_after_absence(
        actor=SYSTEM, deputy_id=UUID(deputy_id), returned_id=UUID(returned_id), post_id=post_id, at=now()
    )


@task("dossiers.follow_ended", queue="default")
def follow_ended(*, agency_id: int) -> None:
    """Open dossiers of an agency that is over."""
    api.follow_ended(actor=SYSTEM, agency_id=agency_id, at=now())


@task("dossiers.rebuild_counts", queue="housekeeping")
def rebuild_counts() -> None:
    """All roll-ups anew: asked for where a new version keeps one that was not kept before."""
    api.rebuild_counts(actor=SYSTEM, at=now())


@task("dossiers.tell_step_days", queue="housekeeping", cron="25 17 * * *")
def tell_step_days(**_: object) -> None:
    """After midnight: how long the steps of the day that is over took, and of any day to which something came late."""
    api.tell_step_days(at=now())


@task("dossiers.work_on_bulk", queue="bulk")
def work_on_bulk(*, bulk_id: str) -> None:
    """The next dossiers of a bulk act."""
    api.work_on_bulk(bulk_id=UUID(bulk_id), at=now())


@task("dossiers.resume_bulk", queue="housekeeping", cron="*/2 * * * *")
def resume_bulk(**_: object) -> None:
    """Bulk acts whose worker was killed."""
    api.resume_bulk(at=now())


@task("dossiers.rescope", queue="default")
def rescope(*, agency_id: int) -> None:
    """Worklists and searches after the tree changed."""
    api.rescope_agency(actor=SYSTEM, agency_id=agency_id, at=now())


@task("dossiers.warn_due_soon", queue="default", cron="*/10 * * * *")
def warn_due_soon(**_: object) -> None:
    """Warnings two working days ahead."""
    while api.warn_due_soon(at=now()):
        pass


@task("dossiers.watch_tasks", queue="default", cron="*/10 * * * *")
def watch_tasks(**_: object) -> None:
    """Steps that ran late, and dossiers that nobody works on."""
    while api.watch_tasks(at=now()):
        pass


@task("dossiers.note_silence", queue="default", cron="*/10 * * * *")
def note_silence(**_: object) -> None:
    """Consulted agencies that did not answer by their deadline."""
    while api.note_silence(at=now()):
        pass


@task("dossiers.expire_supplements", queue="default", cron="5 * * * *")
def expire_supplements(**_: object) -> None:
    """Supplement requests that nobody answered in time."""
    api.expire_supplements(at=now())


@task("dossiers.tell_popularity", queue="housekeeping", cron="40 18 * * *")
def tell_popularity(**_: object) -> None:
    """What people file most, so that the catalogue's search puts it first (01:40 in Vietnam)."""
    at = now()
    api.tell_popularity(since=at.date() - timedelta(days=POPULARITY_DAYS), until=at.date())


@task("dossiers.forget_scans", queue="housekeeping", cron="21 18 * * *")
def forget_scans(**_: object) -> None:
    """Papers that were scanned at the counter and taken over by no dossier (01:21 in Vietnam)."""
    while api.forget_scans(at=now()):
        pass
