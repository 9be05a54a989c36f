"""The official forms as the pack gives them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from honglam.dossiers.contracts import SlipKind
from honglam.dossiers.models import DeskRule, SlipForm
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


@dataclass(frozen=True, kw_only=True)
class RuleWords:
    """A desk rule's number from a day on."""

    code: str
    valid_from: date
    hours: int
    source: dict[str, Any] | None = None
    provisional: bool = False


@transaction.atomic
def put_rule(*, actor: Actor, rule: RuleWords, at: datetime) -> None:
    """Put a desk rule in force from its day."""
    DeskRule.objects.update_or_create(
        code=rule.code,
        valid_from=rule.valid_from,
        defaults={
            "hours": rule.hours,
            "source": rule.source,
            "provisional": rule.provisional,
            "retired_at": None,
        },
    )
    _tell(actor, "dossiers.rule_put", f"{rule.code}@{rule.valid_from}", at)


@transaction.atomic
def retire_rule(*, actor: Actor, code: str, valid_from: date, at: datetime) -> None:
    """Take a desk rule out of use."""
    DeskRule.objects.filter(code=code, valid_from=valid_from).update(retired_at=at)
    _tell(actor, "dossiers.rule_retired", f"{code}@{valid_from}", at)


def _tell(actor: Actor, action: str, code: str, at: datetime) -> None:
    audit.record(actor=actor, action=action, subject_kind="slip_form", subject_id=code, at=at)
