"""Official forms as issued, form 06 made from the tasks, and the files of a dossier."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from honglam.directory import api as directory
from honglam.dossiers.access import Case, answers_of, case_of, is_masked, record_strangers_read
from honglam.dossiers.contracts import DossierNotFound, Outcome, SlipKind, SlipView, TaskState, Verb
from honglam.dossiers.models import Dossier, HistoryEvent, Paper, ResultDocument, Slip, SlipForm, Task
from honglam.dossiers.queries.people import agency_name
from honglam.dossiers.queries.purposes import purpose_of_dossier
from honglam.dossiers.rules.parties import is_applicant, may_collect, may_read
from honglam.kernel.clock import local
from honglam.kernel.values import Actor
from honglam.registries import api as registries


def get_slip(*, actor: Actor, slip_id: UUID, at: datetime) -> SlipView:
    """A slip of a dossier that the actor may read in full; a written refusal also by the power to collect."""
    slip = Slip.objects.select_related("dossier").filter(id=slip_id).first()
    if slip is None:
        raise DossierNotFound
    if actor.mandate is not None and may_collect(actor) and _is_result(slip):
        _collected(slip.dossier, actor=actor, at=at)
    else:
        _readable(slip.dossier, actor=actor, at=at)
    return slip_view(slip)


def _is_result(slip: Slip) -> bool:
    """Whether it is what a rejected dossier ended with."""
    return slip.kind == SlipKind.REFUSAL.value and slip.dossier.outcome == Outcome.REJECTED.value


def get_control_sheet(*, actor: Actor, dossier_id: UUID, at: datetime) -> SlipView:
    """Form 06, the process control sheet: who had it, from when to when, and whether each kept its time."""
    dossier = Dossier.objects.filter(id=dossier_id).first()
    if dossier is None:
        raise DossierNotFound
    _readable(dossier, actor=actor, at=at)
    form = SlipForm.objects.filter(code=SlipKind.CONTROL_SHEET.value, retired_at=None).first()
    tasks = list(
        Task.objects.filter(dossier=dossier).exclude(state=TaskState.CANCELLED.value).order_by("opened_at", "id")
    )
    return SlipView(
        id=dossier.id,
        dossier_id=dossier.id,
        kind=SlipKind.CONTROL_SHEET,
        form_number=form.number if form else "",
        book_year=local(at).year,
        number=0,
        issued_at=at,
        content={
            "form_title": form.title if form else "",
            "form_texts": form.texts if form else {},
            "form_provisional": form.provisional if form else True,
            "code": dossier.code or dossier.registration_code,
            "applicant": dossier.applicant_name,
            "procedure": dossier.procedure_name,
            "received_at": (dossier.clock_started_at or dossier.submitted_at).isoformat(),
            "due_at": dossier.due_at.isoformat() if dossier.due_at else "",
            "agency": agency_name(dossier.lead_agency_id),
            "desk": agency_name(dossier.desk_id),
            "supporting": _supporting(dossier, tasks),
            "rows": [_row(task) for task in tasks],
        },
    )


def get_paper_file(*, actor: Actor, dossier_id: UUID, file_id: UUID, at: datetime) -> UUID:
    """The file's id if it belongs to this dossier and the actor may open it: a paper, a result, or an attachment.

    A proxy opens a result by the power to collect, and everything else by the power to follow or to file.
    """
    dossier = Dossier.objects.filter(id=dossier_id).first()
    if dossier is None:
        raise DossierNotFound
    if actor.mandate is not None and ResultDocument.objects.filter(dossier=dossier, file_id=file_id).exists():
        _collected(dossier, actor=actor, at=at)
        return file_id
    case = _readable(dossier, actor=actor, at=at)
    paper = Paper.objects.filter(dossier=dossier, file_id=file_id).values("held_id").first()
    if paper and paper["held_id"] and not is_applicant(actor, case.facts):
        # Whoever opens a paper of somebody's wallet is written down where its owner reads it.
        purpose = purpose_of_dossier(dossier)
        registries.look(actor=actor, paper_ids=[paper["held_id"]], purpose=purpose, at=at)
    belongs = (
        paper is not None
        or ResultDocument.objects.filter(dossier=dossier, file_id=file_id).exists()
        or HistoryEvent.objects.filter(dossier=dossier, attachments__contains=[file_id]).exists()
    )
    if not belongs:
        raise DossierNotFound
    return file_id


def _collected(dossier: Dossier, *, actor: Actor, at: datetime) -> None:
    """A result in a proxy's hands."""
    case = case_of(dossier, at=at)
    if not is_applicant(actor, case.facts) or not may_collect(actor):
        raise DossierNotFound
    record_strangers_read(actor=actor, case=case, at=at)


def readable_case(*, actor: Actor, dossier_id: UUID, at: datetime) -> Case:
    """The case of a dossier that the actor may read in full, with its answers."""
    dossier = Dossier.objects.filter(id=dossier_id).first()
    if dossier is None:
        raise DossierNotFound
    case = _readable(dossier, actor=actor, at=at)
    case.answers = case.answers or answers_of(dossier)
    return case


def slip_view(slip: Slip) -> SlipView:
    """A slip as a value."""
    return SlipView(
        id=slip.id,
        dossier_id=slip.dossier_id,
        kind=SlipKind(slip.kind),
        form_number=slip.form_number,
        book_year=slip.book_year,
        number=slip.number,
        issued_at=slip.issued_at,
        content=slip.content,
    )


def _readable(dossier: Dossier, *, actor: Actor, at: datetime) -> Case:
    """Papers carry personal data: whoever sees it covered does not see them at all."""
    case = case_of(dossier, at=at)
    if not may_read(actor, case.facts) or is_masked(actor, case.facts):
        raise DossierNotFound
    record_strangers_read(actor=actor, case=case, at=at)
    return case


def _supporting(dossier: Dossier, tasks: Iterable[Task]) -> list[str]:
    """The other agencies that had work on it, in the order in which they got it; offices of the same are none."""
    own = {directory.get_agency(agency_id=one).agency_id for one in (*_leads(dossier), dossier.desk_id)}
    return [agency_name(one) for one in dict.fromkeys(task.agency_id for task in tasks) if one not in own]


def _leads(dossier: Dossier) -> list[int]:
    """Who leads it, and who led it before agencies ended: what those finished they did as its lead."""
    codes = [directory.get_agency(agency_id=dossier.lead_agency_id).code]
    moves = HistoryEvent.objects.filter(dossier=dossier, verb=Verb.MOVE.value).order_by("-line")
    for content in moves.values_list("content", flat=True):
        if content["to_code"] in codes:
            codes.append(content["from_code"])
    return [directory.get_agency_by_code(code=code).id for code in codes]


def _row(task: Task) -> dict[str, str]:
    return {
        "unit": agency_name(task.unit_id),
        "step": task.step_name,
        "officer": task.closed_by_name or task.holder_name,
        "received_at": task.opened_at.isoformat(),
        "due_at": task.due_at.isoformat(),
        "finished_at": task.closed_at.isoformat() if task.closed_at else "",
        "result": task.result_class,
        "note": task.note,
    }
