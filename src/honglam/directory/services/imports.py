"""Taking a workbook of agencies, posts, staff and absences: tried first, then all of it or nothing.

The check performs every row through the same verbs inside a transaction that is taken back, so that what is shown is
what will happen, faults of later rows that lean on earlier ones included. Rows that say what is known already, as most
of an export do, are told apart before, many at once.
"""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from honglam.directory.contracts import (
    ImportAction,
    ImportChanged,
    ImportFault,
    ImportLine,
    ImportReport,
    ImportRow,
    TooManyChanges,
)
from honglam.directory.queries.known import known_wishes
from honglam.directory.rules.wishes import filled, key_of, says_the_same
from honglam.directory.services.wishes import Outcome, grant
from honglam.kernel import audit
from honglam.kernel.values import Actor, DomainError, FieldError, FieldErrors

MAX_CHANGES = 1000


def require_few_changes(*, actor: Actor, rows: Sequence[ImportRow]) -> None:
    """Refuse a workbook that changes more than is taken at a time. Raises TooManyChanges."""
    _require_few(rows, _unchanged(actor, rows))


def check_import(*, actor: Actor, rows: Sequence[ImportRow], at: datetime) -> ImportReport:
    """What taking these rows would do. Nothing is kept of it. Raises TooManyChanges."""
    with transaction.atomic():
        report = _perform_all(actor, rows, at)
        transaction.set_rollback(True)
    return report


@transaction.atomic
def take_import(*, actor: Actor, rows: Sequence[ImportRow], digest: str, at: datetime) -> ImportReport:
    """Take the rows, if that does exactly what was shown. Raises ImportChanged, TooManyChanges: nothing was taken."""
    report = _perform_all(actor, rows, at)
    if report.faults or report.digest != digest:
        raise ImportChanged
    counts = {action.value: count for action, count in report.counts.items() if count}
    audit.record(
        actor=actor, action="directory.imported", subject_kind="import", subject_id=digest[:32], at=at, detail=counts
    )
    return report


def _perform_all(actor: Actor, rows: Sequence[ImportRow], at: datetime) -> ImportReport:
    unchanged = _unchanged(actor, rows)
    _require_few(rows, unchanged)
    lines = tuple(unchanged.get(_place(row)) or _perform(actor, row, at) for row in rows)
    said = "\n".join(f"{line.sheet} {line.number} {line.title} {line.action}" for line in lines)
    return ImportReport(lines=lines, digest=hashlib.sha256(said.encode()).hexdigest())


def _unchanged(actor: Actor, rows: Sequence[ImportRow]) -> dict[tuple[str, int], ImportLine]:
    """The lines of rows that say what is known already, by their places."""
    known = known_wishes(actor=actor, wishes=[row.wish for row in rows if row.wish is not None])
    found = {}
    for row in rows:
        there = known.get(key_of(row.wish)) if row.wish is not None else None
        if row.wish is not None and there is not None and says_the_same(filled(row.wish, there, row.columns), there):
            found[_place(row)] = _line(row, Outcome(action=ImportAction.SAME), ())
    return found


def _require_few(rows: Sequence[ImportRow], unchanged: Collection[tuple[str, int]]) -> None:
    count = len(rows) - len(unchanged)
    if count > MAX_CHANGES:
        raise TooManyChanges(field="workbook", count=count, most=MAX_CHANGES)


def _place(row: ImportRow) -> tuple[str, int]:
    return row.sheet, row.number


def _perform(actor: Actor, row: ImportRow, at: datetime) -> ImportLine:
    outcome, faults = Outcome(action=ImportAction.REFUSED), list(row.faults)
    if row.wish is not None and not faults:
        try:
            with transaction.atomic():
                outcome = grant(wish=row.wish, columns=row.columns, actor=actor, at=at)
        except DomainError as refusal:
            faults = _faults_of(refusal)
    return _line(row, outcome, faults)


def _line(row: ImportRow, outcome: Outcome, faults: Sequence[FieldError]) -> ImportLine:
    placed = tuple(ImportFault(cell=_cell(row, fault.field), error=fault) for fault in faults)
    return ImportLine(
        sheet=row.sheet,
        number=row.number,
        title=outcome.title or row.title,
        action=outcome.action,
        faults=placed,
        changes=outcome.changes,
    )


def _faults_of(refusal: DomainError) -> list[FieldError]:
    if isinstance(refusal, FieldErrors):
        return list(refusal.errors)
    return [FieldError(field=refusal.field or "", code=refusal.code, message=refusal.message, params=refusal.params)]


def _cell(row: ImportRow, field: str) -> str:
    return f"{row.columns.get(field, '')}{row.number}"
