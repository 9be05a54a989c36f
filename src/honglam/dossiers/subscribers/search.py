"""Search rows follow what is searched by: codes, names, and who may read."""

from typing import cast

from honglam.dossiers.contracts import (
    ConsultationAsked,
    DossierAccepted,
    DossierEvent,
    DossierSubmitted,
    DossierTakenOn,
    StepFinished,
)
from honglam.dossiers.services.indexing import index_dossiers, index_readers
from honglam.kernel.events import Delivered, subscribe


@subscribe(DossierSubmitted, name="dossiers.index_submitted", batch=True)
@subscribe(DossierAccepted, name="dossiers.index_accepted", batch=True)
def index(delivered: list[Delivered]) -> None:
    """Write the rows of every dossier of the batch once."""
    index_dossiers(dossier_ids={cast(DossierEvent, one.event).dossier_id for one in delivered})


@subscribe(DossierTakenOn, name="dossiers.index_taken_on", batch=True)
@subscribe(StepFinished, name="dossiers.index_step", batch=True)
@subscribe(ConsultationAsked, name="dossiers.index_consultation", batch=True)
def index_who_reads(delivered: list[Delivered]) -> None:
    """A step changes who may read, not what the papers say: those are not read again."""
    index_readers(dossier_ids={cast(DossierEvent, one.event).dossier_id for one in delivered})
