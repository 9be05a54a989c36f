"""Tables that a page of a PDF draws with lines: which words stand in which cell.

A PDF keeps no cells, only lines and words at their places. Where lines cross to a grid, the words between them are the
cells' and everything else stays text. A table without lines is read line by line, as all were before.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pypdf import PageObject

Block = str | dict[str, Any]
Point = tuple[float, float]

MOST_LINES, MOST_WHOLE, MOST_CELLS, MOST_HEADS = 4_000, 400, 6_000, 3
"""More on one page is a drawing, or made to keep a computer busy."""
THICK, NEAR, SHORT = 2.5, 2.5, 4.0
"""Points: a filled box so thin is a line, lines so near are one, a stroke so short is none."""
FEWEST = 3
"""Lines down, and cells with words: a frame around a text is no table."""
_DRAWN = re.compile(rb"\s(?:re|l)\s")
_STROKES, _FILLS = {b"S", b"s", b"B", b"B*", b"b", b"b*"}, {b"f", b"F", b"f*"}


@dataclass(frozen=True)
class Line:
    """A straight line along one axis: `at` on the other, from `low` to `high`."""

    at: float
    low: float
    high: float


@dataclass
class Page:
    """What a page draws and says, in the order in which it does."""

    across: list[Line] = field(default_factory=list)
    down: list[Line] = field(default_factory=list)
    words: list[tuple[Point, str]] = field(default_factory=list)
    _paths: list[list[Point]] = field(default_factory=list)

    def draw(self, operator: bytes, operands: Sequence[Any], matrix: Sequence[float], _text: Any) -> None:
        """One operator of the page; paths become lines when they are painted."""
        if len(self.across) + len(self.down) + len(self._paths) > MOST_LINES:
            return
        numbers = [float(one) for one in operands] if operator in {b"m", b"l", b"re"} else []
        if operator == b"m":
            self._paths.append([_placed(matrix, numbers[0], numbers[1])])
        elif operator == b"l" and self._paths:
            self._paths[-1].append(_placed(matrix, numbers[0], numbers[1]))
        elif operator == b"re":
            left, low, wide, high = numbers
            corners = ((left, low), (left + wide, low), (left + wide, low + high), (left, low + high), (left, low))
            self._paths.append([_placed(matrix, *one) for one in corners])
        elif operator in _STROKES or operator in _FILLS or operator == b"n":
            self._paint(operator)

    def say(self, text: str, matrix: Sequence[float], place: Sequence[float], _font: Any, _size: Any) -> None:
        """Some words and where they begin."""
        self.words.append((_placed(matrix, place[4], place[5]), text))

    def _paint(self, operator: bytes) -> None:
        for path in self._paths if operator != b"n" else ():
            if operator in _FILLS:
                self._keep(*_middle(path))
            else:
                for begins, ends in pairwise(path):
                    self._keep(begins, ends)
        self._paths = []

    def _keep(self, begins: Point, ends: Point) -> None:
        (left, low), (right, high) = begins, ends
        if abs(high - low) <= THICK and abs(right - left) >= SHORT:
            self.across.append(Line((low + high) / 2, min(left, right), max(left, right)))
        elif abs(right - left) <= THICK and abs(high - low) >= SHORT:
            self.down.append(Line((left + right) / 2, min(low, high), max(low, high)))


def _placed(matrix: Sequence[float], x: float, y: float) -> Point:
    a, b, c, d, e, f = (float(one) for one in matrix)
    return a * x + c * y + e, b * x + d * y + f


def _middle(path: Sequence[Point]) -> tuple[Point, Point]:
    """A filled box as the line along its middle; one that is thick both ways as a stroke too short to be one."""
    xs, ys = [x for x, _ in path], [y for _, y in path]
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)
    if high - low <= THICK:
        return (left, (low + high) / 2), (right, (low + high) / 2)
    if right - left <= THICK:
        return ((left + right) / 2, low), ((left + right) / 2, high)
    return (left, low), (left, low)


@dataclass(frozen=True)
class Grid:
    """Lines that cross. `xs` from left to right, `ys` from top to bottom; `homes`: of which cell each is part."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    homes: dict[tuple[int, int], tuple[int, int]]

    def holds(self, point: Point) -> bool:
        """Whether a place lies within."""
        return self.xs[0] <= point[0] + NEAR and point[0] <= self.xs[-1] and self.ys[-1] <= point[1] <= self.ys[0]

    def home(self, point: Point) -> tuple[int, int]:
        """Row and column of the cell in which a place lies; of one over several, its first."""
        column = sum(x <= point[0] + NEAR for x in self.xs[1:-1])
        row = sum(y > point[1] for y in self.ys[1:-1])
        return self.homes[row, column]


def may_draw(page: PageObject) -> bool:
    """Whether a page has lines enough for a table at all: most have none, and their words are not read twice."""
    contents = page.get_contents()
    return contents is not None and len(_DRAWN.findall(contents.get_data())) >= FEWEST + 2


def blocks(page: PageObject) -> list[Block] | None:
    """The lines of a page, each table in its place among them; None where it draws none."""
    drawn = Page()
    page.extract_text(visitor_operand_before=drawn.draw, visitor_text=drawn.say)
    grids = list(_grids(drawn))
    filled = {at: _filled(grid, drawn) for at, grid in enumerate(grids)}
    tables = {at: cells for at, cells in filled.items() if len(cells) >= FEWEST}
    return list(_told(drawn, grids, tables)) if tables else None


