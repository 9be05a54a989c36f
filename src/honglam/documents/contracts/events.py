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


@dataclass(frozen=True, kw_only=True)
class DocumentRetired(Event):
    """An entry that had been made wrongly was taken out of the register; what was stated in it rests on nothing."""

    name: ClassVar[str] = "documents.document_retired"

    document_id: UUID
