"""What the catalogue tells others."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from honglam.kernel.values import Event


@dataclass(frozen=True, kw_only=True)
class CatalogueChanged(Event):
    """A version stands from a day on, made public or left by one that is withdrawn; no number: none after that day."""

    name: ClassVar[str] = "procedures.catalogue_changed"
    code: str
    number: int | None
    effective_on: date
