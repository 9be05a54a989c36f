"""Tables of the catalogue."""

from honglam.procedures.models.catalogue import Field, LifeEvent, LifeEventProcedure, Procedure
from honglam.procedures.models.english import EnglishText
from honglam.procedures.models.keeping import DraftStep, ProcedureEvent, VersionDraft
from honglam.procedures.models.national import CatalogueImport
from honglam.procedures.models.search import SearchEntry, SearchWord
from honglam.procedures.models.version import ProcedureVersion

__all__ = [
    "CatalogueImport",
    "DraftStep",
    "EnglishText",
    "Field",
    "LifeEvent",
    "LifeEventProcedure",
    "Procedure",
    "ProcedureEvent",
    "ProcedureVersion",
    "SearchEntry",
    "SearchWord",
    "VersionDraft",
]
