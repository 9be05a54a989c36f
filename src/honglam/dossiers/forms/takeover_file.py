"""The file of a predecessor system: CSV with a header, a JSON list, or one JSON object a line. Read with suspicion.

Every cell is a text, a number or nothing; whatever is larger, deeper or stranger is refused with its line before any
of it is believed.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from honglam.dossiers.contracts import TAKEOVER_COLUMNS, TAKEOVER_REQUIRED, ForeignRow
from honglam.kernel.values import Invalid, text_noop

MAX_BYTES = 300_000_000
MAX_LINE = 40_000
MAX_CELL = 20_000


class FileRefused(Invalid):
    """The file as a whole is not what it claims to be."""

    code = "file_refused"
    message = text_noop("Line %(line)s: %(problem)s")


def read_rows(path: Path) -> Iterator[ForeignRow]:
    """The rows, one after the other; nothing is kept. Raises FileRefused."""
    if not path.is_file():
        raise FileRefused(line=1, problem="no such file")
    if path.stat().st_size > MAX_BYTES:
        raise FileRefused(line=1, problem=f"more than {MAX_BYTES} bytes")
    readers = {".csv": _csv_rows, ".json": _json_rows, ".jsonl": _jsonl_rows}
    if path.suffix.lower() not in readers:
        raise FileRefused(line=1, problem="expected .csv, .json or .jsonl")
    yield from readers[path.suffix.lower()](path)


def _lines(path: Path) -> Iterator[str]:
    """Lines of UTF-8 text, none of them endless."""
    with path.open("rb") as file:
        number = 0
        while raw := file.readline(MAX_LINE + 1):
            number += 1
            if len(raw) > MAX_LINE:
                raise FileRefused(line=number, problem=f"longer than {MAX_LINE} bytes")
            try:
                yield raw.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as fault:
                raise FileRefused(line=number, problem="not UTF-8 text") from fault


def _csv_rows(path: Path) -> Iterator[ForeignRow]:
    csv.field_size_limit(MAX_CELL)
    table = csv.reader(_lines(path), strict=True)
    try:
        header = next(table, [])
        _check_names(header, 1, whole=True)
        for cells in table:
            if len(cells) != len(header) and cells:
                raise FileRefused(line=table.line_num, problem=f"{len(cells)} cells, the header has {len(header)}")
            if cells:
                yield ForeignRow(line=table.line_num, cells=dict(zip(header, cells, strict=True)))
    except csv.Error as fault:
        raise FileRefused(line=table.line_num, problem=str(fault)) from fault


def _jsonl_rows(path: Path) -> Iterator[ForeignRow]:
    for number, line in enumerate(_lines(path), start=1):
        if line.strip():
            yield _row(_parsed(line, number), number)


def _json_rows(path: Path) -> Iterator[ForeignRow]:
    """A list; `line` is the number of the element, since a list may stand on one line."""
    found = _parsed(path.read_bytes(), 1)
    if not isinstance(found, list):
        raise FileRefused(line=1, problem="expected a list of objects")
    for number, one in enumerate(found, start=1):
        yield _row(one, number)


def _parsed(text: str | bytes, line: int) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_pairs)
    except (ValueError, RecursionError) as fault:
        raise FileRefused(line=line, problem=f"not JSON ({type(fault).__name__})") from fault


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A key that stands twice says two things."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _row(one: Any, line: int) -> ForeignRow:
    if not isinstance(one, dict):
        raise FileRefused(line=line, problem="expected an object")
    _check_names(one, line, whole=False)
    cells: dict[str, str] = {}
    for name, value in one.items():
        if isinstance(value, bool | dict | list | float):
            raise FileRefused(line=line, problem=f"{name}: expected a text")
        cells[name] = "" if value is None else str(value)
    return ForeignRow(line=line, cells=cells)


def _check_names(names: Iterable[str], line: int, *, whole: bool) -> None:
    given = list(names)
    strange = [name for name in given if name not in TAKEOVER_COLUMNS or given.count(name) > 1]
    if strange:
        raise FileRefused(line=line, problem=f"unknown or repeated: {strange[0][:40]!r}")
    missing = sorted(TAKEOVER_REQUIRED - set(given)) if whole else []
    if missing:
        raise FileRefused(line=line, problem=f"missing: {', '.join(missing)}")
