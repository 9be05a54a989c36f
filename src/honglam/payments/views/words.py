"""Codes in words, for templates: `_(states[order.state])`."""

from honglam.kernel.values import text_noop
from honglam.payments.contracts import (
    LINE_LABELS,
    METHOD_LABELS,
    OCCASION_LABELS,
    ORDER_LABELS,
    REFUND_LABELS,
    OrderState,
)

STATES = ORDER_LABELS
METHODS = METHOD_LABELS
OCCASIONS = OCCASION_LABELS
LINES = LINE_LABELS
REFUNDS = REFUND_LABELS
NOTES = {
    "no_reference": text_noop("no order's reference stands in the text"),
    "several_orders": text_noop("several references stand in the text"),
    "other_amount": text_noop("the reference fits, the amount does not"),
    "outside_scope": text_noop("the order of this reference is not one of those whose money you keep"),
    "number_again": text_noop("the bank's number stands for another day, amount or text already"),
    "paid_already": text_noop("the order of this reference is not open any more"),
}
KINDS = {
    OrderState.OPEN: "warn",
    OrderState.PAID: "good",
    OrderState.WAIVED: "good",
    OrderState.CANCELLED: "neutral",
    OrderState.REFUNDED: "neutral",
}
