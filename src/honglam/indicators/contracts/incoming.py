"""Figures that a person confirmed in a document, and what becomes of them here."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from honglam.indicators.contracts.values import Bound, Figure, Span
from honglam.kernel.values import text_noop


class IncomingState(StrEnum):
    """Whether a figure of a document has become a value."""

    WAITING = "waiting"
    TAKEN = "taken"
    ASIDE = "aside"


INCOMING_LABELS = {
    IncomingState.WAITING: text_noop("waits for an indicator"),
    IncomingState.TAKEN: text_noop("is a value"),
    IncomingState.ASIDE: text_noop("set aside"),
}


@dataclass(frozen=True, kw_only=True)
class IncomingFigure:
    """A figure with its sentence, place and document. `unit`, `period`, `what`, `whom` in the document's own words.

    `by_hand`: the person who confirmed it read it in the text, no rule had found it.
    """

    id: UUID
    state: IncomingState
    document_id: UUID
    symbol: str
    dated: date | None
    issuer: str
    title: str
    place: str
    quote: str
    value: Decimal
    upper: Decimal | None
    of: Decimal | None
    bound: Bound
    unit: str
    period: str
    what: str
    whom: str
    by_hand: bool
    confirmed_by: str
    confirmed_at: datetime
    value_id: UUID | None
    decided_by: str


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """What the document's words seem to mean, to be looked at by whoever takes the figure."""

    figure: Figure
    span: Span | None
