"""What a workbook asks for, and what would come of it, row by row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from honglam.directory.contracts.codes import HoldingKind
from honglam.directory.contracts.inputs import AgencyData, PostData
from honglam.kernel.values import FieldError, text_noop


@dataclass(frozen=True, kw_only=True)
class PostWish:
    """A row of the sheet of posts."""

    agency: str
    post: PostData


@dataclass(frozen=True, kw_only=True)
class StaffWish:
    """A row of the sheet of staff. `moved_from` (`AGENCY/POST`) makes it a transfer."""

    contact: str
    full_name: str
    agency: str
    post: str
    kind: HoldingKind
    valid_from: date
    valid_to: date | None
    moved_from: str


@dataclass(frozen=True, kw_only=True)
class AbsenceWish:
    """A row of the sheet of absences: the holder of a post, and a colleague who stands in."""

    contact: str
    agency: str
    post: str
    first_day: date
    last_day: date
    deputy: str


Wish = AgencyData | PostWish | StaffWish | AbsenceWish


@dataclass(frozen=True, kw_only=True)
class ImportRow:
    """One row as read: what it asks for, or what is wrong with its cells. `columns` are letters by field."""

    sheet: str
    number: int
    title: str
    wish: Wish | None
    faults: tuple[FieldError, ...]
    columns: Mapping[str, str]


class ImportAction(StrEnum):
    """What a row comes to."""

    CREATE = "create"
    CHANGE = "change"
    APPOINT = "appoint"
    OPEN = "open"
    TRANSFER = "transfer"
    END = "end"
    ABSENCE = "absence"
    SAME = "same"
    REFUSED = "refused"


IMPORT_ACTION_LABELS: Mapping[ImportAction, str] = {
    ImportAction.CREATE: text_noop("is added"),
    ImportAction.CHANGE: text_noop("is changed"),
    ImportAction.APPOINT: text_noop("is appointed"),
    ImportAction.OPEN: text_noop("is appointed, and a new account is opened"),
    ImportAction.TRANSFER: text_noop("is transferred"),
    ImportAction.END: text_noop("leaves the post"),
    ImportAction.ABSENCE: text_noop("will be away"),
    ImportAction.SAME: text_noop("stays as it is"),
    ImportAction.REFUSED: text_noop("cannot be taken"),
}


@dataclass(frozen=True, kw_only=True)
class ImportFault:
    """One fault, at its cell of the row's sheet (`E7`; without a letter it concerns the row)."""

    cell: str
    error: FieldError


@dataclass(frozen=True, kw_only=True)
class ImportDifference:
    """One field of what exists, before and after."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, kw_only=True)
class ImportLine:
    """What would happen to one row."""

    sheet: str
    number: int
    title: str
    action: ImportAction
    faults: tuple[ImportFault, ...]
    changes: tuple[ImportDifference, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """What taking the whole workbook would do. `digest` names exactly this outcome; with faults nothing is taken."""

    lines: tuple[ImportLine, ...]
    digest: str

    @property
    def faults(self) -> tuple[ImportFault, ...]:
        """Every fault of every row."""
        return tuple(fault for line in self.lines for fault in line.faults)

    @property
    def moving(self) -> tuple[ImportLine, ...]:
        """The rows that do something, or cannot."""
        return tuple(line for line in self.lines if line.action is not ImportAction.SAME)

    @property
    def counts(self) -> dict[ImportAction, int]:
        """How many rows come to what."""
        return {action: sum(line.action is action for line in self.lines) for action in ImportAction}
