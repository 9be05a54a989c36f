"""Figures of official documents that wait for an indicator."""

from datetime import datetime
from uuid import UUID

from honglam.indicators.contracts import IncomingFigure, IncomingState, Suggestion, Unit, ValueEntry
from honglam.indicators.queries.figures import incoming as _queries
from honglam.indicators.rules.figures import suggesting
from honglam.indicators.services.figures import incoming
from honglam.kernel.paging import Page
from honglam.kernel.values import Actor


def list_incoming(*, actor: Actor, state: IncomingState, after: str = "") -> Page[IncomingFigure]:
    """Figures of documents in sight that wait, were taken or set aside."""
    return _queries.list_incoming(actor=actor, state=state, after=after)


def get_incoming(*, actor: Actor, incoming_id: UUID) -> IncomingFigure:
    """One of them. Raises FigureNotFound."""
    return _queries.get_incoming(actor=actor, incoming_id=incoming_id)


def next_incoming(*, actor: Actor, incoming_id: UUID) -> UUID | None:
    """The one that waits behind it, of the same document first."""
    return _queries.next_incoming(actor=actor, incoming_id=incoming_id)


def suggest_indicators(*, actor: Actor, figure: IncomingFigure, words: str = "") -> list[tuple[str, str]]:
    """Code and name of indicators that the figure may measure, by its own words or by the words looked for."""
    return _queries.suggest_indicators(actor=actor, figure=figure, words=words)


def suggest_entry(*, figure: IncomingFigure, unit: Unit) -> Suggestion:
    """How the figure would be entered for an indicator counted in `unit`."""
    return suggesting.suggest(figure, unit)


def take_figure(*, actor: Actor, incoming_id: UUID, entry: ValueEntry, at: datetime) -> UUID:
    """Keep it as a value that rests on its sentence. Raises FigureNotFound, FigureSettled, IndicatorNotFound …"""
    return incoming.take_figure(actor=actor, incoming_id=incoming_id, entry=entry, at=at)


def set_aside(*, actor: Actor, incoming_id: UUID, aside: bool, at: datetime) -> None:
    """Say that no indicator measures it, or take that back. Raises FigureNotFound, FigureSettled."""
    incoming.set_aside(actor=actor, incoming_id=incoming_id, aside=aside, at=at)
