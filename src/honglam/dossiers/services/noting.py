"""Facts about a dossier that others establish: that a fee of it was paid, that the national portal knows it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.dossiers.access import dossier_for
from honglam.dossiers.contracts import DossierSynchronised
from honglam.dossiers.models import Dossier
from honglam.dossiers.services.charging import SUBJECT
from honglam.dossiers.services.serving import recount_days
from honglam.dossiers.services.turning import event_of
from honglam.kernel import audit, events
from honglam.kernel.clock import local
from honglam.kernel.values import SYSTEM
from honglam.payments import api as payments
from honglam.payments.contracts import Method, Occasion, OrderState

_ONLINE = (Method.GATEWAY, Method.TRANSFER)
_CAME_IN = (OrderState.PAID, OrderState.REFUNDED)


def note_fees(*, dossier_id: UUID, at: datetime) -> None:
    """Read again from its orders when the first fee of a dossier was paid, and whether any was paid online; an
    obligation is no fee. The orders and their audit are the record; called again, it changes nothing."""
    row = dossier_for(actor=SYSTEM, dossier_id=dossier_id, at=at, lock=True).dossier
    orders = [
        one
        for one in payments.list_for_subject(subject_kind=SUBJECT, subject_id=dossier_id)
        if one.occasion is not Occasion.OBLIGATION and one.state in _CAME_IN and one.paid_at
    ]
    before = row.fee_paid_at
    row.fee_paid_at = min((one.paid_at for one in orders if one.paid_at), default=None)
    row.fee_paid_online = any(one.method in _ONLINE for one in orders)
    row.save(update_fields=["fee_paid_at", "fee_paid_online"])
    moments = [moment for moment in (before, row.fee_paid_at) if moment]
    recount_days(days=[(row.lead_agency_id, local(moment).date()) for moment in moments])


@transaction.atomic
def note_synchronised(*, dossier_id: UUID, at: datetime) -> None:
    """The national portal has the dossier (NĐ 61/2018/NĐ-CP, QĐ 766/QĐ-TTg 1.4). Noted once, at the first time."""
    case = dossier_for(actor=SYSTEM, dossier_id=dossier_id, at=at, lock=True)
    noted = Dossier.objects.filter(id=dossier_id, synchronised_at=None).update(synchronised_at=at)
    if not noted:
        return
    audit.record(
        actor=SYSTEM, action="dossiers.synchronised", subject_kind="dossier", subject_id=dossier_id, at=at, detail={}
    )
    events.publish(event_of(DossierSynchronised, case.dossier, actor=SYSTEM, status=case.status), at=at)
