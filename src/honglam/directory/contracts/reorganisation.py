"""A reorganisation: what a plan file says, what follows from it, and what everything that follows agencies offers."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Protocol

from msgspec import Meta

from honglam.kernel.values import Actor
from honglam.pack.contracts import Shape, Sourced

AgencyCode = Annotated[str, Meta(pattern=r"^[A-Z0-9-]+$", max_length=60)]
PostKey = Annotated[str, Meta(pattern=r"^[A-Z0-9-]+/[A-Z0-9-]+$", max_length=110)]


class PartShape(Shape, frozen=True, kw_only=True):
    """What goes to one successor whatever the address: fields of government, procedures, or units by their codes."""

    to: AgencyCode
    fields: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


class EndingShape(Shape, frozen=True, kw_only=True):
    """One agency or internal unit that ends on the day before.

    `to`: its successor, or several, among which each open dossier is divided by its address. Without `to` the
    successions that are recorded hold. `undecided`: who takes in hand what no rule can assign; without it, such
    dossiers are asked about and nothing is applied.
    """

    agency: AgencyCode
    to: tuple[AgencyCode, ...] = ()
    parts: tuple[PartShape, ...] = ()
    undecided: Annotated[str, Meta(max_length=60)] = ""


class PostMoveShape(Shape, frozen=True, kw_only=True):
    """Everybody in a post, or the one `person` (phone or e-mail), goes on in another from the first day."""

    post: PostKey
    to: PostKey
    person: str = ""


class AnswerShape(Shape, frozen=True, kw_only=True):
    """What somebody decided about one dossier that the rules could not assign."""

    dossier: Annotated[str, Meta(min_length=1, max_length=60)]
    to: AgencyCode


class HamletAnswerShape(Shape, frozen=True, kw_only=True):
    """What somebody decided about all dossiers of one hamlet: `area` is the old unit's code, or what stands after the
    hamlet in the address where no code is known. An answer for a dossier goes before it."""

    agency: AgencyCode
    area: Annotated[str, Meta(max_length=300)] = ""
    hamlet: Annotated[str, Meta(min_length=1, max_length=300)]
    to: AgencyCode


class PlanShape(Sourced, frozen=True, kw_only=True):
    """A whole plan. `on`: the first day of the new order."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    on: datetime.date
    ends: Annotated[tuple[EndingShape, ...], Meta(min_length=1)]
    posts: tuple[PostMoveShape, ...] = ()
    answers: tuple[AnswerShape, ...] = ()
    hamlets: tuple[HamletAnswerShape, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlanFault:
    """What is wrong with a plan, and where in it. `message` is an English msgid."""

    path: str
    code: str
    message: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of an agency's work that goes to one successor whatever the address."""

    to_id: int
    fields: frozenset[str]
    procedures: frozenset[str]
    units: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Heirs:
    """Who takes over from one agency or internal unit."""

    to_ids: tuple[int, ...]
    parts: tuple[Part, ...] = ()
    undecided_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Moves:
    """A plan with ids in the place of codes: what everything that follows agencies is told.

    `heirs`: by the id of what a line of the plan ends. `ended_ids`: those and the units inside them. `answers`: a
    dossier's code and the successor decided for it; `hamlets`: the same for whole hamlets, by the line's agency, the
    area and the hamlet.
    """

    name: str
    on: datetime.date
    source: str
    heirs: Mapping[int, Heirs]
    ended_ids: frozenset[int]
    answers: Mapping[str, int] = field(default_factory=dict)
    hamlets: Mapping[tuple[int, str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Belonging:
    """Something that belongs to agencies that end, with what decides who takes it over.

    `since`: the day on which it was written down: a unit's code may mean something else today.
    """

    key: str
    agency_ids: tuple[int, ...]
    unit_code: str = ""
    address: str = ""
    procedure: str = ""
    field: str = ""
    since: datetime.date


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How many of a kind follow. `label` is an English msgid."""

    kind: str
    label: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Something nobody could assign: a person must say which successor takes it over.

    `line_id`: which line of the plan speaks for the agency; `area`, `hamlet`: the hamlet that an answer may speak for.
    """

    key: str
    agency_id: int
    place: str
    option_ids: tuple[int, ...]
    line_id: int | None = None
    area: str = ""
    hamlet: str = ""


@dataclass(frozen=True, kw_only=True)
class Survey:
    """What a plan would move now, kind by kind, and what it must ask about."""

    counted: tuple[Counted, ...]
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reorganised:
    """What was done."""

    counted: tuple[Counted, ...]

    @property
    def total(self) -> int:
        """Everything that moved."""
        return sum(one.count for one in self.counted)


class Follower(Protocol):
    """What a block registers in `kernel.registry.followers` when something of its own hangs on agencies."""

    def survey(self, *, moves: Moves) -> Survey:
        """What would follow now; changes nothing."""
        ...

    def follow(self, *, actor: Actor, moves: Moves, at: datetime.datetime) -> Iterable[Counted]:
        """Move it, inside the transaction of the reorganisation. Raises UndecidedBelongings."""
        ...
