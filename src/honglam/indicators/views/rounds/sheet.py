"""A form laid out for its page: each cell with what stands in it, what stood there before, and what is to be said."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from honglam.indicators.contracts import CellFinding, CellType, FormCell, FormContent, FormTable, FormView, Judged
from honglam.indicators.forms.rounds import ANSWER, CELL, REASON
from honglam.indicators.rules.numbers import read_number
from honglam.indicators.rules.rounds.cells import address_of
from honglam.kernel import measures
from honglam.kernel.problems import spoken
from honglam.ui.errors import PageError, PageErrors
from honglam.ui.formats import format_number, format_percent

_LATER = frozenset({"missing", "unanswered"})
"""What is only said once somebody asks for the check: a new form is not red all over."""


@dataclass(frozen=True, kw_only=True)
class SheetCell:
    """One cell. `shown`: read only; `before`, `counted`: what to compare with, in words."""

    name: str
    label: str
    column: str
    typed: bool
    text: str
    shown: str
    unit: str
    wide: bool
    numeric: bool
    before: str
    counted: str
    errors: tuple[str, ...]
    warned: bool


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """One row."""

    title: str
    depth: int
    calculated: bool
    cells: tuple[SheetCell, ...]


@dataclass(frozen=True, kw_only=True)
class SheetTable:
    """One table."""

    title: str
    note: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, kw_only=True)
class SheetReason:
    """A warning and the words that answer it."""

    name: str
    where: str
    message: str
    text: str
    missing: bool


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The whole form. `errors`: for the summary on top; each leads to its field."""

    tables: tuple[SheetTable, ...]
    reasons: tuple[SheetReason, ...]
    errors: PageErrors


def sheet_of(view: FormView, content: FormContent, judged: Judged, *, checking: bool) -> Sheet:
    """The form as a page shows it. `checking`: also what is merely missing is said."""
    findings = [one for one in judged.findings if checking or one.code not in _LATER]
    by_address: dict[str, list[CellFinding]] = {}
    for one in findings:
        by_address.setdefault(one.address, []).append(one)
    warnings = judged.warnings
    return Sheet(
        tables=tuple(_table(view, table, content, judged, by_address) for table in view.plan.template.tables),
        reasons=tuple(_reason(view, one, content, judged) for one in warnings),
        errors=PageErrors([*_summary(view, judged.errors if checking else ()), *_unexplained(judged, checking)]),
    )


def value_text(cell: FormCell, value: object) -> str:
    """A value as people read it; a dash for none."""
    if not isinstance(value, Decimal):
        return str(value or "–")
    return format_percent(value, 2) if cell.type is CellType.PERCENT else format_number(value)


def message_of(finding: CellFinding) -> str:
    """What is to be said: the pack's own words, or a text of ours with its numbers."""
    return finding.message if finding.code == "rule" else spoken(finding.message, dict(finding.params))


def counted_words(source: str) -> str:
    """From which measures the system counted, in words."""
    found = (measures.find(code) for code in source.split(", "))
    return ", ".join(gettext(one.label) for one in found if one is not None)


def _table(
    view: FormView,
    table: FormTable,
    content: FormContent,
    judged: Judged,
    findings: dict[str, list[CellFinding]],
) -> SheetTable:
    rows = []
    for row in table.rows:
        addresses = [address_of(table.code, row.code, one.code) for one in table.columns]
        cells = tuple(_cell(view, address, content, judged, findings.get(address, [])) for address in addresses)
        calculated = not any(view.plan.cells[address].is_typed for address in addresses)
        rows.append(SheetRow(title=row.title, depth=row.depth, calculated=calculated, cells=cells))
    columns = tuple((one.title, one.unit) for one in table.columns)
    return SheetTable(title=table.title, note=table.note, columns=columns, rows=tuple(rows))


def _cell(
    view: FormView, address: str, content: FormContent, judged: Judged, findings: Iterable[CellFinding]
) -> SheetCell:
    cell = view.plan.cells[address]
    typed, value = content.cells.get(address, ""), judged.values.get(address)
    number = read_number(typed) if cell.is_number else None
    last, own = view.before.get(address), view.counted.get(address)
    return SheetCell(
        name=CELL + address,
        label=f"{cell.title}{f' ({cell.unit})' if cell.unit else ''}",
        column=cell.title.rpartition(" – ")[2],
        typed=cell.is_typed,
        text=typed if number is None else format_number(number).replace("−", "-"),
        shown="" if cell.closed else value_text(cell, value if value is not None else typed),
        unit=cell.unit,
        wide=cell.type is CellType.TEXT,
        numeric=cell.is_number,
        before="" if last is None else value_text(cell, last),
        counted="" if own is None else f"{value_text(cell, own.value)} – {counted_words(own.source)}",
        errors=tuple(message_of(one) for one in findings if one in judged.errors),
        warned=any(one in judged.warnings for one in findings),
    )


def _reason(view: FormView, finding: CellFinding, content: FormContent, judged: Judged) -> SheetReason:
    return SheetReason(
        name=REASON + finding.key,
        where=view.plan.cells[finding.address].title,
        message=message_of(finding),
        text=content.reasons.get(finding.key, ""),
        missing=finding.key in judged.unexplained,
    )


def _summary(view: FormView, findings: Iterable[CellFinding]) -> list[PageError]:
    found = []
    for one in findings:
        cell = view.plan.cells.get(one.address)
        name = CELL + one.address if cell else ANSWER + one.address
        found.append(PageError(name, f"{_place(view, one)}: {message_of(one)}"))
    return found


def _unexplained(judged: Judged, checking: bool) -> list[PageError]:
    if not checking:
        return []
    return [
        PageError(REASON + one.key, gettext("Give a reason: %(message)s") % {"message": message_of(one)})
        for one in judged.warnings
        if one.key in judged.unexplained
    ]


def _place(view: FormView, finding: CellFinding) -> str:
    cell = view.plan.cells.get(finding.address)
    if cell is not None:
        return cell.title
    titles = {one.code: one.title for one in view.plan.template.questions}
    return titles.get(finding.address, finding.address)
