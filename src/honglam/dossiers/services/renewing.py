"""A draft goes on under the rules in force: what is filed today is filed under today's version of the procedure."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.dossiers.access import draft_for
from honglam.dossiers.contracts import ProcedureNotOffered, RulesChanged
from honglam.dossiers.models import Draft
from honglam.dossiers.services.drafting import bump, record_on_draft
from honglam.dossiers.services.filing import version_offered
from honglam.kernel.clock import local
from honglam.kernel.values import Actor, NotFound
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel, VersionView


@transaction.atomic
def renew_draft(*, actor: Actor, draft_id: UUID, at: datetime) -> Draft:
    """Put the draft on the version in force; answers and papers stay, signatures under the old one do not.

    What the new form no longer asks goes: it could not be filed, and no page would show it.
    """
    draft = draft_for(actor=actor, draft_id=draft_id, lock=True)
    known = procedures.get_version(version_id=draft.version_id)
    version = version_offered(code=known.code, channel=Channel.ONLINE, at=at)
    if version.version_id == draft.version_id:
        return draft
    draft.version_id = version.version_id
    draft.answers = procedures.known_answers(version_id=version.version_id, answers=draft.answers)
    bump(draft, at, actor=actor)
    record_on_draft(actor, "dossiers.draft_renewed", draft, at)
    return draft


def require_current(version: VersionView, *, at: datetime) -> None:
    """Nothing is filed under rules that are over. Raises RulesChanged; ProcedureNotOffered where none are in force."""
    try:
        current = procedures.current_version(code=version.code, on=local(at).date())
    except NotFound as fault:
        raise ProcedureNotOffered(field="procedure_code") from fault
    if current.version_id != version.version_id:
        raise RulesChanged
