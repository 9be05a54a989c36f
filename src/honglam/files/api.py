"""The door of files: take bytes in, hand them out, keep them while somebody needs them.

Whether somebody may see a file is decided by the block that owns it, before it calls `serve` or makes a link.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import datetime, timedelta
from io import BytesIO
from time import monotonic
from typing import BinaryIO, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from honglam.files import access, queries
from honglam.files.contracts import (
    BlobFault,
    Content,
    ExtractedText,
    FileNotScanned,
    Holder,
    MalwareFound,
    MalwareFoundLater,
    MediaType,
    Page,
    PagesUnusable,
    ReadingState,
    ReadingView,
    Scan,
    ScanCounts,
    StorageUnavailable,
    StoredFile,
    TextFault,
    TextNotExtracted,
    UploadView,
)
from honglam.files.gateways import clamd, extraction, recognition, staging, stores
from honglam.files.rules import names, serving, suspicions, types
from honglam.files.services import keeping as services
from honglam.files.services import reading, uploads
from honglam.kernel import ratelimit
from honglam.kernel.values import SYSTEM, Actor

_BATCH = 500
COLLECTING = timedelta(hours=2)
"""What is left of a night's work then waits for the next night."""
MOST_ASKED = 12
"""How often a day the scanner is shown bytes of which it says nothing: an hour of tries, then the next day's."""
MOST_PAPERS = 60
BINDING_WINDOW = timedelta(minutes=10)
"""How many papers one person has made of pages in so much time; a counter scans one in half a minute."""
K = TypeVar("K", UUID, str)


def store(
    *,
    actor: Actor,
    content: Content | bytes,
    name: str,
    at: datetime,
    purpose: str,
    holder: Holder | None = None,
    allowed: Iterable[MediaType] = tuple(MediaType),
) -> StoredFile:
    """Take bytes in, in the caller's transaction. Without a `holder` the file must be claimed within a day.

    Raises `FileEmpty`, `FileTooLarge`, `FileTypeNotAllowed`, `NameNotAllowed`, `MalwareFound`, `StorageUnavailable`.
    """
    source = BytesIO(content) if isinstance(content, bytes) else content
    with staging.staged(source, limit=settings.FILE_MAX_BYTES) as staged:
        media_type = types.allowed_type(staged.content, name, tuple(allowed))
        clean = names.clean_name(name, media_type)
        oddities = suspicions.inspect(staged.content, media_type)
        scan, signature = clamd.scan(staged.content)
        if scan is Scan.INFECTED:
            # The same bytes may have been taken in before, while nobody looked. In a caller's transaction the refusal
            # takes this back: then they are judged when their turn comes (`scan_pending`, `scan_unseen`).
            services.record_scan(actor=actor, sha256=staged.sha256, scan=scan, signature=signature, at=at)
            raise MalwareFound(signature=signature)
        place = stores.store()
        received = services.Bytes(
            sha256=staged.sha256,
            size=staged.size,
            media_type=media_type,
            suspicions=oddities,
            scan=scan,
            keep=lambda: place.put(staged.sha256, staged.path),
            is_kept=lambda: place.exists(staged.sha256),
        )
        return services.register_file(actor=actor, received=received, name=clean, purpose=purpose, holder=holder, at=at)


def begin_upload(*, actor: Actor, name: str, size: int, at: datetime) -> UploadView:
    """Announce a file that will arrive in pieces. Raises `FileTooLarge`, `TooManyUploads`."""
    return uploads.begin_upload(actor=actor, name=name, size=size, limit=settings.FILE_MAX_BYTES, at=at)


def add_piece(*, actor: Actor, upload_id: UUID, position: int, data: bytes) -> UploadView:
    """Add bytes of an own upload. Raises `UploadNotFound`, `UploadOffset`."""
    return uploads.add_piece(actor=actor, upload_id=upload_id, position=position, data=data)


def get_upload(*, actor: Actor, upload_id: UUID) -> UploadView:
    """How far an own upload has come. Raises `UploadNotFound`."""
    return uploads.get_upload(actor=actor, upload_id=upload_id)


