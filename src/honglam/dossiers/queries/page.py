"""A whole dossier for one reader: everything a page needs in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from honglam.dossiers.access import (
    LIVE,
    Case,
    Whole,
    facts_of,
    is_masked,
    read_whole,
    record_strangers_read,
    start_case,
    with_unheard,
)
from honglam.dossiers.contracts import (
    STATUSES,
    DossierNotFound,
    DossierView,
    EvidenceKind,
    HistoryLine,
    Outcome,
    OutcomeChoice,
    PaperKind,
    PaperView,
    PauseKind,
    PauseView,
    ReadSource,
    ResultClass,
    ResultView,
    ReturnMethod,
    Satisfaction,
    SignatureState,
    Status,
    SupplementView,
    TaskKind,
    TaskState,
    TaskView,
    Verb,
)
from honglam.dossiers.models import (
    Dossier,
    HistoryEvent,
    Paper,
    Pause,
    ResultDocument,
    Supplement,
    Task,
)
from honglam.dossiers.queries.people import agency_name, agency_ref, applicant_of, submitter_of, unit_and_agency
from honglam.dossiers.queries.proxies import proxies_over
from honglam.dossiers.queries.slips import slip_view
from honglam.dossiers.rules.actions import next_actions
from honglam.dossiers.rules.parties import is_applicant, may_collect, may_read
from honglam.dossiers.rules.sentences import Told, is_public, line, sentence
from honglam.dossiers.rules.steps import choices_of
from honglam.kernel.values import Actor
from honglam.payments import api as payments
from honglam.payments.contracts import OrderView
from honglam.procedures.contracts import Channel, Silence
from honglam.worktime import api as worktime
from honglam.worktime.contracts import Light

_MOMENTS = ("due_at", "answer_by", "step_due")


_NO_STEP = (TaskKind.CONSULTATION.value, TaskKind.TRANSFER.value, TaskKind.RECEPTION.value, TaskKind.RETURN.value)

TOLD_WITH_REASON = frozenset(
    {
        Verb.REFUSE,
        Verb.REQUEST_SUPPLEMENT,
        Verb.PAUSE,
        Verb.REQUEST_PAYMENT,
        Verb.STOP,
        Verb.REOPEN,
        Verb.WITHDRAW,
        Verb.CHANGE_DUE,
        Verb.MOVE,
        Verb.EXTEND,
    }
)


def get_dossier(*, actor: Actor, dossier_id: UUID, at: datetime) -> DossierView:
    """The dossier as this actor may see it; a stranger's read is audited. Six queries at most."""
    whole = read_whole(dossier_id)
    if whole is None:
        raise DossierNotFound
    case = start_case(whole.dossier, [task for task in whole.tasks if task.state in LIVE])
    case.answers = whole.answers
    case.facts = with_unheard(facts_of(case, at=at, rated=bool(whole.ratings)), whole.tasks, at=at)
    if not may_read(actor, case.facts):
        raise DossierNotFound
    record_strangers_read(actor=actor, case=case, at=at)
    mine, masked = is_applicant(actor, case.facts), is_masked(actor, case.facts)
    view = _view(case, whole, actor=actor, mine=mine, masked=masked, at=at)
    return view if masked or not whole.sources else replace(view, sources=_sources(whole.sources))


def _view(case: Case, whole: Whole, *, actor: Actor, mine: bool, masked: bool, at: datetime) -> DossierView:
    dossier = case.dossier
    choices = {str(task.id): _choices(case, task) for task in case.tasks}
    return DossierView(
        **_standing(whole, at),
        **_people(dossier, masked=masked),
        **_moments(dossier),
        answers={} if masked else case.answers,
        papers=_papers(whole.papers, masked=masked),
        tasks=tuple(_task(task, at=at, inside=not mine, noted=not mine and not masked) for task in whole.tasks),
        timeline=timeline_of(whole, inside=not mine, masked=masked),
        pauses=_pauses(whole.pauses),
        slips=() if masked else tuple(map(slip_view, whole.slips)),
        results=_results(whole.results, masked=masked or not may_collect(actor), inside=not mine),
        rating=Satisfaction(whole.ratings[0].level) if whole.ratings else None,
        actions=next_actions(actor, case.facts, choices),
        mine=mine,
        masked=masked,
        orders=() if masked else _orders(whole),
        mandates=() if masked or mine else proxies_over(case, at=at),
    )


def _sources(stored: Mapping[str, Any]) -> dict[str, ReadSource]:
    """Where answers were read that an officer took from a paper."""
    return {field: ReadSource(**{**one, "file_id": UUID(one["file_id"])}) for field, one in stored.items()}


