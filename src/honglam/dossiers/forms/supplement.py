"""Answers to a supplement request, as a browser sends them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from honglam.dossiers.contracts import PaperInput, SupplementReply
from honglam.files.contracts import StoredFile
from honglam.kernel.text import nfc

Store = Callable[["UploadedFile[Any]"], StoredFile]


def read_replies(
    items: Sequence[Mapping[str, str]],
    texts: Mapping[str, str],
    files: Callable[[str], list["UploadedFile[Any]"]],
    store: Store,
) -> tuple[SupplementReply, ...]:
    """One reply per requested item that has a file or a note; `item-N-files`, `item-N-note`."""
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
        if papers or note:
            replies.append(SupplementReply(item=number, papers=papers, note=note))
    return tuple(replies)


def as_uuid(text: str) -> UUID | None:
    """A UUID from a browser, or None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None
