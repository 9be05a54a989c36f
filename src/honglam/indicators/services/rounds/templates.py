"""Report templates as a pack states them: put or retired, never deleted, never changed under a round."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from honglam.directory import api as directory
from honglam.indicators.models import FormTemplateRow
from honglam.kernel import audit
from honglam.kernel.values import Actor


@dataclass(frozen=True, kw_only=True)
class TemplateWords:
    """A template in one version; `content` in the pack's own shape."""

    code: str
    version: int
    receiver: str
    valid_from: date
    valid_to: date | None
    content: dict[str, Any]


@transaction.atomic
def put_template(*, actor: Actor, words: TemplateWords, at: datetime) -> None:
    """Create or change a version. Raises directory's UnknownAgency."""
    FormTemplateRow.objects.update_or_create(
        code=words.code,
        version=words.version,
        defaults={
            "receiver_id": directory.get_agency_by_code(code=words.receiver).id,
            "valid_from": words.valid_from,
            "valid_to": words.valid_to,
            "content": words.content,
            "retired_at": None,
        },
    )
    _record(actor, "indicators.template_put", words.code, words.version, at)


@transaction.atomic
def retire_template(*, actor: Actor, code: str, version: int, at: datetime) -> None:
    """Take a version out of use; rounds that stand on it go on."""
    FormTemplateRow.objects.filter(code=code, version=version).update(retired_at=at)
    _record(actor, "indicators.template_retired", code, version, at)


def _record(actor: Actor, action: str, code: str, version: int, at: datetime) -> None:
    audit.record(
        actor=actor, action=action, subject_kind="form_template", subject_id=code, at=at, detail={"version": version}
    )
