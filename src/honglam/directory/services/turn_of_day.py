"""What a new day does to agencies and appointments whose last day was yesterday."""

from datetime import datetime

from django.db import transaction

from honglam.directory.models import Agency, Holding
from honglam.directory.services import agencies, holdings
from honglam.kernel import audit
from honglam.kernel.clock import local
from honglam.kernel.values import Actor


@transaction.atomic
def close_what_is_over(*, actor: Actor, at: datetime) -> int:
    """Publish AgencyEnded and PostLeft for whatever ended before today and was not told yet; returns how many."""
    today = local(at).date()
    over = {"valid_to__lt": today, "closed_at": None}
    told: list[audit.Entry] = []
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
