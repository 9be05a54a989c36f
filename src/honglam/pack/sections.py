"""What a block declares so that the engine can read and write its part of a pack, and what it is given back."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar, cast

from honglam.kernel.values import Actor
from honglam.pack.contracts import Change, Manifest, PackError, Plan, Row, Shape
from honglam.pack.reading import Node, line_of

S = TypeVar("S", bound=Shape)


@dataclass(frozen=True)
class Collection(Generic[S]):
    """One kind of record: where its files are, its shape, its natural key. See README.md for the four forms."""

    kind: str
    pattern: str
    shape: type[S]
    key: Callable[[S], str] = field(kw_only=True)
    at: str = field(default="", kw_only=True)
    inside: str = field(default="", kw_only=True)
    home: Callable[[S], str] | None = field(default=None, kw_only=True)

    @property
    def is_table(self) -> bool:
        """Whether the records are lines of a CSV file."""
        return self.pattern.endswith(".csv")

    @property
    def is_whole_file(self) -> bool:
        """Whether each file is one record."""
        return not (self.at or self.inside or self.is_table)


@dataclass(frozen=True)
class Record(Generic[S]):
    """One thing a pack names, and where it says so. `position` is its place among its kind, in file order."""

    kind: str
    key: str
    value: S
    file: str
    position: int
    base: str
    node: Node

    def error(self, path: str, code: str, message: str, /, **params: Any) -> PackError:
        """A fault at `path` below this record, with its file and line."""
        parts = (self.base, path) if not path.startswith("[") else (self.base + path,)
        return PackError(
            file=self.file,
            line=line_of(self.node, path),
            path=".".join(part for part in parts if part),
            code=code,
            message=message,
            params=tuple(params.items()),
        )


class Pack:
    """A whole pack, read: every record of every section under its natural key."""

    def __init__(self, records: Mapping[str, Mapping[str, Record[Any]]]) -> None:
        self._records = records

    def records(self, kind: str, shape: type[S]) -> Mapping[str, Record[S]]:
        """All records of a kind by key, in file order. `shape` is the type the section declared."""
        found = self._records.get(kind, {})
        if any(not isinstance(record.value, shape) for record in found.values()):
            raise TypeError(f"{kind} is not made of {shape.__name__}")
        return cast(Mapping[str, Record[S]], found)

    def keys(self, kind: str) -> frozenset[str]:
        """The natural keys of a kind; empty where the pack names none."""
        return frozenset(self._records.get(kind, {}))

    def all_records(self) -> list[Record[Any]]:
        """Every record of every kind."""
        return [record for found in self._records.values() for record in found.values()]

    @property
    def manifest(self) -> Manifest | None:
        """The head of the pack; None when pack.yaml is missing or faulty."""
        for record in self.records("pack", Manifest).values():
            return record.value
        return None


class Section(ABC):
    """One block's part of a pack. Registered in `kernel.registry.pack_sections` under its `name`."""

    name: ClassVar[str]
    depends_on: ClassVar[tuple[str, ...]] = ()
    collections: ClassVar[tuple[Collection[Any], ...]]

    def check(self, pack: Pack) -> Iterable[PackError]:
        """Meaning: whatever a shape cannot say. Only called when every shape of the pack is right."""
        del pack
        return ()

    def check_life(self, plan: Plan) -> Iterable[PackError]:
        """Life: what runs at this moment and would lose its ground if the plan were applied."""
        del plan
        return ()

    @abstractmethod
    def rows(self) -> Iterable[Row]:
        """What the tables hold now, retired records included."""

    @abstractmethod
    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime) -> None:
        """Carry the changes out through the block's services. Runs inside the engine's transaction."""
