"""What a file of national records would do to the catalogue, record by record: nothing is written here."""

import hashlib
import json
from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from honglam.kernel.values import Actor, text_noop
from honglam.procedures import access
from honglam.procedures.contracts import OPEN_STATES, VersionState
from honglam.procedures.contracts.national import (
    ImportMark,
    ImportNotFound,
    ImportPlan,
    NationalRecord,
    PlannedRecord,
    RecordState,
    Remark,
)
from honglam.procedures.models import CatalogueImport, Field, Procedure, ProcedureVersion, VersionDraft
from honglam.procedures.rules.keeping.comparing import differences
from honglam.procedures.rules.keeping.sheets import SHEETS
from honglam.procedures.rules.national.joining import joined, remarks_on
from honglam.procedures.rules.national.reading import read_code, read_record
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


def get_planned(*, actor: Actor, import_id: UUID, number: int) -> PlannedRecord:
    """What would become of one record, the only one that is planned. Raises ImportNotFound, where it has none too."""
    row = access.import_by_id(actor=actor, import_id=import_id)
    if not 0 < number <= len(row.records):
        raise ImportNotFound
    record = read_record(row.records[number - 1])
    code = "" if isinstance(record, Remark) else record.code
    twice = bool(code) and any(read_code(one) == code for one in row.records[: number - 1])
    return _Planner([record]).planned(number, record, twice=twice)


def plan_of(row: CatalogueImport) -> ImportPlan:
    """The plan of a file: four queries, however many records it holds."""
    records = tuple(_plan([read_record(one) for one in row.records]))
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


def _plan(read: list[NationalRecord | Remark]) -> Iterator[PlannedRecord]:
    """Each record in the file's order."""
    planner, seen = _Planner(read), set[str]()
    for number, record in enumerate(read, 1):
        code = "" if isinstance(record, Remark) else record.code
        yield planner.planned(number, record, twice=code in seen)
        seen |= {code} - {""}


class _Planner:
    """What stands here, read once for all records."""

    def __init__(self, read: list[NationalRecord | Remark]) -> None:
        codes = {one.code for one in read if isinstance(one, NationalRecord)}
        self.known = {row.code: row for row in Procedure.objects.filter(code__in=codes).select_related("field")}
        states = [state.value for state in OPEN_STATES]
        drafts = VersionDraft.objects.filter(state__in=states, procedure__code__in=codes)
        self.drafted = set(drafts.values_list("procedure__code", flat=True))
        self.latest = {version.procedure.code: _said(version) for version in latest_versions(codes)}
        self.fields = list(Field.objects.all())

    def planned(self, number: int, record: NationalRecord | Remark, *, twice: bool) -> PlannedRecord:
        """One record. `twice`: its code stood before it in the file."""
        faulty = RecordState.FAULTY
        if isinstance(record, Remark):
            return PlannedRecord(number=number, code="", name="", state=faulty, remarks=(record,))
        if twice:
            said = Remark(place="MA_TTHC", message=_TWICE, params={"text": record.code})
            return PlannedRecord(number=number, code=record.code, name=record.name, state=faulty, remarks=(said,))
        return self._planned(number, record)

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
            remarks=(*record.remarks, *remarks_on(before, record.content)),
        )

    def _state(self, record: NationalRecord, before: dict[str, Any], after: dict[str, Any]) -> RecordState:
        if record.code in self.drafted:
            return RecordState.BEING_DRAFTED
        if record.code not in self.known:
            return RecordState.NEW if record.levels else RecordState.NOT_OURS
        changed = any(differences(SHEETS, before, after, str))
        return RecordState.CHANGED if changed else RecordState.SAME


def latest_versions(codes: Collection[str]) -> QuerySet[ProcedureVersion]:
    """The newest version of each procedure that has one; one that was withdrawn only where no other stands."""
    rows = ProcedureVersion.objects.filter(procedure__code__in=codes).exclude(state=VersionState.DRAFT.value)
    rows = rows.annotate(withdrawn=ExpressionWrapper(Q(state=VersionState.RETIRED.value), BooleanField()))
    newest = rows.order_by("procedure__code", "withdrawn", "-number").distinct("procedure__code")
    return newest.select_related("procedure")


def _said(version: ProcedureVersion) -> dict[str, Any]:
    """What a version says, without its announcing decision."""
    return {name: value for name, value in version.content.items() if name != "decision"}
