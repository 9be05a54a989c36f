"""The legal times of feedback cases, as a pack states them."""

from datetime import datetime
from typing import Any

from django.db import transaction

from honglam.dossiers.models import FeedbackTimes
from honglam.dossiers.rules.feedback import Times
from honglam.kernel import audit
from honglam.kernel.values import Actor


@transaction.atomic
def put_times(*, actor: Actor, times: Times, source: dict[str, Any] | None, provisional: bool, at: datetime) -> None:
    """Create or change the times that hold from a date on; cases keep those under which they were filed."""
    values = {
        "valid_from": times.valid_from,
        "refuse_days": times.refuse_days,
        "ask_days": times.ask_days,
        "settle_days": times.settle_days,
        "publish_days": times.publish_days,
        "source": source,
        "provisional": provisional,
        "retired_at": None,
    }
    FeedbackTimes.objects.update_or_create(code=times.code, defaults=values)
    _record(actor, "dossiers.feedback_times_put", times.code, at)


@transaction.atomic
def retire_times(*, actor: Actor, code: str, at: datetime) -> None:
    """Take times out of use."""
    FeedbackTimes.objects.filter(code=code).update(retired_at=at)
    _record(actor, "dossiers.feedback_times_retired", code, at)


def _record(actor: Actor, action: str, code: str, at: datetime) -> None:
    audit.record(actor=actor, action=action, subject_kind="feedback_times", subject_id=code, at=at, detail={})
