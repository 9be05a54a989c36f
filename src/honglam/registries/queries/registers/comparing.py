"""A workbook beside what stands: every line with its cells that are otherwise, before any of it is taken."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from honglam.directory import api as directory
from honglam.kernel.clock import today
from honglam.kernel.problems import spoken as say
from honglam.kernel.text import fold
from honglam.kernel.values import Actor, DomainError
from honglam.registries import access
from honglam.registries.contracts import (
    AgencyNotYours,
    AgencyStays,
    ComparedRow,
    Difference,
    ImportRow,
    LineTwice,
    NoSuchAgency,
    RecordNotFound,
    RowFate,
    Schema,
    StateStays,
    ValueTaken,
)
from honglam.registries.models import Register, RegisterRecord
from honglam.registries.queries.registers.definitions import agency_finder, find_register, require_in_force, spoken
from honglam.registries.rules.registers.values import FindAgency, as_typed, read_values, title_of, unique_key
from honglam.ui.workbook_cells import written


def compare(*, actor: Actor, code: str, rows: Sequence[ImportRow]) -> list[ComparedRow]:
    """What taking each line would do. Three queries, however many lines. Raises RegisterNotFound."""
    register, schema = find_register(code=code)
    against = _Against.of(actor, register, schema)
    return [against.judge(row) for row in rows]


def digest_of(rows: Sequence[ComparedRow]) -> str:
    """What was shown, in one word: taking it later must find the same."""
    facts = [
        [one.number, one.fate.value, str(one.record_id), one.version, one.agency_id, dict(one.values or {})]
        for one in rows
    ]
    return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class _Against:
    """What lines are judged by: whose records may be written, which there are, which values are taken."""

    schema: Schema
    kept: frozenset[int] | None
    own_agency: str
    records: Mapping[str, RegisterRecord]
    keys: dict[str, str]
    find: FindAgency
    met_keys: set[str] = field(default_factory=set)
    met_records: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, actor: Actor, register: Register, schema: Schema) -> "_Against":
        kept = access.kept_agencies(actor=actor, owner_id=register.owner_id, schema=schema)
        rows = access.records_of(actor=actor, register=register, schema=schema).filter(struck_at=None)
        taken = RegisterRecord.objects.filter(register=register, struck_at=None).exclude(unique_key="")
        own = directory.get_agency(agency_id=actor.agency_id).code if actor.agency_id is not None else ""
        return cls(
            schema=schema,
            kept=kept,
            own_agency=own,
            records={str(row.id): row for row in rows},
            keys={key: str(at) for key, at in taken.values_list("unique_key", "id")},
            find=agency_finder(),
        )

    def judge(self, row: ImportRow) -> ComparedRow:
        """One line."""
        key = unique_key(self.schema, row.typed)
        record_id = row.record or self.keys.get(key, "")
        record = self.records.get(record_id)
        # A column that the workbook lacks leaves its field as it is.
        typed = as_typed(self.schema, record.values) | dict(row.typed) if record else row.typed
        values, faults = read_values(self.schema, typed, self.find)
        old = record.values if record else {}
        values = _as_it_was(old, values)
        agency_id = record.agency_id if record else 0
        try:
            if record is None and record_id:
                raise self._unreachable(row)
            self._check_alone(record_id, key)
            self._check_state(row, record)
            if record is None:
                agency_id = self._agency(row)
            else:
                self._check_agency(row, record, is_other=values != old)
        except DomainError as fault:
            faults.append(fault)
        fate = RowFate.REFUSED if faults else RowFate.NEW if record is None else RowFate.CHANGED
        return ComparedRow(
            number=row.number,
            fate=RowFate.SAME if fate is RowFate.CHANGED and values == old else fate,
            title=title_of(self.schema, values),
            agency=directory.get_agency(agency_id=agency_id).name if agency_id else row.agency,
            cells=self._cells(old, values),
            faults=tuple((one.field or "", say(one.message, dict(one.params))) for one in faults),
            record_id=record.id if record else None,
            version=record.version if record else 0,
            agency_id=agency_id,
            values=values,
        )

    def _unreachable(self, row: ImportRow) -> DomainError:
        """A record named by its id is not there for the actor; one named by its only value belongs to somebody else."""
        unique = next((one for one in self.schema.fields if one.unique), None)
        if row.record or unique is None:
            return RecordNotFound()
        return ValueTaken(field=unique.code, name=unique.name)

    def _check_alone(self, record_id: str, key: str) -> None:
        if record_id:
            if record_id in self.met_records:
                raise LineTwice
            self.met_records.add(record_id)
        unique = next((one for one in self.schema.fields if one.unique), None)
        if not key or unique is None:
            return
        if key in self.met_keys or self.keys.get(key, record_id) != record_id:
            raise ValueTaken(field=unique.code, name=unique.name)
        self.met_keys.add(key)

    def _check_state(self, row: ImportRow, record: RegisterRecord | None) -> None:
        """A state is reached by a move, with its reason, and never by a cell of a file."""
        state = self.schema.state(record.state) if record else self.schema.states[0]
        if row.state and fold(row.state) not in {fold(state.code), fold(state.name)}:
            raise StateStays(field="_state", state=state.name)

    def _check_agency(self, row: ImportRow, record: RegisterRecord, *, is_other: bool) -> None:
        """A record stays with its agency, and only who keeps that agency's records changes them."""
        agency = directory.get_agency(agency_id=record.agency_id)
        if row.agency and self.find(row.agency) != agency.code:
            raise AgencyStays(field="_agency", agency=agency.name)
        if is_other and self.kept is not None and agency.id not in self.kept:
            raise AgencyNotYours(field="_agency")

    def _agency(self, row: ImportRow) -> int:
        code = self.find(row.agency) if row.agency else self.own_agency
        agency = directory.find_agency_by_code(code=code) if code else None
        if agency is None:
            raise NoSuchAgency(field="_agency", name=self.schema.name)
        if self.kept is not None and agency.id not in self.kept:
            raise AgencyNotYours(field="_agency")
        require_in_force(agency=agency, on=today())
        return agency.id

    def _cells(self, old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Difference, ...]:
        return tuple(
            Difference(name=one.name, old=spoken(one, old.get(one.code, "")), new=spoken(one, new.get(one.code, "")))
            for one in self.schema.fields
            if old.get(one.code, "") != new.get(one.code, "")
        )


def _as_it_was(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """What only lost the letters that no cell holds is what stands: a file that nobody touched says the same."""
    return {code: old[code] if written(old.get(code, "")).strip() == text else text for code, text in new.items()}
