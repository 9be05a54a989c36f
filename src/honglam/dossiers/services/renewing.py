"""A draft goes on under the rules in force: what is filed today is filed under today's version of the procedure."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.dossiers.access import draft_for
from honglam.dossiers.contracts import RulesChanged
from honglam.dossiers.models import Draft, DraftPaper
from honglam.dossiers.services.drafting import bump, let_go, record_on_draft
from honglam.dossiers.services.filing import version_offered
from honglam.kernel.values import Actor
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel, VersionView


@transaction.atomic
def renew_draft(*, actor: Actor, draft_id: UUID, at: datetime) -> Draft:
    """Put the draft on the version in force; what it asks for stays, signatures under the old one do not.

    Answers and papers that it no longer asks for go: they could not be filed, and no page would show them.
    """
    draft = draft_for(actor=actor, draft_id=draft_id, lock=True)
    known = procedures.get_version(version_id=draft.version_id)
    version = version_offered(code=known.code, channel=Channel.ONLINE, at=at)
    if version.version_id == draft.version_id:
        return draft
    draft.version_id = version.version_id
    draft.answers = procedures.known_answers(version_id=version.version_id, answers=draft.answers)
    asked = [component.code for component in version.components]
    let_go(draft, DraftPaper.objects.filter(draft=draft).exclude(component_code__in=asked), actor=actor, at=at)
    bump(draft, at, actor=actor)
    record_on_draft(actor, "dossiers.draft_renewed", draft, at)
    return draft


def require_current(version: VersionView, *, at: datetime) -> None:
    """Nothing is filed under rules that are over. Raises RulesChanged, ProcedureNotOffered, ChannelNotOffered."""
    current = version_offered(code=version.code, channel=Channel.ONLINE, at=at)
    if current.version_id != version.version_id:
        raise RulesChanged
