"""A report as it is laid out: what was composed and people's own words together, for the web, PDF and Word alike."""

from dataclasses import dataclass

from honglam.indicators.contracts.writing.content import OwnWords, PartKind


@dataclass(frozen=True, kw_only=True)
class LaidPiece:
    """Words with where they lead; a `figure` is seen to be one, `missing` and `doubted` are marked for who edits."""

    text: str
    href: str = ""
    figure: bool = False
    missing: bool = False
    doubted: bool = False


@dataclass(frozen=True, kw_only=True)
class LaidBar:
    """A bar; `share` of the longest, from 0 to 1."""

    label: str
    text: str
    href: str
    number: float | None
    share: float


@dataclass(frozen=True, kw_only=True)
class LaidTable:
    """A table of laid pieces."""

    title: str
    unit: str
    head: tuple[str, ...]
    widths: tuple[float, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[tuple[LaidPiece, ...], ...], ...]
    totals: tuple[int, ...]
    remarks: tuple[str, ...]
    none: str


@dataclass(frozen=True, kw_only=True)
class LaidPart:
    """One piece of the report. `own`: people's words at it; `paragraphs`: those words as they stand on the paper."""

    key: str
    kind: PartKind
    level: int
    appendix: bool
    pieces: tuple[LaidPiece, ...]
    own: OwnWords | None
    paragraphs: tuple[str, ...]
    struck: bool
    hint: str
    table: LaidTable | None
    bars: tuple[LaidBar, ...]


@dataclass(frozen=True, kw_only=True)
class Laid:
    """A whole report for the paper: head, parts, signature, in the layout of NĐ 30/2020/NĐ-CP, Phụ lục I."""

    parent: str
    agency: str
    number: str
    symbol: str
    date_line: str
    document: str
    subject: str
    parts: tuple[LaidPart, ...]
    recipients: tuple[str, ...]
    signer_title: str
    signer: str
    draft_line: str
