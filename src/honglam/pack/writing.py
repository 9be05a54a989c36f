"""From records back to files, in one canonical form: a pack that is exported twice is the same twice."""

import csv
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import yaml

from honglam.pack.content import content
from honglam.pack.contracts import Shape
from honglam.pack.sections import Collection


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A record to write: under which key, and in which file and place it stood (none yet: `position` is None)."""

    key: str
    value: Shape
    file: str | None
    position: int | None


Placeds = Mapping[str, Sequence[Placed]]


def files_of(collections: Sequence[Collection[Any]], records: Placeds) -> dict[str, str]:
    """The text of every file; `records` by kind."""
    documents: dict[str, dict[str, list[Any]]] = defaultdict(dict)
    texts: dict[str, str] = {}
    for collection in collections:
        if collection.inside:
            continue
        for file, values in _by_file(collection, collections, records).items():
            if collection.is_table:
                texts[file] = _table(collection.shape, values)
            elif collection.is_whole_file:
                texts[file] = to_yaml(content(values[0]))
            else:
                documents[file][collection.at] = [content(value) for value in values]
    return texts | {file: to_yaml(document) for file, document in documents.items()}


def _by_file(
    collection: Collection[Any], collections: Sequence[Collection[Any]], records: Placeds
) -> dict[str, list[Shape]]:
    parts = [part for part in collections if part.inside == collection.kind]
    children = {part.at: _by_parent(records.get(part.kind, ())) for part in parts}
    found: dict[str, list[Shape]] = defaultdict(list)
    for placed in sorted(records.get(collection.kind, ()), key=_order):
        inside = {at: tuple(of_parent.get(placed.key, ())) for at, of_parent in children.items()}
        found[placed.file or _home(collection, placed.value)].append(msgspec.structs.replace(placed.value, **inside))
    return found


def _by_parent(placed: Sequence[Placed]) -> dict[str, list[Shape]]:
    found: dict[str, list[Shape]] = defaultdict(list)
    for item in sorted(placed, key=_order):
        found[item.key.rpartition("/")[0]].append(item.value)
    return found


def _order(placed: Placed) -> tuple[bool, int]:
    return placed.position is None, placed.position or 0


def _home(collection: Collection[Any], value: Shape) -> str:
    return collection.home(value) if collection.home else collection.pattern.replace("*", "new")


class _Dumper(yaml.SafeDumper):
    """Block style throughout, no aliases, lists indented below their key."""

    def ignore_aliases(self, data: Any) -> bool:
        del data
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        del indentless
        super().increase_indent(flow, False)


def to_yaml(document: Any) -> str:
    """The document in the canonical form."""
    text: str = yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
    return text


def _table(shape: type[Shape], values: Sequence[Shape]) -> str:
    names = [item.encode_name for item in msgspec.structs.fields(shape)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for value in values:
        writer.writerow([_cell(getattr(value, name)) for name in names])
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(value, ".15g")
    return str(value)
