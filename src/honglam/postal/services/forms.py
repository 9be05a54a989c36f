"""Texts of the postal service's forms, put and retired by the pack."""

from datetime import datetime

from django.db import transaction

from honglam.kernel import audit
from honglam.kernel.values import Actor
from honglam.postal.contracts import PostalFormCode, PostalFormData
from honglam.postal.models import PostalForm


@transaction.atomic
def put_form(*, actor: Actor, data: PostalFormData, at: datetime) -> None:
    """Make or change a form. What was issued keeps its words."""
    PostalForm.objects.update_or_create(
        code=data.code.value,
        defaults={
            "title": data.title,
            "legal_basis": data.legal_basis,
            "declaration": data.declaration,
            "note": data.note,
            "source": data.source,
            "provisional": data.provisional,
            "retired_at": None,
        },
    )
    _record(actor, data.code.value, "form_put", at)


@transaction.atomic
def retire_form(*, actor: Actor, code: PostalFormCode, at: datetime) -> None:
    """The pack does not state it any more."""
    PostalForm.objects.filter(code=code.value).update(retired_at=at)
    _record(actor, code.value, "form_retired", at)


def _record(actor: Actor, code: str, what: str, at: datetime) -> None:
    audit.record(actor=actor, action=f"postal.{what}", subject_kind="postal_form", subject_id=code, at=at)
