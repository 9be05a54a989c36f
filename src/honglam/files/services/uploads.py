"""Uploads piece by piece: what has arrived stays, whatever becomes of the line.

Each piece is one short transaction under the upload's row lock, so that two tabs cannot mix their bytes. The file
itself is made when somebody names it in a form: only then is it known what for, and what is wrong is said at the field.
"""

from collections.abc import Generator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from honglam.files import access
from honglam.files.contracts import FileTooLarge, TooManyUploads, UploadOffset, UploadUnfinished, UploadView
from honglam.files.models import Upload, UploadPiece
from honglam.kernel import audit
from honglam.kernel.values import Actor

LIFE = timedelta(hours=24)
MOST_OPEN = 60
PIECE = 1024 * 1024


@transaction.atomic
def begin_upload(*, actor: Actor, name: str, size: int, limit: int, at: datetime) -> UploadView:
    """Announce a file of `size` bytes. Raises `FileTooLarge`, `TooManyUploads`."""
    account_id = access.uploader(actor=actor)
    if size > limit:
        raise FileTooLarge(limit=f"{limit // (1024 * 1024)} MB")
    if Upload.objects.filter(account_id=account_id, begun_at__gt=at - LIFE, file=None).count() >= MOST_OPEN:
        raise TooManyUploads
    row = Upload.objects.create(account_id=account_id, name=name[:255], size=size, begun_at=at)
    audit.record(
        actor=actor, action="files.upload_begun", subject_kind="upload", subject_id=row.id, at=at, detail={"size": size}
    )
    return as_upload(row)


@transaction.atomic
def add_piece(*, actor: Actor, upload_id: UUID, position: int, data: bytes) -> UploadView:
    """Add bytes where the last ones ended. Raises `UploadNotFound`, `UploadOffset` with where to go on."""
    row = access.get_upload(actor=actor, upload_id=upload_id, lock=True)
    if position != row.taken or row.taken + len(data) > row.size:
        raise UploadOffset(taken=row.taken)
    if data:
        UploadPiece.objects.create(upload=row, position=position, data=data)
        row.taken += len(data)
        row.save(update_fields=["taken"])
    return as_upload(row)


def get_upload(*, actor: Actor, upload_id: UUID) -> UploadView:
    """How far an upload has come. Raises `UploadNotFound`."""
    return as_upload(access.get_upload(actor=actor, upload_id=upload_id))


def allow_pause(*, seconds: float) -> None:
    """Let the running transaction wait for a program of ours as long as that may take: the database ends idle ones."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL idle_in_transaction_session_timeout = '{int(seconds) + 60}s'")


def whole(*, actor: Actor, upload_id: UUID) -> Upload:
    """The locked row of a complete upload. Raises `UploadNotFound`, `UploadUnfinished`."""
    row = access.get_upload(actor=actor, upload_id=upload_id, lock=True)
    if row.taken < row.size:
        raise UploadUnfinished
    return row


def pieces(row: Upload) -> Generator[bytes, None, None]:
    """The bytes, a piece at a time."""
    for data in row.pieces.order_by("position").values_list("data", flat=True).iterator(chunk_size=4):
        yield bytes(data)


def settle(row: Upload, *, file_id: UUID) -> None:
    """It has become a file; its pieces go."""
    row.pieces.all().delete()
    row.file_id = file_id
    row.save(update_fields=["file_id"])


def erase_uploads(*, before: datetime, limit: int, at: datetime) -> int:  # noqa: ARG001 - see EraseOld
    """Up to `limit` uploads begun before a moment go, finished or not; what became a file stays a file."""
    old = Upload.objects.filter(begun_at__lt=before).order_by("begun_at")[:limit].values_list("pk", flat=True)
    ids = list(old)
    Upload.objects.filter(pk__in=ids).delete()
    return len(ids)


def as_upload(row: Upload) -> UploadView:
    """A row as its owner's browser needs it."""
    return UploadView(id=row.id, name=row.name, size=row.size, taken=row.taken)
