"""Verbs on files. Bytes are durable before the row that names them commits.

Storing and collecting the same bytes at the same moment: the writer holds a shared lock on the blob's row from before
it looks for the bytes until it commits, and the collector deletes bytes only under that row's exclusive lock. So
either the writer's row keeps the bytes, or the row was gone when the writer came and the writer puts them anew.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from honglam.files import models
from honglam.files.contracts import (
    FileNotFound,
    Holder,
    MalwareFound,
    MediaType,
    Scan,
    StoredFile,
    Suspicion,
)
from honglam.files.queries import UNJUDGED, as_file
from honglam.kernel import audit
from honglam.kernel.ids import uuid7
from honglam.kernel.ready import Asked, ReadyQuery, insert, inserting, together
from honglam.kernel.values import Actor

_INSERT = """
INSERT INTO files_blob (sha256, size, media_type, suspicions, scan, signature, stored_at)
VALUES (%s, %s, %s, %s::jsonb, %s, '', %s) ON CONFLICT (sha256) DO NOTHING RETURNING sha256
"""
_LET_GO = "DELETE FROM files_claim WHERE file_id = ANY(%s) AND holder_kind = %s AND holder_id = %s"
_HELD = "SELECT 1 FROM files_storedfile WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"
_BLOB = ReadyQuery(lambda *, sha256: models.Blob.objects.filter(sha256=sha256), sha256="a digest")


@dataclass(frozen=True, kw_only=True)
class Bytes:
    """What is known of received bytes, and how they get into the store: `keep` makes them durable."""

    sha256: str
    size: int
    media_type: MediaType
    suspicions: tuple[Suspicion, ...]
    scan: Scan
    keep: Callable[[], None]
    is_kept: Callable[[], bool]


@transaction.atomic
def register_file(
    *, actor: Actor, received: Bytes, name: str, purpose: str, holder: Holder | None, at: datetime
) -> StoredFile:
    """Give received bytes a row and a name. Raises `MalwareFound` if the same bytes were found harmful before."""
    blob = _shared_blob(received, at)
    if received.scan is Scan.CLEAN and blob.scan in UNJUDGED:
        told = record_scan(actor=actor, sha256=blob.sha256, scan=received.scan, signature="", at=at)
        blob.scan = received.scan if told else blob.scan
    row = models.StoredFile(id=uuid7(), blob=blob, name=name, purpose=purpose, stored_at=at)
    stored = audit.Entry(
        actor=actor,
        action="files.stored",
        subject_kind="file",
        subject_id=row.id,
        at=at,
        detail={"sha256": blob.sha256, "purpose": purpose},
    )
    claims = [_claiming([row.id], holder, at)] if holder is not None else []
    together(inserting([row]), *claims, audit.recording([stored]))
    return as_file(row)


@transaction.atomic(savepoint=False)
def claim_files(*, actor: Actor, file_ids: Iterable[UUID], holder: Holder, at: datetime) -> None:
    """Keep files alive for `holder`; a second claim changes nothing. Raises `FileNotFound` if one is gone."""
    wanted = set(file_ids)
    # The lock keeps the collector away until the claim is committed.
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [sorted(wanted)])
        if len(cursor.fetchall()) != len(wanted):
            raise FileNotFound
    if wanted:
        together(
            _claiming(sorted(wanted), holder, at),
            audit.recording(_entries(actor, "files.claimed", sorted(wanted), holder, at)),
        )


@transaction.atomic(savepoint=False)
def release_files(*, actor: Actor, file_ids: Iterable[UUID], holder: Holder, at: datetime) -> None:
    """`holder` needs the files no more; what nobody needs is collected after the grace time."""
    wanted = sorted(set(file_ids))
    if wanted:
        together(
            Asked(_LET_GO, [wanted, holder.kind, holder.id], list, gives=False),
            audit.recording(_entries(actor, "files.released", wanted, holder, at)),
        )


@transaction.atomic
def move_claims(*, actor: Actor, source: Holder, target: Holder, at: datetime) -> None:
    """What one holder kept alive, another one keeps from now on: a draft became a dossier."""
    claims = models.Claim.objects.filter(holder_kind=source.kind, holder_id=source.id)
    file_ids = sorted(claims.values_list("file_id", flat=True))
    insert(_claims(file_ids, target, at), unless_there=True)
    claims.delete()
    audit.record_many(_entries(actor, "files.claimed", file_ids, target, at))


@transaction.atomic
def record_scan(*, actor: Actor, sha256: str, scan: Scan, signature: str, at: datetime) -> bool:
    """What the scanner said of bytes that were taken in without it; false where it has spoken before.

    Nobody waits here for others who store the same bytes: a row that is held is left to the next time.
    """
    rows = models.Blob.objects.select_for_update(no_key=True, skip_locked=True)
    row = rows.filter(sha256=sha256, scan__in=UNJUDGED).first()
    if row is None:
        return False
    row.scan, row.signature = scan, signature[:200]
    row.save(update_fields=["scan", "signature"])
    audit.record(
        actor=actor,
        action="files.scanned",
        subject_kind="blob",
        subject_id=sha256,
        at=at,
        detail={"scan": scan.value, "signature": signature},
    )
    return True


@transaction.atomic
def collect_file(*, actor: Actor, file_id: UUID, at: datetime) -> bool:
    """Forget a file that nobody claims; false when somebody does by now, or is about to."""
    row = models.StoredFile.objects.select_for_update(skip_locked=True).filter(id=file_id).first()
    if row is None or row.claims.exists():
        return False
    row.delete()
    audit.record(actor=actor, action="files.collected", subject_kind="file", subject_id=file_id, at=at)
    return True


@transaction.atomic
def collect_blob(*, actor: Actor, sha256: str, delete: Callable[[str], None], at: datetime) -> bool:
    """Forget bytes that no file names; false when one does by now.

    The bytes go before the commit, under the row's lock: should we be killed in between, the row of bytes that
    nobody names is left, and whoever stores them again finds them missing and puts them anew.
    """
    blob = models.Blob.objects.select_for_update(skip_locked=True).filter(sha256=sha256).first()
    if blob is None or models.StoredFile.objects.filter(blob=blob).exists():
        return False
    blob.delete()
    delete(sha256)
    audit.record(actor=actor, action="files.collected", subject_kind="blob", subject_id=sha256, at=at)
    return True


@transaction.atomic
def collect_orphan(*, actor: Actor, sha256: str, delete: Callable[[str], None], at: datetime) -> bool:
    """Forget bytes that never got a row (the transaction was rolled back after they were written).

    A row is made and removed around the deletion: it makes a writer of the same bytes wait, and then put them anew.
    """
    if not _insert(sha256, 0, MediaType.TEXT, (), Scan.OFF, at):
        return False
    delete(sha256)
    models.Blob.objects.filter(sha256=sha256).delete()
    audit.record(actor=actor, action="files.collected", subject_kind="blob", subject_id=sha256, at=at)
    return True


def _shared_blob(received: Bytes, at: datetime) -> models.Blob:
    """The blob's row, made or found, that stays until we commit, with its bytes in the store.

    Many may store the same bytes at once (an empty form, say): they share the lock and do not wait for each other.
    """
    facts = (received.size, received.media_type, received.suspicions, received.scan)
    read = _BLOB.of(sha256=received.sha256)
    shared = replace(read, sql=f"{read.sql} FOR KEY SHARE")
    while True:
        made, found = together(_inserting(received.sha256, *facts, at), shared)
        if not found:
            continue  # collected since we met it
        if found[0].scan == Scan.INFECTED:
            raise MalwareFound(signature=found[0].signature)
        if made or not received.is_kept():
            received.keep()
        blob: models.Blob = found[0]
        return blob


def _insert(
    sha256: str, size: int, media_type: MediaType, suspicions: tuple[Suspicion, ...], scan: Scan, at: datetime
) -> bool:
    """Make the row unless there is one; whether we made it."""
    return bool(together(_inserting(sha256, size, media_type, suspicions, scan, at))[0])


def _inserting(
    sha256: str, size: int, media_type: MediaType, suspicions: tuple[Suspicion, ...], scan: Scan, at: datetime
) -> Asked[Any]:
    """The same, to be sent with others: it gives a row if we made one."""
    codes = "[" + ",".join(f'"{code.value}"' for code in suspicions) + "]"
    return Asked(_INSERT, [sha256, size, media_type.value, codes, scan.value, at], list)


def _claims(file_ids: Iterable[UUID], holder: Holder, at: datetime) -> list[models.Claim]:
    return [models.Claim(file_id=file_id, holder_kind=holder.kind, holder_id=holder.id, at=at) for file_id in file_ids]


def _claiming(file_ids: Iterable[UUID], holder: Holder, at: datetime) -> Asked[Any]:
    return inserting(_claims(file_ids, holder, at), unless_there=True)


def _entries(actor: Actor, action: str, file_ids: Iterable[UUID], holder: Holder, at: datetime) -> list[audit.Entry]:
    detail = {"holder": [holder.kind, holder.id]}
    return [
        audit.Entry(actor=actor, action=action, subject_kind="file", subject_id=file_id, at=at, detail=detail)
        for file_id in file_ids
    ]
