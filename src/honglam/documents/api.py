"""The door of documents."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from honglam.documents.contracts import (
    STAMPED,
    Confirmed,
    ConfirmedFigure,
    DocumentLine,
    DocumentsAsked,
    DocumentView,
    EntryView,
    ImportLine,
    ImportView,
    Typed,
    Verdict,
)
from honglam.documents.gateways import reading
from honglam.documents.queries import figures, imports, register
from honglam.documents.rules.laying import as_text
from honglam.documents.rules.secrecy import is_stamped
from honglam.documents.services import correcting
from honglam.documents.services.importing import adding, confirming, deciding, receiving
from honglam.files import api as files
from honglam.files.contracts import Content, MediaType, TextFault, TextNotExtracted
from honglam.kernel import ratelimit
from honglam.kernel.paging import Page
from honglam.kernel.values import Actor

IMPORTED = (MediaType.DOCX, MediaType.PDF, MediaType.TEXT)
MOST_IMPORTS = 60
IMPORT_WINDOW = timedelta(hours=1)
"""How many documents one person hands in; the busiest clerk of the province registers some thirty a day."""
MOST_FILES = 20
FILES_WINDOW = timedelta(hours=1)
"""How often one person takes a list away as a file: each time all of it is read."""


def list_documents(*, actor: Actor, asked: DocumentsAsked, cursor: str = "") -> Page[DocumentLine]:
    """Documents in sight, the latest first."""
    return register.list_documents(actor=actor, asked=asked, cursor=cursor)


def every_document(*, actor: Actor, asked: DocumentsAsked) -> Iterator[DocumentLine]:
    """All documents of a list, for a file. Raises TooManyRequests."""
    ratelimit.require(f"documents.every:{actor.id}", limit=MOST_FILES, per=FILES_WINDOW)
    return register.every_document(actor=actor, asked=asked)


def get_document(*, actor: Actor, document_id: UUID) -> DocumentView:
    """One document with whom it cites and who cites it. Raises DocumentNotFound."""
    return register.get_document(actor=actor, document_id=document_id)


def get_entry(*, actor: Actor, document_id: UUID) -> EntryView:
    """An own entry as it is typed, to be put right. Raises DocumentNotFound."""
    return register.get_entry(actor=actor, document_id=document_id)


def correct_document(*, actor: Actor, document_id: UUID, typed: Typed, revision: int, at: datetime) -> None:
    """Put an own entry right, for a reason. Raises DocumentNotFound, DocumentMovedOn, FieldErrors."""
    correcting.correct_document(actor=actor, document_id=document_id, typed=typed, revision=revision, at=at)


def retire_document(*, actor: Actor, document_id: UUID, typed: Typed, at: datetime) -> None:
    """Take an own entry out of the register, for a reason. Raises DocumentNotFound, StillCited, FieldErrors."""
    correcting.retire_document(actor=actor, document_id=document_id, typed=typed, at=at)


def list_figures(*, actor: Actor, document_id: UUID) -> list[ConfirmedFigure]:
    """Figures of a document that a person confirmed, with sentence and place. Raises DocumentNotFound."""
    return figures.list_figures(actor=actor, document_id=document_id)


def list_imports(*, actor: Actor, cursor: str = "") -> Page[ImportLine]:
    """Documents that the actor's agency takes in, the newest first."""
    return imports.list_imports(actor=actor, cursor=cursor)


def get_import(*, actor: Actor, import_id: UUID) -> ImportView:
    """One document on its way in with everything that was read of it. Raises ImportNotFound."""
    return imports.get_import(actor=actor, import_id=import_id)


def import_document(*, actor: Actor, content: Content | bytes, name: str, at: datetime) -> tuple[UUID, bool]:
    """Hand in a DOCX, PDF or plain text; its row, and whether the agency has this very file already.

    Raises ImportNotFound, TooManyRequests, DocumentWithMacros, DocumentGrows and what `files.store` does.
    """
    ratelimit.require(f"documents.import:{actor.id}", limit=MOST_IMPORTS, per=IMPORT_WINDOW)
    with transaction.atomic():
        stored = files.store(
            actor=actor, content=content, name=name, at=at, purpose="official_document", allowed=IMPORTED
        )
        return receiving.receive_document(actor=actor, stored=stored, at=at)


