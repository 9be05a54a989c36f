"""How long personal data is kept, and what a person may ask of us about theirs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from honglam.kernel.personal import Fate
from honglam.kernel.values import Conflict, DomainError, Invalid, NotFound, text_noop


class AskKind(StrEnum):
    """What a person asked. A copy and the closing of the account are done at once, by themselves."""

    COPY = "copy"
    CLOSE = "close"
    ERASE = "erase"
    CORRECT = "correct"


class AskState(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    TAKEN = "taken"
    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class AskAct(StrEnum):
    """What may be done to a request."""

    ASK = "ask"
    TAKE = "take"
    EXTEND = "extend"
    GRANT = "grant"
    GRANT_PARTLY = "grant_partly"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


OTHER = "other"
"""The item of a correction that is not a field of the profile: told in words, mended by whoever keeps it."""


@dataclass(frozen=True, kw_only=True)
class KeepingView:
    """A kind of data with the rule in force. `days` None: for good. `rule` texts as in `kernel.personal.DataKind`."""

    code: str
    label: str
    what: str
    counted_from: str
    fate: Fate
    days: int | None
    valid_from: date
    source: Mapping[str, Any] | None
    provisional: bool
    on_request: bool


@dataclass(frozen=True, kw_only=True)
class AskLine:
    """One thing that happened to a request."""

    at: datetime
    act: AskAct
    actor_name: str
    note: str


@dataclass(frozen=True, kw_only=True)
class AskView:
    """A request. `items`: what was asked, with the value wished for (corrections); `kept`: what stays, and why."""

    id: UUID
    kind: AskKind
    state: AskState
    account_id: UUID
    person_name: str
    wish: str
    items: Mapping[str, str]
    done: tuple[str, ...]
    kept: Mapping[str, str]
    answer: str
    grounds: str
    asked_at: datetime
    respond_by: datetime | None
    due_at: datetime | None
    extended: bool
    settled_at: datetime | None
    lines: tuple[AskLine, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to answer."""
        return self.state in (AskState.ASKED, AskState.TAKEN)


class AskNotFound(NotFound):
    """No such request, or not for this actor."""

    code = "data_request_not_found"


class AskClosed(Conflict):
    """It was answered or withdrawn in the meantime."""

    code = "data_request_closed"
    message = text_noop("This request was answered or withdrawn already.")


class AskNotAllowed(Conflict):
    """Not in this state."""

    code = "data_request_not_allowed"
    message = text_noop("This cannot be done with the request as it stands now. Please look again.")


class AskOpen(Conflict):
    """One at a time: two open requests for one thing would get two answers."""

    code = "data_request_open"
    message = text_noop("You have asked this already, and the answer is on its way.")


class NothingAsked(Invalid):
    """A request for nothing."""

    code = "data_request_empty"
    message = text_noop("Say what it is about: choose at least one line.")


class AnswerMissing(Invalid):
    """The person must be told what was done."""

    code = "data_request_answer_missing"
    message = text_noop("Write to the person what was done and what was not.")


class GroundsMissing(Invalid):
    """Law 91/2025/QH15, article 4: a refusal says on which ground of law."""

    code = "data_request_grounds_missing"
    message = text_noop("Something stays as it is: name the law and article on which that rests.")


class ExtensionReasonMissing(Invalid):
    """The person learns why it takes longer."""

    code = "data_request_reason_missing"
    message = text_noop("Say why it takes longer.")


class OwnRequest(DomainError):
    """Nobody decides on a request of their own."""

    code = "data_request_own"
    message = text_noop("This is your own request. Somebody else has to answer it.")


class TimesMissing(DomainError):
    """The pack says nothing about how soon such a request is answered."""

    code = "data_request_times_missing"
    message = text_noop("The pack does not say how soon such a request is answered. Please tell the administrator.")
