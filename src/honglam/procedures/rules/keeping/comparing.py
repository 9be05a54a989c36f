"""Two definitions side by side, place by place, in the words of the screens."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from honglam.procedures.rules.keeping.outline import Box, Input, Part, Plain, Rows, Sheet, find
from honglam.procedures.rules.keeping.showing import written

Say = Callable[[str], str]
Place = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One place at which two definitions differ. An empty text: it is not there."""

    sheet: str
    place: Place
    before: str
    after: str


def differences(sheets: Sequence[Sheet], before: Plain, after: Plain, say: Say) -> list[Difference]:
    """Every difference in the order of the sheets. Things of a list are matched by what names them, not by number."""
    found = []
    for sheet in sheets:
        old, new = dict(_texts(sheet.parts, before, say)), dict(_texts(sheet.parts, after, say))
        found += [
            Difference(sheet=say(sheet.title), place=place, before=old.get(place, ""), after=new.get(place, ""))
            for place in _together(old, new)
            if old.get(place, "") != new.get(place, "")
        ]
    return found


def _together(old: Mapping[Place, str], new: Mapping[Place, str]) -> Iterator[Place]:
    """The places of both in the newer order; what is gone stands where it stood."""
    placed = list(new)
    known = set(placed)
    at = 0
    for place in old:
        if place in known:
            at = placed.index(place) + 1
        else:
            placed.insert(at, place)
            at += 1
    yield from placed


def _texts(parts: Sequence[Part], content: Any, say: Say, above: Place = ()) -> Iterator[tuple[Place, str]]:
    for part in parts:
        value = find(content, part.name)
        if isinstance(part, Box):
            text = in_words(part, value, say)
            if text:
                yield (*above, say(part.label)), text
            continue
        seen: dict[str, int] = {}
        for row in value if isinstance(value, list) else []:
            name = str(find(row, part.title) or say(part.item))
            named = _title_words(part, name, say)
            seen[named] = seen.get(named, 0) + 1
            here = named if seen[named] == 1 else f"{named} ({seen[named]})"
            yield (*above, say(part.label), here), "✓"
            yield from _texts(part.boxes, row, say, (*above, say(part.label), here))


def _title_words(part: Rows, name: str, say: Say) -> str:
    """What names a thing, in words where it is a choice."""
    for box in part.boxes:
        if isinstance(box, Box) and box.name == part.title and box.options:
            return next((say(label) for value, label in box.options if value == name), name)
    return name


def in_words(box: Box, value: Any, say: Say) -> str:
    """A value as a reader understands it."""
    labels = {option: say(label) for option, label in box.options}
    text = written(box, value)
    match box.input:
        case Input.YES:
            text = say("Yes") if value else ""
        case Input.CHOICES if isinstance(value, list):
            text = ", ".join(labels.get(str(one), str(one)) for one in value)
        case Input.CHOICE:
            text = labels.get(text, text)
        case Input.PLACE:
            text = _place(value, labels)
        case Input.MONEY if isinstance(value, int):
            text = f"{text} đ"
        case Input.DURATION:
            text = _duration(text, labels)
    return text


def _place(value: Any, labels: Mapping[str, str]) -> str:
    if not isinstance(value, dict):
        return str(value or "")
    for how in ("of", "kind"):
        if value.get(how):
            return labels.get(f"{how}:{value[how]}", str(value[how]))
    return str(value.get("agency", ""))


def _duration(value: str, labels: Mapping[str, str]) -> str:
    if value == "sd":
        return labels.get("sd", value)
    unit = value.lstrip("0123456789")
    return f"{value[: len(value) - len(unit)]} {labels.get(unit, unit)}"
