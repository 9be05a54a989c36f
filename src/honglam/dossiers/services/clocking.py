"""The clock of a dossier: standing still and running again, for whatever lawful reason.

The appointment is computed from its ingredients (start, limit, every pause), see rules/clock.py. One that a predecessor
system gave has none of them here: it is kept, and each pause moves it on as it ends.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.dossiers.access import Case, dossier_for
from honglam.dossiers.contracts import (
    ClockPaused,
    ClockResumed,
    Done,
    PauseKind,
    PaymentEvidence,
    SlipKind,
    TaskKind,
    Verb,
)
from honglam.dossiers.models import Dossier, Extension, Pause, TakenOver
from honglam.dossiers.rules import clock
from honglam.dossiers.rules.building import clean, clean_long
from honglam.dossiers.rules.clock import (
    PauseFacts,
    Question,
    Terms,
    asked_after_promise,
    compose,
    limit_of,
    question_requests,
)
from honglam.dossiers.rules.guards import Facts
from honglam.dossiers.services.charging import charge_again, end_charges, keep_charges, note_obligation_met, oblige
from honglam.dossiers.services.slips import find_form, issue_slip, originals_of, refusal_content
from honglam.dossiers.services.tasks import put_back, resume_tasks, suspend_tasks, watch_again
from honglam.dossiers.services.turning import Act, begin, conclude, told
from honglam.kernel.ids import uuid7
from honglam.kernel.values import Actor
from honglam.procedures.contracts import Channel
from honglam.worktime import api as worktime
from honglam.worktime.contracts import ClockPolicy, Due
from honglam.worktime.contracts import Pause as Stop


@transaction.atomic
def pause_dossier(*, actor: Actor, dossier_id: UUID, reason: str, legal_basis: str, at: datetime) -> Done:
    """Suspend the time limit for a stretch that a special law does not count (posting, measuring in the field …).

    The work stays with the officer, who also ends the suspension.
    """
    case = dossier_for(actor=actor, dossier_id=dossier_id, at=at, lock=True)
    facts = Facts(reason=reason, legal_basis=legal_basis, clock_stands=case.facts.clock_stands)
    act = begin(actor=actor, verb=Verb.PAUSE, case=case, facts=facts, at=at)
    reason, legal_basis = clean_long(reason, field="reason"), clean_long(legal_basis, field="legal_basis")
    old_due_at = case.dossier.due_at
    stop_clock(act, PauseKind.EXCLUDED, reason=reason, legal_basis=legal_basis)
    event = told(ClockPaused, act, kind=PauseKind.EXCLUDED.value, reason=reason, old_due_at=old_due_at)
    conclude(act, event=event, reason=reason, content={"legal_basis": legal_basis})
    return Done(dossier_id=case.dossier.id, status=act.row.target)


@transaction.atomic
def resume_dossier(*, actor: Actor, dossier_id: UUID, at: datetime) -> Done:
    """End a suspension of the time limit."""
    case = dossier_for(actor=actor, dossier_id=dossier_id, at=at, lock=True)
    facts = Facts(clock_stands=case.facts.clock_stands)
    act = begin(actor=actor, verb=Verb.RESUME, case=case, facts=facts, at=at)
    start_clock(act)
    conclude(act, event=told(ClockResumed, act, kind=PauseKind.EXCLUDED.value), content=_due_content(act))
    return Done(dossier_id=case.dossier.id, status=act.row.target, due_at=case.dossier.due_at)


@transaction.atomic
def request_payment(
    *, actor: Actor, dossier_id: UUID, amount: int, reason: str, at: datetime, pay_by: datetime | None = None
) -> Done:
    """Notify a financial obligation (tax, land levy …); the clock stands until it is met.

    `amount` in đồng opens an order; 0: the amount stands in another office's notice, and a paper will prove it.
    """
    case = dossier_for(actor=actor, dossier_id=dossier_id, at=at, lock=True)
    facts = Facts(reason=reason, clock_stands=case.facts.clock_stands)
    act = begin(actor=actor, verb=Verb.REQUEST_PAYMENT, case=case, facts=facts, at=at)
    reason = clean_long(reason, field="reason")
    old_due_at = case.dossier.due_at
    stop_clock(act, PauseKind.PAYMENT, reason=reason)
    suspend_tasks(case)
    event = told(ClockPaused, act, kind=PauseKind.PAYMENT.value, reason=reason, old_due_at=old_due_at)
    order = oblige(case.dossier, actor=actor, amount=amount, reason=reason, due_at=pay_by, at=at)
    content = {"amount": amount, "order": order.reference if order else ""}
    conclude(act, event=event, reason=reason, content=content)
    return Done(dossier_id=case.dossier.id, status=act.row.target)


@transaction.atomic
def confirm_payment(*, actor: Actor, dossier_id: UUID, evidence: PaymentEvidence, at: datetime) -> Done:
    """The obligation was met: the clock runs again."""
    case = dossier_for(actor=actor, dossier_id=dossier_id, at=at, lock=True)
    act = begin(actor=actor, verb=Verb.CONFIRM_PAYMENT, case=case, facts=Facts(payment=evidence), at=at)
    start_clock(act)
    content = {
        **_due_content(act),
        "reference": clean(evidence.reference, 100),
        "amount": evidence.amount,
        "paid_on": evidence.paid_on.isoformat() if evidence.paid_on else "",
    }
    note_obligation_met(case.dossier.id, actor=actor, reference=clean(evidence.reference, 100), at=at)
    conclude(
        act,
        event=told(ClockResumed, act, kind=PauseKind.PAYMENT.value),
        content=content,
        attachments=(evidence.file_id,) if evidence.file_id else (),
    )
    return Done(dossier_id=case.dossier.id, status=act.row.target, due_at=case.dossier.due_at)


@transaction.atomic
def stop_dossier(*, actor: Actor, dossier_id: UUID, reason: str, legal_basis: str, at: datetime) -> Done:
    """Stop processing by decision: form 05."""
    case = dossier_for(actor=actor, dossier_id=dossier_id, at=at, lock=True)
    facts = Facts(
        reason=reason, legal_basis=legal_basis, clock_stands=case.facts.clock_stands, received=_received(case)
    )
    act = begin(actor=actor, verb=Verb.STOP, case=case, facts=facts, at=at)
    return finish_stop(
        act, reason=clean_long(reason, field="reason"), legal_basis=clean_long(legal_basis, field="legal_basis")
    )


def finish_stop(act: Act, *, reason: str, legal_basis: str) -> Done:
    """The rest of a stop, by a person's decision or because nobody answered in time."""
    case = act.case
    old_due_at = case.dossier.due_at
    case.dossier.supplements.filter(closed_at=None).update(closed_at=act.at)
    act.set(returns_to="")
    stop_clock(act, PauseKind.STOP, reason=reason, legal_basis=legal_basis)
    suspend_tasks(case)
    end_charges(case.dossier.id, actor=act.actor, reason=reason, at=act.at)
    form = find_form(SlipKind.STOP)
    content = {
        **refusal_content(case, actor=act.actor, at=act.at, form=form, reason=reason, legal_basis=legal_basis),
        "returned_papers": originals_of(case.dossier),
    }
    slip = issue_slip(dossier=case.dossier, kind=SlipKind.STOP, form=form, at=act.at, content=content)
    conclude(
        act,
        event=told(ClockPaused, act, kind=PauseKind.STOP.value, reason=reason, old_due_at=old_due_at),
        reason=reason,
        content={"legal_basis": legal_basis, "slip": str(slip.id)},
    )
    return Done(dossier_id=case.dossier.id, status=act.row.target, slip_id=slip.id)


