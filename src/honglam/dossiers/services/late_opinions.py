"""An opinion that comes after silence: entered, kept, shown to whoever settles the dossier, and nothing moves by it.

The rule on silence is what lets the lead agency go on (NĐ 61/2018/NĐ-CP Đ19: each answers in its stated time). Were a
late opinion to take its place, whoever is late could reopen a step that others have lawfully finished, and an
appointment given to a citizen would hang on it. So the question stays settled as it was, late with the unit that was
asked; no due time moves, no step waits. But what the opinion says may be true, and who decides must know it: the
officer who has the dossier is told, and sees how late it came. Decision record 0037.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.dossiers.access import Case, case_for_unheard
from honglam.dossiers.contracts import OPEN_STATUSES, Done, LateOpinionGiven, OpinionAfterSettlement, TaskKind, Verb
from honglam.dossiers.models import Task
from honglam.dossiers.queries.people import unit_and_agency
from honglam.dossiers.rules.building import clean_long
from honglam.dossiers.rules.guards import Facts
from honglam.dossiers.services.attaching import keep_attachments
from honglam.dossiers.services.turning import begin, conclude, told
from honglam.kernel.values import Actor


@transaction.atomic
def give_late_opinion(
    *, actor: Actor, task_id: UUID, answer: str, at: datetime, attachments: tuple[UUID, ...] = ()
) -> Done:
    """Enter the opinion of a unit whose question was settled without it, once, while the dossier is worked on.

    Raises OpinionAfterSettlement where the dossier is settled, OpinionGiven the second time.
    """
    case, task = case_for_unheard(actor=actor, task_id=task_id, at=at)
    if case.status not in OPEN_STATUSES:
        raise OpinionAfterSettlement
    act = begin(actor=actor, verb=Verb.GIVE_LATE_OPINION, case=case, facts=Facts(reason=answer), at=at, task=task)
    task.heard_at, task.note = at, clean_long(answer, field="answer")
    task.save(update_fields=["heard_at", "note"])
    keep_attachments(act, attachments)
    working = _working_on(case)
    event = told(
        LateOpinionGiven,
        act,
        unit_id=task.unit_id,
        task_id=task.id,
        step=task.step_name,
        task_due_at=task.due_at,
        given_at=at,
        working_unit_id=working.unit_id if working else case.dossier.lead_agency_id,
        holder_id=working.holder_id if working else None,
    )
    content = {
        "asked": [unit_and_agency(task.unit_id)],
        "answer_by": task.due_at.isoformat(),
        "step": task.step_name,
    }
    conclude(act, event=event, reason=task.note, content=content, attachments=attachments)
    return Done(dossier_id=case.dossier.id, status=act.row.target, task_ids=(task.id,))


def _working_on(case: Case) -> Task | None:
    """The step at which the dossier stands; None where it stands nowhere in the house."""
    return next((task for task in case.tasks if task.kind != TaskKind.CONSULTATION.value), None)
