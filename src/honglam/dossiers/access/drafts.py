"""Whose drafts an actor reaches, and what hangs on a draft, read with it: every page of a form asks for all of it."""

from uuid import UUID

from django.db.models import Q, QuerySet

from honglam.dossiers.access.dossiers import topics_of
from honglam.dossiers.contracts import DraftNotFound
from honglam.dossiers.models import Along, Cosigner, Draft, DraftPaper, Look
from honglam.kernel.ready import ReadyQuery, together
from honglam.kernel.values import Actor
from honglam.procedures import api as procedures

_ONE = UUID(int=1)
_DRAFT = ReadyQuery(lambda *, pk: Draft.objects.filter(pk=pk), pk=_ONE)
_LOCKED = ReadyQuery(lambda *, pk: Draft.objects.select_for_update().filter(pk=pk), pk=_ONE)
_PAPERS = ReadyQuery(
    lambda *, draft_id: DraftPaper.objects.filter(draft_id=draft_id).order_by("attached_at", "id"), draft_id=_ONE
)
_LOOKS = ReadyQuery(lambda *, draft_id: Look.objects.filter(draft_id=draft_id).order_by("id"), draft_id=_ONE)
_COSIGNERS = ReadyQuery(lambda *, draft_id: Cosigner.objects.filter(draft_id=draft_id).order_by("id"), draft_id=_ONE)


def draft_for(*, actor: Actor, draft_id: UUID, lock: bool = False) -> Draft:
    """The actor's own draft, or one of the enterprise acted for; anybody else's is `DraftNotFound`. One query."""
    first = (_LOCKED if lock else _DRAFT).of(pk=draft_id)
    found, *hanging = together(first, *(one.of(draft_id=draft_id) for one in (_PAPERS, _LOOKS, _COSIGNERS)))
    draft: Draft | None = found[0] if found else None
    owned = actor.id is not None and draft is not None
    if draft is None or not owned or draft.enterprise_id != actor.enterprise_id:
        raise DraftNotFound
    if draft.principal_id != (actor.mandate.principal_id if actor.mandate else None):
        raise DraftNotFound
    if actor.enterprise_id is None and draft.owner_id != actor.id:
        raise DraftNotFound
    if actor.mandate and not actor.mandate.covers(
        topics=topics_of(procedures.get_version(version_id=draft.version_id))
    ):
        raise DraftNotFound
    draft.along = Along(*hanging)
    return draft


def papers_of(draft: Draft) -> list[DraftPaper]:
    """The files of a draft in the order in which they came."""
    return list(_along(draft).papers)


def looks_of(draft: Draft) -> list[Look]:
    """The requests to look at a draft, in the order in which they were made."""
    return list(_along(draft).looks)


def cosigners_of(draft: Draft) -> list[Cosigner]:
    """Who was asked to sign a draft, in that order."""
    return list(_along(draft).cosigners)


def _along(draft: Draft) -> Along:
    """What was read with the draft; asked anew where it was not, or was changed since. One query."""
    if draft.along is None:
        asked = (one.of(draft_id=draft.pk) for one in (_PAPERS, _LOOKS, _COSIGNERS))
        draft.along = Along(*together(*asked))
    return draft.along


def drafts_for(*, actor: Actor, rows: QuerySet[Draft] | None = None) -> QuerySet[Draft]:
    """Drafts of the capacity the actor acts in now: the person's own, or the enterprise's."""
    drafts = Draft.objects.all() if rows is None else rows
    if actor.id is None:
        return drafts.none()
    if actor.enterprise_id is not None:
        return drafts.filter(enterprise_id=actor.enterprise_id)
    own = drafts.filter(owner_id=actor.id, enterprise=None)
    if actor.mandate is None:
        return own.filter(principal=None)
    if actor.mandate.subject_id is not None:
        return own.none()
    codes, own = list(actor.mandate.topics), own.filter(principal_id=actor.mandate.principal_id)
    within = Q(version__procedure__code__in=codes) | Q(version__procedure__field__code__in=codes)
    return own.filter(within) if codes else own
