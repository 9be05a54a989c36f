"""Refusal to receive: form 03 with the reason and the article, so that the applicant can object."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.dossiers.access import dossier_for
from honglam.dossiers.contracts import Done, DossierRefused, SlipKind, Verb
from honglam.dossiers.rules.building import clean_long
from honglam.dossiers.rules.guards import Facts
from honglam.dossiers.services.charging import end_charges
from honglam.dossiers.services.slips import find_form, issue_slip, refusal_content
from honglam.dossiers.services.tasks import cancel_tasks
from honglam.dossiers.services.turning import begin, conclude, told
from honglam.kernel.values import Actor


@transaction.atomic
def refuse_dossier(*, actor: Actor, dossier_id: UUID, reason: str, legal_basis: str, at: datetime) -> Done:
    """Refuse to receive a filed dossier."""
    case = dossier_for(actor=actor, dossier_id=dossier_id, at=at, lock=True)
    facts = Facts(reason=reason, legal_basis=legal_basis)
    act = begin(actor=actor, verb=Verb.REFUSE, case=case, facts=facts, at=at)
    reason, legal_basis = clean_long(reason, field="reason"), clean_long(legal_basis, field="legal_basis")
    cancel_tasks(case.tasks, at=at)
    end_charges(case.dossier.id, actor=actor, reason=reason, at=at)
    act.set(closed_at=at)
    form = find_form(SlipKind.REFUSAL)
    content = refusal_content(case, actor=actor, at=at, form=form, reason=reason, legal_basis=legal_basis)
    slip = issue_slip(dossier=case.dossier, kind=SlipKind.REFUSAL, form=form, at=at, content=content)
    conclude(
        act,
        event=told(DossierRefused, act, reason=reason, legal_basis=legal_basis),
        reason=reason,
        content={"legal_basis": legal_basis, "slip": str(slip.id)},
    )
    return Done(dossier_id=case.dossier.id, status=act.row.target, slip_id=slip.id)
