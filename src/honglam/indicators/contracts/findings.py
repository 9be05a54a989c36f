"""Contradictions that the checker finds: what does not agree, by which arithmetic, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from honglam.indicators.contracts.values import DocumentView, ValueView


class FindingKind(StrEnum):
    """What kind of disagreement."""

    TWO_VALUES = "two_values"
    LOWER_BOUNDS = "lower_bounds"
    NESTED = "nested"
    FALLS = "falls"
    MIXED_TIMES = "mixed_times"
    SUM = "sum"
    PART_OUTSIDE = "part_outside"
    ENUMERATION = "enumeration"
    FORMULA = "formula"
    LIMIT = "limit"
    IMPLIED = "implied"
    UNIT = "unit"
    GROWTH = "growth"
    GROWTH_UNCLEAR = "growth_unclear"
    CITATION = "citation"
    CITATION_INCOMPLETE = "citation_incomplete"


class Severity(StrEnum):
    """How bad: cannot both be right; needs an explanation; worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class FindingState(StrEnum):
    """What became of it. `corrected`: a later run no longer finds it."""

    OPEN = "open"
    EXPLAINED = "explained"
    CORRECTED = "corrected"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What a rule found. `key` names the same disagreement in every run; `message` is an English msgid.

    `values`, `claims` (the grounds of claims of growth) and `citations` are the sides; `arithmetic` is numbers,
    signs and codes, the same in every language: `desktops[52]` is a number with the code of what it is of.
    """

    kind: FindingKind
    severity: Severity
    key: str
    message: str
    params: dict[str, str]
    arithmetic: str
    indicator: str = ""
    values: tuple[UUID, ...] = ()
    claims: tuple[UUID, ...] = ()
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CitedSide:
    """One place where a document is named, as written there."""

    symbol: str
    issuer: str
    dated: str
    source: DocumentView | None
    place: str
    quote: str


@dataclass(frozen=True, kw_only=True)
class ClaimSide:
    """A sentence that says that something grew, where no value among the sides has it already."""

    source: DocumentView | None
    place: str
    quote: str
    note: str


@dataclass(frozen=True, kw_only=True)
class FindingView:
    """A finding as officers see it. `arithmetic`: in numbers and codes; `brief` and `spelled`: in words, the latter
    with the name of each term.
    """

    id: UUID
    kind: FindingKind
    severity: Severity
    state: FindingState
    indicator: str
    indicator_name: str
    message: str
    params: dict[str, Any]
    arithmetic: str
    brief: str
    spelled: str
    found_at: datetime
    explanation: str
    explained_by: str
    explained_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class FindingDetail:
    """A finding with both sides side by side."""

    finding: FindingView
    values: tuple[ValueView, ...]
    claims: tuple[ClaimSide, ...]
    citations: tuple[CitedSide, ...]
    may_explain: bool


@dataclass(frozen=True, kw_only=True)
class CheckSummary:
    """What a run found: how many in all, how many new, how many gone."""

    found: int
    new: int
    gone: int
