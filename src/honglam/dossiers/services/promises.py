"""How soon desks answer what no law times, as the pack promises it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from honglam.dossiers.models import ServicePromise
from honglam.kernel import audit
from honglam.kernel.values import Actor


@transaction.atomic
def put_promise(
    *, actor: Actor, code: str, within: str, source: dict[str, Any] | None, provisional: bool, at: datetime
) -> None:
    """Put a promise in force; what was asked before keeps its own due time."""
    ServicePromise.objects.update_or_create(
        code=code, defaults={"within": within, "source": source, "provisional": provisional, "retired_at": None}
    )
    _tell(actor, "dossiers.promise_put", code, at)


@transaction.atomic
def retire_promise(*, actor: Actor, code: str, at: datetime) -> None:
    """The pack no longer promises it."""
    ServicePromise.objects.filter(code=code).update(retired_at=at)
    _tell(actor, "dossiers.promise_retired", code, at)


def _tell(actor: Actor, action: str, code: str, at: datetime) -> None:
    audit.record(actor=actor, action=action, subject_kind="service_promise", subject_id=code, at=at)
