"""Registers that a pack defines: their schema, and records as pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from honglam.kernel.values import text_noop


class FieldType(StrEnum):
    """What is written in a field. Kept as text in one form: `1240.5`, `2026-11-30`, `yes`, a code."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DAY = "day"
    CHOICE = "choice"
    AGENCY = "agency"
    PERSON = "person"
    YES_NO = "yes_no"


class Seen(StrEnum):
    """Who of other agencies reads a register: nobody but those above and its owner, or every officer."""

    OWN = "own"
    ALL = "all"


class MeasureKind(StrEnum):
    """What a measure of a register does with its records."""

    COUNT = "count"
    SUM = "sum"
    SHARE = "share"


class Act(StrEnum):
    """What somebody did with a record. Lines of the history are never changed."""

    MADE = "made"
    CHANGED = "changed"
    MOVED = "moved"
    CONFIRMED = "confirmed"
    DOUBTED = "doubted"
    STRUCK = "struck"
    IMPORTED = "imported"


class Mark(StrEnum):
    """What is to be said of a record's quality."""

    INCOMPLETE = "incomplete"
    OVERDUE = "overdue"
    DOUBTED = "doubted"


ACTS: Mapping[Act, str] = {
    Act.MADE: text_noop("Entered in the register"),
    Act.CHANGED: text_noop("Changed in the register"),
    Act.MOVED: text_noop("Given another state"),
    Act.CONFIRMED: text_noop("Confirmed as right"),
    Act.DOUBTED: text_noop("Marked as doubtful"),
    Act.STRUCK: text_noop("Struck out"),
    Act.IMPORTED: text_noop("Taken from an Excel file"),
}
MARKS: Mapping[Mark, str] = {
    Mark.INCOMPLETE: text_noop("incomplete"),
    Mark.OVERDUE: text_noop("to be checked again"),
    Mark.DOUBTED: text_noop("doubtful"),
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of the answers of a choice."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field. `wanted`: may be empty, but then the record is incomplete. `listed`: a column of the list."""

    code: str
    name: str
    type: FieldType
    hint: str = ""
    required: bool = False
    wanted: bool = False
    unique: bool = False
    personal: bool = False
    listed: bool = False
    choices: tuple[Choice, ...] = ()
    least: float | None = None
    most: float | None = None
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class State:
    """A state of a record; the first one is where it begins. `tone` colours its tag.

    `over`: the work is done, though somebody may still take it up again. Such a record stays with the agency whose work
    it was, and need not be confirmed again.
    """

    code: str
    name: str
    tone: str = "neutral"
    over: bool = False


@dataclass(frozen=True, kw_only=True)
class Move:
    """A way from some states into another. `reason`: must be said."""

    code: str
    name: str
    leaves: tuple[str, ...]
    enters: str
    reason: bool = False


@dataclass(frozen=True, kw_only=True)
class Condition:
    """What a record must say: a choice among some, a number between two, or anything at all (`given`).

    `field` may be `state`: the record's own.
    """

    field: str
    among: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    given: bool | None = None


@dataclass(frozen=True, kw_only=True)
class RegisterMeasure:
    """A number that the register gives, under `registers.<code>`.

    `by`: the day field that places a record, as it stands when asked, in a period; without it every record counts that
    stood at the period's end, as it stood then.
    `of`: a share's denominator. `field`: what a sum adds up.
    """

    code: str
    name: str
    definition: str
    kind: MeasureKind = MeasureKind.COUNT
    unit: str = ""
    field: str = ""
    by: str = ""
    where: tuple[Condition, ...] = ()
    of: tuple[Condition, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Schema:
    """What a register is. `owner`: the agency that answers for all of it. `keepers`: roles that write in their own
    agency; `readers`: roles that only read. `check_months`: how long a record may stand unconfirmed."""

    code: str
    name: str
    purpose: str
    owner: str
    keepers: tuple[str, ...]
    readers: tuple[str, ...] = ()
    seen: Seen = Seen.OWN
    check_months: int | None = None
    fields: tuple[Field, ...] = ()
    states: tuple[State, ...] = ()
    moves: tuple[Move, ...] = ()
    measures: tuple[RegisterMeasure, ...] = ()
    provisional: bool = False

    def field(self, code: str) -> Field | None:
        """The field of that code."""
        return next((one for one in self.fields if one.code == code), None)

    def state(self, code: str) -> State:
        """The state of that code; one that the schema no longer has shows its code."""
        return next((one for one in self.states if one.code == code), State(code=code, name=code))


@dataclass(frozen=True, kw_only=True)
class RegisterView:
    """A register in sight. `may_keep`: the reader may enter records. `owns`: on the side that answers for it.

    `retired`: a later pack no longer names it; it is read, and nothing is written in it any more.
    """

    schema: Schema
    edition: int
    owner_name: str
    may_keep: bool
    owns: bool
    retired: bool


@dataclass(frozen=True, kw_only=True)
class RecordView:
    """A record. `values` in the kept form, `spoken` in words; `version` is what a form sends back with a change."""

    id: UUID
    register: str
    title: str
    agency_id: int
    agency: str
    agency_code: str
    state: State
    values: Mapping[str, str]
    spoken: Mapping[str, str]
    version: int
    marks: tuple[Mark, ...]
    doubt: str
    struck: bool
    confirmed_on: date
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One field that is otherwise than before, in words."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class VersionView:
    """One line of a record's history. `differences`: against the line before it."""

    number: int
    at: datetime
    act: Act
    person: str
    agency: str
    state: State
    reason: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, kw_only=True)
class RecordPage:
    """A record with its history, the latest first, and what the reader may do. `may_give`: to another agency."""

    register: RegisterView
    record: RecordView
    history: tuple[VersionView, ...]
    moves: tuple[Move, ...]
    may_keep: bool
    may_give: bool


@dataclass(frozen=True, kw_only=True)
class RecordsAsked:
    """Which records: words without accents, a state, an agency and what is below it, a mark; struck ones on demand."""

    words: str = ""
    state: str = ""
    agency_id: int | None = None
    doubted: bool = False
    struck: bool = False


@dataclass(frozen=True, kw_only=True)
class ImportRow:
    """One line of a workbook as typed, with its number in the sheet."""

    number: int
    record: str
    agency: str
    state: str
    typed: Mapping[str, str]


class RowFate(StrEnum):
    """What taking a line would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class ComparedRow:
    """A line beside what stands: every cell that is otherwise, or why the line cannot be taken (field, words)."""

    number: int
    fate: RowFate
    title: str
    agency: str
    cells: tuple[Difference, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()
    record_id: UUID | None = None
    version: int = 0
    agency_id: int = 0
    values: Mapping[str, str] | None = None
