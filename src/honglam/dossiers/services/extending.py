"""Apology and new appointment (form 04): once, with reason and date, to the applicant and the one-stop.

NĐ 61/2018/NĐ-CP Đ19.9, kept by NĐ 118/2025/NĐ-CP. Who had the dossier when it ran late is recorded with it.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from honglam.directory import api as directory
from honglam.dossiers.access import Case, dossier_for
from honglam.dossiers.contracts import Done, DossierExtended, SlipKind, TaskKind, TaskState, Verb
from honglam.dossiers.models import Extension, Slip, Task, TaskScope
from honglam.dossiers.rules.building import clean_long
from honglam.dossiers.rules.guards import Facts
from honglam.dossiers.services.slips import find_form, head, issue_slip
from honglam.dossiers.services.tasks import scopes_of
from honglam.dossiers.services.turning import Act, begin, conclude, told
from honglam.kernel.clock import local
from honglam.kernel.values import Actor
from honglam.worktime import api as worktime

LAST_MINUTE = timedelta(minutes=1)
"""The closing minute of a session is an appointment, though nobody works in it any more."""


@transaction.atomic
def extend_dossier(*, actor: Actor, dossier_id: UUID, reason: str, new_due_at: datetime | None, at: datetime) -> Done:
    """Apologise, say why, and give the one new appointment that the law allows."""
    case = dossier_for(actor=actor, dossier_id=dossier_id, at=at, lock=True)
    old_due_at = case.dossier.due_at
    facts = Facts(
        reason=reason,
        clock_stands=case.facts.clock_stands,
        extended=case.facts.extended,
        old_due_at=old_due_at,
        new_due_at=new_due_at,
        new_due_works=new_due_at is not None and worktime.is_working(at=new_due_at - LAST_MINUTE),
    )
    act = begin(actor=actor, verb=Verb.EXTEND, case=case, facts=facts, at=at)
    assert new_due_at is not None  # noqa: S101 - the guards have answered for both
    assert old_due_at is not None  # noqa: S101
    promise = _promise(act, clean_long(reason, field="reason"), old_due_at=old_due_at, new_due_at=new_due_at)
    act.set(due_at=new_due_at, due_provisional=False, extended_at=at, warned_at=None)
    _move_tasks(case, new_due_at)
    slip = _apology(act, promise)
    conclude(
        act,
        event=told(DossierExtended, act, reason=promise.reason, old_due_at=old_due_at, was_late=promise.was_late),
        reason=promise.reason,
        content={"old_due_at": old_due_at.isoformat(), "due_at": new_due_at.isoformat(), "slip": str(slip.id)},
    )
    return Done(dossier_id=case.dossier.id, status=act.row.target, due_at=new_due_at, slip_id=slip.id)


def _promise(act: Act, reason: str, *, old_due_at: datetime, new_due_at: datetime) -> Extension:
    """What is promised, and who had the dossier: the open step that was due first."""
    steps = [task for task in act.case.tasks if task.kind != TaskKind.CONSULTATION.value]
    task = min(steps, key=lambda one: one.due_at) if steps else None
    promise = Extension(
        dossier=act.dossier,
        extended_at=act.at,
        old_due_at=old_due_at,
        new_due_at=new_due_at,
        reason=reason,
        was_late=local(act.at).date() >= local(old_due_at).date(),
        unit_id=task.unit_id if task else act.dossier.lead_agency_id,
        step_name=task.step_name if task else "",
        holder_id=task.holder_id if task else None,
        holder_name=task.holder_name if task else "",
        signer_name=act.actor.name,
    )
    Extension.objects.bulk_create([promise])
    return promise


def _move_tasks(case: Case, due_at: datetime) -> None:
    """Whoever has an open step works towards the new date; opinions keep the time that was asked."""
    tasks = [
        task for task in case.tasks if task.state == TaskState.OPEN.value and task.kind != TaskKind.CONSULTATION.value
    ]
    for task in tasks:
        # The watch looks again: a broken promise is noted as well, with whoever breaks it.
        task.due_at = task.watch_at = due_at
    TaskScope.objects.filter(task_id__in=[task.id for task in tasks]).delete()
    Task.objects.bulk_update(tasks, ["due_at", "watch_at"])
    TaskScope.objects.bulk_create(scopes_of(tasks))


def _apology(act: Act, promise: Extension) -> Slip:
    form, dossier, actor = find_form(SlipKind.APOLOGY), act.dossier, act.actor
    received = dossier.clock_started_at or dossier.submitted_at
    content = {
        **head(dossier, form=form, actor=actor, at=act.at),
        "received_at": received.isoformat(),
        "old_due_at": promise.old_due_at.isoformat(),
        "due_at": promise.new_due_at.isoformat(),
        "reason": promise.reason,
        "signer_title": directory.get_post(post_id=actor.post_id).title if actor.post_id else "",
    }
    return issue_slip(dossier=dossier, kind=SlipKind.APOLOGY, form=form, at=act.at, content=content)
