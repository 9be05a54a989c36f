"""The template of the directory's workbook, and its rows as wishes: every cell that cannot be read is named."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from django.utils.translation import gettext, override

from honglam.directory.contracts import (
    AGENCY_KIND_LABELS,
    HOLDING_KIND_LABELS,
    LEVEL_LABELS,
    ROLE_LABELS,
    AbsenceWish,
    AgencyData,
    AgencyKind,
    HoldingKind,
    ImportRow,
    Level,
    PostData,
    PostRole,
    PostWish,
    StaffWish,
    Wish,
)
from honglam.directory.forms.workbook import Column, Line, Sheet, read_workbook
from honglam.kernel.text import fold
from honglam.kernel.values import FieldError, text_noop

T = TypeVar("T", bound=StrEnum)

AGENCIES, POSTS, STAFF, ABSENCES = "agencies", "posts", "staff", "absences"
_DAY = text_noop("A date, for example 01/07/2025.")
# As on the pages: whoever reckons with the day before or after needs one.
_EARLIEST, _LATEST = date(1900, 1, 1), date(2200, 1, 1)
TITLES = {
    AGENCIES: text_noop("Agencies"),
    POSTS: text_noop("Posts"),
    STAFF: text_noop("Staff"),
    ABSENCES: text_noop("Absences"),
}
# field, heading, note, width
_COLUMNS: Mapping[str, tuple[tuple[str, str, str, int], ...]] = {
    AGENCIES: (
        ("code", text_noop("Agency code"), text_noop("Capital letters without accents, digits and hyphens."), 20),
        ("name", text_noop("Full name of the agency"), "", 48),
        ("short_name", text_noop("Abbreviation"), "", 14),
        ("kind", text_noop("Kind"), text_noop("A word of the list on the page of agencies, or its code."), 22),
        ("level", text_noop("Level"), text_noop("Province or commune."), 12),
        ("parent", text_noop("Agency above"), text_noop("The code of the agency above."), 20),
        ("administrative_unit", text_noop("Administrative unit"), text_noop("The code of the unit it serves."), 12),
        ("identifier_code", text_noop("Identifier code"), text_noop("Empty: that of the agency above."), 16),
        ("one_stop", text_noop("Receiving desk"), text_noop("Empty: that of the agency above."), 20),
        ("valid_from", text_noop("First day"), _DAY, 14),
        ("valid_to", text_noop("Last day"), _DAY, 14),
        ("address", text_noop("Address"), "", 40),
        ("phone", text_noop("Telephone"), "", 16),
        ("email", text_noop("E-mail"), "", 28),
    ),
    POSTS: (
        ("agency", text_noop("Agency code"), "", 20),
        ("code", text_noop("Post code"), "", 12),
        ("title", text_noop("Title of the post"), "", 36),
        ("roles", text_noop("Roles"), text_noop("Several are separated by semicolons."), 48),
        ("seats", text_noop("Number of people"), "", 10),
    ),
    STAFF: (
        ("full_name", text_noop("Full name"), "", 28),
        ("contact", text_noop("Official e-mail or mobile number"), "", 30),
        ("agency", text_noop("Agency code"), text_noop("The agency or unit in which the post is."), 20),
        ("post", text_noop("Post code"), "", 12),
        (
            "kind",
            text_noop("How the post is held"),
            text_noop("Holder, deputy or acting; empty: holder."),
            14,
        ),
        ("valid_from", text_noop("First day"), _DAY, 14),
        ("valid_to", text_noop("Last day"), _DAY, 14),
        ("moved_from", text_noop("Moved from"), text_noop("For a transfer: the post that is left, SOTUPHAP/CV."), 24),
    ),
    ABSENCES: (
        ("contact", text_noop("Official e-mail or mobile number"), text_noop("Of whoever is away."), 30),
        ("agency", text_noop("Agency code"), "", 20),
        ("post", text_noop("Post code"), "", 12),
        ("first_day", text_noop("First day away"), _DAY, 14),
        ("last_day", text_noop("Last day away"), _DAY, 14),
        ("deputy", text_noop("Who stands in"), text_noop("The e-mail or mobile number of a colleague."), 30),
    ),
}


_LABELS: Mapping[type[StrEnum], Mapping[Any, str]] = {
    AgencyKind: AGENCY_KIND_LABELS,
    Level: LEVEL_LABELS,
    PostRole: ROLE_LABELS,
    HoldingKind: HOLDING_KIND_LABELS,
}
_KEYS = frozenset({"code", "agency", "post", "contact", "deputy"})
"""Without these nobody knows what a row is about; other columns may be left out for what exists already."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The rows of a workbook, agencies first, and which of its sheets and columns were not read."""

    rows: Sequence[ImportRow]
    unread: Sequence[str]


