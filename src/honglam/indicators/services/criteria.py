"""Criteria sets and cut-offs as a pack states them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from honglam.indicators.models import CriteriaSetRow, CutOff
from honglam.kernel import audit
from honglam.kernel.values import Actor


@dataclass(frozen=True, kw_only=True)
class SetWords:
    """A set in one version; `content` in the pack's own shape."""

    code: str
    index: str
    valid_from: date
    valid_to: date | None
    order: int
    content: dict[str, Any]


@transaction.atomic
def put_set(*, actor: Actor, words: SetWords, at: datetime) -> None:
    """Create or change a version of a set."""
    values = {
        "index": words.index,
        "valid_from": words.valid_from,
        "valid_to": words.valid_to,
        "order": words.order,
        "content": words.content,
        "retired_at": None,
    }
    CriteriaSetRow.objects.update_or_create(code=words.code, defaults=values)
    _record(actor, "indicators.set_put", words.code, at)


@transaction.atomic
def put_cut_off(
    *,
    actor: Actor,
    code: str,
    day: int,
    valid_from: date,
    source: dict[str, Any] | None,
    provisional: bool,
    at: datetime,
) -> None:
    """Say on which day administrative months end, from a date on."""
    values = {"day": day, "valid_from": valid_from, "source": source, "provisional": provisional, "retired_at": None}
    CutOff.objects.update_or_create(code=code, defaults=values)
    _record(actor, "indicators.cut_off_put", code, at)


@transaction.atomic
def retire(*, actor: Actor, kind: str, code: str, at: datetime) -> None:
    """Take a set or a cut-off out of use; scores of the past need it no more than its dates say."""
    rows = CutOff.objects if kind == "cut_off" else CriteriaSetRow.objects
    rows.filter(code=code).update(retired_at=at)
    _record(actor, f"indicators.{kind}_retired", code, at)


def _record(actor: Actor, action: str, code: str, at: datetime) -> None:
    audit.record(actor=actor, action=action, subject_kind="criteria", subject_id=code, at=at, detail={})
