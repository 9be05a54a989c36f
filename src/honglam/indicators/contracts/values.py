"""Values with their provenance: what was said of which indicator, for whom, for which time, by whom, where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from honglam.indicators.contracts.dictionary import Unit


class SourceKind(StrEnum):
    """Where a value comes from."""

    EVENTS = "events"
    REPORTING = "reporting"
    DOCUMENT = "document"
    PERSON = "person"


class Nature(StrEnum):
    """What a value claims: what was, what shall be, what somebody expects."""

    ACTUAL = "actual"
    TARGET = "target"
    EXPECTED = "expected"


class Bound(StrEnum):
    """How a number was said. `order`: only its order of magnitude (“hundreds”); `range`: from the value to `upper`."""

    EXACT = "exact"
    ABOUT = "about"
    ABOVE = "above"
    BELOW = "below"
    RANGE = "range"
    ORDER = "order"


class ScopeKind(StrEnum):
    """Whom a value is about."""

    AGENCY = "agency"
    AREA = "area"
    EXTERNAL = "external"


@dataclass(frozen=True, kw_only=True)
class ScopeRef:
    """Whom a value is about, as named from outside: an agency, an administrative unit by its code, or somebody else.

    Exactly one of the three; `part` narrows it to a part that the indicator's dictionary knows.
    """

    agency_id: int | None = None
    area: str = ""
    external: str = ""
    part: str = ""


@dataclass(frozen=True, kw_only=True)
class Span:
    """The time of a value, both days included. `first_on` None: as of the day `last_on`."""

    first_on: date | None
    last_on: date

    @property
    def is_moment(self) -> bool:
        """Whether the value is true of a day, not of a stretch of days."""
        return self.first_on is None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number as it was said. `unit` only where it was said in another unit than the dictionary's."""

    value: Decimal
    bound: Bound = Bound.EXACT
    upper: Decimal | None = None
    unit: Unit | None = None


@dataclass(frozen=True, kw_only=True)
class ValueEntry:
    """One value to be kept: the indicator's code, whom and when it is about, the number."""

    indicator: str
    scope: ScopeRef
    span: Span
    figure: Figure
    nature: Nature = Nature.ACTUAL


@dataclass(frozen=True, kw_only=True)
class GroundWords:
    """On what values rest. `document` is the code of a cited document, `place` where in it, `quote` its own words.

    `note`: the basis in the words of whoever entered it, or the reason of a correction. `reference`: what a machine
    needs to find it again (a round, a snapshot). `public`: the public may see values that rest on it.
    """

    kind: SourceKind
    document: str = ""
    place: str = ""
    quote: str = ""
    note: str = ""
    reference: str = ""
    public: bool = False


@dataclass(frozen=True, kw_only=True)
class DocumentView:
    """A document that figures or obligations are cited from. `register_id`: its entry, if it came from there."""

    code: str
    symbol: str
    dated: date | None
    issuer: str
    title: str
    url: str
    provisional: bool
    register_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class GroundView:
    """A ground as readers see it."""

    id: UUID
    kind: SourceKind
    document: DocumentView | None
    place: str
    quote: str
    note: str
    reference: str
    public: bool
    person: str
    agency: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class ScopeView:
    """Whom a value is about, in words."""

    id: int
    kind: ScopeKind
    name: str
    agency_id: int | None
    part: str


@dataclass(frozen=True, kw_only=True)
class ValueView:
    """One value. `figure` None: it was withdrawn. `corrects` and `corrected_by` are its neighbours in time.

    `in_conflict`: another standing value says something else of the same indicator, scope and time.
    """

    id: UUID
    indicator: str
    indicator_name: str
    version: int
    unit: Unit
    noun: str
    places: int
    scope: ScopeView
    span: Span
    nature: Nature
    figure: Figure | None
    ground: GroundView
    corrects: UUID | None
    corrected_by: UUID | None
    in_conflict: bool = False


@dataclass(frozen=True, kw_only=True)
class ComputationView:
    """How a computed value came about, to the digit: the formula then in force and every input."""

    formula: str
    numerator: Decimal | None
    denominator: Decimal | None
    inputs: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ValueDetail:
    """One value with all that stands behind and beside it. `history`: the readable part of it, oldest first."""

    value: ValueView
    computation: ComputationView | None
    beside: tuple[ValueView, ...]
    history: tuple[ValueView, ...]
    may_correct: bool
    may_confirm: bool


@dataclass(frozen=True, kw_only=True)
class Recomputed:
    """What came of computing a stretch of time again: how many were looked at, came out otherwise, cannot be told."""

    seen: int
    changed: int
    lost: int
