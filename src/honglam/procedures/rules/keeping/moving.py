"""Adding, taking out, doubling and moving rows: the commands behind the buttons of an editor."""

import copy
import re
from collections.abc import Sequence
from typing import Any

from honglam.procedures.rules.keeping.outline import Part, Plain, Rows, find, put
from honglam.procedures.rules.keeping.reading import MOST_ROWS

_COMMAND = re.compile(r"(add|remove|up|down|copy):([a-z_]+(?:\.[a-z0-9_]{1,60})*)", re.ASCII)


def moved(parts: Sequence[Part], content: Plain, command: str) -> Plain:
    """The definition after `add:fees`, `remove:fees.0`, `up:fees.1`, `down:…`, `copy:…`; unchanged by anything else."""
    match = _COMMAND.fullmatch(command)
    if match is None:
        return content
    verb, place = match[1], match[2]
    done = copy.deepcopy(content)
    if verb == "add":
        _add(parts, done, place)
        return done
    name, _, index = place.rpartition(".")
    rows = find(done, name)
    if isinstance(rows, list) and index.isdigit() and int(index) < len(rows):
        _change(rows, verb, int(index))
        if not rows:
            _drop(done, name)
    return done


def _add(parts: Sequence[Part], content: Plain, place: str) -> None:
    kind = rows_at(parts, place)
    if kind is None:
        return
    rows = find(content, place)
    if not isinstance(rows, list):
        rows = []
        _set(content, place, rows)
    if len(rows) < MOST_ROWS:
        rows.append(copy.deepcopy(dict(kind.fresh)))


def _change(rows: list[Any], verb: str, index: int) -> None:
    match verb:
        case "remove":
            del rows[index]
        case "copy" if len(rows) < MOST_ROWS:
            rows.insert(index + 1, copy.deepcopy(rows[index]))
        case "up" if index:
            rows[index - 1 : index + 1] = rows[index], rows[index - 1]
        case "down" if index + 1 < len(rows):
            rows[index : index + 2] = rows[index + 1], rows[index]


def rows_at(parts: Sequence[Part], place: str) -> Rows | None:
    """The list that a place such as `fees.2.exemptions` means."""
    for part in parts:
        if not isinstance(part, Rows):
            continue
        if place == part.name:
            return part
        rest = place.removeprefix(f"{part.name}.")
        if rest != place:
            return rows_at(part.boxes, rest.partition(".")[2])
    return None


def _holder(content: Plain, place: str) -> tuple[Any, str]:
    above, _, name = place.rpartition(".")
    return find(content, above), name


def _set(content: Plain, place: str, value: Any) -> None:
    holder, name = _holder(content, place)
    if isinstance(holder, dict):
        put(holder, name, value)
    elif "." in place:
        put(content, place, value)


def _drop(content: Plain, place: str) -> None:
    holder, name = _holder(content, place)
    if isinstance(holder, dict):
        holder.pop(name, None)
