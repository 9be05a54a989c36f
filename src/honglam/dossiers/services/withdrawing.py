"""Withdrawal by the applicant, and what happens when nobody answers a supplement request."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.dossiers.access import dossier_for
from honglam.dossiers.contracts import Done, DossierWithdrawn, Status, Verb
from honglam.dossiers.models import Supplement
from honglam.dossiers.rules.building import clean, clean_long
from honglam.dossiers.rules.guards import Facts
from honglam.dossiers.services.charging import end_charges
from honglam.dossiers.services.clocking import end_pause, finish_stop
from honglam.dossiers.services.tasks import cancel_tasks
from honglam.dossiers.services.turning import Act, begin, conclude, told
from honglam.kernel.values import SYSTEM, Actor, text_noop

EXPIRED = text_noop("The requested papers did not arrive in time.")
EXPIRY_BASIS = text_noop("Supplement request (form 02)")


@transaction.atomic
def withdraw_dossier(*, actor: Actor, dossier_id: UUID, reason: str, at: datetime, request_reference: str = "") -> Done:
    """Take the dossier back. An officer needs the applicant's written request."""
    case = dossier_for(actor=actor, dossier_id=dossier_id, at=at, lock=True)
    facts = Facts(reason=reason, request_reference=request_reference)
    act = begin(actor=actor, verb=Verb.WITHDRAW, case=case, facts=facts, at=at)
    return _withdraw(
        act, reason=clean_long(reason, field="reason"), reference=clean(request_reference, 200), expired=False
    )


@transaction.atomic
def expire_supplement(*, supplement_id: UUID, at: datetime) -> Done | None:
    """Nobody answered in time: a dossier not yet received counts as taken back, a received one is stopped (form 05)."""
    request = Supplement.objects.filter(id=supplement_id, closed_at=None, answer_by__lt=at).first()
    if request is None:
        return None
    case = dossier_for(actor=SYSTEM, dossier_id=request.dossier_id, at=at, lock=True)
    # It may have been answered, and another one asked, while the dossier was waited for.
    if case.status is not Status.SUPPLEMENT_REQUESTED or not _is_open(request):
        return None
    if case.dossier.accepted_at is None:
        act = begin(actor=SYSTEM, verb=Verb.WITHDRAW, case=case, facts=Facts(reason=EXPIRED), at=at)
        return _withdraw(act, reason=EXPIRED, reference="", expired=True)
    facts = Facts(reason=EXPIRED, legal_basis=EXPIRY_BASIS, received=True)
    act = begin(actor=SYSTEM, verb=Verb.STOP, case=case, facts=facts, at=at)
    return finish_stop(act, reason=EXPIRED, legal_basis=EXPIRY_BASIS)


def _is_open(request: Supplement) -> bool:
    return Supplement.objects.filter(id=request.id, closed_at=None).exists()


def _withdraw(act: Act, *, reason: str, reference: str, expired: bool) -> Done:
    dossier = act.dossier
    old_due_at, was_paused = dossier.due_at, dossier.paused_since is not None
    cancel_tasks(act.case.tasks, at=act.at)
    dossier.supplements.filter(closed_at=None).update(closed_at=act.at)
    if was_paused:
        end_pause(act)
    end_charges(dossier.id, actor=act.actor, reason=reason, at=act.at)
    act.set(returns_to="", closed_at=act.at)
    event = told(
        DossierWithdrawn,
        act,
        reason=reason,
        expired=expired,
        old_due_at=old_due_at,
        was_received=dossier.accepted_at is not None,
        was_paused=was_paused,
    )
    conclude(act, event=event, reason=reason, content={"request": reference, "expired": expired})
    return Done(dossier_id=dossier.id, status=act.row.target)
