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
