"""Tables: rows that a block offers to whoever writes reports, as measures offer numbers.

A block registers a `TableSource` in `registry.tables` under `block.what`. Storeys above read it without importing the
block, and only as far as the actor may see.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from honglam.kernel.registry import tables
from honglam.kernel.values import Actor


@dataclass(frozen=True, kw_only=True)
class TableAsked:
    """Which rows: as far as the actor may see, as they stood at the end of `last_on`; `agency_id`: whose report it is.

    `of`: the source's own name for a part of it (a plan's directive, a programme); empty for all of the period.
    """

    actor: Actor
    agency_id: int
    first_on: date
    last_on: date
    at: datetime
    of: str = ""


@dataclass(frozen=True, kw_only=True)
class TableCell:
    """A text, or a number with its unit (`dong`, `count` …); `note` explains the number, `url` leads to the rows."""

    text: str = ""
    number: Decimal | None = None
    unit: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """Cells by column. `total`: computed from the rows above; `remark`: what a reader of the numbers has to know."""

    key: str
    cells: Mapping[str, TableCell] = field(default_factory=dict)
    total: bool = False
    remark: str = ""


class TableSource(Protocol):
    """What a block registers. `columns`: every column's code and English msgid."""

    @property
    def columns(self) -> Mapping[str, str]:
        """The columns that rows have."""
        ...

    def read_rows(self, *, asked: TableAsked) -> list[TableRow]:
        """The rows in their order, in a fixed number of queries."""
        ...


def find_table(name: str) -> TableSource | None:
    """The source of that name, or None where no block offers it."""
    return tables.get(name) if name in tables else None
