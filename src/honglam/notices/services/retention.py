"""Erasing letters whose time is over, or whose reader asked for it. How long they are kept is a rule of the pack.

What was written, to which address and name goes; that a letter of this kind was sent, when, how and about what stays.
Called within the transaction of whoever erases, who leaves the audit row.
"""

from datetime import datetime
from uuid import UUID

from honglam.notices import queries
from honglam.notices.contracts import State
from honglam.notices.models import Attempt, Message
from honglam.notices.rules.writing import masked

ERASED = "…"
_FORGOTTEN = ["body", "form", "recipient_name", "address", "last_error", "erased_at", "state", "next_attempt_at"]


def erase_letters(*, before: datetime, limit: int, at: datetime) -> int:
    """Erase up to `limit` letters written before a moment; returns how many."""
    old = queries.to_erase().filter(created_at__lt=before).order_by("created_at")
    return _erase(list(old.select_for_update(skip_locked=True)[:limit]), at=at)


def erase_letters_of(*, account_id: UUID, at: datetime) -> int:
    """Erase every letter to one person; returns how many. What waits is given up.

    A letter that a worker holds is marked, and erased as soon as the worker settles it: none is left out.
    """
    mine = Message.objects.filter(recipient_key=f"account:{account_id}", erased_at=None).order_by("id")
    rows = list(mine.select_for_update()[:100_000])
    held = [row for row in rows if row.state == State.SENDING]
    for row in held:
        row.erased_at = at
    Message.objects.bulk_update(held, ["erased_at"])
    return len(held) + _erase([row for row in rows if row.state != State.SENDING], at=at)


def forget(row: Message, *, at: datetime) -> None:
    """What of a letter goes when it is erased; the caller saves the row."""
    row.body, row.form, row.recipient_name = ERASED, None, ""
    row.address, row.last_error, row.erased_at = masked(row.address), "", at
    if row.state in (State.QUEUED, State.FAILED):
        row.state, row.next_attempt_at = State.DEAD, None


def _erase(rows: list[Message], *, at: datetime) -> int:
    for row in rows:
        forget(row, at=at)
    Message.objects.bulk_update(rows, _FORGOTTEN)
    forget_attempts(rows)
    return len(rows)


def forget_attempts(rows: list[Message]) -> None:
    """What a mail server answered often names the address."""
    Attempt.objects.filter(message__in=rows).exclude(detail="").update(detail="")