def sheets() -> list[Sheet]:
    """The sheets of the template in the reader's language."""
    return [
        Sheet(
            code=code,
            title=gettext(TITLES[code]),
            columns=tuple(
                Column(field=field, heading=gettext(heading), note=gettext(note) if note else "", width=width)
                for field, heading, note, width in columns
            ),
        )
        for code, columns in _COLUMNS.items()
    ]


def spoken_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row to write, its labels in the reader's language."""
    said = dict(row)
    for field in ("kind", "level"):
        if field in said:
            said[field] = gettext(said[field])
    if "roles" in said:
        said["roles"] = "; ".join(gettext(label) for label in said["roles"])
    return said


def headings() -> dict[str, dict[str, str]]:
    """What each field is called, as a msgid, by sheet."""
    return {code: {field: heading for field, heading, _, _ in columns} for code, columns in _COLUMNS.items()}


def spoken_value(value: object) -> str:
    """A value before or after a change, in the reader's language."""
    if isinstance(value, tuple):
        return "; ".join(spoken_value(one) for one in value) or "–"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    labels = next((labels for kind, labels in _LABELS.items() if isinstance(value, kind)), None)
    return gettext(labels[value]) if labels else str(value or "–")


def read_rows(content: bytes) -> Sequence[ImportRow]:
    """Every row of an uploaded workbook. Raises NotAWorkbook or WorkbookTooLarge."""
    return read_import(content).rows


def read_import(content: bytes) -> Reading:
    """The same, with what was not read."""
    titles = {word: code for code, title in TITLES.items() for word in _spoken(title)}
    book = read_workbook(content, {word: _headings(code) for word, code in titles.items()})
    rows = [_row(titles[title], line) for title, lines in book.lines.items() for line in lines]
    return Reading(rows=sorted(rows, key=lambda row: list(_COLUMNS).index(row.sheet)), unread=book.unread)


def _headings(code: str) -> dict[str, str]:
    return {word: field for field, heading, _, _ in _COLUMNS[code] for word in _spoken(heading)}


def _spoken(text: str) -> Iterator[str]:
    for language in ("vi", "en"):
        with override(language):
            yield fold(gettext(text))


@cache
def _words(kind: type[StrEnum]) -> Mapping[str, Any]:
    """The values of an enumeration by their folded codes and words in both languages."""
    found = {word: value for value, label in _LABELS[kind].items() for word in _spoken(label)}
    return found | {fold(value): value for value in _LABELS[kind]}


def _row(code: str, line: Line) -> ImportRow:
    cells = Cells(line.cells, line.columns)
    wish: Wish = _WISHES[code](cells)
    return ImportRow(
        sheet=code,
        number=line.number,
        title=cells.title(),
        wish=None if cells.faults else wish,
        faults=tuple(cells.faults),
        columns=line.columns,
    )


