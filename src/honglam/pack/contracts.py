"""What crosses the door of the pack engine: shapes, errors, changes, plans. Values only, no Django."""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar

import msgspec

from honglam.kernel.values import Conflict, DomainError, text_noop


class Shape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of every typed shape in a pack. A field's default means “absent”."""


class Source(Shape, frozen=True, kw_only=True):
    """Where a fact is written down: the law, decision or resolution, and where in it."""

    document: str
    article: str | None = None
    date: datetime.date | None = None
    url: str | None = None


class Sourced(Shape, frozen=True, kw_only=True):
    """Whatever binds a citizen cites its source; what nobody could confirm says so and the product shows it so."""

    source: Source | None = None
    provisional: bool = False


class Localised(Shape, frozen=True, kw_only=True):
    """A text in Vietnamese, and in English where somebody wrote it."""

    vi: str
    en: str | None = None


class Contact(Sourced, frozen=True, kw_only=True):
    """How to reach the people behind the portal."""

    agency: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    hours: str | None = None


class Branding(Shape, frozen=True, kw_only=True):
    """What every page shows of the province: names, mark, colours, contact."""

    name: str
    short_name: str
    authority: str | None = None
    mark: str | None = None
    colours: dict[str, str] = {}
    contact: Contact = Contact()


class FactSource(Shape, frozen=True, kw_only=True):
    """A body of facts the pack was built from; tables name it by `code`."""

    code: str
    title: str
    licence: str | None = None
    url: str | None = None
    note: str | None = None


class Manifest(Shape, frozen=True, kw_only=True):
    """`pack.yaml`: which province this is. `proper_names` are the words that must not occur in the product's code."""

    code: str
    title: Localised
    province_code: str
    identifier_code: str
    branding: Branding
    valid_from: datetime.date | None = None
    proper_names: tuple[str, ...] = ()
    sources: tuple[FactSource, ...] = ()


@dataclass(frozen=True, kw_only=True, order=True)
class PackError:
    """One fault of a pack at its place. `message` is an English msgid with `%(name)s` placeholders."""

    file: str
    line: int
    path: str
    code: str
    message: str
    params: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        where = f"{self.path}: " if self.path else ""
        return f"{self.file}:{self.line}: {where}{self.message % dict(self.params)}"


class ChangeAction(StrEnum):
    """What a plan does to one record. Nothing is ever deleted."""

    CREATE = "create"
    CHANGE = "change"
    RETIRE = "retire"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One place at which two contents of a record differ; None stands for absent."""

    path: str
    before: Any
    after: Any


@dataclass(frozen=True, kw_only=True)
class Change:
    """One record that a plan touches, with the place in the pack that asks for it (none for a retirement)."""

    section: str
    kind: str
    key: str
    action: ChangeAction
    before: Any = None
    after: Any = None
    differences: tuple[Difference, ...] = ()
    file: str = ""
    line: int = 0


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A record people changed on a screen while the pack has nothing new to say about it: left as they made it."""

    section: str
    kind: str
    key: str


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What applying a pack would do. `digest` names exactly this plan; a plan with errors cannot be applied."""

    pack_code: str
    changes: tuple[Change, ...]
    kept: tuple[Kept, ...]
    errors: tuple[PackError, ...]
    digest: str


@dataclass(frozen=True)
class Row:
    """What the tables hold under a natural key at this moment, in the shape the pack uses.

    Not `in_force`: it was taken out; `value` is what it said last. A section whose records people can take out or bring
    back on screens says so of each; None: only packs do that, and what they did last counts. `unsaid`: it stands, but
    nothing that stands is left inside it, so that a pack could not say it; exports leave it out,
    and a pack that says it for the first time has its way.
    """

    kind: str
    key: str
    value: Shape
    in_force: bool | None = None
    unsaid: bool = False


def nested_key(*parts: str) -> str:
    """The key of a record inside another: `SOTUPHAP/GD`."""
    return "/".join(parts)


class PackRefused(DomainError):
    """The pack has faults; none of it was applied."""

    code: ClassVar[str] = "pack_refused"
    message: ClassVar[str] = text_noop("The pack has faults. Nothing was applied.")

    def __init__(self, *, errors: tuple[PackError, ...]) -> None:
        super().__init__()
        self.errors = errors


class PlanChanged(Conflict):
    """Between the plan that was shown and now, the pack or the tables have changed."""

    code: ClassVar[str] = "plan_changed"
    message: ClassVar[str] = text_noop("The plan is no longer the one that was shown. Nothing was applied.")


class FolderNotEmpty(DomainError):
    """An export never writes over what somebody keeps."""

    code: ClassVar[str] = "folder_not_empty"
    message: ClassVar[str] = text_noop("The folder %(path)s is not empty. Choose a new one.")


@dataclass(frozen=True, kw_only=True)
class Exported:
    """The files an export wrote, relative to its folder."""

    folder: Path
    files: tuple[str, ...]
