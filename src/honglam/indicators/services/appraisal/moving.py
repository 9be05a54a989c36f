"""What every verb on a sheet does at the end: the state, whose move is next, the line of history, audit, the event."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from honglam.directory import api as directory
from honglam.indicators import access
from honglam.indicators.contracts import NotYourMove, SheetMoved, SheetState, SheetVerb, WrongRoundState
from honglam.indicators.models import RoundStep, RoundSubject
from honglam.indicators.rules.appraisal.moves import MOVES, is_over, leads_from
from honglam.indicators.rules.rounds.timing import next_reminder
from honglam.kernel import audit, events
from honglam.kernel.clock import local, local_midnight
from honglam.kernel.values import Actor

Waiting = tuple[int | None, date | None]
"""Whose move it is, and until the end of which day."""
NOBODY: Waiting = (None, None)
WAITING = ("next_agency", "due_at", "watch_on")
UNTOLD = frozenset({SheetVerb.SAVE, SheetVerb.NOTE})
"""What nobody else need hear of."""
REMINDERS = (-5, -1, 1, 5, 10, 20)
"""Days before (−) and after the end of a limit on which a reminder speaks: our own choice, no text says any."""
ENOUGH = timedelta(days=3)
"""What has to be left of a round's time for a sheet that is given back: our own choice too."""


def ready(*, actor: Actor, subject_id: UUID, verb: SheetVerb, at: datetime) -> RoundSubject:
    """The sheet, locked, if the table lets the actor do it. Raises ScoringNotFound, NotYourMove, WrongRoundState."""
    row = access.sheet_for(actor=actor, subject_id=subject_id, lock=True)
    move = MOVES[verb]
    part = access.sides(actor, row, row.round.owner_id, access.held_agencies(actor, at))
    if not part & move.who:
        raise NotYourMove
    if not leads_from(move, SheetState(row.state), is_over(row.due_at, at)):
        raise WrongRoundState
    return row


def done(
    *,
    row: RoundSubject,
    verb: SheetVerb,
    actor: Actor,
    at: datetime,
    words: str = "",
    waits: Waiting | None = None,
    **detail: Any,
) -> None:
    """Write where the sheet stands now and leave every trace of it; `waits` where the state alone does not say it."""
    before, target = row.state, MOVES[verb].to
    row.state = (target or SheetState(row.state)).value
    _count(row, verb)
    if waits or target:  # what only keeps an answer leaves the limit as it is
        wait(row, at, waits or next_move(row, local(at).date(), again=verb is SheetVerb.SEND_BACK))
    row.save(update_fields=["state", "revision", "noted", *WAITING])
    record([row], verb=verb, before=before, actor=actor, at=at, words=words, **detail)


def _count(row: RoundSubject, verb: SheetVerb) -> None:
    """Whoever appraises counts apart: notes on a sheet that is still open close no page of the agency, nor do its saves
    one of theirs. Any other step has to be looked at before it is judged, or judged again."""
    row.revision += verb is not SheetVerb.NOTE
    row.noted += verb is not SheetVerb.SAVE


def record(
    rows: list[RoundSubject],
    *,
    verb: SheetVerb,
    before: str,
    actor: Actor,
    at: datetime,
    words: str = "",
    **detail: Any,
) -> None:
    """The line of history and the audit entry of each sheet."""
    post = directory.get_post(post_id=actor.post_id).title if actor.post_id else ""
    by = {"actor_id": actor.id, "actor_name": actor.name, "post": post, "agency_id": actor.agency_id}
    done_to = {"verb": verb.value, "from_state": before, "words": words, "at": at}
    RoundStep.objects.bulk_create(RoundStep(subject=one, to_state=one.state, **done_to, **by) for one in rows)
    audit.record_many(
        audit.Entry(
            actor=actor,
            action=f"indicators.appraisal_{verb.value}",
            subject_kind="appraisal_sheet",
            subject_id=row.id,
            at=at,
            detail={"round_id": str(row.round_id), "from": before, "to": row.state, **detail},
        )
        for row in rows
    )
    if verb not in UNTOLD:
        code = str(detail.get("criterion", ""))
        events.publish_many([told(one, verb.value, actor, words=words, criterion=code) for one in rows], at=at)


def told(
    row: RoundSubject, what: str, actor: Actor, *, words: str = "", criterion: str = "", days: int = 0
) -> SheetMoved:
    """The event of an act."""
    return SheetMoved(
        subject_id=row.id,
        round_id=row.round_id,
        what=what,
        state=row.state,
        agency_id=row.agency_id,
        owner_id=row.round.owner_id,
        actor_id=actor.id,
        actor_name=actor.name,
        words=words[:2000],
        criterion=criterion,
        days=days,
    )


def wait(row: RoundSubject, at: datetime, waits: Waiting) -> None:
    """Whose move is next and when that agency is reminded of it; not saved yet."""
    row.next_agency_id, day = waits
    row.due_at = None if day is None else end_of(day)
    row.watch_on = None if day is None else next_reminder(REMINDERS, until_on=day, told_on=local(at).date())


def next_move(row: RoundSubject, on: date, *, again: bool = False) -> Waiting:
    """Whose move it is in a state, and until the end of which day; nobody's once it is final.

    `again`: the sheet was given back; where too little is left of the round's time, its agency has as many days for it
    as the appraisal has, and so has whoever appraises what comes late. Who is appraised late has as many days to
    explain, and whoever scores as many to look again, as if it had been on the last day for it.
    """
    self_on, appraise_on, explain_on = row.round.self_due_on, row.round.appraise_due_on, row.round.explain_due_on
    again_on, late_on = on + (appraise_on - self_on), on + (explain_on - appraise_on)
    limits: dict[SheetState, Waiting] = {
        SheetState.OPEN: (row.agency_id, max(self_on, again_on) if again and on + ENOUGH > self_on else self_on),
        SheetState.SELF_ASSESSED: (row.round.owner_id, max(appraise_on, again_on)),
        SheetState.APPRAISED: (row.agency_id, max(explain_on, late_on)),
        SheetState.EXPLAINED: (row.round.owner_id, max(explain_on, late_on)),
    }
    return limits.get(SheetState(row.state), NOBODY)


def end_of(day: date) -> datetime:
    """The moment at which a day is over in Vietnam."""
    return local_midnight(day + timedelta(days=1))
