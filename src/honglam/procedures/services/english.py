"""The English of the catalogue's texts, put and retired file by file."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from honglam.kernel import audit
from honglam.kernel.values import Actor
from honglam.procedures.access import require_keeper
from honglam.procedures.models import EnglishText
from honglam.procedures.queries.memory import mark_change


@transaction.atomic
def put_english(*, actor: Actor, code: str, texts: Mapping[str, str], at: datetime) -> None:
    """Keep these Vietnamese texts with their English under a code."""
    require_keeper(actor=actor)
    mark_change()
    EnglishText.objects.update_or_create(
        code=code, defaults={"texts": dict(texts), "changed_at": at, "retired_at": None}
    )
    _done(actor, "procedures.english_put", code, at)


@transaction.atomic
def retire_english(*, actor: Actor, code: str, at: datetime) -> None:
    """Show these texts in Vietnamese again."""
    require_keeper(actor=actor)
    mark_change()
    EnglishText.objects.filter(code=code).update(retired_at=at, changed_at=at)
    _done(actor, "procedures.english_retired", code, at)


def _done(actor: Actor, action: str, code: str, at: datetime) -> None:
    audit.record(actor=actor, action=action, subject_kind="english", subject_id=code, at=at)
