"""Files that an officer adds to an act."""

from uuid import UUID

from honglam.dossiers.services.turning import Act
from honglam.dossiers.services.writing import holder_of
from honglam.files import api as files


def keep_attachments(act: Act, file_ids: tuple[UUID, ...]) -> None:
    """They live as long as the dossier."""
    if file_ids:
        files.claim(actor=act.actor, file_ids=file_ids, holder=holder_of(act.dossier.id), at=act.at)
