"""What others hear of."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from honglam.kernel.values import Event


@dataclass(frozen=True, kw_only=True)
class DocumentRegistered(Event):
    """A document stands in the register, or stands there differently."""

    name: ClassVar[str] = "documents.document_registered"

    document_id: UUID
    code: str
    symbol: str


@dataclass(frozen=True, kw_only=True)
class FiguresConfirmed(Event):
    """A person confirmed figures of a document; who measures may take them over."""

    name: ClassVar[str] = "documents.figures_confirmed"

    document_id: UUID
    figures: int
