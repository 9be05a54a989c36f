"""What many forms come to: numbers that add up are added, calculated ones are calculated anew from the sums."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from honglam.indicators.contracts import CellType, CellValue, FormCell, FormPlan
from honglam.indicators.rules.rounds.judging import calculate
from honglam.kernel.expressions import parse
from honglam.kernel.expressions.syntax import Binary, Call, Items, Name, Node, children

ADDED = frozenset({CellType.INTEGER, CellType.DECIMAL, CellType.DONG})
"""Shares do not add up: a typed percentage has no total, a calculated one is calculated from the totals."""


@dataclass(frozen=True, kw_only=True)
class Totals:
    """`by_cell`: how many forms gave a number for a typed cell."""

    values: Mapping[str, Decimal]
    by_cell: Mapping[str, int]


def add_up(plan: FormPlan, forms: Sequence[Mapping[str, Decimal]]) -> Totals:
    """The totals of forms, each given by the numbers of its cells."""
    sums: dict[str, CellValue] = dict.fromkeys(plan.cells)
    given: dict[str, int] = {}
    for address, cell in plan.cells.items():
        found = [form[address] for form in forms if address in form]
        if cell.is_typed and cell.type in ADDED and found:
            sums[address], given[address] = sum(found, start=Decimal(0)), len(found)
    calculate(plan, sums)
    values = {address: value for address, value in sums.items() if isinstance(value, Decimal)}
    return Totals(values=values, by_cell=given)


def only_grows(cell: FormCell) -> bool:
    """Whether more forms can only make the total greater: a typed number, or a sum. Then a part is a lower bound."""
    if cell.type not in ADDED or cell.signed:
        return False
    return not cell.formula or _adds(parse(cell.formula).root)


def _adds(node: Node) -> bool:
    match node:
        case Name():
            return True
        case Binary(sign="+") | Call(function="sum") | Items():
            return all(_adds(one) for one in children(node))
    return False
