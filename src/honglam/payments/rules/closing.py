"""A day at a cash desk: sums by row and by column, and the digest that two people sign."""

import hashlib
from collections.abc import Sequence

from honglam.payments.contracts import LineInput, ReceiptView


def cash_total(receipts: Sequence[ReceiptView]) -> int:
    """What must lie in the drawer, in đồng: voided receipts were handed back."""
    return sum(receipt.amount for receipt in receipts if receipt.voided_at is None)


def by_kind(lines: Sequence[LineInput]) -> tuple[int, int, int]:
    """Fees, charges, and everything else, in đồng."""
    sums = {"fee": 0, "charge": 0}
    other = 0
    for line in lines:
        if line.kind in sums:
            sums[line.kind] += line.amount
        else:
            other += line.amount
    return sums["fee"], sums["charge"], other


def by_symbol(receipts: Sequence[ReceiptView]) -> tuple[tuple[str, int, int, int], ...]:
    """Each series with its first and last number and how many there are: a gap would show at once."""
    found: dict[str, list[int]] = {}
    for receipt in receipts:
        found.setdefault(receipt.symbol, []).append(receipt.number)
    return tuple((symbol, min(numbers), max(numbers), len(numbers)) for symbol, numbers in sorted(found.items()))


def digest(receipts: Sequence[ReceiptView]) -> str:
    """One word over all receipts of the day: whoever changes one later changes it."""
    rows = [
        f"{receipt.id}|{receipt.symbol}|{receipt.number}|{receipt.amount}|{'void' if receipt.voided_at else 'good'}"
        for receipt in sorted(receipts, key=lambda one: (one.symbol, one.number))
    ]
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()
