"""Records of the national catalogue of procedures, as they come in: what a plan says of them, and refusals."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from honglam.kernel.values import Conflict, Invalid, NotFound, text_noop


class RecordState(StrEnum):
    """What would become of a record if the plan were carried out."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    BEING_DRAFTED = "being_drafted"
    NOT_OURS = "not_ours"
    FAULTY = "faulty"


TAKEN = (RecordState.NEW, RecordState.CHANGED)
"""Records from which a draft can be made."""

RECORD_STATE_LABELS: dict[RecordState, str] = {
    RecordState.NEW: text_noop("New here"),
    RecordState.CHANGED: text_noop("Differs"),
    RecordState.SAME: text_noop("The same"),
    RecordState.BEING_DRAFTED: text_noop("Being drafted here"),
    RecordState.NOT_OURS: text_noop("Not settled in the province"),
    RecordState.FAULTY: text_noop("Cannot be read"),
}


@dataclass(frozen=True, kw_only=True)
class Remark:
    """Something about a record that a person must know; `place` is its key in the national record."""

    place: str
    message: str
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class NationalRecord:
    """A record of the national catalogue in our words. `content` has the pack's shape, as far as the record says."""

    code: str
    name: str
    field_code: str
    field_name: str
    levels: tuple[str, ...]
    keywords: tuple[str, ...]
    content: dict[str, Any]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlannedRecord:
    """One record and what would become of it. `before` and `after` are definitions to be shown side by side."""

    number: int
    code: str
    name: str
    state: RecordState
    field_name: str = ""
    field_is_new: bool = False
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ImportPlan:
    """What a file would do. `digest` names the plan that was shown: only that one is carried out."""

    id: UUID
    file_name: str
    at: datetime
    by: str
    applied_at: datetime | None
    records: tuple[PlannedRecord, ...]
    digest: str


class ImportNotFound(NotFound):
    """No such file of records, or not for this actor."""

    code = "import_not_found"


@dataclass(frozen=True, kw_only=True)
class ImportMark:
    """A file of records in a list."""

    id: UUID
    file_name: str
    at: datetime
    by: str
    applied_at: datetime | None


class NationalFileUnreadable(Invalid):
    """The file is no list of national records."""

    code = "national_file_unreadable"
    message = text_noop(
        "This file could not be read as records of the national catalogue. "
        "Choose the JSON file as it was exported there."
    )


class NationalFileTooLarge(Invalid):
    """More than can be looked through at once."""

    code = "national_file_too_large"
    message = text_noop(
        "The file is larger than %(megabytes)s MB or holds more than %(records)s records. Please divide it."
    )


class NothingChosen(Invalid):
    """No record was ticked."""

    code = "nothing_chosen"
    message = text_noop("Choose at least one record to take over.")


class PlanChanged(Conflict):
    """The catalogue changed after the plan was shown."""

    code = "plan_changed"
    message = text_noop(
        "The catalogue has changed since you opened this plan. Nothing was taken over; "
        "please look through the new plan."
    )
