"""Reporting rounds: opening, filling in, moving, accepting, locking; boards and totals."""

from datetime import date, datetime
from uuid import UUID

from honglam.indicators.contracts import (
    Board,
    FormContent,
    FormsPage,
    FormState,
    FormVerb,
    FormView,
    OpenableTemplate,
    Period,
    RoundTotals,
    SavedForm,
)
from honglam.indicators.queries.rounds import boards, forms, templates
from honglam.indicators.services.rounds import acting, entering, locking, opening, reminding
from honglam.kernel.values import Actor


def list_openable(*, actor: Actor, on: date) -> list[OpenableTemplate]:
    """The templates whose reports the actor's agency receives, each with the period that ended last."""
    return templates.list_openable(actor=actor, on=on)


def open_round(*, actor: Actor, code: str, period: Period, due_on: date | None = None, at: datetime) -> UUID:
    """Ask every assigned agency for its report. Raises TemplateNotFound, PeriodNotOver, RoundExists …"""
    return opening.open_round(actor=actor, code=code, period=period, due_on=due_on, at=at)


def open_due_rounds(*, at: datetime) -> int:
    """Open the rounds that open by themselves; returns how many."""
    return opening.open_due_rounds(at=at)


def list_forms(*, actor: Actor, after: str = "", at: datetime) -> FormsPage:
    """What the own agency has to hand in, and the newest rounds that it receives."""
    return forms.list_forms(actor=actor, after=after, at=at)


def get_form(*, actor: Actor, form_id: UUID, at: datetime, judged: bool = True) -> FormView:
    """A form with everything its page shows; not `judged`, without findings and editions. Raises FormNotFound."""
    return forms.get_form(actor=actor, form_id=form_id, at=at, judged=judged)


def count_fields(*, actor: Actor, form_id: UUID) -> int:
    """How many fields the page of a form has for who fills it in; 0 for everybody else."""
    return forms.count_fields(actor=actor, form_id=form_id)


def save_form(*, actor: Actor, form_id: UUID, content: FormContent, revision: int | None, at: datetime) -> SavedForm:
    """Keep what is typed, and say what there is to say about it. Raises FormMovedOn, FormShut, RoundLocked."""
    return entering.save_form(actor=actor, form_id=form_id, content=content, revision=revision, at=at)


def recount_form(*, actor: Actor, form_id: UUID, at: datetime) -> SavedForm:
    """Count anew what the system counts itself. Raises FormShut, RoundLocked."""
    return entering.recount_form(actor=actor, form_id=form_id, at=at)


def move_form(
    *,
    actor: Actor,
    form_id: UUID,
    verb: FormVerb,
    words: str = "",
    until_on: date | None = None,
    revision: int | None = None,
    at: datetime,
) -> FormState:
    """Submit, approve, give back, accept, return, correct, allow more time. `revision`: the one that was looked at.

    Raises MoveNotOpen, FormNotAsSeen, FormIncomplete …
    """
    return acting.move_form(
        actor=actor, form_id=form_id, verb=verb, words=words, until_on=until_on, revision=revision, at=at
    )


def get_board(*, actor: Actor, round_id: UUID, show: str = "", after: str = "", at: datetime) -> Board:
    """A round as its receiver sees it. Raises RoundNotFound."""
    return boards.get_board(actor=actor, round_id=round_id, show=show, after=after, at=at)


def get_totals(*, actor: Actor, round_id: UUID) -> RoundTotals:
    """What the accepted forms add up to, with coverage. Raises RoundNotFound."""
    return boards.get_totals(actor=actor, round_id=round_id)


def lock_round(*, actor: Actor, round_id: UUID, at: datetime) -> int:
    """Lock a round; its totals become values. Raises RoundNotFound, RoundLocked."""
    return locking.lock_round(actor=actor, round_id=round_id, at=at)


def remind_due(*, at: datetime) -> int:
    """Remind of forms whose day has come; returns how many."""
    return reminding.remind_due(at=at)
