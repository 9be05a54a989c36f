"""Every key of every record that a pack may hold, crossed with every kind of wrong: what `pack check` says to each.

The rows are found, not written: a section, a file or a key that is new is crossed at once. `test_packs.py` says what
may be let through; `python -m tests.wrongs.packs` prints the whole table.
"""

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import inspect as types

from honglam.kernel.registry import pack_sections
from honglam.pack.contracts import PackError
from honglam.pack.loading import load, matches, pack_files
from honglam.pack.reading import decode, plain, read_csv, read_yaml
from honglam.pack.sections import Collection, Pack, Section
from tests.pack.folders import PACKS

LET_THROUGH = "."
HOSTILE = "=HYPERLINK(\"http://x\")'<script>((((%(x)s {{7*7}} {0} $ ../../etc/passwd' OR 1=1 --"
UNKNOWN = "KHONG-CO-MA"
LONG = "A" * 20_001
Step = str | int
DROP = object()


@dataclass(frozen=True)
class Place:
    """One key of a record: where it stands in its file, what may stand there, and whether it has to."""

    kind: str
    name: str
    file: str
    path: tuple[Step, ...]
    type: types.Type
    there: bool

    @property
    def key(self) -> str:
        """The last word of its name."""
        return self.name.replace("[]", "").rpartition(".")[2]


@dataclass(frozen=True)
class Base:
    """A sound pack on disk, read; what one wrong file in it changes is found without reading the others again."""

    root: Path
    sections: Sequence[Section]
    pack: Pack

    @classmethod
    def at(cls, root: Path) -> "Base":
        """The smallest pack, and of the real one the kinds of file that it does not have."""
        shutil.copytree(PACKS / "trivial", root)
        sections = [section for _, section in pack_sections.items()]
        for collection in collections(sections):
            if not any(matches(name, collection.pattern) for name in names(root)):
                own = OWN[collection.pattern]
                (root / own[0]).parent.mkdir(parents=True, exist_ok=True)
                (root / own[0]).write_text(own[1], encoding="utf-8")
        pack, errors = load(root, sections)
        faults = errors or [fault for section in sections for fault in section.check(pack)]
        assert not faults, [str(fault) for fault in faults]
        return cls(root, sections, pack)

    def errors(self, name: str, content: bytes) -> list[PackError]:
        """What `check` says of the pack with this file in the place of the sound one."""
        alone = self.root.with_name("alone")
        (alone / name).parent.mkdir(parents=True, exist_ok=True)
        (alone / name).write_bytes(content)
        try:
            part, errors = load(alone, self.sections, only=name)
        finally:
            (alone / name).unlink()
        errors = [error for error in errors if error.code != "no_manifest" or name == "pack.yaml"]
        if errors:
            return errors
        whole = Pack({kind: self._merged(kind, name, part) for kind in kinds(self.sections)})
        return [fault for section in self._concerned(name) for fault in section.check(whole)]

    def _concerned(self, name: str) -> list[Section]:
        """Whose meaning a file can change: its own section's, and that of all that are applied after it."""
        if name == "pack.yaml":
            return list(self.sections)
        found = {one.name for one in self.sections if any(matches(name, item.pattern) for item in one.collections)}
        for _ in self.sections:
            found |= {one.name for one in self.sections if not found.isdisjoint(one.depends_on)}
        return [one for one in self.sections if one.name in found]

    def _merged(self, kind: str, name: str, part: Pack) -> dict[str, Any]:
        shape = shape_of(self.sections, kind)
        kept = {key: one for key, one in self.pack.records(kind, shape).items() if one.file != name}
        return {**kept, **part.records(kind, shape)}


OWN = {
    "english/*.yaml": (
        "english/mau.yaml",
        "code: mau\ntexts: {Hộ tịch: Civil status}\n",
    ),
    "rules/*.yaml": (
        "rules/untouched_alarm.yaml",
        "code: untouched_alarm\nhours: 8\nvalid_from: 2025-07-01\n",
    ),
}
"""For the files that the smallest pack does without."""


def collections(sections: Sequence[Section]) -> list[Collection[Any]]:
    """Every kind of record."""
    return [one for section in sections for one in section.collections]


def kinds(sections: Sequence[Section]) -> list[str]:
    """Their names."""
    return [one.kind for one in collections(sections)]


def shape_of(sections: Sequence[Section], kind: str) -> Any:
    """The shape of a kind."""
    return next(one.shape for one in collections(sections) if one.kind == kind)


def names(root: Path) -> list[str]:
    """The files of a pack."""
    return [path.relative_to(root).as_posix() for path in pack_files(root)]


# -- places


