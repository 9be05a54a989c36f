"""Measures that are counts of a block's rows under conditions: totals, by agency, and the rows behind one of them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet

from honglam.kernel.measures import BehindRow, MeasureRow
from honglam.kernel.paging import Page, encode_cursor

_MARK = "n_"
"""Before an annotation's name, so that no measure is called like a column."""


def count_rows(rows: QuerySet[Any], *, prefix: str, conditions: Mapping[str, Q]) -> dict[str, float]:
    """How many rows meet each condition, as `prefix.name`. One query."""
    return _named(prefix, rows.aggregate(**_counts(conditions)))


def count_rows_by(rows: QuerySet[Any], *, prefix: str, conditions: Mapping[str, Q], owner: str) -> list[MeasureRow]:
    """The same for each value of the column `owner`, in its order. One query."""
    groups: Any = rows.values(owner).annotate(**_counts(conditions)).order_by(owner)
    return [MeasureRow(key=row.pop(owner), values=_named(prefix, row)) for row in map(dict, groups)]


def page_behind(rows: QuerySet[Any], *, limit: int, tell: Callable[[Any], BehindRow]) -> Page[BehindRow]:
    """The first rows in the order of their ids, and the id after which the next ones begin."""
    found = list(rows.order_by("id")[: limit + 1])
    cursor = encode_cursor(found[limit - 1].pk) if len(found) > limit else None
    return Page(items=[tell(row) for row in found[:limit]], next_cursor=cursor)


def _counts(conditions: Mapping[str, Q]) -> dict[str, Count]:
    return {f"{_MARK}{name}": Count("id", filter=condition) for name, condition in conditions.items()}


def _named(prefix: str, row: Mapping[str, Any]) -> dict[str, float]:
    return {f"{prefix}.{name.removeprefix(_MARK)}": float(number) for name, number in row.items()}
