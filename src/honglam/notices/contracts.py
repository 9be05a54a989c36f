"""What crosses the door of notices: recipients, letters and their fields, messages and their states."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from honglam.kernel.values import Conflict, Invalid, NotFound, text_noop


class Channel(StrEnum):
    """The ways in which a message reaches somebody."""

    EMAIL = "email"
    SMS = "sms"
    ZALO = "zalo"
    INBOX = "inbox"


class State(StrEnum):
    """Where a message is. `FAILED` will be tried again, `DEAD` waits for a person; an inbox has it `SENT` at once."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DEAD = "dead"


class Trouble(StrEnum):
    """Why a message did not arrive, as people are told it; the machine's own words stand beside it for who mends it."""

    ADDRESS_REFUSED = "address_refused"
    MESSAGE_REFUSED = "message_refused"
    NOT_REACHED = "not_reached"
    UNREACHABLE = "unreachable"
    NOT_UNDERSTOOD = "not_understood"
    NOT_SET_UP = "not_set_up"
    NOT_WRITTEN = "not_written"


TROUBLE_LABELS: Mapping[str, str] = {
    Trouble.ADDRESS_REFUSED: text_noop("The mail server does not take this address."),
    Trouble.MESSAGE_REFUSED: text_noop("The other side did not take the message."),
    Trouble.NOT_REACHED: text_noop("The telephone or the Zalo account could not be reached."),
    Trouble.UNREACHABLE: text_noop("The server of the other side could not be reached."),
    Trouble.NOT_UNDERSTOOD: text_noop("The answer of the other side could not be understood."),
    Trouble.NOT_SET_UP: text_noop("This way of sending is not set up, or its key is no longer valid."),
    Trouble.NOT_WRITTEN: text_noop(
        "The letter could not be written: its words lack something or name an unknown field."
    ),
    "": text_noop("It could not be sent."),
}


class Receipt(StrEnum):
    """What the far end said after it took the message (only SMS gateways do)."""

    NONE = ""
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"


class Kind(StrEnum):
    """What a letter's field holds; decides which formats it may have and the one it has without any."""

    TEXT = "text"
    DATE = "date"
    DATETIME = "datetime"
    MONEY = "money"
    NUMBER = "number"
    LIST = "list"
    URL = "url"


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What a block may send: the code under which the pack holds its words, and the fields they may use."""

    code: str
    fields: Mapping[str, Kind]


Texts = Mapping[str, str]
"""One text by language: `vi` always, `en` where somebody wrote it."""


@dataclass(frozen=True, kw_only=True)
class LetterTexts:
    """The words of a letter that its keepers may change. `sms` without a text: a telephone gets the whole letter."""

    subject: Texts
    body: Texts
    sms: Texts


@dataclass(frozen=True, kw_only=True)
class LetterView:
    """A letter as its keepers see it. `fields`: what its words may insert; `texts` None where there are no words."""

    code: str
    fields: Mapping[str, Kind]
    texts: LetterTexts | None
    channels: tuple[Channel, ...]
    zalo: bool
    secret: bool


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Whom to reach. `key` is the name of an inbox (`account:<id>`), opaque here; empty: there is none."""

    key: str
    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = "vi"


@dataclass(frozen=True, kw_only=True)
class InboxItem:
    """One message in somebody's inbox. `url` is a path of ours, or empty."""

    id: UUID
    subject: str
    body: str
    url: str
    at: datetime
    is_read: bool
    is_erased: bool = False
    """The text is gone, since its time was over."""


@dataclass(frozen=True, kw_only=True)
class Undelivered:
    """A message that did not reach anybody, as an administrator sees it: the address is masked."""

    id: UUID
    template: str
    channel: Channel
    address: str
    subject: str
    state: State
    attempts: int
    trouble: str
    last_error: str
    created_at: datetime
    next_attempt_at: datetime | None
    not_again: str = ""
    """Why it cannot be sent again, and what to do instead; empty: it can."""


@dataclass(frozen=True, kw_only=True)
class ZaloForm:
    """A letter as Zalo takes it: the number of a form that Zalo has approved, and what to put into its blanks."""

    template: str
    data: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """What a gateway needs to send one message. `id` makes its Message-ID: the same at every attempt.

    `reference` is what an SMS gateway knows it by; another one once the gateway gave the text up.
    """

    id: UUID
    channel: Channel
    name: str
    address: str
    subject: str
    body: str
    language: str = "vi"
    form: ZaloForm | None = None
    reference: str = ""


class DeliveryFault(Exception):
    """A gateway could not hand a message over. `final`: trying again would change nothing; no `trouble`: unforeseen."""

    def __init__(self, reason: str, *, trouble: Trouble | None, final: bool = False) -> None:
        super().__init__(reason)
        self.trouble, self.final = trouble, final


class MessageNotFound(NotFound):
    """No such message, or not in this inbox."""

    code: ClassVar[str] = "message_not_found"


class NeverWritten(Conflict):
    """The letter had no words or lacked a field; there is no text to send, and nothing writes it anew."""

    code: ClassVar[str] = "never_written"
    message: ClassVar[str] = text_noop(
        "This letter could not be written, so there is nothing to send. Correct its words for the next ones, and tell "
        "this person another way."
    )


class InboxNotSent(Conflict):
    """A message of an inbox passes no gateway."""

    code: ClassVar[str] = "inbox_not_sent"
    message: ClassVar[str] = text_noop("A message in the inbox is not sent anywhere. Tell this person another way.")


class CodeErased(Conflict):
    """A secret text that was given up is erased."""

    code: ClassVar[str] = "code_erased"
    message: ClassVar[str] = text_noop(
        "The code in this message was erased. Whoever needs one asks for a new code on the page that wants it."
    )


class LetterNotFound(NotFound):
    """No part of the product sends such a letter, or it is not for this actor."""

    code: ClassVar[str] = "letter_not_found"


class CodeLeftOut(Invalid):
    """The words of a letter that carries a code do not say it."""

    code: ClassVar[str] = "code_left_out"
    message: ClassVar[str] = text_noop("This letter exists for its code: write {code} where it is to stand.")


class TextNotUnderstood(Invalid):
    """A text of the pack breaks the little language of placeholders."""

    code: ClassVar[str] = "text_not_understood"
    message: ClassVar[str] = text_noop("“%(near)s” is not understood here.")


class PlaceholderUnknown(Invalid):
    """A text asks for a field that its letter does not have."""

    code: ClassVar[str] = "placeholder_unknown"
    message: ClassVar[str] = text_noop("This letter has no field “%(name)s”. It has: %(known)s.")


class FormatUnknown(Invalid):
    """A field cannot be written that way."""

    code: ClassVar[str] = "format_unknown"
    message: ClassVar[str] = text_noop("The field “%(name)s” cannot be written as “%(form)s”.")
