"""From bytes to nodes that know their line. Nothing here knows what a pack is for.

YAML is read as 1.2 and from parser events: PyYAML's own rules turn `on`, `no` and `16:30` into booleans and base-60
numbers, drop leading zeros of codes, and its composer crashes on deep nesting.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from honglam.kernel.values import text_noop

MAX_BYTES = 5_000_000
MAX_DEPTH = 40
MAX_NODES = 300_000

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}

Scalar = None | bool | int | float | str | date


@dataclass(frozen=True, slots=True)
class Node:
    """A value and the line it starts on: a scalar, a list of nodes, or a mapping of nodes."""

    line: int
    value: "Scalar | list[Node] | dict[str, Node]"


class Unreadable(Exception):
    """A file that cannot be read as what it claims to be; caught by the loader, which adds the file."""

    def __init__(self, line: int, code: str, message: str, **params: Any) -> None:
        super().__init__(message)
        self.line, self.code, self.message, self.params = line, code, message, params


def plain(node: Node) -> Any:
    """The node without its lines."""
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [plain(child) for child in node.value]
    return node.value


def node_of(value: Any) -> Node:
    """The nodes of a plain value that stands in no file."""
    if isinstance(value, dict):
        return Node(0, {str(key): node_of(child) for key, child in value.items()})
    if isinstance(value, list | tuple):
        return Node(0, [node_of(child) for child in value])
    return Node(0, value)


def line_of(node: Node, path: str) -> int:
    """The line of the deepest existing place along `path` (`posts[0].roles`) below `node`."""
    for step in re.findall(r"[^.\[\]]+", path):
        child: Node | None = None
        if isinstance(node.value, dict):
            child = node.value.get(step)
        elif isinstance(node.value, list) and step.isdigit() and int(step) < len(node.value):
            child = node.value[int(step)]
        if child is None:
            break
        node = child
    return node.line


def decode(content: bytes) -> str:
    """UTF-8 text in its composed form."""
    if len(content) > MAX_BYTES:
        raise Unreadable(1, "too_large", text_noop("The file is larger than %(limit)s bytes."), limit=MAX_BYTES)
    try:
        text = unicodedata.normalize("NFC", content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Unreadable(line, "not_utf8", text_noop("The file is not UTF-8 text.")) from error
    if found := _CONTROL.search(text):
        raise _control(text.count("\n", 0, found.start()) + 1)
    return text


def _control(line: int) -> Unreadable:
    """Signs that no table can store and no page can show."""
    return Unreadable(line, "control_character", text_noop("This text contains signs that are no letters."))


def read_yaml(text: str) -> Node:
    """The one document of a YAML file."""
    try:
        return _Builder(iter(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))).document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or str(error)
        message = text_noop("This is not YAML: %(problem)s.")
        raise Unreadable(line, "not_yaml", message, problem=problem) from error


class _Builder:
    """Turns the parser's events into nodes; aliases share the node they name."""

    def __init__(self, events: Iterator[Any]) -> None:
        self.events = events
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.count = 0

    def document(self) -> Node:
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            raise Unreadable(1, "empty", text_noop("The file is empty."))
        node = self.node(next(self.events), depth=0)
        next(self.events)
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            line = after.start_mark.line + 1
            raise Unreadable(line, "many_documents", text_noop("A file holds one document; another begins here."))
        return node

    def node(self, event: Any, depth: int) -> Node:
        line = event.start_mark.line + 1
        if depth > MAX_DEPTH:
            raise Unreadable(line, "too_deep", text_noop("This is nested too deeply."))
        if isinstance(event, yaml.AliasEvent):
            return self._alias(str(event.anchor), line)
        if event.tag is not None and event.tag != "!":
            raise Unreadable(line, "tag", text_noop("The tag %(tag)s is not allowed in a pack."), tag=event.tag)
        before = self.count
        self._spend(1, line)
        node = self._fresh(event, line, depth)
        if event.anchor:
            self.anchors[event.anchor] = node, self.count - before
        return node

    def _fresh(self, event: Any, line: int, depth: int) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            return Node(line, _scalar(event, line))
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(line, self._items(depth))
        return Node(line, self._members(depth))

    def _items(self, depth: int) -> list[Node]:
        items: list[Node] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, depth + 1))
        return items

    def _members(self, depth: int) -> dict[str, Node]:
        members: dict[str, Node] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            line = event.start_mark.line + 1
            if not isinstance(event, yaml.ScalarEvent):
                raise Unreadable(line, "key_not_text", text_noop("A key must be a text."))
            if event.value == "<<" and event.implicit[0]:
                raise Unreadable(line, "merge_key", text_noop("Merge keys (<<) are not allowed in a pack."))
            if event.value in members:
                message = text_noop("The key “%(key)s” stands here twice.")
                raise Unreadable(line, "duplicate_key", message, key=event.value)
            members[event.value] = self.node(next(self.events), depth + 1)
        return members

    def _alias(self, anchor: str, line: int) -> Node:
        if anchor not in self.anchors:
            raise Unreadable(line, "unknown_anchor", text_noop("Nothing before is called &%(anchor)s."), anchor=anchor)
        node, size = self.anchors[anchor]
        self._spend(size, line)
        return node

    def _spend(self, amount: int, line: int) -> None:
        # Aliases of aliases grow without bound; what they expand to is counted, not what is written.
        self.count += amount
        if self.count > MAX_NODES:
            raise Unreadable(line, "too_many", text_noop("The file holds more than %(limit)s values."), limit=MAX_NODES)


def _scalar(event: Any, line: int) -> Scalar:
    text: str = event.value
    if event.style == '"' and _CONTROL.search(text):
        raise _control(line)
    if not event.implicit[0] or event.style in ("'", '"'):
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text) if len(text) < 19 else text
    if _NUMBER.fullmatch(text):
        return float(text)
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise Unreadable(
                line, "no_such_date", text_noop("There is no such date as %(text)s."), text=text
            ) from error
    return text


def read_csv(text: str) -> tuple[list[str], list[Node]]:
    """The header and the lines of a comma-separated table; cells stay texts, empty cells are absent."""
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    rows: list[Node] = []
    start = 1
    try:
        for cells in lines:
            if not header:
                header = _header(cells)
            elif cells:
                rows.append(_row(header, cells, start))
            start = lines.line_num + 1
    except csv.Error as error:
        message = text_noop("This is not a comma-separated table: %(problem)s.")
        raise Unreadable(start, "not_csv", message, problem=str(error)) from error
    if not header:
        raise Unreadable(1, "empty", text_noop("The file is empty."))
    return header, rows


def _header(cells: list[str]) -> list[str]:
    for name in cells:
        if cells.count(name) > 1:
            raise Unreadable(1, "duplicate_column", text_noop("The column “%(name)s” stands here twice."), name=name)
    return cells


def _row(header: list[str], cells: list[str], line: int) -> Node:
    if len(cells) != len(header):
        message = text_noop("This line has %(count)s cells, the header has %(expected)s.")
        raise Unreadable(line, "cell_count", message, count=len(cells), expected=len(header))
    return Node(line, {name: Node(line, cell) for name, cell in zip(header, cells, strict=True) if cell != ""})
