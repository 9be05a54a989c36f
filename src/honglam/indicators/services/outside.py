"""Indices of others as a pack states them."""

from datetime import datetime
from typing import Any

from django.db import transaction

from honglam.indicators.models import OutsideIndexRow
from honglam.kernel import audit
from honglam.kernel.values import Actor


@transaction.atomic
def put_outside_index(*, actor: Actor, code: str, order: int, content: dict[str, Any], at: datetime) -> None:
    """Create or change an index; what was said of its indicators is not touched."""
    values = {"order": order, "content": content, "retired_at": None}
    OutsideIndexRow.objects.update_or_create(code=code, defaults=values)
    _record(actor, "indicators.outside_index_put", code, at)


@transaction.atomic
def retire_outside_index(*, actor: Actor, code: str, at: datetime) -> None:
    """Take an index off the list."""
    OutsideIndexRow.objects.filter(code=code).update(retired_at=at)
    _record(actor, "indicators.outside_index_retired", code, at)


def _record(actor: Actor, action: str, code: str, at: datetime) -> None:
    audit.record(actor=actor, action=action, subject_kind="outside_index", subject_id=code, at=at, detail={})
