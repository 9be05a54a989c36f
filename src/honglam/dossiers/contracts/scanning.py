"""What crosses the door about papers scanned at the counter: the paper, what a machine read, what it may answer."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from honglam.files.contracts import ReadingState
from honglam.kernel.values import Invalid, NotFound, text_noop


class Read(StrEnum):
    """What kind of thing was read. `OTHER`: a line with a label that is none of the known ones."""

    NAME = "name"
    ID_NUMBER = "id_number"
    BIRTH_DATE = "birth_date"
    ADDRESS = "address"
    PHONE = "phone"
    PAPER_NUMBER = "paper_number"
    PAPER_DATE = "paper_date"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class ScanView:
    """A paper scanned for a dossier that is being received."""

    id: UUID
    component_code: str
    file_id: UUID
    file_name: str
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class Found:
    """One thing read from a paper: the words of its label, the value as answers hold it, how sure (0–100) and where."""

    kind: Read
    label: str
    value: str
    confidence: int
    page: int
    line: int

    @property
    def shown(self) -> str:
        """The value as people write it."""
        if self.kind not in (Read.BIRTH_DATE, Read.PAPER_DATE):
            return self.value
        year, month, day = self.value.split("-")
        return f"{day}/{month}/{year}"


@dataclass(frozen=True, kw_only=True)
class Target:
    """A question that could take a value; `field` is its dotted name, `within` the section it stands in."""

    field: str
    label: str
    within: str = ""
    is_date: bool = False
    fact: str = ""


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A value and the questions it may answer, best first. It answers none until an officer says so."""

    number: int
    found: Found
    targets: tuple[Target, ...]


@dataclass(frozen=True, kw_only=True)
class ScanReading:
    """How far the reading of a scanned paper has come and what it suggests."""

    scan: ScanView
    state: ReadingState
    pages: int = 0
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReadSource:
    """Where an answer that an officer confirmed was read: kept with the answers for as long as they are."""

    file_id: UUID
    paper: str
    page: int
    line: int
    confidence: int
    value: str


class NoOriginals(Invalid):
    """None of these papers has an original here."""

    code = "no_originals"
    message = text_noop("No original of these papers is kept here any more.")


class ScanNotFound(NotFound):
    """No such scanned paper, another officer's, or of yesterday."""

    code = "scan_not_found"
    message = text_noop("The scanned paper is no longer here. Scan it again.")
