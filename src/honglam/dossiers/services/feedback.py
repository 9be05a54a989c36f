"""Feedback cases: filed, sorted, answered, approved, published, rated; `rules.feedback` says by whom and when."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from honglam.directory import api as directory
from honglam.dossiers import access
from honglam.dossiers.contracts import (
    FeedbackFiled,
    FeedbackInput,
    FeedbackMoved,
    FeedbackNotNow,
    FeedbackStatus,
    FeedbackTooLate,
    FeedbackVerb,
    FeedbackView,
    Satisfaction,
    TextMissing,
    UnitElsewhere,
)
from honglam.dossiers.models import Feedback, FeedbackLine, FeedbackTimes
from honglam.dossiers.queries.feedback import MOST_WORDS, check_case, feedback_view, get_for_officer
from honglam.dossiers.rules.building import clean, clean_long
from honglam.dossiers.rules.feedback import MOVES, UNANSWERED, FeedbackParty, Times, target_of, times_on
from honglam.dossiers.services.tasks import working_due
from honglam.kernel import audit, events
from honglam.kernel.clock import local
from honglam.kernel.idempotency import once
from honglam.kernel.ids import new_code
from honglam.kernel.values import Actor
from honglam.procedures import api as procedures
from honglam.worktime import api as worktime
from honglam.worktime.contracts import Duration, Unit

# Where a pack says nothing: QĐ 766/QĐ-TTg, as read in the portal's help (unconfirmed).
DEFAULT = Times(code="", valid_from=date.min, refuse_days=2, ask_days=5, settle_days=15, publish_days=2)


@transaction.atomic
def file_feedback(*, actor: Actor, case: FeedbackInput, at: datetime, key: str = "") -> FeedbackView:
    """Take a case in. Who sends it was proved by the entrance: by an account, or by a code sent to the contact.

    What an account sends twice under one `key` is one case. A visitor's code is good once only.
    """
    if actor.id is None or not key:
        return feedback_view(_file(actor, case, at), frozenset({FeedbackParty.SENDER}))
    answer = once(
        actor=str(actor.id),
        key=key,
        request={"feedback": asdict(case)},
        perform=lambda: {"code": _file(actor, case, at).code},
        savepoint=False,
    )
    return feedback_view(access.feedback_by_code(code=answer["code"]), frozenset({FeedbackParty.SENDER}))


def _file(actor: Actor, case: FeedbackInput, at: datetime) -> Feedback:
    content, times = clean_long(case.content, MOST_WORDS, field="content"), _times(at)
    dossier = check_case(case=case)
    agency_id = dossier.lead_agency_id if dossier else directory.get_agency(agency_id=case.agency_id).agency_id
    code = dossier.procedure_code if dossier else clean(case.procedure_code, 60)
    row = Feedback.objects.create(
        code=f"PA-{new_code()}",
        kind=case.kind.value,
        topic=case.topic.value,
        status=FeedbackStatus.NEW.value,
        content=content,
        agency_id=agency_id,
        procedure_code=code,
        procedure_name=procedures.names_of_procedures(on=local(at).date()).get(code, ""),
        dossier=dossier,
        dossier_code=(dossier.code or dossier.registration_code) if dossier else "",
        owner_account_id=actor.id,
        sender_name=clean(case.sender_name or actor.name, 200),
        sender_phone=clean(case.sender_phone, 30),
        sender_email=clean(case.sender_email, 120),
        may_publish=case.may_publish,
        received_at=at,
        due_at=_due(at, times.settle_days),
        times={
            "refuse_by": _due(at, times.refuse_days).isoformat(),
            "ask_by": _due(at, times.ask_days).isoformat(),
        },
    )
    _line(row, FeedbackVerb.FILE, actor, "", at)
    filed = FeedbackFiled(due_at=row.due_at, **_facts(row, ""))
    events.publish(filed, at=at)
    return row


@transaction.atomic
def move_feedback(
    *, actor: Actor, case_id: UUID, verb: FeedbackVerb, text: str, at: datetime, unit_id: int | None = None
) -> FeedbackView:
    """An officer's verb: refuse, ask, assign, draft, send back, approve, publish; `text` is what is said with it."""
    row = access.feedback_for(actor=actor, case_id=case_id, lock=True)
    _check(row, verb, access.parties_to(actor, row), at)
    words = clean_long(text, MOST_WORDS, field="text")
    if verb in _NEEDS_WORDS and not words:
        raise TextMissing(field="text")
    if verb is FeedbackVerb.ASSIGN:
        row.unit_id = _unit(row, unit_id)
        if row.status == FeedbackStatus.NEEDS_INFO.value:
            _give_time_back(row, at)
            row.times = {**row.times, UNANSWERED: at.isoformat()}
    _apply(row, verb, words, at)
    _conclude(row, verb, actor, words, at)
    return get_for_officer(row, actor)


