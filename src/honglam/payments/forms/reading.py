"""What is typed on the pages of money."""

from collections.abc import Mapping
from uuid import UUID

from honglam.kernel.numerals import read_money
from honglam.payments.contracts import RefundRequest
from honglam.payments.forms.statements import read_day


def read_refund(typed: Mapping[str, str]) -> RefundRequest:
    """A refund as asked for; an amount that is none becomes 0, which is refused at its field."""
    return RefundRequest(
        amount=read_money(typed.get("amount", "")) or 0,
        reason=typed.get("reason", ""),
        legal_basis=typed.get("legal_basis", ""),
        decision_number=typed.get("decision_number", ""),
        decision_on=read_day(typed.get("decision_on", "")),
        pay_to=typed.get("pay_to", ""),
    )


def as_id(text: str) -> int | None:
    """A number of a desk from an address, or None."""
    return int(text) if text.isdecimal() and len(text) < 10 else None


def as_uuid(text: str) -> UUID | None:
    """An id from a form or an address, or None."""
    try:
        return UUID(text)
    except (ValueError, AttributeError):
        return None
