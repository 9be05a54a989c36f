"""Finding one's way in answers. A path is names and indexes: `("con", 0, "ten")`, spelled `con.0.ten`."""

import itertools
from collections.abc import Sequence
from typing import Any

Path = tuple[str | int, ...]


def spell(path: Sequence[str | int]) -> str:
    """The dotted form, which is the name of an input and the field of an error."""
    return ".".join(map(str, path))


def find(answers: Any, path: Sequence[str | int]) -> Any:
    """What stands at the path, or None."""
    found = answers
    for part in path:
        if isinstance(part, str) and isinstance(found, dict):
            found = found.get(part)
        elif isinstance(part, int) and isinstance(found, list) and part < len(found):
            found = found[part]
        else:
            return None
    return found


def put(answers: dict[str, Any], path: Sequence[str | int], value: Any) -> None:
    """Set what stands at the path, making objects and lists on the way; what is in the way is replaced."""
    place: Any = answers
    for part, following in itertools.pairwise(path):
        place = _enter(place, part, list if isinstance(following, int) else dict)
    last = path[-1]
    if isinstance(last, int):
        _lengthen(place, last)
    place[last] = value


def drop(answers: dict[str, Any], path: Sequence[str | int]) -> None:
    """Remove what stands at the path, if anything does; an item of a list is taken out of it."""
    place = find(answers, path[:-1])
    last = path[-1]
    if isinstance(last, str) and isinstance(place, dict):
        place.pop(last, None)
    elif isinstance(last, int) and isinstance(place, list) and last < len(place):
        del place[last]


def own(answers: dict[str, Any]) -> dict[str, Any]:
    """A copy that may be changed. Answers are JSON, which copies five times quicker than copy.deepcopy does."""
    return {name: _copied(below) for name, below in answers.items()}


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _copied(below) for name, below in value.items()}
    return [_copied(item) for item in value] if isinstance(value, list) else value


def is_empty(value: Any) -> bool:
    """Whether a question was left unanswered: no value, a blank text, an empty list or object. Zero is an answer."""
    return not value.strip() if isinstance(value, str) else value is None or value in ([], {})


def compact(value: Any) -> Any:
    """The same answers without what is empty. Items of lists keep their places, even with nothing left in them."""
    if isinstance(value, dict):
        kept = {name: compact(below) for name, below in value.items()}
        return {name: below for name, below in kept.items() if not is_empty(below)}
    if isinstance(value, list):
        return [compact(item) for item in value]
    return value


def told(value: Any) -> Any:
    """What somebody said in answers: boxes left unticked and empty items say nothing."""
    if isinstance(value, dict):
        kept = {name: told(below) for name, below in value.items()}
        return {name: below for name, below in kept.items() if below is not False and not is_empty(below)}
    if isinstance(value, list):
        return [item for item in map(told, value) if item is not False and not is_empty(item)]
    return value


def _enter(place: Any, part: str | int, wanted: type) -> Any:
    if isinstance(part, int):
        _lengthen(place, part)
    below = place.get(part) if isinstance(place, dict) else place[part]
    if not isinstance(below, wanted):
        below = place[part] = wanted()
    return below


def _lengthen(place: list[Any], index: int) -> None:
    place.extend({} for _ in range(index + 1 - len(place)))