class Cells:
    """The cells of one row, asked for by field; what cannot be read becomes a fault and an empty value."""

    def __init__(self, cells: Mapping[str, Any], columns: Collection[str]) -> None:
        self.cells = cells
        self.columns = columns
        self.faults: list[FieldError] = []

    def title(self) -> str:
        """What to call the row in a list."""
        fields = ("full_name", "name", "title", "contact", "code")
        return next((str(self.cells[field]) for field in fields if field in self.cells), "")

    def text(self, field: str, *, needed: bool = False, limit: int = 200) -> str:
        """A text; `needed` refuses an empty cell, but not a column that is left out, unless it names the row."""
        value = self.cells.get(field, "")
        text = f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
        if needed and not text and (field in self.columns or field in _KEYS):
            self.fault(field, "empty_cell", text_noop("This cell must not be empty."))
        if len(text) > limit:
            self.fault(field, "long_cell", text_noop("At most %(limit)s characters fit here."), limit=limit)
        return text

    def code(self, field: str, *, needed: bool = False, limit: int = 60) -> str:
        """A natural code in capitals."""
        code = self.text(field, needed=needed, limit=limit).upper()
        if code and not re.fullmatch(r"[A-Z0-9-]+", code):
            self.fault(field, "bad_code", text_noop("A code has capital letters without accents, digits and hyphens."))
        return code

    def key(self, field: str) -> str:
        """The code of a post with that of its agency before it: `AGENCY/POST`."""
        key = self.text(field, limit=101).upper()
        if key and not re.fullmatch(r"[A-Z0-9-]+/[A-Z0-9-]+", key):
            self.fault(
                field, "bad_post", text_noop("Write the agency's code, “/” and the post's. Example: SOTUPHAP/CV.")
            )
        return key

    def day(self, field: str) -> date | None:
        """A day, from a date cell, `01/07/2025` or `2025-07-01`."""
        value = self.cells.get(field, "")
        if not value:
            return None
        day = value if isinstance(value, date) else _read_day(str(value))
        if day is None:
            self.fault(field, "bad_day", text_noop("This is not a date. Example: 01/07/2025."))
        elif not _EARLIEST <= day <= _LATEST:
            self.fault(
                field,
                "far_day",
                text_noop(
                    "This day lies too far away. Example: 01/07/2025. Where there is no last day, leave the cell empty."
                ),
            )
            return None
        return day

    def needed_day(self, field: str) -> date:
        """A day that must be there."""
        if not self.cells.get(field):
            self.fault(field, "empty_cell", text_noop("This cell must not be empty."))
        return self.day(field) or date.min

    def number(self, field: str, default: int) -> int:
        """A whole number of people."""
        text = self.text(field)
        if text and not re.fullmatch(r"[1-9][0-9]{0,2}", text):
            self.fault(field, "bad_number", text_noop("This is not a number from 1 to 999."))
            return default
        return int(text or default)

    def one_of(self, field: str, default: T, *, needed: bool = False) -> T:
        """A code of an enumeration, or its word in either language; an empty cell means the default unless `needed`."""
        text = self.text(field, needed=needed)
        return self._word(field, text, default) if text else default

    def several_of(self, field: str, default: T) -> tuple[T, ...]:
        """Several codes or words, separated by semicolons."""
        words = [word for word in re.split(r"[;\n]", self.text(field, needed=True, limit=600)) if word.strip()]
        return tuple(dict.fromkeys(self._word(field, word, default) for word in words))

    def _word(self, field: str, text: str, default: T) -> T:
        found = _words(type(default)).get(fold(text.strip()))
        if found is None:
            self.fault(field, "unknown_word", text_noop("“%(word)s” is not on the list."), word=text.strip())
        return found or default

    def fault(self, field: str, code: str, message: str, **params: Any) -> None:
        """One more fault of this row."""
        self.faults.append(FieldError(field=field, code=code, message=message, params=params))


def _read_day(text: str) -> date | None:
    match = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
    try:
        if match:
            return date(int(match[3]), int(match[2]), int(match[1]))
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None


def _agency(cells: Cells) -> AgencyData:
    return AgencyData(
        code=cells.code("code", needed=True),
        name=cells.text("name", needed=True),
        short_name=cells.text("short_name", limit=40),
        kind=cells.one_of("kind", AgencyKind.DIVISION, needed=True),
        level=cells.one_of("level", Level.PROVINCE, needed=True),
        parent=cells.code("parent"),
        administrative_unit=cells.text("administrative_unit", needed=True, limit=10),
        identifier_code=cells.text("identifier_code", limit=40),
        one_stop=cells.code("one_stop"),
        valid_from=cells.day("valid_from"),
        valid_to=cells.day("valid_to"),
        address=cells.text("address", limit=300),
        phone=cells.text("phone", limit=60),
        email=cells.text("email", limit=120),
    )


def _post(cells: Cells) -> PostWish:
    post = PostData(
        code=cells.code("code", needed=True, limit=40),
        title=cells.text("title", needed=True, limit=120),
        roles=cells.several_of("roles", PostRole.PROCESSING_OFFICER),
        seats=cells.number("seats", 1),
    )
    return PostWish(agency=cells.code("agency", needed=True), post=post)


def _staff(cells: Cells) -> StaffWish:
    return StaffWish(
        contact=cells.text("contact", needed=True, limit=120),
        full_name=cells.text("full_name", limit=100),
        agency=cells.code("agency", needed=True),
        post=cells.code("post", needed=True, limit=40),
        kind=cells.one_of("kind", HoldingKind.HOLDER),
        valid_from=cells.needed_day("valid_from"),
        valid_to=cells.day("valid_to"),
        moved_from=cells.key("moved_from"),
    )


def _absence(cells: Cells) -> AbsenceWish:
    return AbsenceWish(
        contact=cells.text("contact", needed=True, limit=120),
        agency=cells.code("agency", needed=True),
        post=cells.code("post", needed=True, limit=40),
        first_day=cells.needed_day("first_day"),
        last_day=cells.needed_day("last_day"),
        deputy=cells.text("deputy", needed=True, limit=120),
    )


_WISHES: Mapping[str, Callable[[Cells], Wish]] = {
    AGENCIES: _agency,
    POSTS: _post,
    STAFF: _staff,
    ABSENCES: _absence,
}
