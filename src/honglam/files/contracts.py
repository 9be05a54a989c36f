"""What crosses the door of files: what a stored file is, what is suspicious about it, why one was refused."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Protocol
from uuid import UUID

from honglam.kernel.values import Conflict, DomainError, Event, Invalid, NotFound, text_noop


class MediaType(StrEnum):
    """The kinds of content that are taken in; decided by the bytes, never by the name or by what a browser claims."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    WEBP = "image/webp"
    HEIC = "image/heic"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ODT = "application/vnd.oasis.opendocument.text"
    ODS = "application/vnd.oasis.opendocument.spreadsheet"
    XML = "application/xml"
    TEXT = "text/plain"


class Suspicion(StrEnum):
    """What an officer should know before opening a file. It is recorded and shown; nothing is refused for it."""

    SCRIPT = "script"
    LAUNCH = "launch"
    EMBEDDED_FILE = "embedded_file"
    ENCRYPTED = "encrypted"
    MACRO = "macro"
    POLYGLOT = "polyglot"
    ARCHIVE_BOMB = "archive_bomb"


SUSPICION_WORDS: dict[Suspicion, str] = {
    Suspicion.SCRIPT: text_noop("contains a program that runs when it is opened"),
    Suspicion.LAUNCH: text_noop("tries to open something else"),
    Suspicion.EMBEDDED_FILE: text_noop("carries another file inside"),
    Suspicion.ENCRYPTED: text_noop("is locked with a password"),
    Suspicion.MACRO: text_noop("contains macros"),
    Suspicion.POLYGLOT: text_noop("is two kinds of file at once"),
    Suspicion.ARCHIVE_BOMB: text_noop("grows to an unusual size when it is opened"),
}
"""What a page says of each, after "This file …"."""


class Scan(StrEnum):
    """What the malware scanner said of the bytes. `OFF`: there is no scanner; `PENDING`: it could not be reached."""

    OFF = "off"
    PENDING = "pending"
    CLEAN = "clean"
    INFECTED = "infected"


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """A file as others see it. `sha256` names its bytes, which never change; `signature`: what a scanner found."""

    id: UUID
    sha256: str
    size: int
    media_type: MediaType
    name: str
    purpose: str
    stored_at: datetime
    scan: Scan
    suspicions: tuple[Suspicion, ...] = ()
    signature: str = ""


@dataclass(frozen=True, kw_only=True)
class ScanCounts:
    """What the scanner has found in what is kept, and for what it owes an answer since more than a day."""

    infected: int
    waiting: int


@dataclass(frozen=True, kw_only=True)
class UploadView:
    """A file on its way: `taken` of `size` bytes are here."""

    id: UUID
    name: str
    size: int
    taken: int


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Who keeps a file alive: `kind` is a block's word ("draft", "dossier"), `id` its key."""

    kind: str
    id: str


class ReadingState(StrEnum):
    """How far the reading of a paper's pages has come. `UNAVAILABLE`: this machine has no program that reads."""

    WAITING = "waiting"
    READING = "reading"
    READ = "read"
    UNREADABLE = "unreadable"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, kw_only=True)
class ReadWord:
    """One word as it was recognised; `confidence` from 0 to 100 as the recogniser says."""

    text: str
    confidence: int


