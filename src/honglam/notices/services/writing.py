"""Writing messages: the words of the pack with the facts of the case, one row per channel, one job for all of them.

Writing never fails the caller: a dossier is accepted even if its letter has no words. What could not be written is
kept as a dead message that says why, where an administrator sees it.
"""

import logging
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from honglam.kernel import jobs
from honglam.kernel.ids import uuid7
from honglam.notices import queries
from honglam.notices.contracts import Channel, Kind, LetterTexts, Recipient, State, Trouble
from honglam.notices.models import Message, Template
from honglam.notices.rules import language
from honglam.notices.rules.writing import one_line
from honglam.ui import formats
from honglam.ui.branding import branding

log = logging.getLogger("honglam.notices")
_GAPS = re.compile(r"\n{3,}")
_KEY_MAX = 200
_NAME_MAX = 200


@transaction.atomic
def send_message(
    *,
    template: str,
    recipient: Recipient,
    context: Mapping[str, Any],
    subject_kind: str,
    subject_id: str | UUID,
    at: datetime,
    dedupe_key: str,
) -> list[UUID]:
    """Queue one letter on every channel that reaches the recipient; a key used before sends nothing again."""
    dedupe_key = _fitting(dedupe_key)
    words = queries.find_template(code=template)
    written = set(Message.objects.filter(dedupe_key=dedupe_key).values_list("channel", flat=True))
    rows = [
        _row(
            channel=channel,
            words=words,
            recipient=recipient,
            context=context,
            facts={
                "template": template,
                "subject_kind": subject_kind,
                "subject_id": str(subject_id),
                "dedupe_key": dedupe_key,
                "created_at": at,
            },
        )
        for channel in _channels(words, recipient)
        if channel not in written
    ]
    # Somebody may write the same letter at this very moment; the constraint lets one of us through.
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    to_send = [row.id for row in rows if row.state == State.QUEUED]
    if to_send:
        jobs.defer("notices.deliver", message_ids=to_send)
    return [row.id for row in rows]


def write_sample(*, code: str, texts: LetterTexts, language_code: str, at: datetime) -> LetterTexts:
    """The letter as it would read, with made-up values in place of the facts. Raises what `language.check` raises."""
    fields = queries.get_letter(code=code).fields
    with translation.override(language_code):
        values = {name: (_SAMPLES[kind](name, at), kind) for name, kind in fields.items()}

        def shown(by_language: Mapping[str, str]) -> dict[str, str]:
            return {language_code: _text(by_language, language_code, values)} if by_language else {}

        body = {tongue: _GAPS.sub("\n\n", text).strip() for tongue, text in shown(texts.body).items()}
        return LetterTexts(subject=shown(texts.subject), body=body, sms=shown(texts.sms))


def _fitting(key: str) -> str:
    """A key of any length as one that has room in its row; a letter must not vanish over it."""
    return key if len(key) <= _KEY_MAX else f"{key[: _KEY_MAX - 65]}:{sha256(key.encode()).hexdigest()}"


def _channels(words: Template | None, recipient: Recipient) -> list[Channel]:
    """The inbox always, and e-mail where there is an address, else the telephone; or what the letter insists on."""
    reachable = {
        Channel.INBOX: recipient.key,
        Channel.EMAIL: recipient.email,
        Channel.SMS: recipient.phone,
        Channel.ZALO: recipient.phone,
    }
    telephone = Channel.ZALO if words and words.zalo and settings.ZALO["app_id"] else Channel.SMS
    usual = [Channel.INBOX, Channel.EMAIL if recipient.email else telephone]
    wanted = [Channel(code) for code in words.channels] if words and words.channels else usual
    return [channel for channel in wanted if reachable[channel]]


def _row(
    *,
    channel: Channel,
    words: Template | None,
    recipient: Recipient,
    context: Mapping[str, Any],
    facts: dict[str, Any],
) -> Message:
    addresses = {Channel.EMAIL: recipient.email, Channel.INBOX: ""}
    path = str(context.get("url", ""))
    row = Message(
        id=uuid7(),
        channel=channel,
        recipient_key=recipient.key,
        recipient_name=recipient.name[:_NAME_MAX],
        address=addresses.get(channel, recipient.phone),
        language=recipient.language,
        url=path if path.startswith("/") else "",
        secret=words.secret if words else False,
        state=State.SENT if channel is Channel.INBOX else State.QUEUED,
        next_attempt_at=None if channel is Channel.INBOX else facts["created_at"],
        sent_at=facts["created_at"] if channel is Channel.INBOX else None,
        **facts,
    )
    fault = _write(row, words, recipient, context)
    if fault:
        log.error("letter %s could not be written: %s", facts["template"], fault)
        row.state, row.trouble, row.last_error = State.DEAD, Trouble.NOT_WRITTEN.value, fault
        row.next_attempt_at, row.body, row.form = None, "", None
    return row


