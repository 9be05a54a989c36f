"""Papers of the wallet in dossiers: taken into a draft, filed with it, taken at the counter. The file is the very same.

A submission without such papers costs nothing here: the wallet is asked only where a paper names it.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.dossiers.access import draft_for
from honglam.dossiers.contracts import PaperInput, PaperKind, Submission
from honglam.dossiers.models import Dossier, Draft, DraftPaper
from honglam.dossiers.queries.purposes import purpose_of, purpose_of_dossier
from honglam.dossiers.rules.building import clean
from honglam.dossiers.services.depositing import holder_kind
from honglam.dossiers.services.drafting import bump, holder_of, record_on_draft
from honglam.files import api as files
from honglam.kernel.ids import uuid7
from honglam.kernel.values import Actor, FieldError
from honglam.registries import api as registries
from honglam.registries.contracts import HeldView, PaperDoesNotFit


@transaction.atomic
def reuse_paper(*, actor: Actor, draft_id: UUID, component_code: str, held_id: UUID, at: datetime) -> Draft:
    """Put a paper of one's wallet into the draft; by that its owner agrees that the desk sees it for this dossier.

    Doing it twice changes nothing. Raises PaperNotHeld, PaperDoesNotFit.
    """
    draft = draft_for(actor=actor, draft_id=draft_id, lock=True)
    if draft.papers.filter(component_code=component_code, held_id=held_id).exists():
        return draft
    held = registries.agree(
        actor=actor, paper_id=held_id, component_code=component_code, purpose=purpose_of(draft), at=at
    )
    assert held.file_id is not None  # noqa: S101 - what has no file does not fit
    files.claim(actor=actor, file_ids=[held.file_id], holder=holder_of(draft), at=at)
    DraftPaper.objects.create(
        id=uuid7(),
        draft=draft,
        component_code=clean(component_code, 60),
        kind=PaperKind.ELECTRONIC.value,
        file_id=held.file_id,
        file_name=clean(held.file_name, 200),
        held_id=held_id,
        attached_at=at,
    )
    draft.along = None
    record_on_draft(actor, "dossiers.draft_paper_reused", draft, at)
    bump(draft, at, actor=actor)
    return draft


def misfit_faults(*, actor: Actor, submission: Submission, at: datetime) -> list[FieldError]:
    """What was taken into a draft and no longer fits on the day it is submitted, each at its paper."""
    wanted = _wanted(submission.papers)
    if not wanted:
        return []
    found = registries.list_misfits(actor=actor, wanted=wanted, procedure_code=submission.procedure_code, at=at)
    return [
        FieldError(
            field=f"papers.{component}",
            code=PaperDoesNotFit.code,
            message=PaperDoesNotFit.message,
            params={"title": title, "reason": reason},
        )
        for component, title, reason in found
    ]


def take_own(*, actor: Actor, dossier: Dossier, submission: Submission, at: datetime) -> Submission:
    """The submission with the files of the owner's wallet in their places; the use is written down for the owner."""
    return replace(submission, papers=own_papers(actor=actor, dossier=dossier, papers=submission.papers, at=at))


def own_papers(
    *, actor: Actor, dossier: Dossier, papers: tuple[PaperInput, ...], at: datetime
) -> tuple[PaperInput, ...]:
    """Papers that the applicant hands in, those of the own wallet with their files."""
    wanted = _wanted(papers)
    if not wanted:
        return papers
    return _with_files(papers, registries.reuse(actor=actor, wanted=wanted, purpose=purpose_of_dossier(dossier), at=at))


def take_at_counter(*, actor: Actor, dossier: Dossier, submission: Submission, at: datetime) -> Submission:
    """The same by an officer, out of what is held under the number of whoever the dossier is about."""
    return replace(submission, papers=papers_at_counter(actor=actor, dossier=dossier, papers=submission.papers, at=at))


def papers_at_counter(
    *, actor: Actor, dossier: Dossier, papers: tuple[PaperInput, ...], at: datetime
) -> tuple[PaperInput, ...]:
    """Papers that an officer takes in, those of the applicant's wallet with their files."""
    wanted = _wanted(papers)
    if not wanted:
        return papers
    held = registries.reuse_at_counter(
        actor=actor,
        kind=holder_kind(dossier.applicant_kind),
        number=dossier.applicant_id_number,
        wanted=wanted,
        purpose=purpose_of_dossier(dossier),
        at=at,
    )
    return _with_files(papers, held)


def _wanted(papers: Iterable[PaperInput]) -> list[tuple[UUID, str]]:
    return [(paper.held_id, paper.component_code) for paper in papers if paper.held_id is not None]


def _with_files(papers: tuple[PaperInput, ...], held: dict[UUID, HeldView]) -> tuple[PaperInput, ...]:
    """Whatever file a caller named beside an entry of the wallet, the entry's own is taken."""
    return tuple(_with_file(paper, held) for paper in papers)


def _with_file(paper: PaperInput, held: dict[UUID, HeldView]) -> PaperInput:
    if paper.held_id is None:
        return paper
    found = held[paper.held_id]
    return replace(paper, file_id=found.file_id, file_name=found.file_name, kind=PaperKind.ELECTRONIC)
