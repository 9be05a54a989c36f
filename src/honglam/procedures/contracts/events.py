"""What the catalogue tells others."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from honglam.kernel.values import Event


@dataclass(frozen=True, kw_only=True)
class CatalogueChanged(Event):
    """A version was made public from a day on, or (no number) a procedure is abolished after that day."""

    name: ClassVar[str] = "procedures.catalogue_changed"
    code: str
    number: int | None
    effective_on: date
