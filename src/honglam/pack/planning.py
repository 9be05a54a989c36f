"""Three contents of each record – wanted, held, applied last – and what follows from them. Pure."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from honglam.kernel.values import text_noop
from honglam.pack.content import content, content_digest
from honglam.pack.contracts import Change, ChangeAction, Difference, Kept, PackError, Row, Shape
from honglam.pack.sections import Pack, Record, Section


@dataclass(frozen=True, kw_only=True)
class Applied:
    """What a pack last asked for under a key."""

    digest: str
    retired: bool
    file: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What is to be done, what is left as people made it, what is refused."""

    changes: tuple[Change, ...]
    kept: tuple[Kept, ...]
    conflicts: tuple[PackError, ...]


Rows = Mapping[tuple[str, str], Row]
Memory = Mapping[tuple[str, str], Applied]


def outcome(pack: Pack, sections: Sequence[Section], rows: Rows, memory: Memory) -> Outcome:
    """Compare everything; sections in the order in which they are applied."""
    changes: list[Change] = []
    retirements: list[Change] = []
    kept: list[Kept] = []
    conflicts: list[PackError] = []
    for section in sections:
        for collection in section.collections:
            for item in _compare(section.name, collection.kind, pack, rows, memory):
                match item:
                    case Change(action=ChangeAction.RETIRE):
                        retirements.append(item)
                    case Change():
                        changes.append(item)
                    case Kept():
                        kept.append(item)
                    case PackError():
                        conflicts.append(item)
    return Outcome(changes=(*changes, *reversed(retirements)), kept=tuple(kept), conflicts=tuple(conflicts))


def plan_digest(changes: Sequence[Change]) -> str:
    """Names exactly these changes from exactly these contents."""
    lines = [
        [change.kind, change.key, change.action.value, _digest(change.before), _digest(change.after)]
        for change in changes
    ]
    return hashlib.sha256(msgspec.json.encode(lines)).hexdigest()


def _digest(value: Shape | None) -> str:
    return content_digest(value) if value is not None else ""


def _compare(section: str, kind: str, pack: Pack, rows: Rows, memory: Memory) -> Iterator[Change | Kept | PackError]:
    wanted = pack.records(kind, Shape)
    for key, record in wanted.items():
        yield from _wanted(section, record, rows.get((kind, key)), memory.get((kind, key)))
    for (row_kind, key), row in rows.items():
        applied = memory.get((kind, key))
        if row_kind == kind and key not in wanted and applied and not applied.retired:
            yield _unwanted(section, row, applied)


def _wanted(
    section: str, record: Record[Shape], row: Row | None, applied: Applied | None
) -> Iterator[Change | Kept | PackError]:
    place: dict[str, Any] = {"section": section, "kind": record.kind, "key": record.key}
    where: dict[str, Any] = {"file": record.file, "line": record.node.line}
    if row is None:
        yield Change(**place, **where, action=ChangeAction.CREATE, after=record.value)
        return
    held, asked = content_digest(row.value), content_digest(record.value)
    out = row.in_force is not True and (applied.retired if applied else row.in_force is False)
    back_in_use = out or (row.unsaid and applied is None)
    if row.in_force is False and not back_in_use:
        yield _taken_out(record, place, same=applied is not None and asked == applied.digest)
        return
    if held == asked and not back_in_use:
        return
    if back_in_use or (applied and held == applied.digest):
        found = tuple(differences(row.value, record.value))
        yield Change(
            **place, **where, action=ChangeAction.CHANGE, before=row.value, after=record.value, differences=found
        )
    elif applied and asked == applied.digest:
        yield Kept(**place)
    else:
        paths = ", ".join(difference.path for difference in differences(row.value, record.value))
        message = text_noop("“%(key)s” was changed on a screen and is changed by the pack too (%(paths)s).")
        yield record.error("", "conflict", message, key=record.key, paths=paths)


def _taken_out(record: Record[Shape], place: Mapping[str, Any], *, same: bool) -> Kept | PackError:
    """People took out what the pack goes on naming: `same` as when they did so, or with something new to say."""
    if same:
        return Kept(**place)
    message = text_noop("“%(key)s” was taken out on a screen and is changed by the pack.")
    return record.error("", "conflict", message, key=record.key)


def _unwanted(section: str, row: Row, applied: Applied) -> Change | PackError:
    if row.in_force is False or content_digest(row.value) == applied.digest:
        return Change(
            section=section, kind=row.kind, key=row.key, action=ChangeAction.RETIRE, before=row.value, file=applied.file
        )
    message = text_noop("“%(key)s” was changed on a screen; the pack no longer names it.")
    params = (("key", row.key),)
    return PackError(file=applied.file, line=1, path="", code="conflict", message=message, params=params)


def differences(before: Shape, after: Shape) -> Iterator[Difference]:
    """Each place at which two contents of one record differ."""
    return _differ("", content(before), content(after))


def _differ(path: str, before: Any, after: Any) -> Iterator[Difference]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(key for key in after if key not in before)]:
            yield from _differ(f"{path}.{key}" if path else str(key), before.get(key), after.get(key))
    elif isinstance(before, list | tuple) and isinstance(after, list | tuple) and len(before) == len(after):
        for index, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from _differ(f"{path}[{index}]", old, new)
    elif before != after:
        yield Difference(path=path, before=before, after=after)