def places(base: Base) -> list[Place]:
    """Each key of each kind of record once, where the pack has it first; keys that it has nowhere at their record."""
    found: dict[tuple[str, str], Place] = {}
    for collection in collections(base.sections):
        inner = {one.at for one in collections(base.sections) if one.inside == collection.kind}
        for record in base.pack.records(collection.kind, collection.shape).values():
            root: tuple[Step, ...] = tuple(_steps(record.base))
            if collection.is_table:
                root = (list(base.pack.records(collection.kind, collection.shape).values()).index(record),)
            value = plain(record.node)
            for place in _walk(collection, record.file, root, value, types.type_info(collection.shape), "", inner):
                before = found.get((place.kind, place.name))
                if before is None or (place.there and not before.there):
                    found[place.kind, place.name] = place
    return list(found.values())


def _steps(base: str) -> Iterator[Step]:
    for part in base.replace("]", "").replace("[", ".").split("."):
        if part:
            yield int(part) if part.isdigit() else part


def _walk(
    collection: Collection[Any],
    file: str,
    path: tuple[Step, ...],
    value: Any,
    kind: types.Type,
    name: str,
    inner: set[str],
) -> Iterator[Place]:
    kind = _meant(kind, value)
    if isinstance(kind, types.StructType) and isinstance(value, dict):
        for one in kind.fields:
            there = value.get(one.encode_name) is not None
            below = (*path, one.encode_name)
            called = f"{name}.{one.encode_name}".lstrip(".")
            yield Place(collection.kind, called, file, below, _meant(one.type, value.get(one.encode_name)), there)
            if there and not (name == "" and one.encode_name in inner):
                yield from _walk(collection, file, below, value[one.encode_name], one.type, called, set())
    elif isinstance(kind, types.ListType | types.VarTupleType) and isinstance(value, list):
        for index, item in enumerate(value):
            item_type = _meant(kind.item_type, item)
            yield Place(collection.kind, f"{name}[]", file, (*path, index), item_type, True)
            yield from _walk(collection, file, (*path, index), item, item_type, f"{name}[]", set())


def _meant(kind: types.Type, value: Any) -> types.Type:
    """Of several types the one that the value has; of an optional one the one besides nothing."""
    if not isinstance(kind, types.UnionType):
        return kind
    others = [one for one in kind.types if not isinstance(one, types.NoneType)]
    fitting: Any = {dict: types.StructType, list: types.VarTupleType}.get(type(value), object)
    return next((one for one in others if isinstance(one, fitting)), others[0])


# -- wrongs

_WRONG_SCALARS: Mapping[type, Sequence[Any]] = {
    types.StrType: (12,),
    types.IntType: ("nhiều",),
    types.FloatType: ("nhiều",),
    types.BoolType: ("yes",),
    types.DateType: ("31/02/2026",),
    types.LiteralType: ("khong-co",),
    types.EnumType: ("khong-co",),
}
_OUT_OF_RANGE: Mapping[type, Sequence[Any]] = {
    types.IntType: (10**15, -(10**15)),
    types.FloatType: (1e300, -1e300),
    types.DateType: ("0001-01-01", "9999-12-31"),
}
_LISTS: tuple[type, ...] = (types.ListType, types.VarTupleType)
_GROUPS = (types.StructType, types.DictType)


def _wrong_kind(place: Place, _: Any) -> Sequence[Any]:
    if isinstance(place.type, _LISTS):
        return ("chữ",)
    return (["chữ"],) if isinstance(place.type, _GROUPS) else ({"la": 1}, *_WRONG_SCALARS.get(type(place.type), ()))


def _empty(place: Place, _: Any) -> Sequence[Any]:
    return ([],) if isinstance(place.type, _LISTS) else ({},) if isinstance(place.type, _GROUPS) else ("",)


def _text(value: str) -> "Wrong":
    return lambda place, _: (value,) if isinstance(place.type, types.StrType) else ()


def _doubled(_: Place, value: Any) -> Sequence[Any]:
    return ([*value, value[0]],) if isinstance(value, list) and value else ()


def _key_more(_: Place, value: Any) -> Sequence[Any]:
    return ({**value, "khong_co_khoa": 1},) if isinstance(value, dict) else ()


Wrong = Callable[[Place, Any], Sequence[Any]]
WRONGS: Mapping[str, Wrong] = {
    "missing": lambda place, _: (DROP,) if place.there else (),
    "empty": _empty,
    "wrong type": _wrong_kind,
    "too long": _text(LONG),
    "out of range": lambda place, _: _OUT_OF_RANGE.get(type(place.type), ()),
    "twice": _doubled,
    "unknown name": _text(UNKNOWN),
    "control characters": _text("a\0b\x1b"),
    "hostile": _text(HOSTILE),
    "unknown key": _key_more,
}


def crossed(base: Base, place: Place) -> dict[str, str]:
    """What is said to each wrong at that place: the names of the refusals, or that it is let through."""
    document = documents(base.root, place.file)
    value = _at(document, place.path) if place.there else None
    told: dict[str, str] = {}
    for name, wrong in WRONGS.items():
        files = [written(changed(document, place.path, bad), place.file) for bad in wrong(place, value)]
        outcomes = [_outcome(base, place, content) for content in files]
        if outcomes:
            told[name] = " ".join(dict.fromkeys(outcomes))
    return told


