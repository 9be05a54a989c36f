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
from honglam.dossiers.services.indexing import index_dossiers
from honglam.kernel.events import Delivered, subscribe


@subscribe(DossierSubmitted, name="dossiers.index_submitted", batch=True)
@subscribe(DossierAccepted, name="dossiers.index_accepted", batch=True)
@subscribe(DossierTakenOn, name="dossiers.index_taken_on", batch=True)
@subscribe(StepFinished, name="dossiers.index_step", batch=True)
@subscribe(ConsultationAsked, name="dossiers.index_consultation", batch=True)
def index(delivered: list[Delivered]) -> None:
    """Write the rows of every dossier of the batch once."""
    index_dossiers(dossier_ids={cast(DossierEvent, one.event).dossier_id for one in delivered})
