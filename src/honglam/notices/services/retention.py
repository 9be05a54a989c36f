"""How long letters are kept, and erasing those whose time is over.

What was written, to which address and name goes; that a letter of this kind was sent, when, how and about what stays.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from honglam.kernel import audit
from honglam.kernel.values import SYSTEM, Actor
from honglam.notices import queries
from honglam.notices.models import Attempt, Message, Retention
from honglam.notices.rules.writing import masked

ERASED = "…"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Letters' texts are kept for `days` days, from `valid_from` on."""

    valid_from: date
    days: int
    source: dict[str, Any] | None
    provisional: bool


@transaction.atomic
def put_retention(*, actor: Actor, rule: Rule, at: datetime) -> None:
    """Put a rule in force from its day on."""
    kept = {"days": rule.days, "source": rule.source, "provisional": rule.provisional, "retired_at": None}
    Retention.objects.update_or_create(valid_from=rule.valid_from, defaults=kept)
    audit.record(
        actor=actor,
        action="notices.retention_put",
        subject_kind="letter_retention",
        subject_id=rule.valid_from.isoformat(),
        at=at,
        detail={"days": rule.days},
    )


@transaction.atomic
def retire_retention(*, actor: Actor, valid_from: date, at: datetime) -> None:
    """Take a rule out of force; the one before it counts again."""
    Retention.objects.filter(valid_from=valid_from).update(retired_at=at)
    audit.record(
        actor=actor,
        action="notices.retention_retired",
        subject_kind="letter_retention",
        subject_id=valid_from.isoformat(),
        at=at,
    )


@transaction.atomic
def erase_old(*, at: datetime, limit: int = 1000) -> int:
    """Erase up to `limit` letters older than the rule in force keeps them; returns how many. None without a rule."""
    before = queries.keep_until(at=at)
    if before is None:
        return 0
    rows = list(queries.to_erase(before=before).select_for_update(skip_locked=True)[:limit])
    for row in rows:
        row.body, row.form, row.recipient_name = ERASED, None, ""
        row.address, row.last_error, row.erased_at = masked(row.address), "", at
    Message.objects.bulk_update(rows, ["body", "form", "recipient_name", "address", "last_error", "erased_at"])
    # What a mail server answered often names the address.
    Attempt.objects.filter(message__in=rows).exclude(detail="").update(detail="")
    if rows:
        audit.record(
            actor=SYSTEM,
            action="notices.letters_erased",
            subject_kind="letter_retention",
            subject_id="letters",
            at=at,
            detail={"letters": len(rows), "older_than": before.isoformat()},
        )
    return len(rows)
