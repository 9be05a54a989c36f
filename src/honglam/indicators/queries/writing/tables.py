"""What this block itself offers reports row by row: where time was lost, services that nobody used."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from honglam.directory import api as directory
from honglam.indicators.contracts import Period, PeriodKind, TableKind
from honglam.indicators.queries.tables import get_late_units, get_table
from honglam.indicators.rules.tables import LATE_UNITS
from honglam.kernel.tables import TableAsked, TableCell, TableRow
from honglam.kernel.values import text_noop

MOST = 30


@dataclass(frozen=True)
class LateUnits:
    """Units that finished steps late in the period, the latest first."""

    columns: Mapping[str, str] = field(
        default_factory=lambda: {
            "unit": text_noop("Unit"),
            **{column.code.partition(".")[2]: column.label for column in LATE_UNITS},
        }
    )

    def read_rows(self, *, asked: TableAsked) -> list[TableRow]:
        """The units of the agency that writes; of everybody where it stands above all."""
        table = get_late_units(period=_period(asked), agency_id=_agency(asked), at=asked.at)
        rows = []
        for line in table.lines[:MOST]:
            numbers = zip(list(self.columns)[1:], line.values, strict=False)
            cells = {name: TableCell(number=_exact(value), unit="count") for name, value in numbers}
            rows.append(TableRow(key=line.label, cells={"unit": TableCell(text=line.label), **cells}))
        return rows


@dataclass(frozen=True)
class UnusedServices:
    """Procedures offered online of which nobody made use in the period."""

    columns: Mapping[str, str] = field(
        default_factory=lambda: {"code": text_noop("Code"), "name": text_noop("Procedure")}
    )

    def read_rows(self, *, asked: TableAsked) -> list[TableRow]:
        """By the agency that writes."""
        table = get_table(kind=TableKind.UNUSED, period=_period(asked), agency_id=_agency(asked), at=asked.at)
        return [
            TableRow(
                key=str(line.values[0]),
                cells={"code": TableCell(text=str(line.values[0])), "name": TableCell(text=line.label)},
            )
            for line in table.lines
        ]


def _period(asked: TableAsked) -> Period:
    return Period(kind=PeriodKind.RANGE, first_on=asked.first_on, last_on=asked.last_on)


def _agency(asked: TableAsked) -> int | None:
    return asked.agency_id if directory.get_agency(agency_id=asked.agency_id).parent_id is not None else None


def _exact(value: object) -> Decimal | None:
    return Decimal(str(value)) if isinstance(value, int | float) else None
