"""Pure values every block may lean on: who acts, what happened, what was refused. No Django here.

The words are the house's own; nothing in this module knows a domain.
"""

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID


def text_noop(text: str) -> str:
    """Mark `text` for translation without translating it: pure rooms name texts, entrances speak them."""
    return text


class ActorKind(StrEnum):
    """What kind of hand acted; stored in audit and history rows."""

    PERSON = "person"
    SERVICE = "service"
    SYSTEM = "system"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, kw_only=True)
class Mandate:
    """In whose name somebody acts, and how far. No topics and no subject: whatever the principal may do."""

    id: UUID
    principal_id: UUID
    principal_name: str
    powers: frozenset[str]
    topics: frozenset[str] = frozenset()
    subject_id: UUID | None = None

    def covers(self, *, topics: frozenset[str], subject_id: UUID | None = None) -> bool:
        """Whether something of these topics, or this very thing, lies within the mandate."""
        if self.subject_id is not None:
            return self.subject_id == subject_id
        return not self.topics or not self.topics.isdisjoint(topics)


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts, in which post, for whom. A snapshot: audit rows copy it and never point at it.

    `scope_ids` are the agencies and units whose work the post may see; `scopes` are what an API token allows.
    """

    kind: ActorKind
    id: UUID | None = None
    name: str = ""
    post_id: int | None = None
    agency_id: int | None = None
    unit_id: int | None = None
    roles: frozenset[str] = frozenset()
    scope_ids: tuple[int, ...] = ()
    enterprise_id: UUID | None = None
    scopes: frozenset[str] = frozenset()
    mandate: Mandate | None = None

    @property
    def is_officer(self) -> bool:
        """Whether the actor holds a post at this moment."""
        return self.post_id is not None

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody is known behind the request."""
        return self.kind is ActorKind.ANONYMOUS

    def has_role(self, *roles: str) -> bool:
        """Whether the post held carries at least one of `roles`."""
        return not self.roles.isdisjoint(roles)


SYSTEM = Actor(kind=ActorKind.SYSTEM, name="Hồng Lam")
ANONYMOUS = Actor(kind=ActorKind.ANONYMOUS)


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened, told to other blocks after commit. Fields are JSON-able facts, never objects."""

    name: ClassVar[str]


@dataclass(frozen=True, kw_only=True)
class FieldError:
    """One fault at one place of an input; `field` is a dotted path such as `child.birth_date`."""

    field: str
    code: str
    message: str
    params: dict[str, Any] = dataclasses.field(default_factory=dict)


class DomainError(Exception):
    """A refusal with a name. Subclasses say what was refused; entrances turn it into words at the field.

    `message` is an English msgid with `%(name)s` placeholders filled from `params`.
    """

    code: ClassVar[str] = "refused"
    message: ClassVar[str] = text_noop("This cannot be done.")
    status: ClassVar[int] = 422

    def __init__(self, *, field: str | None = None, **params: Any) -> None:
        super().__init__(self.message % params if params else self.message)
        self.field = field
        self.params = params


class Invalid(DomainError):
    """The input itself is wrong."""

    code = "invalid"
    message = text_noop("The information entered is not valid.")


class NotOffered(Invalid):
    """What was sent is none of the choices of its field."""

    code = "not_offered"
    message = text_noop("Choose one of what is listed.")


class TooLong(Invalid):
    """More was written than is kept; nothing of it is cut off in silence."""

    code = "too_long"
    message = text_noop("This is %(over)s characters too long: %(limit)s are taken. Please shorten it.")


class NotFound(DomainError):
    """Absent or not for this actor: the two look the same on purpose."""

    code = "not_found"
    message = text_noop("Nothing was found at this address.")
    status = 404


class Conflict(DomainError):
    """The thing has moved on since the actor looked at it."""

    code = "conflict"
    message = text_noop("Someone has changed this in the meantime. Please look again.")
    status = 409


class FieldErrors(DomainError):
    """Several faults at once, each at its own field, so that nobody has to submit ten times to find ten of them."""

    code = "invalid_fields"
    message = text_noop("Some information needs to be corrected.")

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__()
        self.errors = errors
