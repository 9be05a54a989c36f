"""Drafts: begun, saved page by page or by themselves, given papers, submitted or discarded."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from honglam.dossiers.access import draft_for, papers_of, topics_of
from honglam.dossiers.contracts import (
    Applicant,
    ChannelNotOffered,
    DraftChange,
    DraftMovedOn,
    DraftNotFound,
    PaperInput,
    PaperKind,
    ProcedureNotOffered,
    ReturnMethod,
    Submission,
)
from honglam.dossiers.models import Along, Draft, DraftPaper
from honglam.dossiers.queries.purposes import purpose_of
from honglam.dossiers.rules.building import clean
from honglam.dossiers.rules.stored import applicant_from, submitter_from
from honglam.dossiers.services.cosigning import save_and_void
from honglam.dossiers.services.prefilling import prefill
from honglam.files import api as files
from honglam.files.contracts import Holder
from honglam.identity import api as identity
from honglam.identity.contracts import Power
from honglam.kernel import audit
from honglam.kernel.clock import local
from honglam.kernel.ids import uuid7
from honglam.kernel.ready import Asked, inserting, together
from honglam.kernel.values import Actor, NotFound
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel
from honglam.registries import api as registries

_PLAIN = ("page", "unit_code", "return_address")
_LIMITS = {"page": 40, "unit_code": 20, "return_address": 300}
_EMPTY = """
WITH looks AS (DELETE FROM dossiers_look WHERE draft_id = %s),
    signers AS (DELETE FROM dossiers_cosigner WHERE draft_id = %s)
DELETE FROM dossiers_draftpaper WHERE draft_id = %s RETURNING file_id
"""


@transaction.atomic
def start_draft(*, actor: Actor, procedure_code: str, at: datetime) -> Draft:
    """A draft on the version that is in force today, filled with what is known of the capacity the actor acts in."""
    if actor.id is None:
        raise DraftNotFound
    try:
        version = procedures.current_version(code=procedure_code, on=local(at).date())
    except NotFound as fault:
        raise ProcedureNotOffered(field="procedure_code") from fault
    if all(rule.channel is not Channel.ONLINE for rule in version.channels):
        raise ChannelNotOffered(field="channel")
    if not version.in_use:
        procedures.stand_on(version_id=version.version_id)
    draft = Draft(
        id=uuid7(),
        owner_id=actor.id,
        enterprise_id=actor.enterprise_id,
        principal_id=actor.mandate.principal_id if actor.mandate else None,
        version_id=version.version_id,
        created_at=at,
        saved_at=at,
    )
    draft.along = Along([], [], [])
    identity.require_mandate(actor=actor, power=Power.FILE, topics=topics_of(version), at=at)
    prefill(draft, actor=actor, at=at)
    together(inserting([draft]), audit.recording([_entry(actor, "dossiers.draft_started", draft, at)]))
    return draft


@transaction.atomic
def save_draft(*, actor: Actor, draft_id: UUID, change: DraftChange, revision: int | None, at: datetime) -> Draft:
    """Take over what was typed. A stale `revision` is refused, so that another tab's work is not overwritten."""
    draft = draft_for(actor=actor, draft_id=draft_id, lock=True)
    if revision is not None and revision != draft.revision:
        raise DraftMovedOn(field="revision")
    if change.answers is not None:
        draft.answers = change.answers
    for name in _PLAIN:
        value = getattr(change, name)
        if value is not None:
            setattr(draft, name, clean(value, _LIMITS[name]))
    if change.applicant is not None:
        draft.applicant = asdict(change.applicant)
    if change.submitter is not None:
        draft.submitter = None if change.submitter.is_blank else asdict(change.submitter)
    if change.return_method is not None:
        draft.return_method = change.return_method.value
    bump(draft, at, actor=actor)
    return draft


@transaction.atomic
def attach_paper(*, actor: Actor, draft_id: UUID, paper: PaperInput, at: datetime) -> Draft:
    """Put a stored file into the draft; attaching it twice changes nothing."""
    draft = draft_for(actor=actor, draft_id=draft_id, lock=True)
    assert paper.file_id is not None  # noqa: S101 - a draft holds files only; the counter has take_in
    files.claim(actor=actor, file_ids=[paper.file_id], holder=holder_of(draft), at=at)
    row = DraftPaper(
        id=uuid7(),
        draft=draft,
        component_code=clean(paper.component_code, 60),
        name=clean(paper.name, 500),
        kind=paper.kind.value,
        file_id=paper.file_id,
        file_name=clean(paper.file_name, 200),
        attached_at=at,
    )
    together(
        inserting([row], unless_there=True),
        audit.recording([_entry(actor, "dossiers.draft_paper_added", draft, at)]),
    )
    draft.along = None
    bump(draft, at, actor=actor)
    return draft


