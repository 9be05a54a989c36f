"""Agencies, units, posts and people as other blocks may know them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from honglam.directory.contracts.codes import AgencyKind, HoldingKind, Level, PostRole, SuccessionKind, UnitKind


@dataclass(frozen=True, kw_only=True)
class UnitView:
    """An administrative unit in one of its lives: a code may survive with another meaning.

    `valid_from` None: since before anything we know; `valid_to` is the last day, None: still there.
    """

    id: int
    code: str
    name: str
    kind: UnitKind
    level: Level
    parent_id: int | None
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, kw_only=True)
class TileView:
    """A commune's place on the map of tiles: row from the north, column from the west, both from 0."""

    code: str
    name: str
    short: str
    row: int
    column: int


@dataclass(frozen=True, kw_only=True)
class UnitSuccessionView:
    """One unit's way into another. `divided`: only a part of the old one goes there."""

    old_id: int
    new_id: int
    kind: SuccessionKind
    since: date
    divided: bool


class Certainty(StrEnum):
    """How well a written place is understood."""

    CURRENT = "current"
    SUCCEEDED = "succeeded"
    DIVIDED = "divided"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class UnitMatch:
    """A unit that fits what somebody typed.

    `was` is the former unit it took over from when the words named that one; `ask` says that the former unit was
    divided, so that a person must decide which part is meant. `score` is higher for the better match.
    """

    unit: UnitView
    was: UnitView | None
    was_in: str
    ask: bool
    score: float


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """What a code or a name means on a day. `unit` is set where nobody has to be asked."""

    certainty: Certainty
    unit: UnitView | None
    options: tuple[UnitMatch, ...]


@dataclass(frozen=True, kw_only=True)
class AgencyView:
    """An agency, or a unit inside one.

    `agency_id` is the agency it belongs to (itself, unless it is an internal unit). `identifier_code` and `one_stop_id`
    are its own or those of the nearest agency above that has one.
    """

    id: int
    code: str
    name: str
    name_en: str
    short_name: str
    kind: AgencyKind
    level: Level
    parent_id: int | None
    agency_id: int
    unit_code: str
    identifier_code: str
    identifier_provisional: bool
    one_stop_id: int | None
    valid_from: date | None
    valid_to: date | None
    address: str
    phone: str
    email: str
    provisional: bool
    sort_key: str

    @property
    def is_internal(self) -> bool:
        """Whether this is a unit inside an agency."""
        return self.agency_id != self.id


@dataclass(frozen=True, kw_only=True)
class PostView:
    """A post: a place to be filled, with what it allows."""

    id: int
    agency_id: int
    code: str
    title: str
    roles: tuple[PostRole, ...]
    seats: int


@dataclass(frozen=True, kw_only=True)
class HoldingView:
    """A person in a post, from a day to a day."""

    id: int
    post: PostView
    account_id: UUID
    name: str
    kind: HoldingKind
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, kw_only=True)
class AbsenceView:
    """Days on which a holder is away, and who acts meanwhile."""

    id: int
    holding_id: int
    absent_name: str
    post_id: int
    first_day: date
    last_day: date
    deputy_id: UUID
    deputy_name: str


@dataclass(frozen=True, kw_only=True)
class PostInForce:
    """A post a person may act in at a moment. `standing_in_for` is the absent holder, where it is not their own."""

    post_id: int
    title: str
    agency_name: str
    roles: frozenset[str]
    unit_id: int
    agency_id: int
    scope_ids: tuple[int, ...]
    kind: HoldingKind | None
    standing_in_for: str
    until: date | None


@dataclass(frozen=True, kw_only=True)
class HolderView:
    """Somebody who may act in a post at a moment, deputies of absent holders included; `acting_for`: that holder."""

    account_id: UUID
    name: str
    post_id: int
    unit_id: int
    title: str
    is_absent: bool
    acting_for: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class AgencySuccessionView:
    """One agency's way into another; `scope` says in words what moved where only a part did."""

    old_id: int
    new_id: int
    kind: SuccessionKind
    since: date
    scope: str


@dataclass(frozen=True, kw_only=True)
class StaffLine:
    """One appointment in a list of staff. `absence` is the one of the day, if there is one."""

    holding: HoldingView
    unit: AgencyView
    absence: AbsenceView | None


@dataclass(frozen=True, kw_only=True)
class PostLine:
    """One post of an agency with those who hold it or are to hold it."""

    post: PostView
    holdings: tuple[HoldingView, ...]