@transaction.atomic
def finish_upload(*, actor: Actor, upload_id: UUID, at: datetime, purpose: str) -> StoredFile:
    """Make a file of a complete upload, once. Raises `UploadNotFound`, `UploadUnfinished` and what `store` does."""
    row = uploads.whole(actor=actor, upload_id=upload_id)
    with closing(uploads.pieces(row)) as pieces, staging.gathered(pieces) as collected:
        stored = store(actor=actor, content=collected, name=row.name, at=at, purpose=purpose)
    uploads.settle(row, file_id=stored.id)
    return stored


def allow_binding(*, actor: Actor) -> None:
    """Count one paper that somebody wants made of pages; asked before the transaction, which a refusal takes back.

    Raises `TooManyRequests`.
    """
    ratelimit.require(f"files.bind:{actor.id}", limit=MOST_PAPERS, per=BINDING_WINDOW)


@transaction.atomic
def bind_pages(*, actor: Actor, pages: Sequence[Page], name: str, at: datetime, purpose: str) -> StoredFile:
    """Make one paper of uploaded pages in their order, each turned as asked. One PDF alone stays byte for byte.

    In one transaction, so that pages that were refused can be sent off again without the bad one. Raises
    `PagesUnusable`, `BinderBusy` besides what `finish_upload` does.
    """
    if len(pages) > recognition.MOST_BOUND:
        raise PagesUnusable(limit=recognition.MOST_BOUND)
    stored = [finish_upload(actor=actor, upload_id=page.upload_id, at=at, purpose="page") for page in pages]
    turns = [page.turns % 4 for page in pages]
    if len(stored) == 1 and stored[0].media_type is MediaType.PDF and not turns[0]:
        return stored[0]
    if any(file.media_type not in recognition.READABLE for file in stored):
        raise PagesUnusable(limit=recognition.MOST_BOUND)
    with ExitStack() as opened:
        sheets = [
            (opened.enter_context(_opened(file)), file.media_type, turn)
            for file, turn in zip(stored, turns, strict=True)
        ]
        uploads.allow_pause(seconds=recognition.PATIENCE + recognition.BINDING_SECONDS)
        bound, _ = recognition.bind(sheets)
    return store(actor=actor, content=bound, name=name, at=at, purpose=purpose, allowed=(MediaType.PDF,))


def can_read_text() -> bool:
    """Whether this machine recognises Vietnamese text (tesseract with its Vietnamese data)."""
    return recognition.is_there()


def list_stored_by(*, actor: Actor, file_ids: Iterable[UUID]) -> set[UUID]:
    """Those of the files that the actor's account stored itself."""
    return queries.list_stored_by(actor=actor, file_ids=file_ids)


def list_claimed(*, file_ids: Iterable[UUID]) -> set[UUID]:
    """Those of the files that belong to something already: a dossier, a draft, a document."""
    return queries.list_claimed(file_ids=file_ids)


def ask_reading(*, actor: Actor, file_ids: Sequence[UUID], at: datetime) -> int:
    """Have what stands on these files' pages read in the background, each content once; how many are new."""
    return reading.ask_reading(actor=actor, file_ids=file_ids, at=at)


def get_reading(*, file_id: UUID) -> ReadingView | None:
    """What was read of a file's pages; None when nobody asked for it."""
    return queries.get_reading(file_id=file_id)


def list_texts(*, file_ids: Iterable[UUID]) -> dict[UUID, str]:
    """What could be read of each of the files, in one query; those without text are left out."""
    return queries.list_texts(file_ids=file_ids)


def extract_text(*, file_id: UUID) -> ExtractedText:
    """The text of a whole DOCX, PDF or plain text, with its tables; seconds of work, so outside of any transaction.

    Pages that are pictures are recognised where this machine can. Raises `TextNotExtracted`, `FileNotFound`.
    """
    file = queries.get_file(file_id=file_id)
    if file.media_type not in extraction.KINDS:
        raise TextNotExtracted(reason=TextFault.BROKEN)
    with _opened(file) as content:
        return extraction.extract(content, file.media_type)


def read_next(*, at: datetime) -> bool:
    """Read the paper that waits longest; false when none waits, enough are at work, or nothing can be read now."""
    key = reading.begin_reading(at=at)
    if key is None:
        return False
    media_type = queries.media_type_of(sha256=key)
    if media_type not in recognition.READABLE:
        reading.settle_reading(sha256=key, state=ReadingState.UNREADABLE, fault="no_picture", at=at)
    elif not recognition.is_there():
        reading.settle_reading(sha256=key, state=ReadingState.UNAVAILABLE, at=at)
    else:
        return _read(key, media_type, at)
    return True


