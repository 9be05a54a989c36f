"""A document arrives as a file, is read in the background, and may be read again or withdrawn."""

from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from honglam.documents import access
from honglam.documents.contracts import (
    DocumentGrows,
    DocumentWithMacros,
    ImportNotFound,
    ImportSettled,
    ImportState,
    Reading,
    ReadTooOften,
    Verdict,
)
from honglam.documents.models import DocumentImport, Proposal
from honglam.documents.rules.proposing import head_fields, is_cut, proposals
from honglam.files import api as files
from honglam.files.contracts import ExtractedText, Holder, StoredFile, Suspicion
from honglam.kernel import audit, ratelimit
from honglam.kernel.jobs import defer
from honglam.kernel.values import SYSTEM, Actor, Invalid

JOB = "documents.read_imports"
AT_ONCE = 2
GIVEN_UP = timedelta(minutes=8)
"""A reading that began so long ago was killed with its worker: opening and reading end within six minutes."""
MOST_TRIES = 3
MOST_AGAIN, AGAIN_WINDOW = 3, timedelta(days=1)
"""How often one document is read again: the same bytes read the same, and a scan keeps a reader for minutes."""
REFUSED: dict[Suspicion, type[Invalid]] = {
    Suspicion.MACRO: DocumentWithMacros,
    Suspicion.ARCHIVE_BOMB: DocumentGrows,
}
"""What is never opened."""
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('documents_reading'))"


@transaction.atomic
def receive_document(*, actor: Actor, stored: StoredFile, at: datetime) -> tuple[UUID, bool]:
    """Take a stored file in; its row, and whether the agency had the very same file already.

    Raises ImportNotFound for whoever takes no documents in, DocumentWithMacros, DocumentGrows.
    """
    agency_id = access.own_agency(actor)
    if agency_id is None or not access.IMPORTERS.admits(actor):
        raise ImportNotFound
    for odd in stored.suspicions:
        if odd in REFUSED:
            raise REFUSED[odd](field="file")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"import {agency_id} {stored.sha256}"])
    known = access.imports_of(actor).filter(digest=stored.sha256).first()
    if known is not None:
        return known.id, True
    row = DocumentImport.objects.create(
        agency_id=agency_id,
        file_id=stored.id,
        digest=stored.sha256,
        name=stored.name,
        state=ImportState.WAITING.value,
        taken_by=actor.name,
        taken_at=at,
        queued_at=at,
    )
    files.claim(actor=actor, file_ids=[stored.id], holder=holder_of(row), at=at)
    _record(actor, "import_received", row, at)
    defer(JOB)
    return row.id, False


@transaction.atomic
def begin_reading(*, at: datetime) -> tuple[UUID, UUID] | None:
    """What is read next and its file, now in our hands; None when nothing waits or enough readers are at work.

    Who waits longest, agencies first of which nothing is being read: one that hands in a hundred scans holds up nobody.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
    stale = at - GIVEN_UP
    rows = DocumentImport.objects.select_for_update()
    at_work = DocumentImport.objects.filter(state=ImportState.READING.value, begun_at__gt=stale)
    if at_work.count() >= AT_ONCE:
        return None
    left_over = Q(state=ImportState.READING.value, begun_at__lte=stale)
    rows = rows.filter(Q(state=ImportState.WAITING.value) | left_over)
    served = Exists(at_work.filter(agency=OuterRef("agency")))
    row = rows.annotate(served=served).order_by("served", "queued_at", "id").first()
    if row is None:
        return None
    if row.tries >= MOST_TRIES:
        settle_failed(import_id=row.id, fault="too_slow", at=at)
        return begin_reading(at=at)
    row.state, row.begun_at, row.tries = ImportState.READING.value, at, row.tries + 1
    row.save(update_fields=["state", "begun_at", "tries"])
    _record(SYSTEM, "import_reading", row, at)
    return row.id, row.file_id


@transaction.atomic
def settle_reading(*, import_id: UUID, reading: Reading, text: ExtractedText, at: datetime) -> None:
    """Keep what was read as proposals. What was withdrawn meanwhile stays so."""
    row = DocumentImport.objects.select_for_update().filter(id=import_id, state=ImportState.READING.value).first()
    if row is None:
        return
    row.text = [asdict(one) for one in reading.paragraphs]
    row.head = head_fields(reading.head)
    row.pages, row.recognised, row.unread, row.cut = text.pages, text.recognised, text.unread, is_cut(reading)
    row.state, row.fault = ImportState.PROPOSED.value, ""
    row.save()
    Proposal.objects.bulk_create(
        Proposal(
            document_import=row,
            number=number,
            kind=one.kind.value,
            paragraph=one.paragraph,
            start=one.start,
            end=one.end,
            quote=one.quote,
            said=one.said,
            typed=one.said,
            verdict=Verdict.OPEN.value,
        )
        for number, one in enumerate(proposals(reading), start=1)
    )
    _record(SYSTEM, "import_read", row, at)


@transaction.atomic
def settle_failed(*, import_id: UUID, fault: str, at: datetime) -> None:
    """Say why nothing was read."""
    row = DocumentImport.objects.select_for_update().filter(id=import_id, state=ImportState.READING.value).first()
    if row is not None:
        row.state, row.fault = ImportState.FAILED.value, fault
        row.save(update_fields=["state", "fault"])
        _record(SYSTEM, "import_failed", row, at)


@transaction.atomic
def read_again(*, actor: Actor, import_id: UUID, at: datetime) -> None:
    """Try once more what could not be read, behind what came meanwhile.

    Raises ImportNotFound, ImportSettled, ReadTooOften.
    """
    row = access.import_for(actor, import_id, lock=True)
    if row.state != ImportState.FAILED.value:
        raise ImportSettled
    if not ratelimit.allow(f"documents.read_again:{import_id}", limit=MOST_AGAIN, per=AGAIN_WINDOW):
        raise ReadTooOften
    row.state, row.fault, row.tries, row.queued_at = ImportState.WAITING.value, "", 0, at
    row.save(update_fields=["state", "fault", "tries", "queued_at"])
    _record(actor, "import_read_again", row, at)
    defer(JOB)


@transaction.atomic
def withdraw_import(*, actor: Actor, import_id: UUID, at: datetime) -> None:
    """Take a document back before it is in the register: its text and proposals go, the file with them.

    Raises ImportNotFound, ImportSettled.
    """
    row = access.import_for(actor, import_id, lock=True)
    if row.state == ImportState.CONFIRMED.value:
        raise ImportSettled
    let_go(row, actor=actor, at=at)


def let_go(row: DocumentImport, *, actor: Actor, at: datetime) -> None:
    """Text, proposals and file of an import go; the same file may be handed in anew."""
    row.proposals.all().delete()
    row.text, row.head, row.state = [], {}, ImportState.DROPPED.value
    row.settled_by, row.settled_at = actor.name, at
    row.save()
    files.release(actor=actor, file_ids=[row.file_id], holder=holder_of(row), at=at)
    _record(actor, "import_withdrawn", row, at)


def holder_of(row: DocumentImport) -> Holder:
    """Who keeps the file alive while it is on its way."""
    return Holder(kind="document_import", id=str(row.id))


def _record(actor: Actor, what: str, row: DocumentImport, at: datetime) -> None:
    detail = {"digest": row.digest, "fault": row.fault} if row.fault else {"digest": row.digest}
    audit.record(
        actor=actor,
        action=f"documents.{what}",
        subject_kind="document_import",
        subject_id=row.id,
        at=at,
        detail=detail,
    )
