"""Figures: the dictionary, values with provenance."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from honglam.indicators.contracts import (
    Figure,
    GroundWords,
    IndicatorLine,
    IndicatorView,
    Nature,
    OutsideView,
    Recomputed,
    ScopeRef,
    ScopeView,
    Span,
    ValueDetail,
    ValueEntry,
    ValueView,
)
from honglam.indicators.queries.figures import dictionary as _dictionary
from honglam.indicators.queries.figures import looking, outside, subjects
from honglam.indicators.queries.figures import values as _values
from honglam.indicators.services.figures import computing, late, recomputing, values
from honglam.kernel.paging import Page
from honglam.kernel.values import Actor


def list_indicators(*, actor: Actor, query: str = "", topic: str = "", after: str = "") -> Page[IndicatorLine]:
    """The dictionary by name; the words are looked for without accents."""
    return _dictionary.list_indicators(actor=actor, query=query, topic=topic, after=after)


def list_topics(*, actor: Actor) -> list[str]:
    """The topics of the dictionary."""
    return _dictionary.list_topics(actor=actor)


def get_indicator(*, actor: Actor, code: str) -> IndicatorView:
    """One indicator with all of its versions. Raises IndicatorNotFound."""
    return _dictionary.get_indicator(actor=actor, code=code)


def names_of(*, codes: Iterable[str]) -> dict[str, str]:
    """The names of indicators, for formulas in words."""
    return _dictionary.names_of(codes=codes)


def list_subjects(*, actor: Actor, indicator_id: int, query: str = "", after: str = "") -> Page[ScopeView]:
    """A page of those of whom values of an indicator are known, the whole province first; no accents needed."""
    return subjects.list_subjects(actor=actor, indicator_id=indicator_id, query=query, after=after)


def get_subject(*, actor: Actor, indicator_id: int, scope_id: int) -> ScopeView:
    """One of those of whom values of an indicator are known. Raises ValueNotFound."""
    return subjects.get_subject(actor=actor, indicator_id=indicator_id, scope_id=scope_id)


def list_course(*, actor: Actor, indicator_id: int, scope_id: int) -> list[ValueView]:
    """What stands of one subject in the order of time."""
    return looking.list_course(actor=actor, indicator_id=indicator_id, scope_id=scope_id)


def compare_agencies(*, actor: Actor, indicator_id: int, most: int = looking.MOST_AGENCIES) -> list[ValueView]:
    """Agencies side by side on the newest day for which they have values, greatest first, at most so many."""
    return looking.compare_agencies(actor=actor, indicator_id=indicator_id, most=most)


def may_enter(*, actor: Actor, indicator: str) -> bool:
    """Whether the actor may enter values of an indicator."""
    return _values.may_enter(actor=actor, indicator=indicator)


def list_values(
    *,
    actor: Actor,
    indicator: str,
    scope_id: int | None = None,
    nature: Nature | None = None,
    after: str = "",
    most: int = _values.PAGE,
) -> Page[ValueView]:
    """Standing values, newest time first, contradictions marked, `most` on a page. Raises IndicatorNotFound."""
    return _values.list_values(
        actor=actor, indicator=indicator, scope_id=scope_id, nature=nature, after=after, most=most
    )


def get_value(*, actor: Actor, value_id: UUID) -> ValueDetail:
    """One value with its ground, its computation, what stands beside it and its corrections. Raises ValueNotFound."""
    return _values.get_value(actor=actor, value_id=value_id)


def record_value(*, actor: Actor, entry: ValueEntry, note: str, at: datetime) -> UUID:
    """Enter a value in one's own name. Raises IndicatorNotFound, NoVersionThen, UnknownScope, BasisMissing …"""
    return values.record_value(actor=actor, entry=entry, note=note, at=at)


def record_values(*, actor: Actor, entries: Sequence[ValueEntry], ground: GroundWords, at: datetime) -> list[UUID]:
    """Keep many values on one ground in a handful of queries; whoever calls has decided that they may be."""
    return values.record_values(actor=actor, entries=entries, ground=ground, at=at)


def correct_value(*, actor: Actor, value_id: UUID, figure: Figure | None, reason: str, at: datetime) -> UUID:
    """Put another number in the place of one, or withdraw it. Raises ValueNotFound, ValueCorrected, ReasonMissing."""
    return values.correct_value(actor=actor, value_id=value_id, figure=figure, reason=reason, at=at)


def confirm_value(*, actor: Actor, value_id: UUID, at: datetime) -> UUID:
    """Stand by what an officer entered: from now on everybody sees it. Raises ValueNotFound, ValueCorrected."""
    return values.confirm_value(actor=actor, value_id=value_id, at=at)


def compute_value(*, actor: Actor, indicator: str, scope: ScopeRef, span: Span, at: datetime) -> UUID:
    """Compute from measures and other indicators, and keep every input. Raises NoFormula, NothingToCompute …"""
    return computing.compute_value(actor=actor, indicator=indicator, scope=scope, span=span, at=at)


def recompute_values(*, actor: Actor, span: Span, at: datetime) -> Recomputed:
    """Compute a stretch of time again after late data: everything that the system had computed for it."""
    return recomputing.recompute_values(actor=actor, span=span, at=at)


def recompute_late(*, first_on: date | None, last_on: date, at: datetime) -> Recomputed:
    """The same because something was said of that time since; asked for by whoever says it."""
    return recomputing.recompute_late(first_on=first_on, last_on=last_on, at=at)


def recompute_recent(*, at: datetime) -> int:
    """Ask for every time again that was over within the last hundred days: measures may have changed. How many."""
    return late.ask_for_recent(at=at)


def list_outside(*, actor: Actor) -> list[OutsideView]:
    """Indices that others publish about the province, each with its last known rank."""
    return outside.list_outside(actor=actor)


def get_outside(*, actor: Actor, code: str) -> OutsideView:
    """One such index with rank, score and components year by year. Raises OutsideIndexNotFound."""
    return outside.get_outside(actor=actor, code=code)
