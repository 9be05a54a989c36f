"""What no shape can say of a report template: codes, references, formulas without circles, rules, units, agencies."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

from honglam.directory.contracts import AgencyKind, Level
from honglam.indicators.contracts import CellType, FormCell, FormPlan, PeriodKind, Unit
from honglam.indicators.pack_section.figure_shapes import IndicatorShape
from honglam.indicators.pack_section.round_shapes import TableShape, TemplateShape
from honglam.indicators.pack_section.rounds import plan_of_shape
from honglam.indicators.rules.figures.formulas import circle, names_of
from honglam.indicators.rules.rounds.cells import PASTS, reads
from honglam.kernel import measures
from honglam.kernel.expressions import ExpressionError
from honglam.kernel.values import text_noop
from honglam.pack.api import Pack, PackError, Record

Template = Record[TemplateShape]
_UNITS = {
    CellType.PERCENT: frozenset({Unit.PERCENT}),
    CellType.DONG: frozenset({Unit.DONG, Unit.MILLION_DONG}),
    CellType.INTEGER: frozenset(Unit) - {Unit.PERCENT, Unit.DONG},
    CellType.DECIMAL: frozenset(Unit) - {Unit.PERCENT, Unit.DONG},
    CellType.TEXT: frozenset[Unit](),
}
"""In which units an indicator may be counted that a cell of a type is kept as."""


def check_templates(pack: Pack) -> Iterator[PackError]:
    """Every fault of the report templates."""
    indicators: dict[str, IndicatorShape] = {}
    for entry in pack.records("indicator", IndicatorShape).values():
        indicators[entry.value.code] = entry.value
    by_code: dict[str, list[Template]] = {}
    counted = frozenset(measures.known_with(pack))
    for record in pack.records("report_template", TemplateShape).values():
        by_code.setdefault(record.value.code, []).append(record)
        yield from _check_head(record, pack.keys("agency"))
        codes = list(_check_codes(record))
        yield from codes
        if not codes:
            yield from _check_cells(record, indicators, counted)
    for versions in by_code.values():
        ordered = sorted(versions, key=lambda one: one.value.valid_from)
        for earlier, later in pairwise(ordered):
            if (earlier.value.valid_to or date.max) >= later.value.valid_from:
                message = text_noop("Two versions of the template %(code)s hold on the same days.")
                yield later.error("valid_from", "templates_overlap", message, code=later.value.code)


def _check_head(record: Template, agencies: frozenset[str]) -> Iterator[PackError]:
    value = record.value
    if value.frequency is PeriodKind.RANGE:
        yield record.error("frequency", "no_frequency", text_noop("Say month, quarter, half or year."))
    if value.valid_to and value.valid_to < value.valid_from:
        yield record.error("valid_to", "template_wrong_order", text_noop("The template ends before it begins."))
    if value.receiver not in agencies:
        message = text_noop("There is no agency “%(code)s” to receive the reports.")
        yield record.error("receiver", "unknown_receiver", message, code=value.receiver)
    for at, one in enumerate(value.assigned):
        if one.agency and one.agency not in agencies:
            message = text_noop("There is no agency “%(code)s” to report.")
            yield record.error(f"assigned[{at}].agency", "unknown_reporter", message, code=one.agency)
        if bool(one.agency) == bool(one.kind or one.level):
            message = text_noop("Name an agency, or a kind and level of agencies.")
            yield record.error(f"assigned[{at}]", "assigned_ways", message)
        if one.kind not in {"", *AgencyKind} or one.level not in {"", *Level}:
            message = text_noop("There is no such kind or level of agencies: %(kind)s %(level)s.")
            yield record.error(f"assigned[{at}]", "unknown_kind", message, kind=one.kind, level=one.level)


def _check_codes(record: Template) -> Iterator[PackError]:
    """No code that a formula would take for something else; that each stands once the engine sees to."""
    value = record.value
    yield from _free(record, "tables", [one.code for one in value.tables], {*PASTS, "tra_loi"})
    tables = {one.code for one in value.tables}
    for at, table in enumerate(value.tables):
        yield from _free(record, f"tables[{at}].columns", [one.code for one in table.columns], tables)
        yield from _free(record, f"tables[{at}].rows", [one.code for one in table.rows], tables)
        yield from _bound_cells(record, f"tables[{at}].cells", table)


def _free(record: Template, path: str, codes: list[str], taken: set[str]) -> Iterator[PackError]:
    for at, code in enumerate(codes):
        if code in taken:
            message = text_noop("The code %(code)s is taken already.")
            yield record.error(f"{path}[{at}].code", "code_taken", message, code=code)


def _bound_cells(record: Template, path: str, table: TableShape) -> Iterator[PackError]:
    rows, columns = {one.code for one in table.rows}, {one.code for one in table.columns}
    seen: set[tuple[str, str]] = set()
    for at, one in enumerate(table.cells):
        if one.row not in rows or one.column not in columns:
            message = text_noop("The table %(table)s has no cell %(row)s, %(column)s.")
            params = {"table": table.code, "row": one.row, "column": one.column}
            yield record.error(f"{path}[{at}]", "unknown_cell", message, **params)
        if (one.row, one.column) in seen:
            yield record.error(f"{path}[{at}]", "cell_twice", text_noop("This cell is described twice."))
        seen.add((one.row, one.column))


def _check_cells(
    record: Template, indicators: dict[str, IndicatorShape], counted: frozenset[str]
) -> Iterator[PackError]:
    plan = plan_of_shape(record.value)
    faults: list[PackError] = []
    for cell in plan.cells.values():
        faults += _expressions(record, plan, cell, counted)
        faults += _binding(record, cell, indicators)
    for at, rule in enumerate(record.value.rules):
        path = f"rules[{at}].check"
        faults += _readable(record, path, rule.check, lambda name: _rule_name(plan, name))
        if rule.at not in plan.cells:
            message = text_noop("The form has no cell “%(address)s”.")
            faults.append(record.error(f"rules[{at}].at", "unknown_address", message, address=rule.at))
    yield from faults
    if not faults:
        yield from _circles(record, plan)


def _expressions(record: Template, plan: FormPlan, cell: FormCell, counted: frozenset[str]) -> Iterator[PackError]:
    path = _path(cell)
    if cell.formula:
        yield from _readable(record, path, cell.formula, lambda name: cell.near.get(name, name) in plan.cells)
        if cell.prefill or not cell.is_number:
            message = text_noop("The calculated cell %(cell)s is a number and is not counted as well.")
            yield record.error(path, "calculated_ways", message, cell=cell.address)
    if cell.prefill:
        yield from _readable(record, path, cell.prefill, lambda name: name in counted)


def _readable(record: Template, path: str, text: str, known: Callable[[str], bool]) -> Iterator[PackError]:
    try:
        names = sorted(names_of([text]))
    except ExpressionError as fault:
        message = text_noop("This formula cannot be read: %(problem)s")
        yield record.error(path, "form_formula", message, problem=str(fault))
        return
    for name in names:
        if not known(name):
            message = text_noop("The formula names “%(name)s”, which is not there.")
            yield record.error(path, "unknown_in_formula", message, name=name)


def _rule_name(plan: FormPlan, name: str) -> bool:
    past, _, address = name.partition(".")
    return (address if past in PASTS else name) in plan.cells


def _binding(record: Template, cell: FormCell, indicators: dict[str, IndicatorShape]) -> Iterator[PackError]:
    if not cell.indicator:
        return
    found = indicators.get(cell.indicator)
    if found is None:
        message = text_noop("The dictionary has no indicator “%(code)s” for the cell %(cell)s.")
        yield record.error(_path(cell), "unbound_cell", message, code=cell.indicator, cell=cell.address)
        return
    if cell.part and cell.part not in {one.code for one in found.parts}:
        message = text_noop("The dictionary does not divide %(code)s into “%(part)s”.")
        yield record.error(_path(cell), "unknown_part_of_cell", message, code=cell.indicator, part=cell.part)
    if found.unit not in _UNITS[cell.type]:
        message = text_noop("The cell %(cell)s (%(type)s) does not fit the unit of %(code)s: %(unit)s.")
        params = {"cell": cell.address, "type": cell.type.value, "code": found.code, "unit": found.unit.value}
        yield record.error(_path(cell), "unit_of_cell", message, **params)
    if found.valid_from > record.value.valid_from or (found.valid_to and not record.value.valid_to):
        message = text_noop("The definition of %(code)s does not hold for as long as the template.")
        yield record.error(_path(cell), "definition_too_short", message, code=found.code)


def _circles(record: Template, plan: FormPlan) -> Iterator[PackError]:
    made_of = {cell.address: frozenset(reads(cell)) for cell in plan.cells.values() if cell.formula}
    for address in made_of:
        way = circle(address, made_of)
        if way:
            message = text_noop("The cell %(cell)s is calculated from itself: %(way)s.")
            yield record.error(_path(plan.cells[address]), "cell_circle", message, cell=address, way=" → ".join(way))
            return


def _path(cell: FormCell) -> str:
    """Cells are worked out from rows and columns; the table is where to look for what is wrong."""
    return f"tables.{cell.address}"
