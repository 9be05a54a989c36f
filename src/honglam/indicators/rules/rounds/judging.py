"""What a form's cells come to, and everything there is to say about them. Pure: given the pasts, it gives findings."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from honglam.indicators.contracts import (
    CellFinding,
    CellType,
    CellValue,
    Counted,
    FormCell,
    FormContent,
    FormPlan,
    FormRule,
    FormSeverity,
    Judged,
)
from honglam.indicators.rules.figures.formulas import rounded
from honglam.indicators.rules.numbers import read_number, write_number
from honglam.indicators.rules.rounds.cells import PASTS, in_order
from honglam.kernel.expressions import ExpressionError, evaluate, holds, parse
from honglam.kernel.values import text_noop

Numbers = Mapping[str, Decimal]
_HUNDRED = Decimal(100)


def judge(
    plan: FormPlan,
    content: FormContent,
    *,
    before: Numbers | None = None,
    year_before: Numbers | None = None,
    counted: Mapping[str, Counted] | None = None,
) -> Judged:
    """Values and findings of a form. `before`: the numbers of the last period; `counted`: what the system counted."""
    values = values_of(plan, content)
    pasts = {"before": before or {}, "year_before": year_before or {}}
    findings = (
        *(one for cell in plan.cells.values() for one in _at_cell(cell, content, values)),
        *_questions(plan, content),
        *_rules(plan, values, pasts),
        *_striking(plan, values, pasts["before"], counted or {}),
    )
    warned = {one.key for one in findings if one.severity is FormSeverity.WARNING}
    explained = {key for key, words in content.reasons.items() if words.strip()}
    return Judged(values=values, findings=findings, unexplained=frozenset(warned - explained))


def values_of(plan: FormPlan, content: FormContent) -> dict[str, CellValue]:
    """Every cell's value; a number that cannot be read, or a calculation that lacks one, is None."""
    values: dict[str, CellValue] = {}
    for address, cell in plan.cells.items():
        typed = content.cells.get(address, "") if cell.is_typed else ""
        values[address] = read_number(typed) if cell.is_number else (typed or None)
    calculate(plan, values)
    return values


def calculate(plan: FormPlan, values: dict[str, CellValue]) -> None:
    """Put the calculated cells into `values`, each after those it is made of."""
    tables = nested(values)
    for cell in in_order(plan):
        values[cell.address] = None
        _put(tables, cell.address, None)
        known = {near: _plain(values.get(address)) for near, address in cell.near.items()}
        values[cell.address] = found = _evaluated(cell.formula, tables | known)
        _put(tables, cell.address, _plain(found))


def nested(values: Mapping[str, CellValue]) -> dict[str, object]:
    """`{"t.r.c": 1}` as the expression language walks it: `{"t": {"r": {"c": 1}}}`."""
    found: dict[str, object] = {}
    for address, value in values.items():
        _put(found, address, _plain(value))
    return found


def _put(tables: dict[str, object], address: str, value: object) -> None:
    inner: dict[str, object] = tables
    *path, last = address.split(".")
    for part in path:
        inner = inner.setdefault(part, {})  # type: ignore[assignment]
    inner[last] = value


def _plain(value: CellValue) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value
    return value


def _evaluated(formula: str, variables: Mapping[str, object]) -> Decimal | None:
    try:
        found = evaluate(parse(formula), variables)
    except ExpressionError:
        return None
    return None if isinstance(found, bool) or not isinstance(found, int | float) else rounded(Decimal(str(found)))


def _at_cell(cell: FormCell, content: FormContent, values: Mapping[str, CellValue]) -> Iterator[CellFinding]:
    typed, value = content.cells.get(cell.address, ""), values[cell.address]
    if not cell.is_typed:
        return
    if not typed:
        if not cell.optional:
            yield _error(cell.address, "missing", text_noop("Fill in this cell; write 0 where there is none."))
    elif cell.is_number and not isinstance(value, Decimal):
        yield _error(cell.address, "no_number", text_noop("Enter a number, such as 1.952 or 4,92."))
    elif isinstance(value, Decimal):
        yield from _of_number(cell, value)


def _of_number(cell: FormCell, value: Decimal) -> Iterator[CellFinding]:
    if cell.type in (CellType.INTEGER, CellType.DONG) and value != value.to_integral_value():
        yield _error(cell.address, "not_whole", text_noop("Enter a whole number."))
    if value < 0 and not cell.signed:
        yield _error(cell.address, "negative", text_noop("This number cannot be less than zero."))
    if cell.type is CellType.PERCENT and value > _HUNDRED and not cell.signed:
        yield _error(cell.address, "over_hundred", text_noop("A share cannot be more than a hundred per cent."))
    if value != rounded(value):
        yield _error(cell.address, "too_fine", text_noop("Enter at most six digits behind the decimal comma."))


def _questions(plan: FormPlan, content: FormContent) -> Iterator[CellFinding]:
    for one in plan.template.questions:
        if not one.optional and not content.answers.get(one.code, "").strip():
            yield _error(
                one.code, "unanswered", text_noop("Answer in a few words; write “Không” where there is nothing.")
            )


def _rules(plan: FormPlan, values: Mapping[str, CellValue], pasts: Mapping[str, Numbers]) -> Iterator[CellFinding]:
    variables: dict[str, object] | None = None
    for rule in plan.template.rules:
        if all(_known(name, values, pasts) for name in parse(rule.check).names):
            variables = variables or nested(values) | {past: nested(pasts[past]) for past in PASTS}
            if not holds(parse(rule.check), variables):
                yield _broken(rule)


def _broken(rule: FormRule) -> CellFinding:
    return CellFinding(
        key=f"rule:{rule.code}", address=rule.at, severity=rule.severity, code="rule", message=rule.message
    )


def _known(name: str, values: Mapping[str, CellValue], pasts: Mapping[str, Numbers]) -> bool:
    past, _, address = name.partition(".")
    return address in pasts[past] if past in pasts else values.get(name) is not None


def _striking(
    plan: FormPlan, values: Mapping[str, CellValue], before: Numbers, counted: Mapping[str, Counted]
) -> Iterator[CellFinding]:
    """What is not wrong by itself and still wants a word: far from the last period, other than what was counted."""
    for address, cell in plan.cells.items():
        value, last, own = values[address], before.get(address), counted.get(address)
        if not isinstance(value, Decimal):
            continue
        if own is not None and own.value != value:
            message = text_noop("The system counted %(counted)s. Say why the report gives another number.")
            yield _warning(f"counted:{address}", address, "counted", message, counted=write_number(own.value))
        if cell.jump is not None and last and abs(value - last) > abs(last) * Decimal(str(cell.jump)) / _HUNDRED:
            message = text_noop("Last period it was %(before)s. Say why it changed by %(percent)s %%.")
            percent = write_number(rounded((value - last) / abs(last) * _HUNDRED, 1))
            yield _warning(f"jump:{address}", address, "jump", message, before=write_number(last), percent=percent)


def _error(address: str, code: str, message: str) -> CellFinding:
    return CellFinding(
        key=f"{code}:{address}", address=address, severity=FormSeverity.ERROR, code=code, message=message
    )


def _warning(key: str, address: str, code: str, message: str, **params: str) -> CellFinding:
    return CellFinding(
        key=key, address=address, severity=FormSeverity.WARNING, code=code, message=message, params=params
    )
