"""A sheet as values a template can print: boxes with their texts, lists with their rows, faults at their places."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from honglam.procedures.rules.faults import Fault
from honglam.procedures.rules.keeping.outline import Box, Input, Part, Plain, Rows, find, join
from honglam.procedures.rules.writing import show_date, show_number

_DURATION = re.compile(r"(.*?)(wh|wd|h|d|m)", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class ShownBox:
    """A box with what stands in it. `values` are the choices taken, `unit` and `agency` second halves of an input."""

    box: Box
    name: str
    options: tuple[tuple[str, str], ...]
    value: str
    values: tuple[str, ...]
    unit: str
    agency: str
    fault: Fault | None


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    """One thing of a list."""

    name: str
    number: int
    title: str
    parts: tuple["ShownPart", ...]
    more: tuple["ShownPart", ...]
    faults: tuple[Fault, ...]
    is_first: bool
    is_last: bool
    is_faulty: bool


@dataclass(frozen=True, kw_only=True)
class ShownRows:
    """A list with its rows and what is wrong with it as a whole."""

    rows: Rows
    name: str
    items: tuple[ShownRow, ...]
    faults: tuple[Fault, ...]


ShownPart: TypeAlias = ShownBox | ShownRows
Homes: TypeAlias = Mapping[str, list[Fault]]
Say = Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class ShownSheet:
    """All of a sheet; `faults` are those that belong to no box of it."""

    parts: tuple[ShownPart, ...]
    faults: tuple[Fault, ...]
    errors: tuple[tuple[str, Fault], ...]


def place_of(fault: Fault) -> str:
    """A fault's path (`fees[0].amount`) as a dotted place (`fees.0.amount`)."""
    return re.sub(r"\[(\d+)\]", r".\1", fault.path)


def shown(parts: Sequence[Part], content: Plain, faults: Iterable[Fault], say: Say, base: str = "") -> ShownSheet:
    """The sheet; each fault goes to the smallest thing that holds its place."""
    wanted = {join(base, name) for name in places(parts, content)}
    homes: dict[str, list[Fault]] = {}
    for fault in faults:
        homes.setdefault(_home(place_of(fault), wanted), []).append(fault)
    errors = tuple((name, fault) for name, found in homes.items() for fault in found)
    made = tuple(_part(part, content, base, homes, say) for part in parts)
    return ShownSheet(parts=made, faults=tuple(homes.get("", ())), errors=errors)


def places(parts: Sequence[Part], content: Any, base: str = "") -> Iterable[str]:
    """Every place that has something on the page to stand at."""
    for part in parts:
        here = join(base, part.name)
        yield here
        if isinstance(part, Rows):
            for index, row in enumerate(_listed(content, part)):
                yield f"{here}.{index}"
                yield from places(part.boxes, row, f"{here}.{index}")


def _home(place: str, wanted: set[str]) -> str:
    while place and place not in wanted:
        place = place.rpartition(".")[0]
    return place


def _listed(content: Any, part: Rows) -> list[Any]:
    rows = find(content, part.name)
    return rows if isinstance(rows, list) else []


def _part(part: Part, content: Any, base: str, homes: Homes, say: Say) -> ShownPart:
    here = join(base, part.name)
    if isinstance(part, Box):
        return _box(part, find(content, part.name), here, homes, say)
    rows = _listed(content, part)
    items = tuple(_row(part, row, f"{here}.{index}", index, len(rows), homes, say) for index, row in enumerate(rows))
    return ShownRows(rows=part, name=here, items=items, faults=tuple(homes.get(here, ())))


def _row(part: Rows, row: Any, here: str, index: int, count: int, homes: Homes, say: Say) -> ShownRow:
    row = row if isinstance(row, dict) else {}
    return ShownRow(
        name=here,
        number=index + 1,
        title=str(find(row, part.title) or ""),
        parts=tuple(_part(box, row, here, homes, say) for box in part.boxes if box.name not in part.more),
        more=tuple(_part(box, row, here, homes, say) for box in part.boxes if box.name in part.more),
        faults=tuple(homes.get(here, ())),
        is_first=index == 0,
        is_last=index == count - 1,
        is_faulty=any(name == here or name.startswith(f"{here}.") for name in homes),
    )


def _box(box: Box, value: Any, here: str, homes: Homes, say: Say) -> ShownBox:
    text, unit, agency = written(box, value), "", ""
    if box.input is Input.DURATION:
        text, unit = _split(text)
    elif box.input is Input.PLACE:
        text, agency = _placed(value)
    return ShownBox(
        box=box,
        name=here,
        options=tuple((value, say(label)) for value, label in box.options),
        value=text,
        values=tuple(map(str, value)) if isinstance(value, list) else (),
        unit=unit,
        agency=agency,
        fault=next(iter(homes.get(here, ())), None),
    )


def written(box: Box, value: Any) -> str:
    """A stored value as it is typed."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(map(str, value))
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, int | float):
        return show_number(value)
    return show_date(value) if box.input is Input.DATE else str(value)


def _split(text: str) -> tuple[str, str]:
    if text == "sd":
        return "", "sd"
    match = _DURATION.fullmatch(text)
    return (match[1], match[2]) if match else (text, "wd")


def _placed(value: Any) -> tuple[str, str]:
    value = value if isinstance(value, dict) else {}
    for how in ("of", "kind"):
        if value.get(how):
            return f"{how}:{value[how]}", ""
    agency = value.get("agency")
    return ("agency", str(agency)) if agency else ("", "")
