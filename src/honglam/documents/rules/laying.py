"""The blocks of a document as one text that the rules read: tables row by row, frames column by column.

Word keeps the head of an official document and its signature in tables without lines (NĐ 30/2020/NĐ-CP, Appendix I):
issuer and number on the left, the country's name and the date on the right. Read row by row they would be torn apart.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

Cell = Sequence[str]
Row = Sequence[Cell]

WIDEST_FRAME, LONGEST_FRAME = 3, 8
"""Columns and rows: a table of figures that speaks of recipients is longer or wider."""
_FRAME = re.compile(r"^\s*(?:CỘNG\s+H[OÒ][AÀ]\s+XÃ|ĐẢNG\s+CỘNG\s+SẢN|Nơi nhận|Số\s*:)")


def as_text(blocks: Iterable[str | Sequence[Row]]) -> str:
    """One text. Rows of a table become lines whose cells are parted by ` | `, so that they are never joined."""
    return "\n".join(_lines(blocks))


def _lines(blocks: Iterable[str | Sequence[Row]]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, str):
            yield from block.split("\n")
        elif _is_frame(block):
            yield from _columns(block)
        else:
            yield from (" | ".join(" ".join(" ".join(cell).split()) for cell in row) for row in block)


def _is_frame(rows: Sequence[Row]) -> bool:
    small = len(rows) <= LONGEST_FRAME and all(len(row) <= WIDEST_FRAME for row in rows)
    return small and any(_FRAME.match(said) for row in rows for cell in row for said in cell)


def _columns(rows: Sequence[Row]) -> Iterator[str]:
    """Everything on the left before everything on the right, an empty line between."""
    for column in range(max(map(len, rows), default=0)):
        for row in rows:
            if column < len(row):
                yield from row[column]
        yield ""
