"""Records of the national catalogue come in: kept as they are, looked through as a plan, then made into drafts.

Nothing binds anybody by an import: each record becomes a draft that is proposed, decided and published like any other.
"""

import copy
import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from honglam.kernel import audit
from honglam.kernel.text import fold, nfc
from honglam.kernel.values import Actor
from honglam.procedures import access
from honglam.procedures.contracts import Act
from honglam.procedures.contracts.national import (
    TAKEN,
    NationalFileTooLarge,
    NationalFileUnreadable,
    NationalRecord,
    NothingChosen,
    PlanChanged,
    PlannedRecord,
    RecordState,
)
from honglam.procedures.models import CatalogueImport, Field, Procedure, ProcedureVersion
from honglam.procedures.queries.memory import mark_change
from honglam.procedures.queries.national import find_field, latest_versions, plan_of
from honglam.procedures.rules.national.reading import read_record
from honglam.procedures.services.keeping import FIRST, put_draft

MEGABYTES, MOST_RECORDS = 8, 3000
MAX_BYTES = MEGABYTES * 1024 * 1024
_LISTS = ("RESULT", "DATA", "ITEMS", "RECORDS")
"""Under which of these names an answer of the national portal holds its records, in any case of letters."""


@transaction.atomic
def bring_in(*, actor: Actor, file_name: str, content: bytes, at: datetime) -> UUID:
    """Keep the records of a file. Raises NationalFileUnreadable, NationalFileTooLarge."""
    access.require_keeper(actor=actor)
    row = CatalogueImport.objects.create(
        file_name=nfc(file_name).replace("\0", "")[:200],
        records=_records(content),
        at=at,
        by_id=actor.id,
        by_name=actor.name,
    )
    _record(actor, "procedures.national_brought_in", row, at, records=len(row.records))
    return row.id


@transaction.atomic
def take_over(*, actor: Actor, import_id: UUID, digest: str, numbers: Collection[int], at: datetime) -> int:
    """Make drafts of the chosen records; returns how many. Exactly the plan that was shown, or nothing.

    Raises ImportNotFound, PlanChanged, NothingChosen.
    """
    row = access.import_by_id(actor=actor, import_id=import_id, lock=True)
    # Before the plan is worked out: a version published in between would be the base of a draft that undoes it.
    read = (read_record(one) for one in row.records)
    codes = {one.code for one in read if isinstance(one, NationalRecord)}
    locked = Procedure.objects.select_for_update().filter(code__in=codes).order_by("id")
    standing = _Standing(procedures={one.code: one for one in locked})
    plan = plan_of(row)
    if plan.digest != digest:
        raise PlanChanged
    chosen = [one for one in plan.records if one.number in numbers and one.state in TAKEN]
    if not chosen:
        raise NothingChosen(field="records")
    standing.bases = {one.procedure_id: one for one in latest_versions(standing.procedures)}
    standing.fields = list(Field.objects.all())
    for one in chosen:
        _draft(actor, standing, row, one, at)
    row.applied_at = at
    row.save(update_fields=["applied_at"])
    _record(actor, "procedures.national_taken_over", row, at, codes=[one.code for one in chosen])
    return len(chosen)


@dataclass(kw_only=True)
class _Standing:
    """What the drafts are made upon, read once for all of them; fields that the file brings join the others."""

    procedures: dict[str, Procedure]
    bases: dict[int, ProcedureVersion] = field(default_factory=dict)
    fields: list[Field] = field(default_factory=list)


def _draft(actor: Actor, standing: _Standing, row: CatalogueImport, planned: PlannedRecord, at: datetime) -> None:
    record = read_record(row.records[planned.number - 1])
    if not isinstance(record, NationalRecord):  # it was one when it was planned, from the same row
        raise PlanChanged
    if planned.state is RecordState.NEW:
        procedure = _new_procedure(actor, standing.fields, record, at)
    else:
        procedure = standing.procedures[record.code]
    base = standing.bases.get(procedure.id)
    content = planned.after if base else {**copy.deepcopy(FIRST), **planned.after, "provisional": True}
    put_draft(actor=actor, procedure=procedure, base=base, content=content, act=Act.IMPORTED, at=at, note=row.file_name)


def _new_procedure(actor: Actor, fields: list[Field], record: NationalRecord, at: datetime) -> Procedure:
    mark_change()
    found = find_field(record, fields)
    if found is None:
        found = _new_field(actor, record, at)
        fields.append(found)
    made = Procedure.objects.create(
        code=record.code, name=record.name, field=found, levels=list(record.levels), keywords=list(record.keywords)
    )
    audit.record(actor=actor, action="procedures.created", subject_kind="procedure", subject_id=made.code, at=at)
    return made


def _new_field(actor: Actor, record: NationalRecord, at: datetime) -> Field:
    """A field of government nobody had here. Without a national code it gets one of ours, marked as such."""
    slug = slugify(fold(record.field_name))[:40] or "khac"
    code = record.field_code or f"LV-{slug.upper()}"[:40]
    if Field.objects.filter(slug=slug).exclude(code=code).exists():
        slug = f"{slug}-{hashlib.sha256(code.encode()).hexdigest()[:8]}"
    made, _ = Field.objects.get_or_create(
        code=code,
        defaults={"slug": slug, "name": record.field_name or slug, "order": 9000, "provisional": not record.field_code},
    )
    audit.record(actor=actor, action="procedures.field_created", subject_kind="field", subject_id=made.code, at=at)
    return made


def _records(content: bytes) -> list[object]:
    if len(content) > MAX_BYTES:
        raise NationalFileTooLarge(field="file", megabytes=MEGABYTES, records=MOST_RECORDS)
    try:
        said = json.loads(content.decode("utf-8-sig").replace("\\u0000", ""))
        _require_storable(said)
    except (UnicodeDecodeError, ValueError, RecursionError) as fault:
        raise NationalFileUnreadable(field="file") from fault
    if isinstance(said, dict):
        under = {str(name).upper(): value for name, value in said.items()}
        said = next((under[name] for name in _LISTS if isinstance(under.get(name), list)), [said])
    if not isinstance(said, list) or not said or not any(isinstance(one, dict) for one in said):
        raise NationalFileUnreadable(field="file")
    if len(said) > MOST_RECORDS:
        raise NationalFileTooLarge(field="file", megabytes=MEGABYTES, records=MOST_RECORDS)
    return said


def _require_storable(said: object) -> None:
    """Raises ValueError for what JSON may say and no column takes: half a surrogate, NUL, a number that is none."""
    written = json.dumps(said, allow_nan=False, ensure_ascii=False)
    written.encode()
    if "\\u0000" in written:
        raise ValueError("NUL")


def _record(actor: Actor, action: str, row: CatalogueImport, at: datetime, **detail: object) -> None:
    audit.record(actor=actor, action=action, subject_kind="catalogue_import", subject_id=row.id, at=at, detail=detail)