def _told(drawn: Page, grids: Sequence[Grid], tables: dict[int, dict[tuple[int, int], list[str]]]) -> Iterator[Block]:
    """What stands in no table as it stood, and each table where its first words did."""
    text, seen = "", set[int]()
    for point, words in drawn.words:
        inside = next((at for at in tables if grids[at].holds(point)), None)
        if inside is None:
            text += words
        elif words.strip() and inside not in seen:
            seen.add(inside)
            yield from _lines(text)
            yield {"rows": _rows(grids[inside], tables[inside])}
            text = ""
    yield from _lines(text)


def _lines(text: str) -> list[str]:
    """Lines of text; the many empty ones that the words of a table leave behind are none."""
    lines = text.splitlines()
    return [line for at, line in enumerate(lines) if line.strip() or (at and lines[at - 1].strip())]


def joined(before: list[Block], page: Sequence[Block]) -> list[Block]:
    """The blocks of one page more; a table that goes on at its top goes on, without the heads that it repeats.

    Between the two stands nothing, or the number of a page.
    """
    following = next((at for at, one in enumerate(page) if not _is_page_number(one)), None)
    last = next((one for one in reversed(before) if not _is_page_number(one)), None)
    if following is None or isinstance(last, str) or last is None:
        return [*before, *page]
    goes_on = page[following]
    if isinstance(goes_on, str) or len(goes_on["rows"][0]) != len(last["rows"][0]):
        return [*before, *page]
    heads = last["rows"][:MOST_HEADS]
    last["rows"] += [row for at, row in enumerate(goes_on["rows"]) if at >= MOST_HEADS or row not in heads]
    return [*before, *page[following + 1 :]]


def _is_page_number(block: Block) -> bool:
    return isinstance(block, str) and not block.strip(" \t-–0123456789")


def _rows(grid: Grid, cells: dict[tuple[int, int], list[str]]) -> list[list[list[str]]]:
    return [
        [
            [words] if (words := " ".join(" ".join(cells.get((row, column), ())).split())) else []
            for column in _columns(grid)
        ]
        for row in range(len(grid.ys) - 1)
    ]


def _columns(grid: Grid) -> range:
    return range(len(grid.xs) - 1)


def _filled(grid: Grid, drawn: Page) -> dict[tuple[int, int], list[str]]:
    """The words of each cell, in the order in which the page says them."""
    found: dict[tuple[int, int], list[str]] = {}
    for point, words in drawn.words:
        if words.strip() and grid.holds(point):
            found.setdefault(grid.home(point), []).append(words)
    return found


def _grids(drawn: Page) -> Iterator[Grid]:
    """Lines that touch each other are one table's."""
    rules, posts = _merged(drawn.across), _merged(drawn.down)
    if max(len(rules), len(posts)) > MOST_WHOLE:
        return
    for across, down in _touching(rules, posts):
        xs, ys = _places(down, across), _places(across, down)[::-1]
        if len(xs) >= FEWEST and len(xs) * len(ys) <= MOST_CELLS:
            yield Grid(tuple(xs), tuple(ys), _homes(xs, ys, across, down))


def _merged(lines: Sequence[Line]) -> list[Line]:
    """Pieces that follow each other as one line: most programs draw each cell's own borders."""
    found: list[Line] = []
    for one in sorted(lines, key=lambda line: (round(line.at), line.low)):
        last = found[-1] if found else None
        if last and abs(last.at - one.at) <= 1 and one.low <= last.high + NEAR:
            found[-1] = Line(last.at, last.low, max(last.high, one.high))
        else:
            found.append(one)
    return found


def _touching(across: Sequence[Line], down: Sequence[Line]) -> Iterator[tuple[list[Line], list[Line]]]:
    left, upright = list(across), list(down)
    while left:
        mine, theirs, fresh = list[Line](), list[Line](), [left.pop()]
        while fresh:
            mine += fresh
            met = [one for one in upright if any(_cross(line, one) for line in fresh)]
            upright = [one for one in upright if one not in met]
            theirs += met
            fresh = [one for one in left if any(_cross(one, line) for line in met)]
            left = [one for one in left if one not in fresh]
        yield mine, theirs


def _cross(across: Line, down: Line) -> bool:
    return across.low - NEAR <= down.at <= across.high + NEAR and down.low - NEAR <= across.at <= down.high + NEAR


def _places(lines: Sequence[Line], others: Sequence[Line]) -> list[float]:
    """Where lines stand, those near each other as one; where the others end there is an edge, drawn or not."""
    if not others:
        return []
    found: list[float] = []
    edges = (min(one.low for one in others), max(one.high for one in others))
    for at in sorted([*(line.at for line in lines), *edges]):
        if not found or at - found[-1] > NEAR:
            found.append(at)
    return found


def _homes(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[Line], down: Sequence[Line]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Each field of the grid with the first of those that no line parts it from: a cell over several fields."""
    homes: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            middle = ((xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2)
            if column and not _parts(down, xs[column], middle[1]):
                homes[row, column] = homes[row, column - 1]
            elif row and not _parts(across, ys[row], middle[0]):
                homes[row, column] = homes[row - 1, column]
            else:
                homes[row, column] = row, column
    return homes


def _parts(lines: Sequence[Line], at: float, through: float) -> bool:
    return any(abs(line.at - at) <= NEAR and line.low - NEAR <= through <= line.high + NEAR for line in lines)
