"""What every verb on a form has in common: its state, its line, its audit entry, its next reminder, its event."""

from datetime import datetime, timedelta
from typing import Any

from honglam.indicators.contracts import OPEN_FORM_STATES, FormMoved, FormState
from honglam.indicators.models import FormLine, RoundForm
from honglam.indicators.queries.rounds.reading import is_shut
from honglam.indicators.rules.rounds.timing import next_reminder
from honglam.kernel import audit, events
from honglam.kernel.clock import local, local_midnight
from honglam.kernel.text import nfc
from honglam.kernel.values import Actor

MOST_WORDS = 4000
_WATCHED = OPEN_FORM_STATES | {FormState.SUBMITTED}


def move(
    form: RoundForm,
    target: FormState,
    *,
    actor: Actor,
    at: datetime,
    what: str,
    words: str = "",
    detail: dict[str, Any] | None = None,
) -> None:
    """Put the form into a state, save it whole, leave the trace. The only place where a form's state changes."""
    source, form.state = form.state, target.value
    form.due_at = local_midnight(form.until_on + timedelta(days=1))
    form.line_count += 1
    watch(form, at)
    form.save()
    line = write_line(form, source=source, actor=actor, at=at, what=what, words=words, detail=detail or {})
    audit.record(
        actor=actor,
        action=f"indicators.form_{what}",
        subject_kind="round_form",
        subject_id=form.id,
        at=at,
        detail={"line": line.line, "from": source, "to": form.state, **(detail or {})},
    )
    events.publish(moved(form, actor, what, line.words), at=at)


def write_line(
    form: RoundForm,
    *,
    source: str,
    actor: Actor,
    at: datetime,
    what: str,
    words: str,
    detail: dict[str, Any],
    save: bool = True,
) -> FormLine:
    """The next line of a form's history; `line_count` already counts it."""
    line = FormLine(
        form_id=form.id,
        line=form.line_count,
        at=at,
        what=what,
        state_from=source,
        state_to=form.state,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        actor_name=actor.name,
        post_id=actor.post_id,
        agency_id=actor.agency_id,
        words=nfc(words.replace("\0", "").strip())[:MOST_WORDS],
        content=detail,
    )
    if save:
        line.save(force_insert=True)
    return line


def moved(form: RoundForm, actor: Actor, what: str, words: str, days: int = 0) -> FormMoved:
    """The event of an act."""
    return FormMoved(
        form_id=form.id,
        round_id=form.round_id,
        what=what,
        state=form.state,
        agency_id=form.agency_id,
        receiver_id=form.receiver_id,
        actor_id=actor.id,
        actor_name=actor.name,
        words=words[:2000],
        days=days,
    )


def watch(form: RoundForm, at: datetime) -> None:
    """When a reminder speaks next: never about what is with the receiver or behind a lock without more time."""
    if FormState(form.state) not in _WATCHED or is_shut(form, local(at).date()):
        form.watch_on = None
        return
    form.told_on = form.told_on or local(at).date()
    reminders = form.round.template.content.get("reminders", ())
    form.watch_on = next_reminder(reminders, until_on=form.until_on, told_on=form.told_on)
    if form.watch_on and form.round.locked_at is not None and form.watch_on > form.until_on:
        form.watch_on = None
