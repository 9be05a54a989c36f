"""What a file of national records would do to the catalogue, record by record: nothing is written here."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from honglam.kernel.values import Actor, text_noop
from honglam.procedures import access
from honglam.procedures.contracts import OPEN_STATES, VersionState
from honglam.procedures.contracts.national import (
    ImportMark,
    ImportPlan,
    NationalRecord,
    PlannedRecord,
    RecordState,
    Remark,
)
from honglam.procedures.models import CatalogueImport, Field, Procedure, ProcedureVersion, VersionDraft
from honglam.procedures.rules.keeping.comparing import differences
from honglam.procedures.rules.keeping.sheets import SHEETS
from honglam.procedures.rules.national.joining import joined
from honglam.procedures.rules.national.reading import read_record
from honglam.procedures.rules.national.words import key

MOST_MARKS = 20
_TWICE = text_noop("The code %(text)s stands twice in the file; the first record is used.")


def list_imports(*, actor: Actor) -> list[ImportMark]:
    """The files brought in last."""
    access.require_keeper(actor=actor)
    return [
        ImportMark(id=row.id, file_name=row.file_name, at=row.at, by=row.by_name, applied_at=row.applied_at)
        for row in CatalogueImport.objects.defer("records")[:MOST_MARKS]
    ]


def get_plan(*, actor: Actor, import_id: UUID) -> ImportPlan:
    """What would become of each record now. Raises ImportNotFound."""
    return plan_of(access.import_by_id(actor=actor, import_id=import_id))


def plan_of(row: CatalogueImport) -> ImportPlan:
    """The plan of a file: four queries, however many records it holds."""
    records = tuple(_Planner([read_record(one) for one in row.records]).plan())
    said = [[one.number, one.code, one.state, one.field_name, one.after] for one in records]
    return ImportPlan(
        id=row.id,
        file_name=row.file_name,
        at=row.at,
        by=row.by_name,
        applied_at=row.applied_at,
        records=records,
        digest=hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32],
    )


def find_field(record: NationalRecord, fields: list[Field]) -> Field | None:
    """The field of government that a record names, by its code or else by its name."""
    by_code = next((field for field in fields if record.field_code and field.code == record.field_code), None)
    named = key(record.field_name)
    return by_code or next((field for field in fields if named and key(field.name) == named), None)


class _Planner:
    """What stands here, read once for all records."""

    def __init__(self, read: list[NationalRecord | Remark]) -> None:
        self.read = read
        codes = {one.code for one in read if isinstance(one, NationalRecord)}
        self.known = {row.code: row for row in Procedure.objects.filter(code__in=codes).select_related("field")}
        states = [state.value for state in OPEN_STATES]
        drafts = VersionDraft.objects.filter(state__in=states, procedure__code__in=codes)
        self.drafted = set(drafts.values_list("procedure__code", flat=True))
        self.latest = dict(latest_contents(codes))
        self.fields = list(Field.objects.all())

    def plan(self) -> Iterator[PlannedRecord]:
        """Each record in the file's order."""
        seen: set[str] = set()
        for number, record in enumerate(self.read, 1):
            if isinstance(record, Remark):
                yield PlannedRecord(number=number, code="", name="", state=RecordState.FAULTY, remarks=(record,))
            elif record.code in seen:
                twice = Remark(place="MA_TTHC", message=_TWICE, params={"text": record.code})
                faulty = RecordState.FAULTY
                yield PlannedRecord(number=number, code=record.code, name=record.name, state=faulty, remarks=(twice,))
            else:
                seen.add(record.code)
                yield self._planned(number, record)

    def _planned(self, number: int, record: NationalRecord) -> PlannedRecord:
        procedure = self.known.get(record.code)
        # A version that does not say a name goes by the procedure's.
        before = ({"name": procedure.name} if procedure else {}) | self.latest.get(record.code, {})
        after = joined(before, record.content)
        field = procedure.field if procedure else find_field(record, self.fields)
        return PlannedRecord(
            number=number,
            code=record.code,
            name=record.name,
            state=self._state(record, before, after),
            field_name=field.name if field else record.field_name,
            field_is_new=field is None,
            before=before,
            after=after,
            remarks=record.remarks,
        )

    def _state(self, record: NationalRecord, before: dict[str, Any], after: dict[str, Any]) -> RecordState:
        if record.code in self.drafted:
            return RecordState.BEING_DRAFTED
        if record.code not in self.known:
            return RecordState.NEW if record.levels else RecordState.NOT_OURS
        changed = any(differences(SHEETS, before, after, str))
        return RecordState.CHANGED if changed else RecordState.SAME


def latest_contents(codes: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the newest version of each procedure says, without its announcing decision."""
    rows = ProcedureVersion.objects.filter(procedure__code__in=codes).exclude(state=VersionState.DRAFT.value)
    newest = rows.order_by("procedure__code", "-number").distinct("procedure__code")
    for code, content in newest.values_list("procedure__code", "content"):
        yield code, {name: value for name, value in content.items() if name != "decision"}
