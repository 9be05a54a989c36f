"""What the post took for the agency with a parcel: the cashier must know of it, or it is asked for twice."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext, override

from honglam.kernel.values import SYSTEM
from honglam.payments import api as payments
from honglam.postal.contracts import Direction
from honglam.postal.models import Parcel
from honglam.ui.formats import format_money

SUBJECT = "dossier"
"""By what kind of subject payments knows the orders of dossiers."""


def tell_cashier(*, dossier_id: UUID, order_id: UUID, at: datetime) -> None:
    """Write on an order of a dossier that came by post what the post office took, by which receipt."""
    rows = Parcel.objects.filter(dossier_id=dossier_id, direction=Direction.DOSSIER.value, fees_taken__gt=0)
    parcel = rows.only("number", "fees_taken", "receipt_number").order_by("-id").first()
    if parcel is None:
        return
    with override("vi"):  # what stands on an order is read by everybody alike
        remark = gettext(
            "The post office took %(amount)s for the agency with parcel %(number)s, receipt %(receipt)s. Do not "
            "ask for this amount a second time."
        ) % {"amount": format_money(parcel.fees_taken), "number": parcel.number, "receipt": parcel.receipt_number}
    payments.remark_order(actor=SYSTEM, order_id=order_id, remark=remark, at=at)
