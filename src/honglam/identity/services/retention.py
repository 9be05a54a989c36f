"""Rules of retention put in force, and erasing what their time is over. What is erased is counted, never copied."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from honglam.identity.contracts import AskKind
from honglam.identity.models import RequestTimes, RetentionRule
from honglam.identity.queries.keeping import erase_before
from honglam.kernel import audit
from honglam.kernel.personal import Fate, data_kinds
from honglam.kernel.values import SYSTEM, Actor

BATCH = 1000


@dataclass(frozen=True, kw_only=True)
class Rule:
    """From a day on, data of a kind is kept for `days` days (None: for good)."""

    kind: str
    valid_from: date
    fate: Fate
    days: int | None
    source: dict[str, Any] | None
    provisional: bool


@dataclass(frozen=True, kw_only=True)
class Times:
    """From a day on, how soon a kind of request is confirmed and answered; worktime's way of writing (`2wd`, `10d`)."""

    kind: AskKind
    valid_from: date
    confirm: str
    answer: str
    extend: str
    source: dict[str, Any] | None
    provisional: bool


@transaction.atomic
def put_rule(*, actor: Actor, rule: Rule, at: datetime) -> None:
    """Put a rule in force from its day on."""
    kept = {"fate": rule.fate.value, "days": rule.days, "source": rule.source, "provisional": rule.provisional}
    RetentionRule.objects.update_or_create(
        kind=rule.kind, valid_from=rule.valid_from, defaults={**kept, "retired_at": None}
    )
    _record(actor, "identity.retention_put", rule.kind, at, valid_from=rule.valid_from, days=rule.days, fate=rule.fate)


@transaction.atomic
def retire_rule(*, actor: Actor, kind: str, valid_from: date, at: datetime) -> None:
    """Take a rule out of force; the one before it counts again."""
    RetentionRule.objects.filter(kind=kind, valid_from=valid_from).update(retired_at=at)
    _record(actor, "identity.retention_retired", kind, at, valid_from=valid_from)


@transaction.atomic
def put_times(*, actor: Actor, times: Times, at: datetime) -> None:
    """Put the times for a kind of request in force from their day on."""
    kept = {"confirm": times.confirm, "answer": times.answer, "extend": times.extend, "source": times.source}
    RequestTimes.objects.update_or_create(
        kind=times.kind.value,
        valid_from=times.valid_from,
        defaults={**kept, "provisional": times.provisional, "retired_at": None},
    )
    _record(actor, "identity.request_times_put", times.kind.value, at, valid_from=times.valid_from, **kept)


@transaction.atomic
def retire_times(*, actor: Actor, kind: AskKind, valid_from: date, at: datetime) -> None:
    """Take times out of force; those before them count again."""
    RequestTimes.objects.filter(kind=kind.value, valid_from=valid_from).update(retired_at=at)
    _record(actor, "identity.request_times_retired", kind.value, at, valid_from=valid_from)


@transaction.atomic
def erase_batch(*, kind: str, at: datetime, limit: int = BATCH) -> int:
    """Erase up to `limit` rows of a kind that are older than its rule keeps them; 0 when nothing is left, or no rule.

    The count goes to the audit in the same transaction: either both are there, or neither.
    """
    found, before = data_kinds.get(kind), erase_before(kind, at=at)
    if found.erase is None or before is None:
        return 0
    erased = found.erase(before=before, limit=limit, at=at)
    if erased:
        _record(SYSTEM, "identity.data_erased", kind, at, rows=erased, older_than=before.isoformat())
    return erased


def _record(actor: Actor, action: str, kind: str, at: datetime, **detail: Any) -> None:
    audit.record(actor=actor, action=action, subject_kind="data_kind", subject_id=kind, at=at, detail=detail)
