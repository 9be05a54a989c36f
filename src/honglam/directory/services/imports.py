"""Taking a workbook of agencies, posts, staff and absences: tried first, then all of it or nothing.

The check performs every row through the same verbs inside a transaction that is taken back, so that what is shown is
what will happen, faults of later rows that lean on earlier ones included.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from honglam.directory.contracts import (
    ImportAction,
    ImportChanged,
    ImportFault,
    ImportLine,
    ImportReport,
    ImportRow,
)
from honglam.directory.services.wishes import grant
from honglam.kernel import audit
from honglam.kernel.values import Actor, DomainError, FieldError, FieldErrors


def check_import(*, actor: Actor, rows: Sequence[ImportRow], at: datetime) -> ImportReport:
    """What taking these rows would do. Nothing is kept of it."""
    with transaction.atomic():
        report = _perform_all(actor, rows, at)
        transaction.set_rollback(True)
    return report


@transaction.atomic
def take_import(*, actor: Actor, rows: Sequence[ImportRow], digest: str, at: datetime) -> ImportReport:
    """Take the rows, if that does exactly what was shown. Raises ImportChanged, and then nothing was taken."""
    report = _perform_all(actor, rows, at)
    if report.faults or report.digest != digest:
        raise ImportChanged
    counts = {action.value: count for action, count in report.counts.items() if count}
    audit.record(
        actor=actor, action="directory.imported", subject_kind="import", subject_id=digest[:32], at=at, detail=counts
    )
    return report


def _perform_all(actor: Actor, rows: Sequence[ImportRow], at: datetime) -> ImportReport:
    lines = tuple(_perform(actor, row, at) for row in rows)
    said = "\n".join(f"{line.sheet} {line.number} {line.title} {line.action}" for line in lines)
    return ImportReport(lines=lines, digest=hashlib.sha256(said.encode()).hexdigest())


def _perform(actor: Actor, row: ImportRow, at: datetime) -> ImportLine:
    action, faults = ImportAction.REFUSED, list(row.faults)
    if row.wish is not None and not faults:
        try:
            with transaction.atomic():
                action = grant(wish=row.wish, actor=actor, at=at)
        except DomainError as refusal:
            faults = _faults_of(refusal)
    placed = tuple(ImportFault(cell=_cell(row, fault.field), error=fault) for fault in faults)
    return ImportLine(sheet=row.sheet, number=row.number, title=row.title, action=action, faults=placed)


def _faults_of(refusal: DomainError) -> list[FieldError]:
    if isinstance(refusal, FieldErrors):
        return list(refusal.errors)
    return [FieldError(field=refusal.field or "", code=refusal.code, message=refusal.message, params=refusal.params)]


def _cell(row: ImportRow, field: str) -> str:
    return f"{row.columns.get(field, '')}{row.number}"
