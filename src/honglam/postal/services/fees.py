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
    being the paper. A part is taken off it. Either is said on the order, and what is more than is owed."""
    rows = Parcel.objects.filter(dossier_id=dossier_id, direction=Direction.DOSSIER.value, fees_taken__gt=0)
    parcel = rows.only("number", "fees_taken", "receipt_number").order_by("-id").first()
    orders = payments.list_for_subject(subject_kind=SUBJECT, subject_id=dossier_id) if parcel else []
    order = next((one for one in orders if one.id == order_id), None)
    if parcel is None or order is None or order.credited:
        return
    if order.state is OrderState.OPEN and parcel.fees_taken < order.amount:
        _take_off(parcel, order_id, at=at)
        return
    if parcel.fees_taken >= order.amount:
        order = payments.note_elsewhere(actor=SYSTEM, order_id=order_id, reference=parcel.receipt_number, at=at)
    if order.method is Method.ELSEWHERE and parcel.fees_taken == order.amount:
        return
    payments.remark_order(actor=SYSTEM, order_id=order_id, remark=_remark(parcel, _TOO_MUCH), at=at)


def _take_off(parcel: Parcel, order_id: UUID, *, at: datetime) -> None:
    with override(READ_IN[0]):
        name = gettext(_TAKEN_OFF) % {"receipt": parcel.receipt_number}
    payments.credit_elsewhere(
        actor=SYSTEM,
        order_id=order_id,
        amount=parcel.fees_taken,
        reference=parcel.receipt_number,
        name=name,
        at=at,
    )
    payments.remark_order(actor=SYSTEM, order_id=order_id, remark=_remark(parcel, _PART), at=at)


_TAKEN_OFF = text_noop("Taken by the post office, receipt %(receipt)s")
_PART = text_noop(
    "The post office has already taken %(amount)s for the agency with parcel %(number)s, receipt %(receipt)s. It is "
    "taken off: only what is left is to be paid."
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
