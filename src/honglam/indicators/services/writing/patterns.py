"""Patterns of reports as a pack states them: put or retired, never deleted. Reports keep their own words."""

from datetime import datetime
from typing import Any

from django.db import transaction

from honglam.indicators.models import WritingPattern
from honglam.kernel import audit
from honglam.kernel.clock import local
from honglam.kernel.values import Actor


@transaction.atomic
def put_pattern(*, actor: Actor, code: str, content: dict[str, Any], at: datetime) -> None:
    """Create or change a pattern; drafts take it up when they are composed again."""
    said = {"content": content, "retired_at": None}
    WritingPattern.objects.update_or_create(
        code=code, defaults=said, create_defaults={**said, "since": local(at).date()}
    )
    audit.record(actor=actor, action="indicators.pattern_put", subject_kind="writing_pattern", subject_id=code, at=at)


@transaction.atomic
def retire_pattern(*, actor: Actor, code: str, at: datetime) -> None:
    """Take a pattern out of use; reports written by it stay."""
    WritingPattern.objects.filter(code=code).update(retired_at=at)
    audit.record(
        actor=actor, action="indicators.pattern_retired", subject_kind="writing_pattern", subject_id=code, at=at
    )
