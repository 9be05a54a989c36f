"""A result document before it is issued: what the template makes of the answers, block by block."""

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block of a document is."""

    TEXT = "text"
    HEADING = "heading"
    LABEL = "label"
    TABLE = "table"


@dataclass(frozen=True, kw_only=True)
class DocumentBlock:
    """One block. `label` is the template's own word, `text` may be mended; a table has `columns` and `rows`."""

    kind: BlockKind
    label: str = ""
    text: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class DocumentDraft:
    """A result document made from a template. `number_format` and `series` say how it will be numbered at issue."""

    title: str
    series: str
    number_format: str
    signer_role: str
    paper: str
    orientation: str
    blocks: tuple[DocumentBlock, ...]
