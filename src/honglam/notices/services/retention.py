"""Erasing letters whose time is over, or whose reader asked for it. How long they are kept is a rule of the pack.

What was written, to which address and name goes; that a letter of this kind was sent, when, how and about what stays.
Called within the transaction of whoever erases, who leaves the audit row.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from honglam.notices import queries
from honglam.notices.models import Attempt, Message
from honglam.notices.rules.writing import masked

ERASED = "…"


def erase_letters(*, before: datetime, limit: int, at: datetime) -> int:
    """Erase up to `limit` letters written before a moment; returns how many."""
    old = queries.to_erase().filter(created_at__lt=before).order_by("created_at")
    return _erase(old.select_for_update(skip_locked=True)[:limit], at=at)


def erase_letters_of(*, account_id: UUID, at: datetime) -> int:
    """Erase every letter to one person; returns how many. Waits for one that is just being sent: none is left out."""
    mine = queries.to_erase().filter(recipient_key=f"account:{account_id}").order_by("id")
    return _erase(mine.select_for_update()[:100_000], at=at)


def _erase(letters: QuerySet[Message], *, at: datetime) -> int:
    rows = list(letters)
    for row in rows:
        row.body, row.form, row.recipient_name = ERASED, None, ""
        row.address, row.last_error, row.erased_at = masked(row.address), "", at
    Message.objects.bulk_update(rows, ["body", "form", "recipient_name", "address", "last_error", "erased_at"])
    # What a mail server answered often names the address.
    Attempt.objects.filter(message__in=rows).exclude(detail="").update(detail="")
    return len(rows)