@transaction.atomic
def answer_by_sender(*, actor: Actor, code: str, verb: FeedbackVerb, text: str, at: datetime) -> FeedbackView:
    """The sender adds what was asked or says how content they are (`text`: a level).

    What an account sent only that account answers; of what a visitor sent, the code is the proof.
    """
    row = access.feedback_by_code(code=code, lock=True)
    _check(row, verb, access.sender_parties(actor, row), at)
    words = clean_long(text, MOST_WORDS, field="text")
    if verb is FeedbackVerb.RATE:
        if words not in set(Satisfaction):
            raise TextMissing(field="level")
        if row.satisfaction:
            raise FeedbackNotNow
        row.satisfaction = words
    else:
        if not words:
            raise TextMissing(field="text")
        row.content = f"{row.content}\n\n{words}"
        if row.status == FeedbackStatus.NEEDS_INFO.value:
            _give_time_back(row, at)
        row.times = _without_mark(row)
    _conclude(row, verb, actor, "" if verb is FeedbackVerb.ADD else words, at)
    return feedback_view(row, frozenset({FeedbackParty.SENDER}))


_NEEDS_WORDS = frozenset({FeedbackVerb.REFUSE, FeedbackVerb.ASK, FeedbackVerb.DRAFT, FeedbackVerb.SEND_BACK})


def _check(row: Feedback, verb: FeedbackVerb, parties: frozenset[FeedbackParty], at: datetime) -> None:
    move = MOVES.get(verb)
    if move is None or move.party not in parties or FeedbackStatus(row.status) not in move.sources:
        raise FeedbackNotNow
    if move.until and at > datetime.fromisoformat(row.times[move.until]):
        raise FeedbackTooLate
    if verb is FeedbackVerb.PUBLISH and not row.may_publish:
        raise FeedbackNotNow
    if verb is FeedbackVerb.ADD and row.status == FeedbackStatus.ASSIGNED.value and UNANSWERED not in row.times:
        raise FeedbackNotNow


def _apply(row: Feedback, verb: FeedbackVerb, words: str, at: datetime) -> None:
    if verb is FeedbackVerb.REFUSE:
        row.refusal = words
    elif verb is FeedbackVerb.ASK:
        row.question = words
        row.times = {**_without_mark(row), "asked_at": at.isoformat()}
    elif verb is FeedbackVerb.DRAFT:
        row.answer = words
    elif verb is FeedbackVerb.APPROVE:
        row.answer = words or row.answer
        row.answered_at = at
        row.times = {**row.times, "publish_by": _due(at, _times(at).publish_days).isoformat()}
    elif verb is FeedbackVerb.PUBLISH:
        row.published_at = at


def _without_mark(row: Feedback) -> dict[str, str]:
    return {name: value for name, value in row.times.items() if name != UNANSWERED}


def _give_time_back(row: Feedback, at: datetime) -> None:
    """The time in which its sender was asked is not the agency's."""
    asked_at = datetime.fromisoformat(row.times.get("asked_at", at.isoformat()))
    row.due_at = worktime.resume(due=row.due_at, paused_from=asked_at, paused_to=at).at


def _conclude(row: Feedback, verb: FeedbackVerb, actor: Actor, note: str, at: datetime) -> None:
    row.status = target_of(verb, FeedbackStatus(row.status)).value
    _line(row, verb, actor, note, at)
    row.save()
    events.publish(FeedbackMoved(verb=verb.value, **_facts(row, note)), at=at)


def _line(row: Feedback, verb: FeedbackVerb, actor: Actor, note: str, at: datetime) -> None:
    """One more line. It names officers; a sender stands on the case alone, or taking them out would leave them here."""
    row.line_count += 1
    named = not _by_sender(verb)
    line = FeedbackLine(
        feedback=row,
        line=row.line_count,
        at=at,
        verb=verb.value,
        status_to=row.status,
        actor_name=actor.name if named else "",
        actor_id=actor.id if named else None,
        post_id=actor.post_id if named else None,
        note=note,
    )
    FeedbackLine.objects.bulk_create([line])
    if verb is FeedbackVerb.FILE:
        row.save(update_fields=["line_count"])
    audit.record(
        actor=actor,
        action=f"dossiers.feedback_{verb.value}",
        subject_kind="feedback",
        subject_id=row.id,
        at=at,
        detail={"status": row.status},
    )


def _by_sender(verb: FeedbackVerb) -> bool:
    """Whether the verb is one of whoever wrote; an officer who writes about an agency does so as a citizen."""
    return verb is FeedbackVerb.FILE or MOVES[verb].party is FeedbackParty.SENDER


def _facts(row: Feedback, note: str) -> dict[str, Any]:
    return {
        "case_id": row.id,
        "code": row.code,
        "agency_id": row.agency_id,
        "topic": row.topic,
        "dossier_id": row.dossier_id,
        "note": note,
    }


def _unit(row: Feedback, unit_id: int | None) -> int:
    """The unit that shall answer: the agency itself or one below it."""
    wanted = unit_id or row.agency_id
    if wanted not in directory.descendant_ids(agency_id=row.agency_id):
        raise UnitElsewhere(field="unit")
    return wanted


def _times(at: datetime) -> Times:
    rows = [
        Times(
            code=row.code,
            valid_from=row.valid_from,
            refuse_days=row.refuse_days,
            ask_days=row.ask_days,
            settle_days=row.settle_days,
            publish_days=row.publish_days,
        )
        for row in FeedbackTimes.objects.filter(retired_at=None)
    ]
    return times_on(rows, local(at).date()) or DEFAULT


def _due(start: datetime, days: int) -> datetime:
    return working_due(start, Duration(days, Unit.WORKING_DAY))
