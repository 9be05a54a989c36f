"""What the engine reads: a pack from its folder, the tables through the sections, its own memory."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from honglam.kernel.registry import pack_sections
from honglam.kernel.values import text_noop
from honglam.pack.contracts import Manifest, PackError, Plan
from honglam.pack.loading import load
from honglam.pack.models import PackRecord
from honglam.pack.planning import Applied, Memory, Rows, outcome, plan_digest
from honglam.pack.rules import in_order
from honglam.pack.sections import Pack, Section


def registered_sections() -> list[Section]:
    """Every registered section in the order of application."""
    return in_order(pack_sections.values())


def read_pack(path: Path) -> tuple[Pack, tuple[PackError, ...]]:
    """The pack and its faults of shape, or, when there are none, of meaning."""
    sections = registered_sections()
    pack, errors = load(path, sections)
    if not errors:
        errors = sorted(error for section in sections for error in section.check(pack))
    return pack, tuple(errors)


def make_plan(path: Path) -> tuple[Plan, Pack]:
    """What applying the pack in `path` would do to the tables as they are."""
    pack, errors = read_pack(path)
    code = pack.manifest.code if pack.manifest else ""
    if errors:
        return Plan(pack_code=code, changes=(), kept=(), errors=errors, digest=""), pack
    sections = registered_sections()
    found = outcome(pack, sections, held_rows(sections), memory())
    errors = (*_other_province(pack), *found.conflicts)
    digest = plan_digest(found.changes)
    plan = Plan(pack_code=code, changes=found.changes, kept=found.kept, errors=errors, digest=digest)
    if not errors:
        life = sorted(error for section in sections for error in section.check_life(plan))
        plan = replace(plan, errors=tuple(life))
    return plan, pack


def held_rows(sections: Sequence[Section]) -> Rows:
    """What the tables hold, by kind and key."""
    return {(row.kind, row.key): row for section in sections for row in section.rows()}


def memory() -> Memory:
    """What was applied last, by kind and key."""
    fields = ("kind", "key", "digest", "retired_at", "file")
    return {
        (kind, key): Applied(digest=digest, retired=retired_at is not None, file=file)
        for kind, key, digest, retired_at, file in PackRecord.objects.values_list(*fields)
    }


def current_manifest() -> Manifest | None:
    """The head of the pack in force."""
    content: Any = PackRecord.objects.filter(kind="pack", retired_at=None).values_list("content", flat=True).first()
    return msgspec.convert(content, Manifest, strict=False) if content else None


def _other_province(pack: Pack) -> tuple[PackError, ...]:
    current = current_manifest()
    if current is None or pack.manifest is None or current.code == pack.manifest.code:
        return ()
    record = next(iter(pack.records("pack", Manifest).values()))
    message = text_noop("This installation serves “%(current)s”; “%(code)s” is another province.")
    return (record.error("code", "other_province", message, current=current.code, code=pack.manifest.code),)
