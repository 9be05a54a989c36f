"""What an order comes to, and whether its lines may stand."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from honglam.kernel.text import nfc
from honglam.payments.contracts import AmountInvalid, LineInput, LinesRequired, ReductionUnknown

MOST = 10**12
"""No order of a province comes near a thousand billion đồng."""


def check_lines(lines: Sequence[LineInput]) -> None:
    """Raise LinesRequired or AmountInvalid."""
    if not lines or any(not line.name.strip() for line in lines):
        raise LinesRequired(field="lines")
    for line in lines:
        if not (0 <= line.amount <= line.gross <= MOST and 0 <= line.percent <= 100 and line.quantity >= 0):
            raise AmountInvalid(field="amount")
    if sum(line.gross for line in lines) > MOST:
        raise AmountInvalid(field="amount")


def total(lines: Sequence[LineInput]) -> int:
    """What is due, in đồng."""
    return sum(line.amount for line in lines)


def reduced(gross: int, percent: int) -> int:
    """What is left of `gross` when `percent` of it is not asked for; half a đồng goes up."""
    left = Decimal(gross) * (100 - percent) / 100
    return int(left.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def with_reduction(lines: Sequence[LineInput], *, code: str, name: str, evidence: str) -> tuple[LineInput, ...]:
    """The lines after an officer granted `name` on the line `code`. Raises ReductionUnknown.

    What another body took is spread anew over what is left, at most all of it: no kind may come to less than nothing.
    """
    own = [line for line in lines if not _is_elsewhere(line)]
    after = _granted(own, code=code, name=name, evidence=evidence)
    names = {line.code: line.name for line in lines}
    for reference, amount in taken_elsewhere(lines).items():
        called = names[f"{ELSEWHERE}{reference}"]
        after = with_part_elsewhere(after, amount=amount, reference=reference, name=called) or after
    return after


def _granted(lines: Sequence[LineInput], *, code: str, name: str, evidence: str) -> tuple[LineInput, ...]:
    found = False
    after = []
    for line in lines:
        offered = next((one for one in line.grantable if line.code == code and one.name == name), None)
        if offered is None:
            after.append(line)
            continue
        found = True
        basis = "; ".join(part for part in (offered.legal_basis or line.legal_basis, evidence) if part)
        after.append(
            replace(
                line,
                amount=min(line.amount, reduced(line.gross, offered.percent)),
                reduction=offered.name,
                percent=offered.percent,
                legal_basis=basis,
                grantable=(),
            )
        )
    if not found:
        raise ReductionUnknown(field="reduction")
    return tuple(after)


ELSEWHERE = "elsewhere:"
"""With what the code of a line begins that takes off what another body has taken already."""


def with_part_elsewhere(
    lines: Sequence[LineInput], *, amount: int, reference: str, name: str
) -> tuple[LineInput, ...] | None:
    """The lines with `amount` taken off, kind by kind, so that a day's sums by kind agree; None where that was done.

    The fee itself stays as it is: a reduction is still computed from the whole of it.
    """
    code = f"{ELSEWHERE}{reference}"
    if any(line.code == code for line in lines):
        return None
    after, left = list(lines), amount
    for kind in dict.fromkeys(line.kind for line in lines):
        part = min(left, total([line for line in lines if line.kind == kind]))
        if part > 0:
            after.append(LineInput(code=code, kind=kind, name=name, gross=0, amount=-part))
            left -= part
    return tuple(after)


def taken_elsewhere(lines: Sequence[LineInput]) -> dict[str, int]:
    """What other bodies took of it, in đồng, by the reference of their receipts."""
    taken: dict[str, int] = {}
    for line in lines:
        if _is_elsewhere(line):
            reference = line.code.removeprefix(ELSEWHERE)
            taken[reference] = taken.get(reference, 0) - line.amount
    return taken


def _is_elsewhere(line: LineInput) -> bool:
    return line.code.startswith(ELSEWHERE)


def clean(text: str, most: int) -> str:
    """One line of text as it is stored."""
    shown = "".join(letter if letter.isprintable() else " " for letter in nfc(text))
    return " ".join(shown.split())[:most]