@dataclass(frozen=True, kw_only=True)
class ReadLine:
    """One line of a page, both counted from 1; `box` (left, top, right, bottom) in thousandths of the page."""

    page: int
    line: int
    words: tuple[ReadWord, ...]
    box: tuple[int, ...] | None = None

    @property
    def text(self) -> str:
        """The line's words."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, kw_only=True)
class ReadingView:
    """What could be read of a file's pages. Only `pages` up to the limit are read."""

    state: ReadingState
    pages: int = 0
    lines: tuple[ReadLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TableBlock:
    """A table of a document: rows of cells, each cell as its paragraphs."""

    rows: tuple[tuple[tuple[str, ...], ...], ...]


@dataclass(frozen=True, kw_only=True)
class ExtractedText:
    """The text of a whole document: paragraphs (of a PDF: lines) and tables in their order.

    Of a PDF: how many `pages`, on how many a picture was `recognised`, and how many pictures stayed `unread`.
    """

    pages: int
    recognised: int
    unread: int
    blocks: tuple[str | TableBlock, ...]


class TextFault(StrEnum):
    """Why the text of a document could not be had."""

    LOCKED = "locked"
    MACROS = "macros"
    NO_TEXT = "no_text"
    TOO_LONG = "too_long"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_SLOW = "too_slow"
    BROKEN = "broken"


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page for a paper in the making: an upload of the actor's, and its quarter turns to the right."""

    upload_id: UUID
    turns: int = 0


@dataclass(frozen=True, kw_only=True)
class TextRead(Event):
    """The pages behind these files have been read: their words can be searched from now on."""

    name: ClassVar[str] = "files.text_read"
    file_ids: tuple[UUID, ...]


class Content(Protocol):
    """Anything bytes can be read from in pieces: a file, an upload, a BytesIO."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; empty at the end."""
        ...


@dataclass(frozen=True, kw_only=True)
class BlobFault:
    """A stored file whose bytes are missing or are not what was stored."""

    sha256: str
    reason: str


class UploadNotFound(NotFound):
    """No such upload, not the caller's, or of yesterday."""

    code: ClassVar[str] = "upload_not_found"


class UploadUnannounced(Invalid):
    """An upload that begins without a size or a name that can be read."""

    code: ClassVar[str] = "upload_unannounced"
    message: ClassVar[str] = text_noop("The size and the name of the file must be said before it is sent.")


class PieceUnplaced(Invalid):
    """A piece of a file without its place, or that is not sent as bytes."""

    code: ClassVar[str] = "piece_unplaced"
    message: ClassVar[str] = text_noop("A piece of a file must say at which byte it begins, and be sent as bytes.")


class UploadOffset(Conflict):
    """Bytes that do not go on where the last ones ended; `taken` says where they would."""

    code: ClassVar[str] = "upload_offset"
    message: ClassVar[str] = text_noop("The upload goes on at byte %(taken)s.")


class UploadUnfinished(Invalid):
    """A form names a file that has not arrived whole."""

    code: ClassVar[str] = "upload_unfinished"
    message: ClassVar[str] = text_noop(
        "The file has not arrived completely. Choose it once more: it goes on where it stopped."
    )


class TooManyUploads(Conflict):
    """More files on their way than anybody needs."""

    code: ClassVar[str] = "too_many_uploads"
    message: ClassVar[str] = text_noop(
        "Too many files are on their way. Send some of them off first, or try again tomorrow."
    )


class PagesUnusable(Invalid):
    """Pages that cannot be made one paper: one is broken, locked or no picture, or there are too many."""

    code: ClassVar[str] = "pages_unusable"
    message: ClassVar[str] = text_noop(
        "These pages cannot be made one paper: one of them cannot be opened or is locked, or there are more than "
        "%(limit)s. Take it out, or add it as a file of its own."
    )


class BinderBusy(Conflict):
    """Pages of others are being put together, and it takes long."""

    code: ClassVar[str] = "binder_busy"
    message: ClassVar[str] = text_noop(
        "Other papers are being put together at the moment. Your pages are kept; please send them again in a minute."
    )


class FileTooLarge(Invalid):
    """More bytes than this installation takes."""

    code: ClassVar[str] = "file_too_large"
    message: ClassVar[str] = text_noop(
        "The file is larger than %(limit)s. Scan it again in a lower resolution, or split it."
    )


class FileEmpty(Invalid):
    """No bytes arrived."""

    code: ClassVar[str] = "file_empty"
    message: ClassVar[str] = text_noop("The file is empty. Choose the file again.")


class FileTypeNotAllowed(Invalid):
    """The content is none of the kinds taken in here; `found` is what it looks like, as far as known."""

    code: ClassVar[str] = "file_type_not_allowed"
    message: ClassVar[str] = text_noop(
        "This kind of file cannot be taken (%(found)s). Please send one of: %(allowed)s."
    )


class NameNotAllowed(Invalid):
    """Nothing readable is left of the name."""

    code: ClassVar[str] = "name_not_allowed"
    message: ClassVar[str] = text_noop(
        "The name of the file cannot be used. Rename it, for example “giay-khai-sinh.pdf”."
    )


class MalwareFound(Invalid):
    """The scanner recognised harmful content; `signature` is its name for it."""

    code: ClassVar[str] = "malware_found"
    message: ClassVar[str] = text_noop("The file carries harmful software (%(signature)s) and was not taken.")


class MalwareFoundLater(MalwareFound):
    """The file was taken in while the scanner was away, and found harmful since."""

    code: ClassVar[str] = "malware_found_later"
    message: ClassVar[str] = text_noop(
        "The file was taken, but a later check found harmful software in it (%(signature)s). It cannot be opened; "
        "ask for it to be handed in again."
    )


class TextNotExtracted(Invalid):
    """The text of a document could not be had; `reason` is a `TextFault`."""

    code: ClassVar[str] = "text_not_extracted"
    message: ClassVar[str] = text_noop("The text of this document could not be read.")


class FileNotScanned(DomainError):
    """The scanner has not seen the file yet; it is not handed out before."""

    code: ClassVar[str] = "file_not_scanned"
    message: ClassVar[str] = text_noop(
        "The file is still being checked for harmful software. Try again in a few minutes."
    )
    status: ClassVar[int] = 409


class FileNotFound(NotFound):
    """No such file, or not for this visitor."""

    code: ClassVar[str] = "file_not_found"


class LinkExpired(NotFound):
    """The link is too old, was changed on the way, or belongs to somebody else."""

    code: ClassVar[str] = "link_expired"
    message: ClassVar[str] = text_noop(
        "This link is no longer valid. Open the file again from the page you found it on."
    )


class StorageUnavailable(DomainError):
    """The place where files are kept cannot be reached."""

    code: ClassVar[str] = "storage_unavailable"
    message: ClassVar[str] = text_noop(
        "Files cannot be stored or read at the moment. Please try again in a few minutes."
    )
    status: ClassVar[int] = 503
