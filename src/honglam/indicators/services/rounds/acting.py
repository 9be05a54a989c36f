"""What people do to a form besides typing: submit, approve, give back, accept, return, correct, allow more time."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from honglam.directory import api as directory
from honglam.indicators import access
from honglam.indicators.contracts import (
    DayMissing,
    FormIncomplete,
    FormNotAsSeen,
    FormNotFound,
    FormState,
    FormVerb,
    MoveNotOpen,
    OwnApproval,
    RoundLocked,
    WordsMissing,
)
from honglam.indicators.models import FormEdition, RoundForm
from honglam.indicators.queries.rounds.pasts import judge_form
from honglam.indicators.queries.rounds.reading import is_shut
from honglam.indicators.rules.rounds.moves import MOVES, fits
from honglam.indicators.services.rounds.accepting import keep_values
from honglam.indicators.services.rounds.locking import hold_round, revise_totals
from honglam.indicators.services.rounds.moving import MOST_WORDS, move
from honglam.kernel.clock import local
from honglam.kernel.text import whole
from honglam.kernel.values import Actor


@transaction.atomic
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
    """Carry out one line of the table of moves; gives the state that the form is in then.

    `revision` is the one that the actor looked at; None says that the actor has seen all.

    Raises FormNotFound (also for whoever may not), MoveNotOpen, RoundLocked, FormNotAsSeen, WordsMissing, DayMissing,
    FormIncomplete, OwnApproval, TooLong.
    """
    if verb is FormVerb.ACCEPT:
        hold_round(form_id=form_id)
    row, line = access.form_for(actor, form_id, lock=True), MOVES[verb]
    if not line.who & access.sides_of(actor, row):
        raise FormNotFound
    words = whole(words, MOST_WORDS, field="words")
    _check(row, verb, words, until_on, at)
    if line.judges and revision is not None and revision != row.revision:
        raise FormNotAsSeen(name=row.saved_by)
    detail: dict[str, object] = {}
    if line.day and until_on is not None and (until_on > row.until_on or is_shut(row, local(at).date())):
        # Behind a lock only a day with a reason lets anybody in, even one that is no later than the round's own.
        row.until_on, row.exception_reason = until_on, words
        detail["until_on"] = until_on.isoformat()
    if line.says:
        detail["says"] = True
    _ACTS.get(verb, _nothing)(row, actor, at, words)
    if verb is FormVerb.ACCEPT:
        detail["values"] = len(keep_values(row, actor=actor, at=at))
    move(row, line.to or FormState(row.state), actor=actor, at=at, what=verb.value, words=words, detail=detail)
    if verb is FormVerb.ACCEPT:
        revise_totals(row.round, actor=actor, at=at)
    return FormState(row.state)


def _check(row: RoundForm, verb: FormVerb, words: str, until_on: date | None, at: datetime) -> None:
    on, line = local(at).date(), MOVES[verb]
    shut = is_shut(row, on)
    if not fits(verb, FormState(row.state), locked=shut):
        raise RoundLocked if shut and fits(verb, FormState(row.state), locked=False) else MoveNotOpen
    if line.says and not words.strip():
        raise WordsMissing(field="words")
    if line.day and _lacks_day(row, verb, until_on, on, shut=shut):
        raise DayMissing(field="until_on")


def _lacks_day(row: RoundForm, verb: FormVerb, until_on: date | None, on: date, *, shut: bool) -> bool:
    """Whether nobody would have time after the verb: a day is needed where the present one gives none."""
    if until_on is None:
        return shut or row.until_on < on or verb is FormVerb.GRANT_EXCEPTION
    longer = shut or until_on > row.until_on or verb is not FormVerb.GRANT_EXCEPTION
    return until_on < on or not longer


def _submit(row: RoundForm, _actor: Actor, _at: datetime, _words: str) -> None:
    judged = judge_form(row)
    row.errors, row.warnings, row.complete = len(judged.errors), len(judged.unexplained), judged.is_complete
    if not judged.is_complete:
        raise FormIncomplete(errors=len(judged.errors), warnings=len(judged.unexplained))


def _approve(row: RoundForm, actor: Actor, at: datetime, _words: str) -> None:
    judged = judge_form(row)
    row.edition += 1
    FormEdition.objects.create(
        form=row,
        number=row.edition,
        content=row.content,
        values={key: str(value) for key, value in judged.values.items() if value is not None and not _text(value)},
        counted=row.counted,
        sent_at=at,
        approved_by=actor.name,
        approved_title=directory.get_post(post_id=actor.post_id).title if actor.post_id else "",
    )
    row.sent_at, row.approved_by_id = at, actor.id
    if row.accepted_at is None:
        row.sent_on = local(at).date()


def _accept(row: RoundForm, actor: Actor, at: datetime, _words: str) -> None:
    if actor.id is not None and actor.id == row.approved_by_id:
        raise OwnApproval
    row.accepted_at, row.accepted_edition, row.asked = at, row.edition, ""


def _return(row: RoundForm, _actor: Actor, _at: datetime, _words: str) -> None:
    if row.accepted_at is None:
        row.sent_on = None


def _ask(row: RoundForm, _actor: Actor, _at: datetime, words: str) -> None:
    row.asked = words


def _open_correction(row: RoundForm, _actor: Actor, _at: datetime, _words: str) -> None:
    row.asked = ""


def _nothing(_row: RoundForm, _actor: Actor, _at: datetime, _words: str) -> None:
    return None


def _text(value: object) -> bool:
    return isinstance(value, str)


_ACTS = {
    FormVerb.SUBMIT: _submit,
    FormVerb.APPROVE: _approve,
    FormVerb.ACCEPT: _accept,
    FormVerb.RETURN: _return,
    FormVerb.ASK_CORRECTION: _ask,
    FormVerb.OPEN_CORRECTION: _open_correction,
}
