"""What every verb on a sheet does at the end: the state, whose move is next, the line of history, audit."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from honglam.directory import api as directory
from honglam.indicators import access
from honglam.indicators.contracts import NotYourMove, SheetState, SheetVerb, WrongRoundState
from honglam.indicators.models import RoundStep, RoundSubject
from honglam.indicators.rules.appraisal.moves import MOVES
from honglam.kernel import audit
from honglam.kernel.clock import local_midnight
from honglam.kernel.values import Actor


def ready(*, actor: Actor, subject_id: UUID, verb: SheetVerb, at: datetime) -> RoundSubject:
    """The sheet, locked, if the table lets the actor do it. Raises ScoringNotFound, NotYourMove, WrongRoundState."""
    row = access.sheet_for(actor=actor, subject_id=subject_id, lock=True)
    move = MOVES[verb]
    part = access.sides(actor, row, row.round.owner_id, access.held_agencies(actor, at))
    if not part & move.who:
        raise NotYourMove
    if SheetState(row.state) not in move.froms:
        raise WrongRoundState
    return row


def done(*, row: RoundSubject, verb: SheetVerb, actor: Actor, at: datetime, words: str = "", **detail: Any) -> None:
    """Write where the sheet stands now and leave every trace of it."""
    before, target = row.state, MOVES[verb].to
    row.state = (target or SheetState(row.state)).value
    row.revision += 1
    row.next_agency_id, row.due_at = next_move(row)
    row.save(update_fields=["state", "revision", "next_agency", "due_at"])
    record([row], verb=verb, before=before, actor=actor, at=at, words=words, **detail)


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
    RoundStep.objects.bulk_create(
        RoundStep(
            subject=row,
            verb=verb.value,
            from_state=before,
            to_state=row.state,
            words=words,
            actor_id=actor.id,
            actor_name=actor.name,
            post=post,
            agency_id=actor.agency_id,
            at=at,
        )
        for row in rows
    )
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


def next_move(row: RoundSubject) -> tuple[int | None, datetime | None]:
    """Whose move it is in a state, and until when; nobody's once it is final."""
    limits: dict[SheetState, tuple[int, date]] = {
        SheetState.OPEN: (row.agency_id, row.round.self_due_on),
        SheetState.SELF_ASSESSED: (row.round.owner_id, row.round.appraise_due_on),
        SheetState.APPRAISED: (row.agency_id, row.round.explain_due_on),
        SheetState.EXPLAINED: (row.round.owner_id, row.round.explain_due_on),
    }
    found = limits.get(SheetState(row.state))
    return (None, None) if found is None else (found[0], end_of(found[1]))


def end_of(day: date) -> datetime:
    """The moment at which a day is over in Vietnam."""
    return local_midnight(day + timedelta(days=1))
