"""The actor's drafts."""

from collections.abc import Iterable
from uuid import UUID

from honglam.directory import api as directory
from honglam.dossiers.access import draft_for, drafts_for, looks_of, papers_of
from honglam.dossiers.contracts import BegunDraft, DraftView, LookVerdict, LookView, Prefilled, ReturnMethod
from honglam.dossiers.models import Draft, DraftPaper, Look
from honglam.dossiers.rules.stored import applicant_from, submitter_from
from honglam.kernel.values import Actor
from honglam.procedures import api as procedures

_MOST = 50


def get_draft(*, actor: Actor, draft_id: UUID) -> DraftView:
    """One draft of the actor's."""
    return draft_view(draft_for(actor=actor, draft_id=draft_id))


def list_drafts(*, actor: Actor) -> list[DraftView]:
    """The actor's drafts, last saved first."""
    rows = drafts_for(actor=actor).prefetch_related("papers", "looks").order_by("-saved_at")[:_MOST]
    return [
        _view(
            row,
            sorted(row.papers.all(), key=lambda paper: (paper.attached_at, paper.id)),
            sorted(row.looks.all(), key=lambda look: look.id),
        )
        for row in rows
    ]


def list_begun(*, actor: Actor, procedure_code: str) -> list[BegunDraft]:
    """The actor's drafts for one procedure, last saved first. One query."""
    rows = drafts_for(actor=actor).filter(version__procedure__code=procedure_code).order_by("-saved_at")
    return [BegunDraft(id=key, saved_at=saved_at) for key, saved_at in rows.values_list("id", "saved_at")[:_MOST]]


def draft_view(draft: Draft) -> DraftView:
    """A draft as a value."""
    return _view(draft, papers_of(draft), looks_of(draft))


def _view(draft: Draft, papers: Iterable[DraftPaper], looks: Iterable[Look]) -> DraftView:
    version = procedures.get_version(version_id=draft.version_id)
    return DraftView(
        id=draft.id,
        procedure_code=version.code,
        procedure_name=version.name,
        version_id=draft.version_id,
        answers=draft.answers,
        page=draft.page,
        applicant=applicant_from(draft.applicant),
        submitter=submitter_from(draft.submitter),
        unit_code=draft.unit_code,
        return_method=ReturnMethod(draft.return_method),
        return_address=draft.return_address,
        papers=tuple(
            {
                "id": paper.id,
                "component_code": paper.component_code,
                "name": paper.name,
                "file_id": paper.file_id,
                "file_name": paper.file_name,
                "kind": paper.kind,
                "held_id": paper.held_id,
            }
            for paper in papers
        ),
        revision=draft.revision,
        saved_at=draft.saved_at,
        enterprise_id=draft.enterprise_id,
        looks=tuple(look_view(look) for look in looks),
        sources={field: Prefilled(**kept) for field, kept in draft.sources.items()},
    )


def look_view(row: Look) -> LookView:
    """A look as a value."""
    return LookView(
        id=row.id,
        desk_name=directory.get_agency(agency_id=row.desk_id).name,
        asker_name=row.asker_name,
        question=row.question,
        revision=row.revision,
        asked_at=row.asked_at,
        due_at=row.due_at,
        closed_at=row.closed_at,
        verdict=LookVerdict(row.verdict) if row.verdict else None,
        answer=row.answer,
        officer_name=row.officer_name,
    )
