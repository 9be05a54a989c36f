"""The door of the pack engine: what sections are made of, and check, plan, apply, export."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from honglam.kernel.values import Actor, text_noop
from honglam.pack import branding as _branding
from honglam.pack import loading, queries, services
from honglam.pack.contracts import (
    Change,
    ChangeAction,
    Difference,
    Exported,
    FolderNotEmpty,
    Kept,
    Localised,
    Manifest,
    PackError,
    PackRefused,
    Plan,
    PlanChanged,
    Row,
    Shape,
    Source,
    Sourced,
    nested_key,
)
from honglam.pack.manifest import ManifestSection
from honglam.pack.sections import Collection, Pack, Record, Section
from honglam.pack.shapes import Fault as ShapeFault
from honglam.pack.shapes import value_faults

S = TypeVar("S", bound=Shape)

__all__ = [
    "Change",
    "ChangeAction",
    "CheckReport",
    "Collection",
    "Difference",
    "Exported",
    "FolderNotEmpty",
    "Kept",
    "Localised",
    "Manifest",
    "Pack",
    "PackError",
    "PackRefused",
    "Plan",
    "PlanChanged",
    "Record",
    "Row",
    "Section",
    "Shape",
    "ShapeFault",
    "Source",
    "Sourced",
    "apply",
    "check",
    "current_pack",
    "describe_change",
    "describe_error",
    "export",
    "nested_key",
    "plan",
    "read_file",
    "read_manifest",
    "shape_faults",
]


@dataclass(frozen=True, kw_only=True)
class CheckReport:
    """A pack as read, and what is wrong with it."""

    pack: Pack
    errors: tuple[PackError, ...]


def check(*, path: Path) -> CheckReport:
    """Shape and meaning; needs no database."""
    pack, errors = queries.read_pack(path)
    return CheckReport(pack=pack, errors=errors)


def plan(*, path: Path) -> Plan:
    """What `apply` would do now; with errors it would do nothing."""
    return queries.make_plan(path)[0]


def apply(*, path: Path, actor: Actor, at: datetime, digest: str | None = None) -> Plan:
    """Apply the pack in one transaction. Raises PackRefused, or PlanChanged when `digest` is not that of the plan."""
    done = services.apply_pack(path=path, actor=actor, at=at, digest=digest)
    _branding.forget()
    return done


def export(*, path: Path) -> Exported:
    """Write the pack in force into an empty or new folder. Raises FolderNotEmpty."""
    return services.export_pack(path=path)


def shape_faults(*, value: Any, shape: type[Shape]) -> list[ShapeFault]:
    """What of a value typed on a screen the pack would refuse for its shape, each at its path."""
    return value_faults(value, shape)


def current_pack() -> Manifest | None:
    """Which province this installation serves; None before the first pack."""
    return _branding.current_manifest()


def read_manifest(*, path: Path) -> Manifest:
    """The head of a pack on disk, without a database. Raises PackRefused when pack.yaml is faulty or missing."""
    pack, errors = loading.load(path, [ManifestSection()], only="pack.yaml")
    if pack.manifest is None:
        raise PackRefused(errors=tuple(errors))
    return pack.manifest


def read_file(*, path: Path, shape: type[S]) -> tuple[Record[S] | None, tuple[PackError, ...]]:
    """A single YAML file of a typed shape that is no part of a pack, read by the same strict rules."""
    return loading.load_file(path, shape)


def describe_error(*, error: PackError) -> str:
    """`file:line: path: message` in the reader's language."""
    where = f"{error.path}: " if error.path else ""
    return f"{error.file}:{error.line}: {where}{_(error.message) % dict(error.params)}"


_ACTIONS = {
    ChangeAction.CREATE: text_noop("create"),
    ChangeAction.CHANGE: text_noop("change"),
    ChangeAction.RETIRE: text_noop("retire"),
}


def describe_change(*, change: Change) -> Iterator[str]:
    """One line for the record, one more for each difference."""
    yield f"{_(_ACTIONS[change.action])} {change.kind} {change.key}"
    for difference in change.differences:
        yield f"    {difference.path}: {_short(difference.before)} → {_short(difference.after)}"


def _short(value: object) -> str:
    text = "–" if value is None else " ".join(str(value).split())
    return text if len(text) <= 80 else f"{text[:79]}…"
