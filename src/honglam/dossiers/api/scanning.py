"""Scanning at the counter: papers put together, read, and what they suggest."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from honglam.dossiers.contracts import ReadSource, ScanReading, ScanView, Suggestion
from honglam.dossiers.queries import scanning as queries
from honglam.dossiers.services import scanning
from honglam.files import api as files
from honglam.files.contracts import Content, Page
from honglam.kernel.values import Actor


def scan_pages(*, actor: Actor, component_code: str, name: str, pages: Sequence[Page], at: datetime) -> ScanView:
    """Put uploaded pages together into one paper and have it read. Raises what `files.bind_pages` does.

    Raises `TooManyRequests` where somebody does so without end.
    """
    files.allow_binding(actor=actor)
    return scanning.scan_pages(actor=actor, component_code=component_code, name=name, pages=pages, at=at)


def scan_file(*, actor: Actor, component_code: str, name: str, content: Content, at: datetime) -> ScanView:
    """Keep a paper that was sent as one file, byte for byte, and have it read. Raises what `files.store` does."""
    return scanning.scan_file(actor=actor, component_code=component_code, name=name, content=content, at=at)


def list_scans(*, actor: Actor, scan_ids: Iterable[UUID]) -> list[ScanView]:
    """Those of the ids that the actor scanned, oldest first."""
    return queries.list_scans(actor=actor, scan_ids=scan_ids)


def read_scan(*, actor: Actor, scan_id: UUID, version_id: int, on: date) -> ScanReading:
    """What was read of a scanned paper and which questions of the procedure it may answer. Raises `ScanNotFound`."""
    return queries.read_scan(actor=actor, scan_id=scan_id, version_id=version_id, on=on)


def source_of_suggestion(
    *, actor: Actor, version_id: int, scan_id: UUID, number: int, on: date
) -> tuple[Suggestion, ReadSource] | None:
    """What stands behind one suggestion; None for one that is none, or of another officer's scan."""
    return queries.source_of(actor=actor, version_id=version_id, scan_id=scan_id, number=number, on=on)


def forget_scans(*, at: datetime) -> int:
    """Scans of yesterday go; how many."""
    return scanning.forget_scans(at=at)
