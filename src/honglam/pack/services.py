"""The two verbs: apply a plan, export what is in force."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec
from django.db import connection, transaction

from honglam.kernel import audit
from honglam.kernel.values import Actor
from honglam.pack.content import content, content_digest
from honglam.pack.contracts import ChangeAction, Exported, FolderNotEmpty, PackRefused, Plan, PlanChanged, Row
from honglam.pack.loading import folder_digest
from honglam.pack.models import PackApplication, PackRecord
from honglam.pack.planning import outcome
from honglam.pack.queries import held_rows, make_plan, memory, registered_sections
from honglam.pack.sections import Pack, Section
from honglam.pack.writing import Placed, files_of

# Any number: two applications at the same time would each plan against tables the other is changing.
_LOCK = 7_204_411


@transaction.atomic
def apply_pack(*, path: Path, actor: Actor, at: datetime, digest: str | None = None) -> Plan:
    """Do what `make_plan` says, all of it or nothing. `digest` is that of the plan somebody has seen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    plan, pack = make_plan(path)
    if plan.errors:
        raise PackRefused(errors=plan.errors)
    if digest is not None and digest != plan.digest:
        raise PlanChanged
    sections = registered_sections()
    _carry_out(plan, sections, actor, at)
    _remember(plan, pack, sections, at)
    _verify(plan, pack, sections)
    _write_down(plan, path, actor, at)
    return plan


def _carry_out(plan: Plan, sections: Sequence[Section], actor: Actor, at: datetime) -> None:
    by_name = {section.name: section for section in sections}
    stages = groupby(plan.changes, key=lambda change: (change.action is ChangeAction.RETIRE, change.section))
    for (_, name), changes in stages:
        by_name[name].apply(list(changes), actor=actor, at=at)


def _remember(plan: Plan, pack: Pack, sections: Sequence[Section], at: datetime) -> None:
    section_of = {item.kind: section.name for section in sections for item in section.collections}
    rows = [
        PackRecord(
            section=section_of[record.kind],
            kind=record.kind,
            key=record.key,
            digest=content_digest(record.value),
            content=msgspec.to_builtins(content(record.value)),
            file=record.file,
            position=record.position,
            retired_at=None,
        )
        for record in pack.all_records()
    ]
    PackRecord.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["section", "digest", "content", "file", "position", "retired_at"],
    )
    for change in plan.changes:
        if change.action is ChangeAction.RETIRE:
            PackRecord.objects.filter(kind=change.kind, key=change.key).update(retired_at=at)


def _verify(plan: Plan, pack: Pack, sections: Sequence[Section]) -> None:
    """A section that does not give back what it was given would plan the same change for ever."""
    left = outcome(pack, sections, held_rows(sections), memory())
    # What was kept may stand again by what was applied; only what is kept that was not so before was written wrongly.
    wrong: Any = (*left.changes, *left.conflicts, *(one for one in left.kept if one not in plan.kept))
    if wrong:
        first = wrong[0]
        raise AssertionError(f"the tables do not hold what was applied: {first}")


def _write_down(plan: Plan, path: Path, actor: Actor, at: datetime) -> None:
    counts = Counter(change.action for change in plan.changes)
    PackApplication.objects.create(
        pack_code=plan.pack_code,
        folder_digest=folder_digest(path),
        plan_digest=plan.digest,
        created=counts[ChangeAction.CREATE],
        changed=counts[ChangeAction.CHANGE],
        retired=counts[ChangeAction.RETIRE],
        at=at,
        by=actor.name,
    )
    detail = {"plan": plan.digest} | {action.value: counts[action] for action in ChangeAction}
    audit.record(
        actor=actor, action="pack.applied", subject_kind="pack", subject_id=plan.pack_code, at=at, detail=detail
    )


def _stands(row: Row, known: PackRecord | None) -> bool:
    """Whether a record is in force: people may have brought back on screens what a pack took out."""
    return row.in_force if row.in_force is not None else known is None or known.retired_at is None


def export_pack(*, path: Path) -> Exported:
    """Write what is in force into an empty folder, each record into the file it came from."""
    if path.exists() and any(path.iterdir()):
        raise FolderNotEmpty(path=str(path))
    sections = registered_sections()
    remembered = {(item.kind, item.key): item for item in PackRecord.objects.defer("content")}
    placed: dict[str, list[Placed]] = {}
    for row in held_rows(sections).values():
        known = remembered.get((row.kind, row.key))
        if _stands(row, known) and not row.unsaid:
            file, position = (known.file, known.position) if known else (None, None)
            placed.setdefault(row.kind, []).append(Placed(key=row.key, value=row.value, file=file, position=position))
    collections = [item for section in sections for item in section.collections]
    texts = files_of(collections, placed)
    for name, text in texts.items():
        target = path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    return Exported(folder=path, files=tuple(sorted(texts)))