def _orders(whole: Whole) -> tuple[OrderView, ...]:
    """What was asked for it. Before a dossier is received nothing is owed but the fee of a supplement."""
    if whole.dossier.accepted_at is None and not whole.supplements:
        return ()
    return tuple(payments.list_for_subject(subject_kind="dossier", subject_id=whole.dossier.id))


def _standing(whole: Whole, at: datetime) -> dict[str, Any]:
    """Where it stands, in codes and in words."""
    dossier, tasks = whole.dossier, whole.tasks
    status, light, supplement = Status(dossier.status), _light(dossier, at), _supplement(whole.supplements)
    lead, desk = agency_ref(dossier.lead_agency_id), agency_ref(dossier.desk_id)
    asked = [task for task in tasks if task.kind == TaskKind.CONSULTATION.value and task.state == TaskState.OPEN.value]
    told = Told(
        status=status,
        desk=desk.name,
        agency=lead.name,
        due_at=dossier.due_at,
        answer_by=supplement.answer_by if supplement else max((task.due_at for task in asked), default=None),
        outcome=Outcome(dossier.outcome) if dossier.outcome else None,
        return_method=ReturnMethod(dossier.return_method),
        clock_stands=dossier.paused_since is not None,
        overdue=light is Light.RED,
        asked=tuple(unit_and_agency(task.unit_id) for task in asked),
        at_work=_elsewhere(dossier, tasks),
        expired=any(row.verb == Verb.WITHDRAW.value and row.content.get("expired") for row in whole.history),
    )
    return {
        "id": dossier.id,
        "code": dossier.code or "",
        "registration_code": dossier.registration_code,
        "procedure_code": dossier.procedure_code,
        "procedure_name": dossier.procedure_name,
        "version_id": dossier.version_id,
        "status": status,
        "status_label": STATUSES[status].label,
        "sentence": sentence(told),
        "channel": Channel(dossier.channel),
        "outcome": told.outcome,
        "result_class": _class(dossier.result_class),
        "light": light,
        "lead_agency": lead,
        "desk": desk,
        "return_method": told.return_method,
        "supplement": supplement,
    }


def _elsewhere(dossier: Dossier, tasks: list[Task]) -> str:
    """The agency at which the step stands, if it is neither the lead agency nor above or below it in the same house."""
    steps = [task for task in tasks if task.state == TaskState.OPEN.value and task.kind not in _NO_STEP]
    others = [task.agency_id for task in steps if task.agency_id != dossier.lead_agency_id]
    return agency_name(others[0]) if steps and len(others) == len(steps) else ""


def _people(dossier: Dossier, *, masked: bool) -> dict[str, Any]:
    return {
        "applicant": applicant_of(dossier, masked=masked),
        "submitter": submitter_of(dossier.submitter, masked=masked),
        "return_address": "" if masked else dossier.return_address,
    }


def _moments(dossier: Dossier) -> dict[str, Any]:
    return {
        "submitted_at": dossier.submitted_at,
        "accepted_at": dossier.accepted_at,
        "due_at": dossier.due_at,
        "due_provisional": dossier.due_provisional,
        "paused_since": dossier.paused_since,
        "resolved_at": dossier.resolved_at,
        "returned_at": dossier.returned_at,
        "returned_by": EvidenceKind(dossier.returned_by) if dossier.returned_by else None,
    }


def timeline_of(whole: Whole, *, inside: bool, masked: bool = False) -> tuple[HistoryLine, ...]:
    """The history in its order. Applicants see what concerns them, in their words, without the office's notes."""
    lines = (_line(row, whole.dossier) for row in whole.history)
    shown = [one for one in lines if inside or one.public]
    if inside and not masked:
        return tuple(shown)
    return tuple(_without_notes(one) for one in shown)


def _without_notes(line_: HistoryLine) -> HistoryLine:
    """What officers write to each other stays in the office; a reason given to the applicant is for the applicant."""
    told = line_.reason if line_.verb in TOLD_WITH_REASON else ""
    return replace(line_, actor_name="", content={}, attachments=(), reason=told)


