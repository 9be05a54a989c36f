"""Answers to a supplement request, as a browser sends them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from honglam.dossiers.contracts import PaperInput, SupplementReply
from honglam.files.contracts import Page, StoredFile
from honglam.kernel.text import nfc

Store = Callable[["UploadedFile[Any]"], StoredFile]


def read_replies(
    items: Sequence[Mapping[str, str]],
    texts: QueryDict,
    files: Callable[[str], list["UploadedFile[Any]"]],
    store: Store,
) -> tuple[SupplementReply, ...]:
    """One reply per requested item that has a file, pages that arrived, or a note.

    `item-N-files`, `item-N-files.page`, `item-N-note`.
    """
    replies = []
    for number, item in enumerate(items):
        note = nfc(texts.get(f"item-{number}-note", "")).strip()
        papers = tuple(
            PaperInput(
                component_code=item.get("component_code", ""),
                name=item.get("name", ""),
                file_id=stored.id,
                file_name=stored.name,
            )
            for stored in map(store, files(f"item-{number}-files"))
        )
        pages = tuple(read_pages(texts.getlist(f"item-{number}-files.page")))
        if papers or note or pages:
            code, name = item.get("component_code", ""), item.get("name", "")
            reply = SupplementReply(item=number, papers=papers, note=note, pages=pages, component_code=code, name=name)
            replies.append(reply)
    return tuple(replies)


def read_pages(values: Sequence[str]) -> list[Page]:
    """Pages (`<upload>:<quarter turns>`) in the order in which they stand on the screen; what is none is left out."""
    pages = []
    for value in values:
        key, _, turns = value.partition(":")
        if upload_id := as_uuid(key):
            pages.append(Page(upload_id=upload_id, turns=int(turns[:1]) % 4 if turns.isdecimal() else 0))
    return pages


def as_number(text: str) -> int | None:
    """A number from a browser that a column would hold, or None for anything else."""
    return int(text) if text.isdecimal() and len(text) < 10 else None


def as_uuid(text: str) -> UUID | None:
    """A UUID from a browser, or None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None
