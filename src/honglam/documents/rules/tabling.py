"""Figures in the cells of tables: a number stands under the heads of its column and behind the head of its row.

A row is a paragraph whose cells are parted by ` | ` (`laying.as_text`). What is read as a table is what a report holds:
heads above, names on the left, numbers in their cells. A number alone says nothing: one without a name on its left is
left out, and so are the numbers of rows and columns, years, codes and telephone numbers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from honglam.documents.contracts import Bound, FoundFigure, Paragraph
from honglam.documents.rules.counting import number_of, period_in
from honglam.documents.rules.units import UNITS
from honglam.kernel.text import fold

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 1_000, 40, 5_000
"""Longer and wider tables, and documents with more filled cells, are no reports that a person goes through."""
MOST_HEADS, MOST_WORDS = 3, 300
_BAR = re.compile(r"(?:^|\s)\|(?=\s|$)")
_NUMBER = re.compile(r"(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)\s?(?P<unit>%|[^\W\d_][^\d]{0,30})?")
_LONG_ZERO = re.compile(r"0\d")
_YEAR = re.compile(r"(?:năm\s+)?(?:19|20)\d\d", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:\d{1,3}|[IVXLivxl]{1,6}|[A-Za-zđĐ])(?:\.\d{1,2})*[.)]?")
_COLUMN_NUMBER = re.compile(r"\(?\s*(?:\d{1,2}|[A-H])(?:\s*=.*)?\s*\)?")
_NO_FIGURES = re.compile(
    r"\b(?:tt|stt|so tt|so thu tu|so hieu|ky hieu|ma|ma so|dien thoai|so van ban|so quyet dinh|ngay|thoi gian|"
    r"tai khoan|ghi chu|nam(?! (?:19|20)\d\d))\b"
)
_UNIT_HEAD = re.compile(r"(?:dvt|don vi tinh)\s*")
_PERHAPS_UNIT = "don vi"
"""A unit or an agency: the first column with words names what the rows are about."""
_UNIT_NOTE = re.compile(r"(?:ĐVT|Đơn vị(?: tính)?)\s*:\s*(?P<unit>[^.;)|]{1,30})", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\((?:ĐVT\s*:?\s*)?(?P<unit>[^()\d=]{1,30})\)")
_COUNTED = re.compile(r"^(?:tổng\s+số|tổng|số\s+lượng|số\s+lượt|số)\s+", re.IGNORECASE)
_SCALES = {"nghìn": 1_000, "ngàn": 1_000, "1.000": 1_000, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}


@dataclass(frozen=True, kw_only=True)
class _Cell:
    """What stands in a cell, and where in its paragraph."""

    text: str
    start: int


Row = list[_Cell]


@dataclass(frozen=True, kw_only=True)
class _Heads:
    """The words above each column, which of them holds units, and the line above the table."""

    words: Sequence[str]
    units: int | None
    before: str

    def over(self, column: int) -> str:
        """What stands above a column."""
        return self.words[column] if column < len(self.words) else ""


def find_cells(paragraphs: Sequence[Paragraph]) -> list[FoundFigure]:
    """Every figure in a cell of a table, in order, at most `MOST_CELLS`."""
    found: list[FoundFigure] = []
    for first, last in _tables(paragraphs):
        before = paragraphs[first - 1].text if first else ""
        for one in _of_table(paragraphs[first:last], before):
            if len(found) == MOST_CELLS:
                return found
            found.append(one)
    return found


def is_row(text: str) -> bool:
    """Whether a paragraph is a row of a table."""
    return _BAR.search(text) is not None


def cells_of(text: str) -> Row:
    """The cells of a row with their places; empty ones are there, so that columns stay in line."""
    found, start = [], 0
    for end, following in [*((bar.start(), bar.end()) for bar in _BAR.finditer(text)), (len(text), len(text))]:
        piece = text[start:end]
        found.append(_Cell(text=piece.strip(), start=start + len(piece) - len(piece.lstrip())))
        start = following
    return found


def _tables(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    """Where tables begin and end: rows without anything between them."""
    first = None
    for at, one in enumerate(paragraphs):
        if is_row(one.text):
            first = at if first is None else first
        elif first is not None:
            yield first, at
            first = None
    if first is not None:
        yield first, len(paragraphs)


def _of_table(lines: Sequence[Paragraph], before: str) -> Iterator[FoundFigure]:
    rows = [cells_of(one.text) for one in lines[:MOST_ROWS]]
    if max(map(len, rows)) > MOST_COLUMNS:
        return
    count = _heads(rows)
    words = _columns(rows[:count])
    heads = _Heads(words=words, units=_unit_column(words), before=before)
    for line, row in zip(lines[count:], rows[count:], strict=False):
        if not _numbers_columns(row):
            yield from _of_row(line, row, heads)


def _of_row(line: Paragraph, row: Row, heads: _Heads) -> Iterator[FoundFigure]:
    for at, cell in enumerate(row):
        head, match, name = heads.over(at), _NUMBER.fullmatch(cell.text), _name(row[:at], heads)
        if match is None or not name or at == heads.units or not _states(match, head):
            continue
        unit, scale = _unit(match, head, row, heads)
        said = " – ".join(filter(None, (name, head)))
        yield FoundFigure(
            paragraph=line.number,
            start=cell.start + match.start("number"),
            end=cell.start + match.end("number"),
            value=number_of(match["number"]) * scale,
            upper=None,
            of=None,
            unit=unit,
            bound=Bound.EXACT,
            period=period_in(head) or _year_in(head) or period_in(name) or period_in(heads.before),
            what=_what(name, head),
            sentence=f"{said}: {cell.text}",
        )


def _what(name: str, head: str) -> str:
    """Row and column as they fit; a long name is cut rather than the head, which says which number of the row it is."""
    kept = head[: MOST_WORDS // 2]
    return " – ".join(filter(None, (name[: MOST_WORDS - len(kept) - 3], kept)))


def _states(match: "re.Match[str]", head: str) -> bool:
    if _LONG_ZERO.match(match["number"]) or _NO_FIGURES.search(fold(head)):
        return False
    return not (_YEAR.fullmatch(match["number"]) and not match["unit"] and not _counts(head))


def _heads(rows: Sequence[Row]) -> int:
    """How many rows stand above the first that holds numbers: its heads, at most three."""
    for at, row in enumerate(rows[: MOST_HEADS + 1]):
        if any(_is_number(cell.text) for cell in row[1:]) and not _numbers_columns(row):
            return at
    return 1


def _is_number(text: str) -> bool:
    match = _NUMBER.fullmatch(text)
    return match is not None and not _YEAR.fullmatch(text)


def _numbers_columns(row: Row) -> bool:
    """`(1) | (2) | (3)=(1)+(2)` or `A | B | 1 | 2`: every cell is a column's number, one after the other."""
    said = [cell.text for cell in row if cell.text]
    digits = [int(found[0]) for one in said if (found := re.search(r"\d+", one))]
    ordered = digits == list(range(digits[0], digits[0] + len(digits))) if digits else False
    return len(said) > 1 and ordered and all(_COLUMN_NUMBER.fullmatch(one) for one in said)


