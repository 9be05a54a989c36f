"""Asking for background work by name."""

from datetime import date, datetime
from uuid import UUID

from honglam.kernel import jobs


def ask_for_recomputation(*, calendar: str, first_day: date) -> None:
    """Open due times on or after `first_day` are to be computed again."""
    jobs.defer("dossiers.recompute_due_times", calendar=calendar, first_day=first_day.isoformat())


def ask_for_following(*, agency_id: int) -> None:
    """An agency is over: its open work is to go to its successors."""
    jobs.defer("dossiers.follow_ended", agency_id=agency_id)


def ask_for_bulk_work(*, bulk_id: UUID) -> None:
    """The next dossiers of a bulk act are to be worked on."""
    jobs.defer("dossiers.work_on_bulk", bulk_id=str(bulk_id))


def ask_for_rescoping(*, agency_id: int) -> None:
    """An agency hangs elsewhere: whoever stands above its work is to see it."""
    jobs.defer("dossiers.rescope", agency_id=agency_id)


def ask_for_reassignment(
    *, absent_id: UUID, deputy_id: UUID | None, post_id: int, not_before: datetime, absence_id: int | None = None
) -> None:
    """What somebody holds in a post is to change hands at a moment, if the absence named still stands then."""
    jobs.defer(
        "dossiers.reassign",
        at=not_before,
        absent_id=str(absent_id),
        deputy_id=str(deputy_id) if deputy_id else "",
        post_id=post_id,
        absence_id=absence_id,
    )


def ask_for_giving_back(*, deputy_id: UUID, returned_id: UUID, post_id: int, not_before: datetime) -> None:
    """An absence from a post is over at a moment: what the deputy may then no longer do is to go back."""
    jobs.defer(
        "dossiers.give_back",
        at=not_before,
        deputy_id=str(deputy_id),
        returned_id=str(returned_id),
        post_id=post_id,
    )
