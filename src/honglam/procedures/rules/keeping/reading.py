"""What a browser sent for a sheet, laid over a definition. What cannot be understood is kept as it was typed."""

import copy
import re
from collections.abc import Mapping, Sequence
from typing import Any

from honglam.procedures.rules.keeping.outline import Box, Input, Part, Plain, Rows, find, join, put
from honglam.procedures.rules.writing import read_date, read_number, read_whole

MOST_ROWS = 200
MAX_TEXT = 20_000
_CODE = re.compile(r"[a-z0-9_]+", re.ASCII)
_COUNT = re.compile(r"[0-9]{1,6}")

Sent = Mapping[str, Sequence[str]]


def read_parts(parts: Sequence[Part], content: Plain, sent: Sent, base: str = "") -> Plain:
    """The definition with the boxes of these parts as they were sent; everything else stays as it is."""
    done = copy.deepcopy(content)
    for part in parts:
        here = join(base, part.name)
        if isinstance(part, Rows):
            put(done, part.name, _rows(part, find(content, part.name), sent, here) or None)
        elif f"_has.{here}" in sent or here in sent or f"{here}_text" in sent:
            put(done, part.name, _value(part, sent, here))
    return done


def _rows(part: Rows, held: Any, sent: Sent, here: str) -> list[Any]:
    """The rows as they were shown. A page that did not show the list leaves it alone."""
    before: list[Any] = held if isinstance(held, list) else []
    count = _first(sent, f"_count.{here}")
    if not _COUNT.fullmatch(count):
        return before
    rows: list[Any] = []
    for index in range(min(int(count), MOST_ROWS)):
        row = before[index] if index < len(before) and isinstance(before[index], dict) else {}
        rows.append(read_parts(part.boxes, row, sent, f"{here}.{index}"))
    return rows


def _value(box: Box, sent: Sent, here: str) -> Any:
    text = _first(sent, here)
    value: Any = None
    match box.input:
        case Input.YES:
            value = bool(text) or (False if box.always else None)
        case Input.CHOICES:
            value = [value[:MAX_TEXT] for value in sent.get(here, ()) if value] or None
        case Input.LINES | Input.OPTIONS:
            value = [line.strip() for line in text.splitlines() if line.strip()] or None
        case Input.DURATION:
            value = _duration(text, _first(sent, f"{here}_unit"))
        case Input.PLACE:
            value = _place(text, _first(sent, f"{here}_agency") or _code_of(_first(sent, f"{here}_agency_text")))
        case Input.AGENCY:
            # Without scripts the code stands as it was while the text has changed: where there is a text, it counts.
            typed = f"{here}_text"
            value = (_code_of(_first(sent, typed)) if typed in sent else text) or None
        case _:
            value = _scalar(box, text)
    return value


def _scalar(box: Box, text: str) -> Any:
    if not text:
        return None
    match box.input:
        case Input.MONEY:
            whole = read_whole(text)
            return text if whole is None else whole
        case Input.NUMBER:
            number = read_number(text)
            return text if number is None else number
        case Input.DATE:
            return read_date(text) or text
    return text


def _duration(amount: str, unit: str) -> str | None:
    """`3` and `wd` as the law's short text `3wd`; the same day has no amount."""
    if unit == "sd":
        return "sd"
    return f"{amount}{unit}" if amount else None


def _place(choice: str, agency: str) -> Plain | None:
    """`of:competent`, `kind:division` or a named agency."""
    how, _, which = choice.partition(":")
    if how in {"of", "kind"} and _CODE.fullmatch(which):
        return {how: which}
    return {"agency": agency} if how == "agency" and agency else None


def _code_of(text: str) -> str:
    """The code in `Name (CODE)`, or the text itself."""
    match = re.search(r"\(([^()]+)\)$", text)
    return match[1] if match else text


def _first(sent: Sent, name: str) -> str:
    """The first text sent under a name, cleaned of what cannot be stored and cut where nobody types so much."""
    texts = sent.get(name, ())
    return texts[0].replace("\0", "").replace("\r\n", "\n").strip()[:MAX_TEXT] if texts else ""