def _columns(heads: Sequence[Row]) -> list[str]:
    """The words above each column; a head over several columns stands over each of them."""
    width = max(map(len, heads), default=0)
    said: list[list[str]] = [[] for _ in range(width)]
    spoken = [row for row in heads if not _numbers_columns(row)]
    for at, row in enumerate(spoken):
        above, below = "", spoken[at + 1] if at + 1 < len(spoken) else []
        for column in range(width):
            text = row[column].text if column < len(row) else ""
            above = text or (above if column < len(below) and below[column].text else "")
            if above and above not in said[column]:
                said[column].append(above)
    return [", ".join(one) for one in said]


def _unit_column(words: Sequence[str]) -> int | None:
    named = False
    for at, one in enumerate(map(fold, words)):
        if _UNIT_HEAD.fullmatch(one) or (one == _PERHAPS_UNIT and named):
            return at
        named = named or not _NO_FIGURES.fullmatch(one)
    return None


def _name(left: Row, heads: _Heads) -> str:
    """What the row is about: the first words on the left of a number, else a year that begins the row."""
    for at, cell in enumerate(left):
        if at != heads.units and re.search(r"[^\W\d_]{2}", cell.text) and not _is_number(cell.text):
            return "" if _ORDINAL.fullmatch(cell.text) else cell.text
    return left[0].text if left and _YEAR.fullmatch(left[0].text) else ""


def _unit(match: "re.Match[str]", head: str, row: Row, heads: _Heads) -> tuple[str, Decimal]:
    """In the cell, in brackets in the column's head, in a column of units, counted by the head, in the line above."""
    if match["unit"]:
        return _scaled(match["unit"])
    if "%" in head:
        return _scaled("%")
    brackets, note = _IN_BRACKETS.search(head), _UNIT_NOTE.search(heads.before)
    own = row[heads.units].text if heads.units is not None and heads.units < len(row) else ""
    return _scaled(brackets["unit"] if brackets else own or _counts(head) or (note["unit"] if note else ""))


def _scaled(unit: str) -> tuple[str, Decimal]:
    """`triệu đồng` as millions of đồng, as in sentences."""
    first, _, rest = unit.strip().strip(".").partition(" ")
    scale = _SCALES.get(first.lower())
    return (rest.strip() or "đồng", Decimal(scale)) if scale else (unit.strip().strip("."), Decimal(1))


def _counts(head: str) -> str:
    """What a head counts: `Số hồ sơ` counts `hồ sơ`; nothing where it is no known unit."""
    for part in reversed(head.split(", ")):
        words = _COUNTED.sub("", part.strip()).split()
        for count in range(len(words), 0, -1):
            if " ".join(words[:count]).lower() in UNITS:
                return " ".join(words[:count]).lower()
    return ""


def _year_in(head: str) -> str:
    found = re.search(r"\b(?:19|20)\d\d\b", head)
    return f"năm {found[0]}" if found else ""