@transaction.atomic
def detach_paper(*, actor: Actor, draft_id: UUID, file_id: UUID, at: datetime) -> Draft:
    """Take a file out of the draft; the bytes are collected once nobody else needs them."""
    draft = draft_for(actor=actor, draft_id=draft_id, lock=True)
    let_go(draft, DraftPaper.objects.filter(draft=draft, file_id=file_id), actor=actor, at=at)
    record_on_draft(actor, "dossiers.draft_paper_removed", draft, at)
    bump(draft, at, actor=actor)
    return draft


@transaction.atomic
def discard_draft(*, actor: Actor, draft_id: UUID, at: datetime) -> None:
    """Throw the draft away with its files."""
    draft = draft_for(actor=actor, draft_id=draft_id, lock=True)
    give_back(draft, DraftPaper.objects.filter(draft=draft, held__isnull=False), actor=actor, at=at)
    record_on_draft(actor, "dossiers.draft_discarded", draft, at)
    remove_draft(draft, actor=actor, at=at)


def let_go(draft: Draft, gone: QuerySet[DraftPaper], *, actor: Actor, at: datetime) -> None:
    """Take papers out of the draft; part of verbs that record themselves."""
    file_ids = list(gone.values_list("file_id", flat=True))
    give_back(draft, gone.filter(held__isnull=False), actor=actor, at=at)
    gone.delete()
    draft.along = None
    files.release(actor=actor, file_ids=file_ids, holder=holder_of(draft), at=at)


def give_back(draft: Draft, papers: QuerySet[DraftPaper], *, actor: Actor, at: datetime) -> None:
    """Papers of the wallet leave a draft: their owner reads that the agreement was taken back."""
    held = list(papers.values_list("held_id", flat=True))
    if held:
        registries.take_back(actor=actor, paper_ids=held, purpose=purpose_of(draft), at=at)


def remove_draft(draft: Draft, *, actor: Actor, at: datetime) -> None:
    """Delete the rows and let go of the files; a dossier made of it has claimed them before."""
    gone = together(
        Asked(_EMPTY, [draft.id] * 3, list),
        Asked("DELETE FROM dossiers_draft WHERE id = %s", [draft.id], list, gives=False),
    )[0]
    file_ids = [row[0] for row in gone]
    if file_ids:
        files.release(actor=actor, file_ids=file_ids, holder=holder_of(draft), at=at)


def holder_of(draft: Draft) -> Holder:
    """Under which name a draft keeps files alive."""
    return Holder(kind="draft", id=str(draft.id))


def submission_of(draft: Draft, *, procedure_code: str) -> Submission:
    """What the draft says, as it would be filed."""
    return Submission(
        procedure_code=procedure_code,
        applicant=applicant_from(draft.applicant) or Applicant(name=""),
        answers=draft.answers,
        papers=tuple(
            PaperInput(
                component_code=paper.component_code,
                name=paper.name,
                kind=PaperKind(paper.kind),
                file_id=paper.file_id,
                file_name=paper.file_name,
                held_id=paper.held_id,
            )
            for paper in papers_of(draft)
        ),
        unit_code=draft.unit_code,
        submitter=submitter_from(draft.submitter),
        return_method=ReturnMethod(draft.return_method),
        return_address=draft.return_address,
    )


def bump(draft: Draft, at: datetime, *, actor: Actor) -> None:
    """The draft was saved: tabs that hold the revision before cannot save any more, and no old signature stands."""
    draft.revision += 1
    draft.saved_at = at
    save_and_void(draft, actor=actor, at=at)


def record_on_draft(actor: Actor, action: str, draft: Draft, at: datetime) -> None:
    """Write down an act on a draft."""
    audit.record_many([_entry(actor, action, draft, at)])


def _entry(actor: Actor, action: str, draft: Draft, at: datetime) -> audit.Entry:
    """The audit entry of an act on a draft."""
    return audit.Entry(
        actor=actor,
        action=action,
        subject_kind="draft",
        subject_id=draft.id,
        at=at,
        detail={"version": draft.version_id},
    )
