"""Reading what is known of files. Whether an actor may is decided by the block that owns the file."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from honglam.files import models
from honglam.files.contracts import (
    FileNotFound,
    MediaType,
    ReadingState,
    ReadingView,
    ReadLine,
    ReadWord,
    Scan,
    ScanCounts,
    StoredFile,
    Suspicion,
)
from honglam.kernel.models import AuditEntry
from honglam.kernel.values import Actor

UNJUDGED = (Scan.OFF, Scan.PENDING)
"""Of these bytes no scanner has said anything yet."""


def get_file(*, file_id: UUID) -> StoredFile:
    """The file, or `FileNotFound`."""
    row = models.StoredFile.objects.select_related("blob").filter(id=file_id).first()
    if row is None:
        raise FileNotFound
    return as_file(row)


def list_files(*, file_ids: Iterable[UUID]) -> list[StoredFile]:
    """Those of the files that exist, in the order asked for, in one query."""
    wanted = list(file_ids)
    rows = models.StoredFile.objects.select_related("blob").in_bulk(wanted)
    return [as_file(rows[file_id]) for file_id in wanted if file_id in rows]


def list_stored_by(*, actor: Actor, file_ids: Iterable[UUID]) -> set[UUID]:
    """Those of the files that the actor's account handed in itself; who that was stands in the audit. One query."""
    if actor.id is None:
        return set()
    stored = AuditEntry.objects.filter(
        subject_kind="file",
        subject_id__in=[str(file_id) for file_id in file_ids],
        action="files.stored",
        actor_id=actor.id,
    )
    return {UUID(file_id) for file_id in stored.values_list("subject_id", flat=True)}


def list_claimed(*, file_ids: Iterable[UUID]) -> set[UUID]:
    """Those of the files that something stands on already. One query."""
    return set(models.Claim.objects.filter(file_id__in=list(file_ids)).values_list("file_id", flat=True))


def list_unclaimed(*, before: datetime, after: UUID | None = None, limit: int) -> list[UUID]:
    """Files older than `before` that nobody claims, in the order of their ids."""
    rows = models.StoredFile.objects.filter(stored_at__lt=before, claims=None).order_by("id")
    if after is not None:
        rows = rows.filter(id__gt=after)
    return list(rows.values_list("id", flat=True)[:limit])


def list_unused_blobs(*, before: datetime, after: str | None = None, limit: int) -> list[str]:
    """Blobs older than `before` that no file names, in the order of their digests."""
    named = models.StoredFile.objects.filter(blob=OuterRef("pk"))  # NOT IN would go through all files for each blob
    rows = models.Blob.objects.filter(~Exists(named), stored_at__lt=before, sha256__gt=after or "").order_by("sha256")
    return list(rows.values_list("sha256", flat=True)[:limit])


def list_unscanned(*, after: str | None = None, limit: int) -> list[str]:
    """Blobs that wait for the scanner, in the order of their digests."""
    rows = models.Blob.objects.filter(scan=Scan.PENDING, sha256__gt=after or "").order_by("sha256")
    return list(rows.values_list("sha256", flat=True)[:limit])


def list_unseen(*, after: str | None = None, limit: int) -> list[str]:
    """Blobs that no scanner was ever shown, in the order of their digests; goes through all there are."""
    rows = models.Blob.objects.filter(scan=Scan.OFF, sha256__gt=after or "").order_by("sha256")
    return list(rows.values_list("sha256", flat=True)[:limit])


def count_scans(*, before: datetime) -> ScanCounts:
    """Blobs found harmful, and those that have waited for the scanner since before then."""
    waiting = models.Blob.objects.filter(scan=Scan.PENDING, stored_at__lt=before)
    return ScanCounts(infected=models.Blob.objects.filter(scan=Scan.INFECTED).count(), waiting=waiting.count())


def find_known(*, keys: Iterable[str]) -> set[str]:
    """Which of the keys have a row."""
    return set(models.Blob.objects.filter(sha256__in=list(keys)).values_list("sha256", flat=True))


def list_blobs(*, after: str = "", limit: int = 1000) -> list[tuple[str, int]]:
    """Digest and size of blobs in the order of their digests."""
    rows = models.Blob.objects.filter(sha256__gt=after).order_by("sha256")
    return list(rows.values_list("sha256", "size")[:limit])


def as_file(row: models.StoredFile) -> StoredFile:
    """A row with its blob as a value."""
    return StoredFile(
        id=row.id,
        sha256=row.blob_id,
        size=row.blob.size,
        media_type=MediaType(row.blob.media_type),
        name=row.name,
        purpose=row.purpose,
        stored_at=row.stored_at,
        scan=Scan(row.blob.scan),
        signature=row.blob.signature,
        suspicions=tuple(Suspicion(code) for code in row.blob.suspicions),
    )


def media_type_of(*, sha256: str) -> MediaType:
    """What kind of content a blob is."""
    return MediaType(models.Blob.objects.values_list("media_type", flat=True).get(sha256=sha256))


def get_reading(*, file_id: UUID) -> ReadingView | None:
    """What was read of a file's pages; None when nobody asked for it."""
    row = models.Reading.objects.filter(blob__in=models.StoredFile.objects.filter(id=file_id).values("blob")).first()
    if row is None:
        return None
    lines = tuple(
        ReadLine(
            page=line["page"],
            line=line["line"],
            box=tuple(line["box"]) if line["box"] else None,
            words=tuple(ReadWord(**word) for word in line["words"]),
        )
        for line in row.lines
    )
    return ReadingView(state=ReadingState(row.state), pages=row.pages, lines=lines)


def list_texts(*, file_ids: Iterable[UUID]) -> dict[UUID, str]:
    """What could be read of each of the files, in one query; those without text are left out."""
    rows = models.StoredFile.objects.filter(id__in=list(file_ids), blob__reading__state=ReadingState.READ)
    return {file_id: text for file_id, text in rows.values_list("id", "blob__reading__text") if text}
