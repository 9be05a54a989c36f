"""What is still missing, at once and before anything is filed: the same rules that filing asks, with what is held."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from honglam.dossiers.access import draft_for
from honglam.dossiers.contracts import CheckedDraft, Completeness, PaperCheck, ProcedureNotOffered, Submission
from honglam.dossiers.models import Draft
from honglam.dossiers.queries.cosigning import list_states
from honglam.dossiers.queries.drafts import draft_view
from honglam.dossiers.rules.building import counted_papers
from honglam.dossiers.services.drafting import submission_of
from honglam.dossiers.services.filing import check_submission
from honglam.dossiers.services.reusing import misfit_faults
from honglam.kernel.clock import local
from honglam.kernel.values import Actor, NotFound
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel, VersionView
from honglam.registries import api as registries


def draft_to_check(*, actor: Actor, draft_id: UUID, at: datetime) -> CheckedDraft:
    """The actor's draft with what it still lacks and who signs it."""
    draft = draft_for(actor=actor, draft_id=draft_id)
    return CheckedDraft(
        draft=draft_view(draft),
        completeness=check_complete(actor=actor, draft=draft, at=at),
        cosigners=tuple(list_states(draft)),
    )


def check_complete(*, actor: Actor, draft: Draft, at: datetime) -> Completeness:
    """The same for a draft in somebody's hands; what the wallet offers is told to its owner only."""
    version = procedures.get_version(version_id=draft.version_id)
    submission = submission_of(draft, procedure_code=version.code)
    return _check(actor, version, submission, at=at)


def completeness_of(*, actor: Actor, submission: Submission, at: datetime) -> Completeness:
    """What a submission still lacks, for programs; stores nothing. Raises ProcedureNotOffered."""
    try:
        version = procedures.current_version(code=submission.procedure_code, on=local(at).date())
    except NotFound as fault:
        raise ProcedureNotOffered(field="procedure_code") from fault
    return _check(actor, version, submission, at=at)


def _check(actor: Actor, version: VersionView, submission: Submission, *, at: datetime) -> Completeness:
    faults = [
        *check_submission(version=version, submission=submission, channel=Channel.ONLINE, at=at),
        *([] if actor.is_officer else misfit_faults(actor=actor, submission=submission, at=at)),
    ]
    return Completeness(complete=not faults, faults=tuple(faults), papers=_papers(actor, version, submission, at=at))


def _papers(actor: Actor, version: VersionView, submission: Submission, *, at: datetime) -> tuple[PaperCheck, ...]:
    there = counted_papers(submission.papers)
    asked = procedures.papers_for(
        version_id=version.version_id, channel=Channel.ONLINE, answers=submission.answers, on=local(at).date()
    )
    held: dict[str, list[UUID]] = defaultdict(list)
    if not actor.is_officer:
        for code, offers in registries.list_offers(actor=actor, procedure_code=version.code, at=at).items():
            held[code] = [offer.paper.id for offer in offers]
    return tuple(
        PaperCheck(
            code=paper.code,
            name=paper.name,
            required=paper.required,
            there=there.get(paper.code, 0) > 0,
            held=tuple(held[paper.code]),
        )
        for paper in asked
        if paper.upload
    )