def read_next_import(*, at: datetime) -> bool:
    """Read the document that waits longest; false when none waits or enough readers are at work."""
    begun = receiving.begin_reading(at=at)
    if begun is None:
        return False
    import_id, file_id = begun
    try:
        text = files.extract_text(file_id=file_id)
        said = as_text(one if isinstance(one, str) else one.rows for one in text.blocks)
        if is_stamped(said):
            receiving.settle_failed(import_id=import_id, fault=STAMPED, at=at)
            return True
        broken = files.get(file_id=file_id).media_type is not MediaType.DOCX
        found = reading.read(said, broken=broken)
    except TextNotExtracted as fault:
        receiving.settle_failed(import_id=import_id, fault=str(fault.params["reason"]), at=at)
    except reading.TextNotRead:
        receiving.settle_failed(import_id=import_id, fault=TextFault.TOO_SLOW.value, at=at)
    else:
        receiving.settle_reading(import_id=import_id, reading=found, text=text, at=at)
    return True


def read_again(*, actor: Actor, import_id: UUID, at: datetime) -> None:
    """Try once more what could not be read. Raises ImportNotFound, ImportSettled, ReadTooOften."""
    receiving.read_again(actor=actor, import_id=import_id, at=at)


def withdraw_import(*, actor: Actor, import_id: UUID, at: datetime) -> None:
    """Take a document back before it is in the register. Raises ImportNotFound, ImportSettled."""
    receiving.withdraw_import(actor=actor, import_id=import_id, at=at)


def save_head(*, actor: Actor, import_id: UUID, typed: Typed, revision: int, at: datetime) -> int:
    """Keep particulars as they are typed; the new revision. Raises ImportNotFound, ImportSettled, ImportMovedOn."""
    return deciding.save_head(actor=actor, import_id=import_id, typed=typed, revision=revision, at=at)


def take_proposal(
    *, actor: Actor, import_id: UUID, number: int, typed: Typed, link: str, revision: int, at: datetime
) -> Verdict:
    """Stand by a citation or figure as typed. Raises ImportNotFound, ImportSettled, ProposalMovedOn, FieldErrors …"""
    return deciding.take_proposal(
        actor=actor, import_id=import_id, number=number, typed=typed, link=link, revision=revision, at=at
    )


def add_figure(*, actor: Actor, import_id: UUID, sentence: str, typed: Typed, at: datetime) -> int:
    """Enter a figure that no rule found, at a sentence of the text (`12.1`: the second of paragraph 12); its number.

    Raises ImportNotFound, ImportSettled, NoSuchSentence, NoMoreByHand, FieldErrors.
    """
    return adding.add_figure(actor=actor, import_id=import_id, sentence=sentence, typed=typed, at=at)


def drop_proposal(*, actor: Actor, import_id: UUID, number: int, revision: int, at: datetime) -> None:
    """Leave a proposal out. Raises ImportNotFound, ImportSettled, ProposalMovedOn."""
    deciding.drop_proposal(actor=actor, import_id=import_id, number=number, revision=revision, at=at)


def reopen_proposal(*, actor: Actor, import_id: UUID, number: int, revision: int, at: datetime) -> None:
    """Take a decision back. Raises ImportNotFound, ImportSettled, ProposalMovedOn."""
    deciding.reopen_proposal(actor=actor, import_id=import_id, number=number, revision=revision, at=at)


def confirm_import(
    *, actor: Actor, import_id: UUID, typed: Typed, revision: int, document: str, leave: bool, at: datetime
) -> Confirmed:
    """Enter a document into the register; its row, what it got. Raises StillOpen, RegisteredAlready, FieldErrors …"""
    return confirming.confirm_import(
        actor=actor,
        import_id=import_id,
        typed=typed,
        revision=revision,
        document=document,
        leave=leave,
        at=at,
    )
