"""What the post took for the agency with a parcel: it pays the order that asks for it, or payer and cashier know of it;
else it is asked for twice."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext, override

from honglam.kernel.values import SYSTEM, text_noop
from honglam.payments import api as payments
from honglam.payments.contracts import Method, OrderState
from honglam.postal.contracts import Direction
from honglam.postal.models import Parcel
from honglam.ui.formats import format_money

SUBJECT = "dossier"
"""By what kind of subject payments knows the orders of dossiers."""
READ_IN = ("vi", "en")
"""What stands on an order is read by everybody alike, each in a tongue of their own."""


def count_fees(*, dossier_id: UUID, order_id: UUID, at: datetime) -> None:
    """Of a dossier that came by post: what the post office took pays the order where it covers it, the post's receipt
    being the paper. A part is said on the order, and what is more than is owed: both are for the desk."""
    rows = Parcel.objects.filter(dossier_id=dossier_id, direction=Direction.DOSSIER.value, fees_taken__gt=0)
    parcel = rows.only("number", "fees_taken", "receipt_number").order_by("-id").first()
    orders = payments.list_for_subject(subject_kind=SUBJECT, subject_id=dossier_id) if parcel else []
    order = next((one for one in orders if one.id == order_id), None)
    if parcel is None or order is None:
        return
    if parcel.fees_taken >= order.amount:
        order = payments.note_elsewhere(actor=SYSTEM, order_id=order_id, reference=parcel.receipt_number, at=at)
    if order.method is Method.ELSEWHERE and parcel.fees_taken == order.amount:
        return
    said = _PART if order.state is OrderState.OPEN else _TOO_MUCH
    payments.remark_order(actor=SYSTEM, order_id=order_id, remark=_remark(parcel, said), at=at)


_PART = text_noop(
    "The post office has already taken %(amount)s for the agency with parcel %(number)s, receipt %(receipt)s. Do not "
    "pay the whole amount again: ask at the desk first, which may ask only for what is left."
)
_TOO_MUCH = text_noop(
    "The post office took %(amount)s for the agency with parcel %(number)s, receipt %(receipt)s. That is more than is "
    "owed: ask at the desk for what is too much."
)


def _remark(parcel: Parcel, text: str) -> str:
    said = []
    for language in READ_IN:
        with override(language):
            words, amount = gettext(text), format_money(parcel.fees_taken)
        said.append(words % {"amount": amount, "number": parcel.number, "receipt": parcel.receipt_number})
    return "\n".join(said)
