"""What a new day does to agencies and appointments whose last day was yesterday."""

from datetime import datetime, timedelta

from django.db import transaction

from honglam.directory.models import Agency, Holding
from honglam.directory.queries.people import real
from honglam.directory.services import agencies, holdings
from honglam.kernel import audit
from honglam.kernel.clock import local
from honglam.kernel.values import Actor


@transaction.atomic
def close_what_is_over(*, actor: Actor, at: datetime) -> int:
    """End what people hold whose account is closed; publish AgencyEnded and PostLeft for whatever is over and untold.

    Returns how many.
    """
    today = local(at).date()
    over = {"valid_to__lt": today, "closed_at": None}
    told: list[audit.Entry] = []
    # Who has closed the account acts nowhere any more; their open work waits for another hand.
    gone = Holding.objects.filter(real(), account__is_active=False, closed_at=None).exclude(valid_to__lt=today)
    for holding_id in gone.order_by("id").values_list("id", flat=True):
        holdings.end_holding(actor=actor, holding_id=holding_id, last_day=today - timedelta(days=1), at=at)
        told.append(_entry(actor, "holding", holding_id, at))
    for holding in Holding.objects.select_for_update().filter(**over).order_by("id"):
        holdings.close_if_over(row=holding, at=at)
        told.append(_entry(actor, "holding", holding.pk, at))
    for agency in Agency.objects.select_for_update().filter(**over).order_by("id"):
        agencies.close_if_over(row=agency, at=at)
        told.append(_entry(actor, "agency", agency.pk, at))
    audit.record_many(told)
    return len(told)


def _entry(actor: Actor, kind: str, subject_id: int, at: datetime) -> audit.Entry:
    return audit.Entry(actor=actor, action="directory.closed", subject_kind=kind, subject_id=subject_id, at=at)