@transaction.atomic
def reopen_dossier(*, actor: Actor, dossier_id: UUID, reason: str, legal_basis: str, at: datetime) -> Done:
    """Resume a stopped dossier by decision."""
    case = dossier_for(actor=actor, dossier_id=dossier_id, at=at, lock=True)
    facts = Facts(reason=reason, legal_basis=legal_basis)
    act = begin(actor=actor, verb=Verb.REOPEN, case=case, facts=facts, at=at)
    reason, legal_basis = clean_long(reason, field="reason"), clean_long(legal_basis, field="legal_basis")
    stop = Pause.objects.filter(dossier=case.dossier, kind=PauseKind.STOP.value, ended_at=None).first()
    start_clock(act)
    _give_questions_time_back(act)
    keep_charges(case.dossier.id, actor=actor, reason=reason, at=at)
    charge_again(case, actor=actor, stopped_for=stop.reason if stop else "", at=at)
    event = told(ClockResumed, act, kind=PauseKind.STOP.value)
    conclude(act, event=event, reason=reason, content={**_due_content(act), "legal_basis": legal_basis})
    return Done(dossier_id=case.dossier.id, status=act.row.target, due_at=case.dossier.due_at)


def stop_clock(act: Act, kind: PauseKind, *, reason: str = "", legal_basis: str = "") -> None:
    """Open a pause (after ending one that is open); the appointment means nothing until the clock runs again."""
    if act.dossier.paused_since is not None:
        _go_on(act)
    act.set(paused_since=act.at)
    Pause.objects.bulk_create(
        [
            Pause(
                id=uuid7(),
                dossier=act.dossier,
                kind=kind.value,
                started_at=act.at,
                reason=reason,
                legal_basis=legal_basis,
            )
        ]
    )


def end_pause(act: Act) -> None:
    """Close the open pause; what left the watch meanwhile is looked at again."""
    Pause.objects.filter(dossier=act.dossier, ended_at=None).update(ended_at=act.at)
    watch_again(act.dossier, at=act.at)
    act.set(paused_since=None)


