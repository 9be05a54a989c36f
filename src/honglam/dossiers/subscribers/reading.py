"""Papers of every dossier are read in the background, and found by what stands on them from then on."""

from typing import cast

from honglam.dossiers.contracts import DossierEvent, DossierSubmitted, SupplementReceived
from honglam.dossiers.services.indexing import ask_for_reading, index_papers
from honglam.files.contracts import TextRead
from honglam.kernel.events import Delivered, subscribe


@subscribe(DossierSubmitted, name="dossiers.read_submitted", batch=True)
@subscribe(SupplementReceived, name="dossiers.read_supplement", batch=True)
def read(delivered: list[Delivered]) -> None:
    """Ask for what is not read yet; the same form sent by thousands is read once."""
    dossier_ids = {cast(DossierEvent, one.event).dossier_id for one in delivered}
    ask_for_reading(dossier_ids=dossier_ids, at=max(one.at for one in delivered))


@subscribe(TextRead, name="dossiers.index_text", batch=True)
def index(delivered: list[Delivered]) -> None:
    """Write the search rows of the dossiers whose papers were read."""
    index_papers(file_ids={file_id for one in delivered for file_id in cast(TextRead, one.event).file_ids})
