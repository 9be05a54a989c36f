"""Signed, short-lived links: the one way in which this block itself lets somebody at a file.

Everything else is decided by the block that owns the file, before it calls `api.serve`.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing

from honglam.files.contracts import LinkExpired, UploadNotFound
from honglam.files.models import Upload
from honglam.kernel.values import Actor

_SALT = "honglam.files.link"


def sign_link(*, file_id: UUID, until: datetime, inline: bool, only_for: Actor | None) -> str:
    """A token that opens one file until a moment, for everybody who has it or for one account only."""
    bound = str(only_for.id) if only_for is not None else ""
    return signing.dumps([str(file_id), int(until.timestamp()), inline, bound], salt=_SALT, compress=False)


def open_link(*, token: str, file_id: UUID, actor: Actor, at: datetime) -> bool:
    """Whether the token's file may be shown inline; `LinkExpired` if it opens nothing for this visitor."""
    try:
        signed_id, until, inline, bound = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise LinkExpired from None
    meant_for_visitor = not bound or bound == str(actor.id)
    if signed_id != str(file_id) or at >= datetime.fromtimestamp(until, tz=at.tzinfo) or not meant_for_visitor:
        raise LinkExpired
    return bool(inline)


DEFAULT_LIFE = timedelta(minutes=10)
"""Long enough to load a slow page, too short to be passed on."""


def uploader(*, actor: Actor) -> UUID:
    """Whose upload it will be. Raises `UploadNotFound` for visitors without an account."""
    if actor.id is None:
        raise UploadNotFound
    return actor.id


def get_upload(*, actor: Actor, upload_id: UUID, lock: bool = False) -> Upload:
    """One of the actor's own uploads, locked for a verb if asked. Raises `UploadNotFound`."""
    rows = Upload.objects.filter(id=upload_id, account_id=actor.id, file=None) if actor.id else Upload.objects.none()
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise UploadNotFound
    return row
