"""What is composed of a pattern: the report's words with every figure marked, as it is kept and frozen."""

from dataclasses import dataclass, field
from enum import StrEnum


class PartKind(StrEnum):
    """What a piece of a report is."""

    HEADING = "heading"
    TEXT = "text"
    BULLET = "bullet"
    TABLE = "table"
    CHART = "chart"
    OWN = "own"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Some words of a sentence. `value`: the id of the value that they say; `url`: where a row can be looked at.

    `indicator` with its `place` in the reading (`code|part|scope|when`) while the value is computed and not kept yet.
    `missing`: nothing is known; `doubted`: another standing value says something else.
    """

    text: str
    value: str = ""
    url: str = ""
    indicator: str = ""
    place: str = ""
    number: str = ""
    missing: bool = False
    doubted: bool = False


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar of a chart; `number` None where nothing is known."""

    label: str
    number: float | None
    piece: Piece


@dataclass(frozen=True, kw_only=True)
class ContentTable:
    """A table as it stands on the paper. `numeric`: columns set to the right; `totals`: rows that are sums."""

    title: str
    head: tuple[str, ...]
    widths: tuple[float, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[tuple[Piece, ...], ...], ...] = ()
    totals: tuple[int, ...] = ()
    unit: str = ""
    remarks: tuple[str, ...] = ()
    none: str = ""


@dataclass(frozen=True, kw_only=True)
class ContentPart:
    """One piece of the report under the key of its block (`key.2` the second paragraph of one block)."""

    key: str
    kind: PartKind
    pieces: tuple[Piece, ...] = ()
    level: int = 0
    appendix: bool = False
    table: ContentTable | None = None
    bars: tuple[Bar, ...] = ()
    unit: str = ""
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Content:
    """A whole report as it was composed at one moment."""

    document: str
    symbol: str
    subject: str
    agency: str
    parent: str
    place: str
    signer: str
    recipients: tuple[str, ...]
    parts: tuple[ContentPart, ...]
    read_at: str
    missing: int = 0
    doubted: int = 0


@dataclass(frozen=True, kw_only=True)
class OwnWords:
    """A person's own words at a piece; `instead` of what was composed, else after it. `carried`: from the last report
    and not yet looked at.
    """

    text: str
    instead: bool = False
    carried: bool = False


Own = dict[str, OwnWords]


@dataclass(frozen=True, kw_only=True)
class ReportInput:
    """What somebody typed: the number it goes out under and own words by key."""

    number: str = ""
    own: Own = field(default_factory=dict)