def written(document: Any, file: str) -> bytes:
    """The file as it would stand in a pack; JSON is YAML too."""
    whole = _table(document) if file.endswith(".csv") else json.dumps(document, ensure_ascii=False, indent=0)
    return whole.encode()


def _outcome(base: Base, place: Place, content: bytes) -> str:
    errors = base.errors(place.file, content)
    for error in errors:
        assert error.line >= 1 and str(error), f"{place}: {error!r}"
    here = sorted({error.code for error in errors if error.file == place.file})
    return "+".join(here) or "+".join(sorted({f"({error.code})" for error in errors})) or LET_THROUGH


@cache
def documents(root: Path, file: str) -> Any:
    """A file of the pack without its lines, days as texts."""
    text = decode((root / file).read_bytes())
    if file.endswith(".csv"):
        header, rows = read_csv(text)
        return [{name: plain(row).get(name, "") for name in header} for row in rows]
    return json.loads(json.dumps(plain(read_yaml(text)), default=str))


def _table(rows: list[dict[str, Any]]) -> str:
    header = list(dict.fromkeys(name for row in rows for name in row))
    target = io.StringIO()
    lines = csv.writer(target, lineterminator="\n")
    lines.writerow(header)
    lines.writerows([[row.get(name, "") for name in header] for row in rows])
    return target.getvalue()


def _at(document: Any, path: tuple[Step, ...]) -> Any:
    for step in path:
        document = document[step]
    return document


def changed(document: Any, path: tuple[Step, ...], value: Any) -> Any:
    """The document with something else at that place."""
    step, below = path[0], path[1:]
    copy: Any = list(document) if isinstance(document, list) else dict(document)
    if below:
        copy[step] = changed(document[step], below, value)
    elif value is DROP:
        del copy[step]
    else:
        copy[step] = value
    return copy


# -- whole files

_LAUGHS = "a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n" + "".join(
    f"a{one}: &a{one} [{','.join([f'*a{one - 1}'] * 10)}]\n" for one in range(1, 9)
)


def _cut(content: bytes) -> bytes:
    """Broken off inside the last key, or the last cell in quotes, of the first half."""
    half = content[: len(content) // 2]
    colon = half.rfind(b":")
    return half[: colon - 1] if colon > 0 else half + b'"'


FILES: Mapping[str, Callable[[bytes], bytes]] = {
    "nothing": lambda _: b"",
    "blanks": lambda _: b" \n\n",
    "binary": lambda _: bytes(range(256)) * 4,
    "another encoding": lambda content: content.decode().encode("utf-16"),
    "an old encoding": lambda content: content + "# Sở ".encode("cp1258", "replace") + b"\xd0\xee",
    "broken off": _cut,
    "huge": lambda content: content + b"#" * 5_000_000,
    "laughs": lambda _: _LAUGHS.encode(),
    "deep": lambda _: b"a: " + b"[" * 5000,
    "a tag": lambda _: b"a: !!python/object/apply:os.system ['id']\n",
    "a workbook": lambda _: b"PK\x03\x04" + b"\0" * 60,
    "a page": lambda _: b"<!DOCTYPE html><html><body>404</body></html>",
}


def files_crossed(base: Base, name: str, wrongs: Iterable[str] = FILES) -> dict[str, str]:
    """What is said of the file when something else stands in it."""
    content = (base.root / name).read_bytes()
    told = {}
    for called in wrongs:
        errors = base.errors(name, FILES[called](content))
        told[called] = "+".join(sorted({error.code for error in errors if error.file == name})) or LET_THROUGH
    return told


def one_of_each(base: Base) -> dict[str, str]:
    """Of each kind of file one."""
    first: dict[str, str] = {}
    for name in names(base.root):
        pattern = next(one.pattern for one in collections(base.sections) if matches(name, one.pattern))
        first.setdefault(pattern, name)
    return first


def lines(base: Base) -> Iterator[str]:
    """The whole table."""
    for pattern, name in sorted(one_of_each(base).items()):
        yield _line(pattern, "", files_crossed(base, name))
    for place in sorted(places(base), key=lambda one: (one.kind, one.name)):
        yield _line(place.kind, place.name, crossed(base, place))


def _line(kind: str, name: str, told: Mapping[str, str]) -> str:
    return f"{kind} {name}".strip() + " | " + "; ".join(f"{wrong}: {what}" for wrong, what in told.items())


if __name__ == "__main__":
    import os
    import sys
    import tempfile

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "honglam.settings.test")
    import django

    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.writelines(f"{line}\n" for line in lines(Base.at(Path(folder) / "pack")))