def _write(row: Message, words: Template | None, recipient: Recipient, context: Mapping[str, Any]) -> str:
    """Fill in subject and body; returns what is wrong, or nothing."""
    if words is None:
        return "the pack has no words for this letter"
    kinds = queries.letters.get(words.code).fields if words.code in queries.letters else {}
    values = {"name": recipient.name, **dict.fromkeys(kinds), **context}
    typed = {name: (value, kinds.get(name)) for name, value in values.items()}
    with translation.override(recipient.language):
        try:
            row.subject = one_line(_text(words.subject, recipient.language, typed))
            if row.channel in (Channel.SMS, Channel.ZALO) and words.sms:
                row.body = one_line(_text(words.sms, recipient.language, typed))
            else:
                row.body = _GAPS.sub("\n\n", _text(words.body, recipient.language, typed)).strip()
            if row.channel == Channel.ZALO and words.zalo:
                row.form = _form(words.zalo, typed)
        except KeyError as error:
            return f"nobody gave the field {error.args[0]}"
        if row.channel == Channel.EMAIL:
            row.body = f"{row.body}\n\n{_footer()}"
    return ""


def _form(zalo: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The approved form with its blanks filled; its own words are Vietnamese, so the blanks are."""
    with translation.override("vi"):
        data = {
            blank: one_line(language.render(text, _Values(values), _formatted)) for blank, text in zalo["data"].items()
        }
    return {"template": zalo["template"], "data": data}


def _text(texts: Mapping[str, str], code: str, values: Mapping[str, Any]) -> str:
    return language.render(texts.get(code) or texts["vi"], _Values(values), _formatted)


class _Values(dict[str, Any]):
    """Values with their kinds; an empty value must look empty to the language."""

    def __getitem__(self, name: str) -> Any:
        pair = super().__getitem__(name)
        return None if pair[0] in (None, "", (), []) else pair


def _formatted(pair: Any, form: str) -> str:
    """One value in the form asked for, else in the usual one of its kind, else by its type."""
    if pair is None:
        return ""
    value, kind = pair
    return _FORMATS[form or (kind.value if kind else _form_of(value))](value)


def _form_of(value: Any) -> str:
    if isinstance(value, datetime):
        return Kind.DATETIME
    if isinstance(value, date):
        return Kind.DATE
    if isinstance(value, list | tuple):
        return Kind.LIST
    return Kind.TEXT


_FORMATS: dict[str, Callable[[Any], str]] = {
    "text": str,
    "date": formats.format_date,
    "datetime": formats.format_datetime,
    "time": formats.format_time,
    "money": formats.format_money,
    "number": formats.format_number,
    "list": lambda values: "\n".join(f"- {one_line(str(value))}" for value in values),
    "inline": lambda values: "; ".join(one_line(str(value)) for value in values),
    "url": lambda path: urljoin(settings.PUBLIC_URL + "/", str(path)),
}


_SAMPLES: dict[Kind, Callable[[str, datetime], Any]] = {
    Kind.TEXT: lambda name, _at: f"‹{name}›",
    Kind.DATE: lambda _name, at: at.date(),
    Kind.DATETIME: lambda _name, at: at,
    Kind.MONEY: lambda _name, _at: 1_845_000,
    Kind.NUMBER: lambda _name, _at: 3,
    Kind.LIST: lambda name, _at: [f"‹{name} 1›", f"‹{name} 2›"],
    Kind.URL: lambda _name, _at: "/ho-so/",
}


def _footer() -> str:
    """Who writes, and where to ask; nobody reads answers to this address."""
    house = branding()
    lines = [
        house.name,
        " · ".join(part for part in (house.phone, house.email) if part),
        _("This message was sent automatically. Please do not reply to it."),
    ]
    return "\n".join(line for line in lines if line)
