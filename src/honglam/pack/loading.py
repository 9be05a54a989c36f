"""From a folder to records: which section reads which file, shapes checked, lists taken apart, keys unique."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import msgspec

from honglam.kernel.values import text_noop
from honglam.pack.contracts import PackError, Shape, nested_key
from honglam.pack.reading import Node, Unreadable, decode, read_csv, read_yaml
from honglam.pack.sections import Collection, Pack, Record, Section
from honglam.pack.shapes import shaped

S = TypeVar("S", bound=Shape)


def load(root: Path, sections: Sequence[Section], *, only: str = "") -> tuple[Pack, list[PackError]]:
    """All records under `root` (or of the one file `only`), and every fault of shape."""
    loader = _Loader([item for section in sections for item in section.collections])
    for path in pack_files(root):
        name = path.relative_to(root).as_posix()
        if only in ("", name):
            loader.read_file(path, name)
    if "pack" not in loader.records and not any(error.file == "pack.yaml" for error in loader.errors):
        missing = text_noop("The pack has no pack.yaml.")
        loader.errors.append(_error("pack.yaml", 1, "", "no_manifest", missing, {}))
    return Pack(loader.records), sorted(loader.errors)


def load_file(path: Path, shape: type[S]) -> tuple[Record[S] | None, tuple[PackError, ...]]:
    """One file that is one record of a shape, or every fault of it."""
    name = path.name
    try:
        node = read_yaml(decode(path.read_bytes()))
    except OSError as problem:
        message = text_noop("The file cannot be read: %(problem)s.")
        return None, (_error(name, 1, "", "unreadable", message, {"problem": problem.strerror or str(problem)}),)
    except Unreadable as problem:
        return None, (_error(name, problem.line, "", problem.code, problem.message, problem.params),)
    value, faults = shaped(node, shape)
    if faults:
        found = [_error(name, fault.line, fault.path, fault.code, fault.message, fault.params) for fault in faults]
        return None, tuple(sorted(found))
    return Record("file", name, value, name, 0, "", node), ()


def pack_files(root: Path) -> list[Path]:
    """The files that make up a pack. Demonstration data, notes and hidden files do not."""
    found = []
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        left_out = parts[0] == "demo" or path.suffix == ".md" or any(part.startswith(".") for part in parts)
        if path.is_file() and not left_out:
            found.append(path)
    return found


def folder_digest(root: Path) -> str:
    """A fingerprint of every byte of a pack: the same fingerprint means nothing can have changed."""
    digest = hashlib.sha256()
    for path in pack_files(root):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def matches(name: str, pattern: str) -> bool:
    """Whether a file's path has the form of the pattern, folder by folder."""
    path, form = PurePosixPath(name), PurePosixPath(pattern)
    return len(path.parts) == len(form.parts) and path.match(pattern)


def _error(file: str, line: int, path: str, code: str, message: str, params: dict[str, Any]) -> PackError:
    return PackError(file=file, line=line, path=path, code=code, message=message, params=tuple(params.items()))


Item = tuple[Collection[Any], Node, str]


def _items(text: str, readers: list[Collection[Any]]) -> Iterator[Item]:
    if readers[0].is_table:
        return _table_items(text, readers[0])
    document = read_yaml(text)
    if readers[0].is_whole_file:
        return iter([(readers[0], document, "")])
    return _list_items(document, readers)


def _table_items(text: str, collection: Collection[Any]) -> Iterator[Item]:
    header, rows = read_csv(text)
    known = {name.encode_name: name.required for name in msgspec.structs.fields(collection.shape)}
    for name in header:
        if name not in known:
            raise Unreadable(1, "unknown_column", text_noop("The column “%(name)s” is unknown."), name=name)
    for name, required in known.items():
        if required and name not in header:
            raise Unreadable(1, "missing_column", text_noop("The column “%(name)s” is missing."), name=name)
    for row in rows:
        yield collection, row, ""


def _list_items(document: Node, readers: list[Collection[Any]]) -> Iterator[Item]:
    by_list = {reader.at: reader for reader in readers}
    if not isinstance(document.value, dict):
        message = text_noop("Expected one of these lists here: %(known)s.")
        raise Unreadable(document.line, "expected_lists", message, known=", ".join(by_list))
    for key, node in document.value.items():
        if key not in by_list:
            message = text_noop("The key “%(key)s” is unknown. Known here: %(known)s.")
            raise Unreadable(node.line, "unknown_key", message, key=key, known=", ".join(by_list))
        if not isinstance(node.value, list):
            raise Unreadable(node.line, "expected_list", text_noop("Expected a list here."))
        for index, item in enumerate(node.value):
            yield by_list[key], item, f"{key}[{index}]"


class _Loader:
    """Collects records and faults while the files are read one after the other."""

    def __init__(self, collections: list[Collection[Any]]) -> None:
        self.collections = collections
        self.records: dict[str, dict[str, Record[Any]]] = {}
        self.errors: list[PackError] = []

    def read_file(self, path: Path, name: str) -> None:
        """All records of one file, or its faults."""
        readers = [item for item in self.collections if not item.inside and matches(name, item.pattern)]
        try:
            if not readers:
                raise Unreadable(1, "unknown_file", text_noop("No section of the pack reads this file."))
            for collection, node, base in _items(decode(path.read_bytes()), readers):
                self._take(collection, node, base, name)
        except Unreadable as problem:
            self.errors.append(_error(name, problem.line, "", problem.code, problem.message, problem.params))

    def _take(self, collection: Collection[Any], node: Node, base: str, file: str) -> None:
        value, faults = shaped(node, collection.shape, from_table=collection.is_table)
        for fault in faults:
            path = ".".join(part for part in (base, fault.path) if part)
            self.errors.append(_error(file, fault.line, path, fault.code, fault.message, fault.params))
        if not faults:
            self._split(collection, Record(collection.kind, collection.key(value), value, file, 0, base, node))

    def _split(self, collection: Collection[Any], record: Record[Any]) -> None:
        """Store a record, then the records inside it under keys of their own."""
        parts = [part for part in self.collections if (part.inside, part.pattern) == (record.kind, collection.pattern)]
        outer = msgspec.structs.replace(record.value, **{part.at: () for part in parts})
        self._store(replace(record, value=outer))
        for part in parts:
            for index, (child, node) in enumerate(_children(record, part.at)):
                base = f"{record.base}.{part.at}[{index}]".lstrip(".")
                key = nested_key(record.key, part.key(child))
                self._split(part, Record(part.kind, key, child, record.file, 0, base, node))

    def _store(self, record: Record[Any]) -> None:
        same_kind = self.records.setdefault(record.kind, {})
        first = same_kind.get(record.key)
        if first is None:
            same_kind[record.key] = replace(record, position=len(same_kind))
            return
        message = text_noop("“%(key)s” is already defined in %(file)s:%(line)s.")
        where = {"key": record.key, "file": first.file, "line": first.node.line}
        self.errors.append(record.error("", "duplicate_record", message, **where))


def _children(record: Record[Any], at: str) -> Iterator[tuple[Any, Node]]:
    listed = record.node.value.get(at) if isinstance(record.node.value, dict) else None
    nodes = listed.value if listed is not None and isinstance(listed.value, list) else []
    return zip(getattr(record.value, at), nodes, strict=True)
