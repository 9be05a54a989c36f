"""The section `notices/*.yaml` of a pack: the words of every letter, in Vietnamese and, where there is one, English."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated, ClassVar

from msgspec import Meta, to_builtins

from honglam.kernel.values import Actor, DomainError, text_noop
from honglam.notices import models, queries
from honglam.notices.contracts import Channel, Kind
from honglam.notices.rules import language
from honglam.notices.services import wording
from honglam.pack.api import (
    Change,
    ChangeAction,
    Collection,
    Localised,
    Pack,
    PackError,
    Record,
    Row,
    Section,
    Shape,
)


class ZaloShape(Shape, frozen=True, kw_only=True):
    """The form that Zalo has approved for a letter, and the Vietnamese words for each of its blanks."""

    template: Annotated[str, Meta(pattern=r"^[0-9]{1,12}$")]
    data: dict[str, str]
    provisional: bool = False


class NoticeShape(Shape, frozen=True, kw_only=True):
    """One letter. Without `channels`: inbox, and e-mail, or a text message where there is no e-mail address."""

    code: Annotated[str, Meta(pattern=r"^[a-z_]+\.[a-z_]+$")]
    subject: Localised
    body: Localised
    sms: Localised | None = None
    zalo: ZaloShape | None = None
    channels: tuple[Channel, ...] = ()
    secret: bool = False


def _home(shape: NoticeShape) -> str:
    return f"notices/{shape.code.partition('.')[0]}.yaml"


class NoticesSection(Section):
    """How the words of letters get from a pack into the tables and back."""

    name = "notices"
    collections: ClassVar = (
        Collection("notice", "notices/*.yaml", NoticeShape, at="notices", key=lambda shape: shape.code, home=_home),
    )

    def check(self, pack: Pack) -> Iterator[PackError]:
        """Every text is understood, uses only the fields of its letter, and every letter that is sent has words."""
        records = pack.records("notice", NoticeShape)
        declared = {letter.code: letter for letter in queries.letters.values()}
        for code, record in records.items():
            if code in declared:
                yield from _faults(record, {"name": Kind.TEXT, **declared[code].fields})
            else:
                message = text_noop("No part of the product sends a letter “%(code)s”.")
                yield record.error("code", "letter_unknown", message, code=code)
        for code in sorted(declared.keys() - records.keys()):
            message = text_noop("There are no words for the letter “%(code)s”.")
            file, params = f"notices/{code.partition('.')[0]}.yaml", (("code", code),)
            yield PackError(file=file, line=1, path="", code="letter_missing", message=message, params=params)

    def rows(self) -> Iterator[Row]:
        """The words in the tables, retired ones included."""
        for row in models.Template.objects.order_by("code"):
            value = NoticeShape(
                code=row.code,
                subject=Localised(**row.subject),
                body=Localised(**row.body),
                sms=Localised(**row.sms) if row.sms else None,
                zalo=ZaloShape(**row.zalo) if row.zalo else None,
                channels=tuple(Channel(code) for code in row.channels),
                secret=row.secret,
            )
            yield Row("notice", row.code, value)

    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime) -> None:
        """Put or retire the words of each letter."""
        for change in changes:
            if change.action is ChangeAction.RETIRE:
                wording.retire_words(actor=actor, codes=[change.key], at=at)
            else:
                wording.put_words(actor=actor, words=_words(change.after), at=at)


def _faults(record: Record[NoticeShape], fields: dict[str, Kind]) -> Iterator[PackError]:
    for path, words in _all_words(record.value):
        try:
            language.check(words, fields)
        except DomainError as fault:
            yield record.error(path, fault.code, fault.message, **fault.params)


def _all_words(shape: NoticeShape) -> Iterator[tuple[str, str]]:
    """Every text of a letter with its path."""
    for name, text in (("subject", shape.subject), ("body", shape.body), ("sms", shape.sms)):
        yield from ((f"{name}.{tongue}", words) for tongue, words in _texts(text).items())
    for blank, words in (shape.zalo.data if shape.zalo else {}).items():
        yield f"zalo.data.{blank}", words


def _words(shape: NoticeShape) -> wording.Words:
    return wording.Words(
        code=shape.code,
        subject=_texts(shape.subject),
        body=_texts(shape.body),
        sms=_texts(shape.sms) or None,
        zalo=to_builtins(shape.zalo) if shape.zalo else None,
        channels=shape.channels,
        secret=shape.secret,
    )


def _texts(text: Localised | None) -> dict[str, str]:
    if text is None:
        return {}
    return {"vi": text.vi} | ({"en": text.en} if text.en else {})
