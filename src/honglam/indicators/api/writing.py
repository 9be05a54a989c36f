"""Report writing: kinds of report, drafts, people's own words, moves; reports as they are read."""

from datetime import date, datetime
from uuid import UUID

from honglam.indicators.contracts import (
    PatternLineView,
    Period,
    ReportInput,
    WritingSummary,
    WritingVerb,
    WritingView,
)
from honglam.indicators.queries.writing import patterns, reports
from honglam.indicators.services.writing import drafting, editing, moving, reminding
from honglam.kernel.paging import Page
from honglam.kernel.values import Actor


def list_patterns(*, actor: Actor, on: date) -> list[PatternLineView]:
    """The kinds of report that the actor's agency writes, each with the period that ended last."""
    return patterns.list_patterns(actor=actor, on=on)


def list_written(*, actor: Actor, published: bool = False, after: str = "") -> Page[WritingSummary]:
    """Reports in sight, the newest period first. Raises BadCursor."""
    return reports.list_written(actor=actor, published=published, after=after)


def get_written(*, actor: Actor, report_id: UUID) -> WritingView:
    """One report. Raises WritingNotFound."""
    return reports.get_written(actor=actor, report_id=report_id)


def draft_report(*, actor: Actor, code: str, period: Period, at: datetime) -> UUID:
    """Compose a report for a period that is over. Raises PatternNotFound, PeriodNotOver, WritingExists."""
    return drafting.draft_report(actor=actor, code=code, period=period, at=at)


def follow_report(*, actor: Actor, report_id: UUID, at: datetime) -> UUID:
    """Draft the next period's report with people's own sections. Raises WritingNotFound, PeriodNotOver …"""
    return drafting.follow_report(actor=actor, report_id=report_id, at=at)


def save_report(*, actor: Actor, report_id: UUID, typed: ReportInput, revision: int, at: datetime) -> int:
    """Keep people's own words. Raises WritingNotFound, WritingShut, WritingMovedOn, OwnWordsMissing."""
    return editing.save_report(actor=actor, report_id=report_id, typed=typed, revision=revision, at=at)


def move_report(
    *,
    actor: Actor,
    report_id: UUID,
    verb: WritingVerb,
    revision: int,
    words: str = "",
    number: str = "",
    at: datetime,
) -> None:
    """Compose again, submit, give back, approve, publish. Raises WritingNotFound, WritingShut, WritingMovedOn …"""
    moving.move_report(
        actor=actor, report_id=report_id, verb=verb, revision=revision, words=words, number=number, at=at
    )


def remind_writings(*, at: datetime) -> int:
    """Remind of the reports that are due soon or late and not approved, each once; returns how many."""
    return reminding.remind_writings(at=at)
