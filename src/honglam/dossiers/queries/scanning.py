"""Scanned papers and what they suggest, for the officer who scanned them."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from honglam.dossiers.access import scan_for, scans_of
from honglam.dossiers.contracts import Read, ReadSource, ScanReading, ScanView, Suggestion, Target
from honglam.dossiers.models import Scan
from honglam.dossiers.rules import suggesting
from honglam.files import api as files
from honglam.files.contracts import ReadingState
from honglam.identity import api as identity
from honglam.kernel.values import Actor, DomainError, text_noop
from honglam.procedures import api as procedures
from honglam.procedures.contracts import PageModel

ABOUT_APPLICANT = (
    ("applicant.name", text_noop("Full name"), "person.full_name"),
    ("applicant.id_number", text_noop("Citizen id"), "person.citizen_id"),
    ("applicant.phone", text_noop("Telephone"), "person.phone"),
    ("applicant.address", text_noop("Address"), "person.address"),
)
APPLICANT = text_noop("Applicant")
_DATES = ("date", "partial_date")
_WRITTEN = ("text", "textarea", "phone", *_DATES)


def scan_view(row: Scan) -> ScanView:
    """A row as a value."""
    return ScanView(
        id=row.id,
        component_code=row.component_code,
        file_id=row.file_id,
        file_name=row.file_name,
        made_at=row.made_at,
    )


def list_scans(*, actor: Actor, scan_ids: Iterable[UUID]) -> list[ScanView]:
    """Those of the ids that the actor scanned, oldest first."""
    return [scan_view(row) for row in scans_of(actor=actor, scan_ids=scan_ids)]


def read_scan(*, actor: Actor, scan_id: UUID, version_id: int, on: date) -> ScanReading:
    """What was read of a scanned paper and which questions of the procedure it may answer. Raises `ScanNotFound`."""
    scan = scan_view(scan_for(actor=actor, scan_id=scan_id))
    reading = files.get_reading(file_id=scan.file_id)
    if reading is None or reading.state is not ReadingState.READ:
        return ScanReading(scan=scan, state=reading.state if reading else ReadingState.WAITING)
    found = suggesting.find(reading.lines)
    suggestions = suggesting.match(found, targets_of(version_id=version_id, on=on))
    return ScanReading(
        scan=scan,
        state=reading.state,
        pages=reading.pages,
        suggestions=tuple(one for one in suggestions if _is_sound(one)),
    )


def targets_of(*, version_id: int, on: date) -> tuple[Target, ...]:
    """Every written question of the procedure's form outside of lists, and those about the applicant."""
    targets = [Target(field=field, label=label, within=APPLICANT, fact=fact) for field, label, fact in ABOUT_APPLICANT]
    bound = procedures.bindings(version_id=version_id)
    for page in _pages(version_id, on):
        targets += [
            Target(
                field=field.name,
                label=field.label,
                within=section.title or page.title,
                is_date=field.widget.value in _DATES,
                fact=bound.get(field.name, ""),
            )
            for section in page.sections
            for field in section.fields
            if field.widget.value in _WRITTEN and not field.read_only
        ]
    return tuple(targets)


def source_of(
    *, actor: Actor, version_id: int, scan_id: UUID, number: int, on: date
) -> tuple[Suggestion, ReadSource] | None:
    """What stands behind one suggestion; None for one that is none, or another's."""
    try:
        reading = read_scan(actor=actor, scan_id=scan_id, version_id=version_id, on=on)
    except DomainError:
        return None
    one = next((one for one in reading.suggestions if one.number == number), None)
    if one is None:
        return None
    found, version = one.found, procedures.get_version(version_id=version_id)
    names = {component.code: component.name for component in version.components}
    return one, ReadSource(
        file_id=reading.scan.file_id,
        paper=names.get(reading.scan.component_code, reading.scan.file_name),
        page=found.page,
        line=found.line,
        confidence=found.confidence,
        value=found.value,
    )


def _is_sound(one: Suggestion) -> bool:
    """Whether a number of twelve digits is a citizen's: a misread digit shows there more often than not."""
    if one.found.kind is not Read.ID_NUMBER or len(one.found.value) != len("042085001234"):
        return True
    try:
        identity.check_citizen_id(value=one.found.value)
    except DomainError:
        return False
    return True


def _pages(version_id: int, on: date) -> list[PageModel]:
    version = procedures.get_version(version_id=version_id)
    count = len(version.form.layout.pages) if version.form else 0
    return [
        procedures.page_model(version_id=version_id, page=number, answers={}, on=on) for number in range(1, count + 1)
    ]
