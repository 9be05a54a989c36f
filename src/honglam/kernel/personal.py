"""What blocks keep about people: each kind of data says how it is erased, and what of it goes into a person's copy.

A block registers its kinds in `data_kinds` and what it can tell a person in `own_data`; the block that keeps the rules
of retention reads them without importing anybody above it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from honglam.kernel.registry import Registry


class Fate(StrEnum):
    """What becomes of data when its time is over: gone, without the person, or kept as a record of the archives."""

    ERASE = "erase"
    ANONYMISE = "anonymise"
    ARCHIVE = "archive"


class EraseOld(Protocol):
    """Erases (or anonymises) up to `limit` rows from before a moment, within the caller's transaction."""

    def __call__(self, *, before: datetime, limit: int, at: datetime) -> int:
        """How many rows it touched; 0 when nothing is left."""
        ...


class EraseOf(Protocol):
    """Erases whatever of the kind belongs to one person, within the caller's transaction."""

    def __call__(self, *, account_id: UUID, at: datetime) -> int:
        """How many rows it touched."""
        ...


@dataclass(frozen=True, kw_only=True)
class DataKind:
    """One kind of personal data. `label` and `what` are English msgids: its name, and what is kept, in plain words.

    `counted_from` (a msgid) says from which day its time runs. `fate` is what `erase` does; a kind without `erase` is
    a record that only the law on archives ends. `told_in`: the files of a person's copy that tell it; where none does,
    `untold` (a msgid) says why, for the person to read.
    """

    label: str
    what: str
    counted_from: str
    fate: Fate
    erase: EraseOld | None = None
    erase_of: EraseOf | None = None
    told_in: tuple[str, ...] = ()
    untold: str = ""


class OwnData(Protocol):
    """What a block tells a person of themselves, as JSON-able facts, one after another."""

    def __call__(self, *, account_id: UUID) -> Iterator[dict[str, Any]]:
        """The facts, newest first."""
        ...


data_kinds: Registry[DataKind] = Registry("data_kinds")
"""By code, `block.what`."""

own_data: Registry[OwnData] = Registry("own_data")
"""By the name of the file in the copy, without its ending."""