def _read(key: str, media_type: MediaType, at: datetime) -> bool:
    """A store that is away and a full disk say nothing of the paper: it waits again, and the job ends."""
    try:
        with _bytes_of(key) as content:
            pages, lines = recognition.read(content, media_type)
        reading.settle_reading(sha256=key, state=ReadingState.READ, pages=pages, lines=lines, at=at)
    except recognition.NotRead as fault:
        reading.settle_reading(sha256=key, state=ReadingState.UNREADABLE, fault=str(fault)[:40], at=at)
    except (StorageUnavailable, OSError):
        reading.settle_reading(sha256=key, state=ReadingState.WAITING, at=at)
        return False
    return True


def resume_reading(*, at: datetime) -> int:
    """Where the machine can read now, what came before it could waits anew; how many."""
    return reading.ask_again(at=at) if recognition.is_there() else 0


def get(*, file_id: UUID) -> StoredFile:
    """What is known of a file, or `FileNotFound`."""
    return queries.get_file(file_id=file_id)


def get_many(*, file_ids: Iterable[UUID]) -> list[StoredFile]:
    """Those that exist, in the order asked for, in one query."""
    return queries.list_files(file_ids=file_ids)


def open_content(*, file_id: UUID) -> BinaryIO:
    """The bytes, for programs of ours (signing, printing). Close it."""
    return _opened(queries.get_file(file_id=file_id))


def read(*, file_id: UUID) -> bytes:
    """All bytes at once; for small files."""
    with open_content(file_id=file_id) as content:
        return content.read()


def serve(*, request: HttpRequest, file_id: UUID, inline: bool = False) -> HttpResponseBase:
    """A response with the bytes under safe headers. The caller has already decided that the visitor may see them.

    Where a web server in front was given the folder (`FILES_ACCEL`), it sends the bytes and this process is free again.
    """
    file = queries.get_file(file_id=file_id)
    if file.scan is Scan.PENDING:
        raise FileNotScanned
    if file.scan is Scan.INFECTED:
        raise MalwareFoundLater(signature=file.signature or "–")
    headers = serving.headers(name=file.name, media_type=file.media_type, size=file.size, inline=inline)
    if inside := stores.address_inside(file.sha256):
        headers = {name: value for name, value in headers.items() if name != "Content-Length"}
        return HttpResponse(headers={**headers, "X-Accel-Redirect": inside})
    body = iter(()) if request.method == "HEAD" else staging.pieces_of(_opened(file))
    return StreamingHttpResponse(body, headers=headers)


def make_link(
    *,
    file_id: UUID,
    at: datetime,
    life: timedelta = access.DEFAULT_LIFE,
    inline: bool = False,
    only_for: Actor | None = None,
) -> str:
    """A path that opens the file until `at + life`, for whoever has it or `only_for` one account."""
    token = access.sign_link(file_id=file_id, until=at + life, inline=inline, only_for=only_for)
    return f"{reverse('files:linked', args=[file_id])}?{urlencode({'ve': token})}"


def serve_link(*, request: HttpRequest, actor: Actor, file_id: UUID, token: str, at: datetime) -> HttpResponseBase:
    """The response behind a link made by `make_link`, or `LinkExpired`."""
    inline = access.open_link(token=token, file_id=file_id, actor=actor, at=at)
    return serve(request=request, file_id=file_id, inline=inline)


def claim(*, actor: Actor, file_ids: Iterable[UUID], holder: Holder, at: datetime) -> None:
    """Keep files alive for `holder`. Raises `FileNotFound` if one of them is gone."""
    services.claim_files(actor=actor, file_ids=file_ids, holder=holder, at=at)


def release(*, actor: Actor, file_ids: Iterable[UUID], holder: Holder, at: datetime) -> None:
    """`holder` needs the files no more."""
    services.release_files(actor=actor, file_ids=file_ids, holder=holder, at=at)


def move_claims(*, actor: Actor, source: Holder, target: Holder, at: datetime) -> None:
    """Everything `source` kept alive, `target` keeps from now on."""
    services.move_claims(actor=actor, source=source, target=target, at=at)


