"""A template's cells, worked out: what is typed, what is calculated and from what, in which order."""

from collections.abc import Iterator, Mapping

from honglam.indicators.contracts import CellBinding, FormCell, FormColumn, FormPlan, FormRow, FormTable, FormTemplate
from honglam.kernel.expressions import parse

PASTS = ("before", "year_before")


def plan_of(template: FormTemplate) -> FormPlan:
    """The template with its cells by address, in the order of the page."""
    return FormPlan(template=template, cells={one.address: one for one in _cells(template)})


def address_of(table: str, row: str, column: str) -> str:
    """How a cell is named in formulas, rules and files."""
    return f"{table}.{row}.{column}"


def reads(cell: FormCell) -> tuple[str, ...]:
    """The addresses that a calculated cell is made of; what is no cell of this form is named as written."""
    return tuple(cell.near.get(name, name) for name in sorted(parse(cell.formula).names)) if cell.formula else ()


def in_order(plan: FormPlan) -> tuple[FormCell, ...]:
    """Calculated cells, each after those it reads. A circle, which the pack's check refuses, is cut."""
    done: list[FormCell] = []
    seen: set[str] = set()

    def visit(cell: FormCell) -> None:
        if cell.address in seen or not cell.formula:
            return
        seen.add(cell.address)
        for address in reads(cell):
            if address in plan.cells:
                visit(plan.cells[address])
        done.append(cell)

    for one in plan.cells.values():
        visit(one)
    return tuple(done)


def _cells(template: FormTemplate) -> Iterator[FormCell]:
    for table in template.tables:
        bindings = {(one.row, one.column): one for one in table.cells}
        for row in table.rows:
            for column in table.columns:
                yield _cell(table, row, column, bindings.get((row.code, column.code)))


def _cell(table: FormTable, row: FormRow, column: FormColumn, binding: CellBinding | None) -> FormCell:
    bound = binding or CellBinding(row=row.code, column=column.code)
    formula, near = _formula(table, row, column, bound)
    return FormCell(
        address=address_of(table.code, row.code, column.code),
        title=f"{row.title} – {column.title}",
        type=row.type or column.type,
        unit=row.unit or column.unit,
        formula="" if bound.closed else formula,
        near=near,
        indicator=bound.indicator,
        part=bound.part,
        moment=bound.moment,
        prefill=bound.prefill,
        jump=column.jump,
        signed=column.signed,
        optional=column.optional or row.optional,
        closed=bound.closed,
    )


def _formula(table: FormTable, row: FormRow, column: FormColumn, bound: CellBinding) -> tuple[str, Mapping[str, str]]:
    if bound.formula:
        return bound.formula, {}
    if column.formula:
        return column.formula, {one.code: address_of(table.code, row.code, one.code) for one in table.columns}
    if row.formula:
        return row.formula, {one.code: address_of(table.code, one.code, column.code) for one in table.rows}
    return "", {}
