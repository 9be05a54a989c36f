"""Reception: the lawful code, the appointment, the receipt slip, and the first step waiting where it belongs."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.directory import api as directory
from honglam.dossiers.access import Case, answers_of, dossier_for
from honglam.dossiers.contracts import (
    Accepted,
    DossierAccepted,
    PaperInput,
    SlipKind,
    TaskKind,
    TaskState,
    Verb,
)
from honglam.dossiers.models import Dossier, Paper, Slip, Task
from honglam.dossiers.queries.people import agency_name
from honglam.dossiers.rules.clock import compose
from honglam.dossiers.rules.guards import Facts
from honglam.dossiers.rules.steps import first_working_step
from honglam.dossiers.services.charging import charge
from honglam.dossiers.services.clocking import terms_of
from honglam.dossiers.services.consulting import asked_lines
from honglam.dossiers.services.numbering import take_code
from honglam.dossiers.services.slips import find_form, issue_slip, receipt_content
from honglam.dossiers.services.tasks import close_task, open_step, touch_units, write_tasks
from honglam.dossiers.services.transferring import transfer_by, transfer_task
from honglam.dossiers.services.turning import Act, begin, conclude, told
from honglam.kernel.clock import local
from honglam.kernel.values import Actor
from honglam.procedures.contracts import Channel, CollectAt, Step
from honglam.worktime import api as worktime


@transaction.atomic
def accept_dossier(*, actor: Actor, dossier_id: UUID, at: datetime, received_at: datetime | None = None) -> Accepted:
    """Receive a filed dossier. `received_at`: the lawful moment of receipt where it was not now (a postal record)."""
    case = dossier_for(actor=actor, dossier_id=dossier_id, at=at, lock=True)
    case.answers = case.answers or answers_of(case.dossier)
    papers = Paper.objects.filter(dossier=case.dossier, superseded_at=None).order_by("received_at", "id")
    received_at = received_at or _handed_over_at(case.dossier)
    return receive(actor=actor, case=case, at=at, received_at=received_at, papers=papers, want_slip=True)


def receive(
    *,
    actor: Actor,
    case: Case,
    at: datetime,
    received_at: datetime | None,
    papers: Iterable[PaperInput | Paper],
    want_slip: bool,
) -> Accepted:
    """The act itself, for a dossier filed before or a moment ago."""
    dossier = case.dossier
    step = first_working_step(case.version.process)
    facts = Facts(
        routed=step is not None or dossier.immediate,
        submitted_at=dossier.submitted_at,
        received_at=received_at,
    )
    act = begin(actor=actor, verb=Verb.ACCEPT, case=case, facts=facts, at=at)
    _close_reception(act)
    tasks = _begin_work(act, step, received_at=received_at or at)
    act.set(unit_ids=touch_units(dossier, [task.unit_id for task in tasks]))
    write_tasks(tasks)
    form = find_form(SlipKind.RECEIPT) if want_slip else None
    content = receipt_content(case, actor=actor, at=at, form=form, papers=papers) if want_slip else {}
    # From here on the day's counter and the desk's book are locked: nothing slow may follow.
    act.set(code=take_code(agency_code=_identifier(dossier.desk_id), on=local(at).date()))
    slip = issue_slip(dossier=dossier, kind=SlipKind.RECEIPT, form=form, at=at, content=content) if want_slip else None
    accepted = _conclude(act, slip, tasks)
    charge(case, actor=actor, collect=CollectAt.ON_RECEIPT, at=at)
    return accepted


def _begin_work(act: Act, step: Step | None, *, received_at: datetime) -> list[Task]:
    """The clock and the first work: the first step here, or the transfer to the agency that settles it."""
    if act.dossier.received_elsewhere and step is not None:
        limit = transfer_by(taken_in_at=max(received_at, act.at))
        _start(act, started_at=limit)
        return [transfer_task(act.dossier, at=act.at, due_at=limit)]
    _start(act, started_at=received_at)
    return open_step(act.dossier, act.case.version.process, step, at=act.at) if step else []


def _handed_over_at(dossier: Dossier) -> datetime | None:
    """A postal dossier is lawfully submitted when the hand-over record is signed, or when what was lacking came.

    Source: QĐ 45/2016/QĐ-TTg Đ7.4. None for other channels: their receipt is now.
    """
    if dossier.channel != Channel.POSTAL.value:
        return None
    answered = dossier.supplements.filter(answered_at__isnull=False).order_by("-answered_at").first()
    return answered.answered_at if answered else dossier.submitted_at


def _start(act: Act, *, started_at: datetime) -> None:
    """The clock runs from the lawful receipt; the appointment follows from it."""
    terms = terms_of(act.case, started_at=started_at)
    due = worktime.due_many(requests=[compose(terms)])[0]
    act.set(accepted_at=act.at, clock_started_at=started_at, due_at=due.at, due_provisional=due.provisional)


def _conclude(act: Act, slip: Slip | None, tasks: list[Task]) -> Accepted:
    dossier = act.dossier
    assert dossier.code is not None and dossier.due_at is not None  # noqa: S101 - both were just set
    content = {"code": dossier.code, "due_at": dossier.due_at.isoformat(), "slip": str(slip.id) if slip else ""}
    if dossier.received_elsewhere and dossier.clock_started_at is not None:
        content |= {"to": agency_name(dossier.lead_agency_id), "step_due": dossier.clock_started_at.isoformat()}
    conclude(
        act,
        event=told(DossierAccepted, act, accepted_at=act.at, immediate=dossier.immediate),
        content=content,
        also=asked_lines(tasks),
    )
    return Accepted(
        dossier_id=dossier.id,
        code=dossier.code,
        due_at=dossier.due_at,
        due_provisional=dossier.due_provisional,
        slip_id=slip.id if slip else None,
    )


def _close_reception(act: Act) -> None:
    for task in act.case.tasks:
        if task.kind == TaskKind.RECEPTION.value and task.state == TaskState.OPEN.value:
            close_task(task, actor=act.actor, at=act.at)
    act.case.tasks = [task for task in act.case.tasks if task.state != TaskState.DONE.value]


def _identifier(desk_id: int) -> str:
    """The agency identifier that stands at the head of the desk's codes (QĐ 20/2020/QĐ-TTg)."""
    return directory.get_agency(agency_id=desk_id).identifier_code
