"""Tables of the registers."""

from honglam.registries.models.definition import PaperType
from honglam.registries.models.paper import HeldPaper
from honglam.registries.models.register import Register, RegisterEdition, RegisterRecord, RegisterVersion
from honglam.registries.models.use import PaperUse

__all__ = [
    "HeldPaper",
    "PaperType",
    "PaperUse",
    "Register",
    "RegisterEdition",
    "RegisterRecord",
    "RegisterVersion",
]