def _go_on(act: Act) -> None:
    """Close the pause; an appointment that was given elsewhere and had not passed moves on by as long as it was."""
    dossier, since = act.dossier, act.dossier.paused_since
    end_pause(act)
    if since and dossier.due_at and since < dossier.due_at and _given_elsewhere(dossier):
        unit = limit_of(act.case.version.channels, Channel(dossier.channel)).unit
        due = worktime.resume(due=dossier.due_at, paused_from=since, paused_to=act.at, unit=unit)
        act.set(due_at=due.at, due_provisional=due.provisional)


def start_clock(act: Act) -> None:
    """Close the pause, compose the appointment anew, and put the open steps back into the worklists."""
    _go_on(act)
    resume_tasks(act.case, at=act.at, stops=compose_due(act))


def compose_due(act: Act) -> tuple[Stop, ...]:
    """Set the appointment by all that it is made of: start, limit, every pause, a promise. Returns the pauses."""
    story = _story(act)
    due = worktime.due_many(requests=[compose(terms_of(act.case), story)])[0]
    if _given_elsewhere(act.dossier):
        due = _given(act, due, story)
    elif act.dossier.extended_at is not None:
        due = _promised(act, due, story)
    act.set(due_at=due.at, due_provisional=due.provisional, warned_at=None)
    return tuple(Stop(one.started_at, one.ended_at) for one in story)


def _story(act: Act) -> list[PauseFacts]:
    """Every finished pause, in order."""
    return [
        PauseFacts(kind=PauseKind(row.kind), started_at=row.started_at, ended_at=row.ended_at)
        for row in Pause.objects.filter(dossier=act.dossier, ended_at__isnull=False).order_by("started_at")
        if row.ended_at is not None
    ]


def _given_elsewhere(dossier: Dossier) -> bool:
    """Whether a predecessor system gave the appointment: it does not change by coming here."""
    return TakenOver.objects.filter(dossier=dossier).exists()


def _given(act: Act, composed: Due, story: list[PauseFacts]) -> Due:
    """The date as it was given, moved on by every pause that ended (`_go_on`).

    A limit that begins again after a supplement began here: then the composed date holds where that is later.
    """
    dossier = act.dossier
    assert dossier.due_at is not None  # noqa: S101 - a row without a date was not taken over
    kept = Due(at=dossier.due_at, provisional=dossier.due_provisional)
    restarts = act.case.version.clock.policy is ClockPolicy.RESTART
    begun_here = restarts and any(pause.kind is PauseKind.SUPPLEMENT for pause in story)
    return max(kept, composed, key=lambda one: one.at) if begun_here else kept


def _promised(act: Act, composed: Due, story: list[PauseFacts]) -> Due:
    """The promised date moved on by what was paused since; the composed one where that is later (restart)."""
    promise = Extension.objects.get(dossier=act.dossier)
    due = Due(at=promise.new_due_at, provisional=composed.provisional)
    unit = limit_of(act.case.version.channels, Channel(act.dossier.channel)).unit
    for pause in story:
        if pause.ended_at > promise.extended_at:
            start = max(pause.started_at, promise.extended_at)
            due = worktime.resume(due=due.at, paused_from=start, paused_to=pause.ended_at, unit=unit)
    return max(due, composed, key=lambda one: one.at)


def _give_questions_time_back(act: Act) -> None:
    """While the dossier was stopped nobody could answer: that time is not counted against whoever was asked."""
    dossier, story, terms = act.dossier, _story(act), terms_of(act.case)
    asked = [task for task in act.case.tasks if task.kind == TaskKind.CONSULTATION.value and task.silent_at is None]
    given = bool(asked) and _given_elsewhere(dossier)
    for task in asked:
        question = Question(opened_at=task.opened_at, hours=task.hours, due_at=task.due_at)
        bounds = [due.at for due in worktime.due_many(requests=question_requests(question, terms, story))]
        if (given or asked_after_promise(task.opened_at, dossier.extended_at)) and dossier.due_at is not None:
            bounds[-1] = dossier.due_at
        task.due_at = max(task.due_at, min(bounds))
    put_back(asked)


def terms_of(case: Case, *, started_at: datetime | None = None) -> Terms:
    """What the dossier's limit is made of, by its version and channel."""
    dossier = case.dossier
    start = started_at or dossier.clock_started_at
    assert start is not None  # noqa: S101 - only received dossiers have a clock
    return clock.terms_of(case.version, Channel(dossier.channel), started_at=start)


def _received(case: Case) -> bool:
    return case.dossier.accepted_at is not None


def _due_content(act: Act) -> dict[str, str]:
    return {"due_at": act.dossier.due_at.isoformat() if act.dossier.due_at else ""}
