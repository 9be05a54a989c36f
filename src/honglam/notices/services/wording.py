"""The words of letters: put by the pack, changed by their keepers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from honglam.kernel import audit
from honglam.kernel.values import Actor, DomainError, FieldError, FieldErrors
from honglam.notices import queries
from honglam.notices.access import require_keeper
from honglam.notices.contracts import Channel, CodeLeftOut, LetterNotFound, LetterTexts
from honglam.notices.models import Template
from honglam.notices.rules import language


@dataclass(frozen=True, kw_only=True)
class Words:
    """One letter's words by language."""

    code: str
    subject: dict[str, str]
    body: dict[str, str]
    sms: dict[str, str] | None
    channels: tuple[Channel, ...]
    secret: bool
    zalo: dict[str, Any] | None = None


@transaction.atomic
def put_words(*, actor: Actor, words: Words, at: datetime) -> None:
    """Put the words of a letter in force. Messages that are written already keep theirs."""
    Template.objects.update_or_create(
        code=words.code,
        defaults={
            "subject": words.subject,
            "body": words.body,
            "sms": words.sms,
            "zalo": words.zalo,
            "channels": [channel.value for channel in words.channels],
            "secret": words.secret,
            "retired_at": None,
        },
    )
    audit.record(actor=actor, action="notices.words_put", subject_kind="letter", subject_id=words.code, at=at)


@transaction.atomic
def change_texts(*, actor: Actor, code: str, texts: LetterTexts, at: datetime) -> None:
    """Other words for a letter that has some. Raises LetterNotFound, and FieldErrors with a fault for each text."""
    require_keeper(actor=actor)
    row = Template.objects.select_for_update().filter(code=code, retired_at=None).first()
    if row is None:
        raise LetterNotFound
    check_texts(code=code, texts=texts)
    if row.secret:
        _keep_code(texts)
    before = {"subject": row.subject, "body": row.body, "sms": row.sms}
    row.subject, row.body, row.sms = dict(texts.subject), dict(texts.body), dict(texts.sms) or None
    row.save(update_fields=["subject", "body", "sms"])
    audit.record(
        actor=actor,
        action="notices.words_changed",
        subject_kind="letter",
        subject_id=code,
        at=at,
        detail={"before": before},
    )


def check_texts(*, code: str, texts: LetterTexts) -> None:
    """Refuse what is not understood or asks for what the letter does not have: FieldErrors, `body_en` and the like."""
    fields = queries.get_letter(code=code).fields
    faults = []
    for field, words in _each(texts):
        try:
            language.check(words, fields)
        except DomainError as fault:
            faults.append(FieldError(field=field, code=fault.code, message=fault.message, params=fault.params))
    if faults:
        raise FieldErrors(faults)


def _keep_code(texts: LetterTexts) -> None:
    """A letter that carries a code and does not say it would end what it is for."""
    faults = [
        FieldError(field=field, code=CodeLeftOut.code, message=CodeLeftOut.message)
        for field, words in _each(texts)
        if not field.startswith("subject") and "code" not in _fields_in(words)
    ]
    if faults:
        raise FieldErrors(faults)


def _fields_in(words: str) -> set[str]:
    return {field.name for field in language.fields_of(language.parse(words))}


def _each(texts: LetterTexts) -> Iterator[tuple[str, str]]:
    for name, by_language in (("subject", texts.subject), ("body", texts.body), ("sms", texts.sms)):
        yield from ((f"{name}_{tongue}", words) for tongue, words in by_language.items())


@transaction.atomic
def retire_words(*, actor: Actor, codes: Iterable[str], at: datetime) -> None:
    """Take letters out of use."""
    for code in codes:
        Template.objects.filter(code=code).update(retired_at=at)
        audit.record(actor=actor, action="notices.words_retired", subject_kind="letter", subject_id=code, at=at)
