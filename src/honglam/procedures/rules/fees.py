"""What is to be paid, line by line, with the exemption that is best for the applicant.

Luật Phí và lệ phí 97/2015/QH13 Đ10: children, poor households, the elderly, the disabled, people of merit and others
may be exempt; which group is exempt from what stands with each fee in the pack.
"""

from collections.abc import Collection, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from honglam.kernel.expressions import ExpressionError, evaluate, holds, parse
from honglam.procedures.contracts import Answers, Channel, Exemption, Fee, FeeLine
from honglam.procedures.rules.conditions import Context

MAX_QUANTITY = 1_000_000


def fee_lines(
    fees: Sequence[Fee], *, channel: Channel | None, answers: Answers, context: Context, granted: Collection[str] = ()
) -> tuple[FeeLine, ...]:
    """The fees that are due. `channel` None: for every way of filing. `granted`: exemptions an officer allowed."""
    variables = context.variables(answers)
    return tuple(
        _line(fee, variables, granted)
        for fee in fees
        if (channel is None or not fee.channels or channel in fee.channels)
        and (not fee.when or holds(parse(fee.when), variables))
    )


def total(lines: Sequence[FeeLine]) -> int | None:
    """The sum in đồng, or None while a line is unknown."""
    amounts = [line.amount for line in lines]
    return None if None in amounts else sum(amount for amount in amounts if amount is not None)


def amount_once(fee: Fee, variables: dict[str, Any]) -> int | None:
    """What a fee comes to before it is multiplied; None where the answers do not yet say."""
    return fee.amount if fee.amount is not None else _figure(fee.formula, variables)


def _line(fee: Fee, variables: dict[str, Any], granted: Collection[str]) -> FeeLine:
    unit_amount = amount_once(fee, variables)
    quantity = _figure(fee.quantity, variables) if fee.quantity else 1
    exemption = _best(fee.exemptions, variables, granted)
    percent = exemption.percent if exemption else 0
    return FeeLine(
        code=fee.code,
        kind=fee.kind,
        name=fee.name,
        unit_amount=unit_amount,
        quantity=quantity or 0,
        amount=_due(unit_amount, quantity, percent),
        per=fee.per,
        collect=fee.collect,
        exemption=exemption.name if exemption else "",
        exempt_percent=percent,
        may_be_exempt=tuple(e.name for e in fee.exemptions if not e.when and e is not exemption),
        provisional=fee.provisional,
        source=fee.source,
    )


def _figure(formula: str, variables: dict[str, Any]) -> int | None:
    """A whole number of zero or more; None where the answers do not yet give one."""
    try:
        value = evaluate(parse(formula), variables)
    except ExpressionError:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        return None
    return min(int(_rounded(Decimal(str(value)))), 10**15)


def _best(exemptions: Sequence[Exemption], variables: dict[str, Any], granted: Collection[str]) -> Exemption | None:
    applying = [
        exemption
        for exemption in exemptions
        if (holds(parse(exemption.when), variables) if exemption.when else exemption.name in granted)
    ]
    return max(applying, key=lambda exemption: exemption.percent, default=None)


def _due(unit_amount: int | None, quantity: int | None, percent: int) -> int | None:
    if percent == 100:
        return 0
    if unit_amount is None or quantity is None:
        return None
    gross = unit_amount * min(quantity, MAX_QUANTITY)
    return int(_rounded(Decimal(gross) * (100 - percent) / 100))


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), rounding=ROUND_HALF_UP)
