"""For what a paper of the wallet is used, in the words that its owner reads later."""

from honglam.dossiers.models import Dossier, Draft
from honglam.procedures import api as procedures
from honglam.registries.contracts import Purpose


def purpose_of(draft: Draft) -> Purpose:
    """A paper is taken into a draft, or out of it."""
    version = procedures.get_version(version_id=draft.version_id)
    return Purpose(kind="draft", id=draft.id, procedure_code=version.code, procedure_name=version.name)


def purpose_of_dossier(dossier: Dossier) -> Purpose:
    """A paper becomes part of a dossier, or is opened in it."""
    return Purpose(
        kind="dossier",
        id=dossier.id,
        code=dossier.code or dossier.registration_code,
        procedure_code=dossier.procedure_code,
        procedure_name=dossier.procedure_name,
    )