def _line(row: HistoryEvent, dossier: Dossier) -> HistoryLine:
    verb = Verb(row.verb)
    unit = agency_name(row.unit_id) or agency_name(dossier.lead_agency_id)
    params: dict[str, Any] = {**_readable(row.content), "unit": unit, "reason": row.reason}
    params.setdefault("code", dossier.code or dossier.registration_code)
    return HistoryLine(
        number=row.line,
        at=row.at,
        verb=verb,
        status_from=Status(row.status_from) if row.status_from else None,
        status_to=Status(row.status_to),
        actor_name=row.actor_name,
        unit_name=agency_name(row.unit_id),
        reason=row.reason if is_public(verb) or row.reason else "",
        content=row.content,
        attachments=tuple(row.attachments),
        phrase=line(verb, params),
        public=is_public(verb),
    )


def _readable(content: Mapping[str, Any]) -> dict[str, Any]:
    """What a sentence can say of a line's content: moments as moments, lists as text."""
    found: dict[str, Any] = {}
    for name, value in content.items():
        if name in _MOMENTS and value:
            found[name] = datetime.fromisoformat(value)
        elif isinstance(value, list):
            found[name] = "; ".join(str(one) for one in value)
        else:
            found[name] = value
    return found


def _papers(rows: list[Paper], *, masked: bool) -> tuple[PaperView, ...]:
    return tuple(
        PaperView(
            id=row.id,
            component_code=row.component_code,
            name=row.name,
            kind=PaperKind(row.kind),
            originals=row.originals,
            copies=row.copies,
            file_id=None if masked else row.file_id,
            file_name="" if masked else row.file_name,
            received_at=row.received_at,
            current=row.superseded_at is None,
            held_id=row.held_id,
            goes_back=row.goes_back,
            given_back_at=row.given_back_at,
        )
        for row in rows
    )


def _task(row: Task, *, at: datetime, inside: bool, noted: bool) -> TaskView:
    """A piece of work. `noted`: with what officers wrote to each other in it."""
    running = row.state == TaskState.OPEN.value
    return TaskView(
        id=row.id,
        kind=TaskKind(row.kind),
        step_code=row.step_code,
        step_name=row.step_name,
        unit=agency_ref(row.unit_id),
        role=row.role,
        state=TaskState(row.state),
        holder_id=row.holder_id if inside else None,
        holder_name=(row.holder_name or row.closed_by_name) if inside else "",
        opened_at=row.opened_at,
        due_at=row.due_at,
        closed_at=row.closed_at,
        outcome=row.outcome if inside else "",
        note=(row.note or row.question) if noted else "",
        result_class=_class(row.result_class),
        light=worktime.light(start=row.opened_at, due=row.due_at, now=at) if running else None,
        silence=Silence(row.silence) if row.silence else None,
        silent_at=row.silent_at,
        heard_at=row.heard_at,
        late_minutes=worktime.elapsed(start=row.due_at, end=row.heard_at).minutes if row.heard_at else 0,
    )


def _pauses(rows: list[Pause]) -> tuple[PauseView, ...]:
    return tuple(
        PauseView(
            kind=PauseKind(row.kind),
            started_at=row.started_at,
            ended_at=row.ended_at,
            reason=row.reason,
            legal_basis=row.legal_basis,
        )
        for row in rows
    )


def _supplement(rows: list[Supplement]) -> SupplementView | None:
    if not rows:
        return None
    row = rows[0]
    return SupplementView(asked_at=row.asked_at, answer_by=row.answer_by, reason=row.reason, items=tuple(row.items))


def _results(rows: list[ResultDocument], *, masked: bool, inside: bool) -> tuple[ResultView, ...]:
    return tuple(
        ResultView(
            id=row.id,
            outcome=Outcome(row.outcome),
            number=row.number,
            issued_on=row.issued_on,
            title=row.title,
            file_id=None if masked else row.file_id,
            file_name="" if masked else row.file_name,
            signer_name=row.signer_name,
            reason=row.reason,
            legal_basis=row.legal_basis,
            signature_state=SignatureState(row.signature_state),
            revoked_at=row.revoked_at,
        )
        for row in rows
        if inside or row.revoked_at is None
    )


def _choices(case: Case, task: Task) -> tuple[OutcomeChoice, ...]:
    known = {step.code: step for step in case.version.process.steps}
    return choices_of(known[task.step_code]) if task.step_code in known else ()


def _light(dossier: Dossier, at: datetime) -> Light | None:
    running = dossier.status in (Status.ACCEPTED.value, Status.PROCESSING.value) and dossier.paused_since is None
    if not running or dossier.clock_started_at is None or dossier.due_at is None:
        return None
    return worktime.light(start=dossier.clock_started_at, due=dossier.due_at, now=at)


def _class(stored: str) -> ResultClass | None:
    return ResultClass(stored) if stored else None
