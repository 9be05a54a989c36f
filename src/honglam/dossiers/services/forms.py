"""The official forms as the pack gives them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from honglam.dossiers.contracts import SlipKind
from honglam.dossiers.models import SlipForm
from honglam.kernel import audit
from honglam.kernel.values import Actor


@dataclass(frozen=True, kw_only=True)
class FormWords:
    """Number, title, paper size and texts of a form."""

    code: SlipKind
    number: str
    title: str
    paper: str
    texts: dict[str, str] = field(default_factory=dict)
    source: dict[str, Any] | None = None
    provisional: bool = False


@transaction.atomic
def put_form(*, actor: Actor, words: FormWords, at: datetime) -> None:
    """Put what the pack says of a form in force. Slips that were issued keep what they said."""
    SlipForm.objects.update_or_create(
        code=words.code.value,
        defaults={
            "number": words.number,
            "title": words.title,
            "paper": words.paper,
            "texts": words.texts,
            "source": words.source,
            "provisional": words.provisional,
            "retired_at": None,
        },
    )
    _tell(actor, "dossiers.form_put", words.code.value, at)


@transaction.atomic
def retire_forms(*, actor: Actor, codes: Iterable[str], at: datetime) -> None:
    """Take forms out of use."""
    for code in codes:
        SlipForm.objects.filter(code=code).update(retired_at=at)
        _tell(actor, "dossiers.form_retired", code, at)


def _tell(actor: Actor, action: str, code: str, at: datetime) -> None:
    audit.record(actor=actor, action=action, subject_kind="slip_form", subject_id=code, at=at)
