"""Documents on their way in, for tests: handed in, read at once, looked through."""

import io
from functools import cache
from typing import BinaryIO
from unittest.mock import patch
from uuid import UUID

from honglam.documents import api
from honglam.documents.contracts import HEAD_FIELDS, ImportView, ProposalKind, Reading, Verdict
from honglam.documents.gateways import reading
from honglam.files.contracts import ExtractedText, MediaType
from honglam.files.gateways import extraction
from honglam.kernel.values import Actor
from tests.dossiers.scene import MORNING
from tests.files import papers

_extract, _read = extraction.extract, reading.read


@cache
def _extracted(content: bytes, media_type: MediaType) -> ExtractedText:
    return _extract(io.BytesIO(content), media_type)


@cache
def _known(text: str, broken: bool) -> Reading:
    return _read(text, broken=broken)


def _open_once(content: BinaryIO, media_type: MediaType) -> ExtractedText:
    """What was opened before is remembered: the same bytes always read the same, and each opening is a process."""
    return _extracted(content.read(), media_type)


def _read_once(text: str, *, broken: bool) -> Reading:
    return _known(text, broken)


def take_in(actor: Actor, content: bytes = b"", name: str = "bao-cao.docx") -> UUID:
    """A document that was handed in and read."""
    import_id, _ = api.import_document(actor=actor, content=content or papers.report(), name=name, at=MORNING)
    with patch.object(extraction, "extract", _open_once), patch.object(reading, "read", _read_once):
        while api.read_next_import(at=MORNING):
            pass
    return import_id


def view(actor: Actor, import_id: UUID) -> ImportView:
    return api.get_import(actor=actor, import_id=import_id)


def take(actor: Actor, import_id: UUID, number: int, link: str = "none", **changes: str) -> Verdict:
    """Stand by a proposal, with changes."""
    one = view(actor, import_id).proposal(number)
    assert one is not None
    return api.take_proposal(
        actor=actor,
        import_id=import_id,
        number=number,
        typed={**one.typed, **changes},
        link=link,
        revision=one.revision,
        at=MORNING,
    )


def take_all(actor: Actor, import_id: UUID) -> None:
    """Stand by everything as it was read, citations as the page would suggest."""
    for one in view(actor, import_id).proposals:
        take(actor, import_id, one.number, link=one.link)


def confirm(actor: Actor, import_id: UUID, document: str = "", leave: bool = False, **changes: str) -> UUID:
    """Enter it into the register."""
    seen = view(actor, import_id)
    typed = {field: seen.head.get(field, "") for field in HEAD_FIELDS} | changes
    return api.confirm_import(
        actor=actor,
        import_id=import_id,
        typed=typed,
        revision=seen.revision,
        document=document,
        leave=leave,
        at=MORNING,
    ).document_id


def numbers(actor: Actor, import_id: UUID, kind: ProposalKind) -> list[int]:
    return [one.number for one in view(actor, import_id).proposals if one.kind is kind]