def verify_blobs(*, after: str = "", limit: int = 1000) -> tuple[list[BlobFault], str]:
    """Read stored bytes again and compare; returns the faults and where to go on ("" at the end)."""
    place = stores.store()
    faults, last = [], ""
    for key, size in queries.list_blobs(after=after, limit=limit):
        last = key
        try:
            with place.open(key) as content:
                if staging.digest_of(content) != key:
                    faults.append(BlobFault(sha256=key, reason="changed"))
        except FileNotFoundError:
            faults.append(BlobFault(sha256=key, reason=f"missing ({size} bytes)"))
    return faults, last


def collect(*, at: datetime, grace: timedelta, prefixes: Iterable[str] = ()) -> int:
    """Forget what nobody has needed for `grace`: files without a claim, bytes without a file, and, under the given
    two-letter `prefixes` of the store, bytes without a row. Returns how many things went."""
    before, place, gone = at - grace, stores.store(), 0
    until = monotonic() + COLLECTING.total_seconds()
    for file_id in _walk(lambda after: queries.list_unclaimed(before=before, after=after, limit=_BATCH), until):
        gone += services.collect_file(actor=SYSTEM, file_id=file_id, at=at)
    for key in _walk(lambda after: queries.list_unused_blobs(before=before, after=after, limit=_BATCH), until):
        gone += services.collect_blob(actor=SYSTEM, sha256=key, delete=place.delete, at=at)
    for prefix in prefixes:
        old = [key for key, put_at in place.keys(prefix) if put_at < before]
        for key in set(old) - queries.find_known(keys=old):
            gone += services.collect_orphan(actor=SYSTEM, sha256=key, delete=place.delete, at=at)
    staging.sweep(before=before)
    return gone


def scan_pending(*, at: datetime) -> int:
    """Show the scanner what was taken in while it was away; how many blobs have an answer now. Nothing without one."""
    return _scan(queries.list_unscanned, math.inf, at)


def scan_unseen(*, at: datetime) -> int:
    """Show the scanner what was taken in when there was none; what is left at the night's end waits for the next."""
    return _scan(queries.list_unseen, monotonic() + COLLECTING.total_seconds(), at)


def count_scans(*, at: datetime) -> ScanCounts:
    """How many blobs were found harmful, and how many have waited for the scanner for more than a day."""
    return queries.count_scans(before=at - timedelta(days=1))


def _scan(unseen: Callable[..., list[str]], until: float, at: datetime) -> int:
    if not settings.CLAMD_ADDRESS:
        return 0
    place, answered = stores.store(), 0
    for key in _walk(lambda after: unseen(after=after, limit=_BATCH), until):
        bucket = f"files.scan:{key}"
        if ratelimit.is_spent(bucket, limit=MOST_ASKED, per=timedelta(days=1)):
            continue
        try:
            with place.open(key) as content, staging.local_copy(content) as copy:
                ratelimit.allow(bucket, limit=MOST_ASKED, per=timedelta(days=1))  # a store that is away uses up none
                scan, signature = clamd.scan(copy)
        except FileNotFoundError:
            continue  # verify_blobs tells of it
        if scan is Scan.PENDING:
            if not clamd.is_there():
                ratelimit.forget(bucket)
                break
            continue  # it says nothing of these bytes (too many for it); the others must not wait for them
        ratelimit.forget(bucket)
        answered += services.record_scan(actor=SYSTEM, sha256=key, scan=scan, signature=signature, at=at)
    return answered


def _walk(batch: Callable[[K | None], list[K]], until: float) -> Iterator[K]:
    """Key after key of a list that is asked for in batches, until it or the time ends."""
    after: K | None = None
    while (keys := batch(after)) and monotonic() < until:
        yield from keys
        after = keys[-1]


def _bytes_of(key: str) -> BinaryIO:
    """The bytes of a paper; that they are gone is told apart from a program or folder that is missing here."""
    try:
        return stores.store().open(key)
    except FileNotFoundError as error:
        raise recognition.NotRead("bytes_missing") from error


def _opened(file: StoredFile) -> BinaryIO:
    try:
        return stores.store().open(file.sha256)
    except FileNotFoundError as error:
        raise StorageUnavailable from error
