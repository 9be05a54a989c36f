"""Drafts, and filing them: the applicant's side of the door, and the counter's."""

from datetime import datetime
from uuid import UUID

from honglam.dossiers.contracts import (
    Accepted,
    Applicant,
    BegunDraft,
    CheckedDraft,
    Completeness,
    CosignerView,
    DraftChange,
    DraftView,
    LookPage,
    LookVerdict,
    LookView,
    PaperInput,
    SignPage,
    Submission,
    Submitted,
)
from honglam.dossiers.queries import cosigning as cosigning_reads
from honglam.dossiers.queries import drafts, people
from honglam.dossiers.services import checking, cosigning, drafting, looking, renewing, reusing, submitting, taking_in
from honglam.kernel.values import Actor, FieldError
from honglam.procedures.contracts import Channel


def start_draft(*, actor: Actor, procedure_code: str, at: datetime) -> DraftView:
    """Begin a dossier on the version in force today. Raises ProcedureNotOffered, ChannelNotOffered."""
    return drafts.draft_view(drafting.start_draft(actor=actor, procedure_code=procedure_code, at=at))


def save_draft(*, actor: Actor, draft_id: UUID, change: DraftChange, revision: int | None, at: datetime) -> DraftView:
    """Take over what was typed; `revision=None` overwrites. Raises DraftMovedOn, DraftNotFound."""
    return drafts.draft_view(
        drafting.save_draft(actor=actor, draft_id=draft_id, change=change, revision=revision, at=at)
    )


def renew_draft(*, actor: Actor, draft_id: UUID, at: datetime) -> DraftView:
    """Go on under the version in force. Raises ProcedureNotOffered, ChannelNotOffered, DraftNotFound."""
    return drafts.draft_view(renewing.renew_draft(actor=actor, draft_id=draft_id, at=at))


def check_numbers(*, applicant: Applicant) -> list[FieldError]:
    """Faults of telephone, e-mail and number, as filing would find them; those that are empty have none."""
    return people.check_numbers(applicant)


def attach_paper(*, actor: Actor, draft_id: UUID, paper: PaperInput, at: datetime) -> DraftView:
    """Put a stored file into the draft."""
    return drafts.draft_view(drafting.attach_paper(actor=actor, draft_id=draft_id, paper=paper, at=at))


def reuse_paper(*, actor: Actor, draft_id: UUID, component_code: str, held_id: UUID, at: datetime) -> DraftView:
    """Put a paper of the actor's wallet into the draft: its owner agrees to the reuse. Raises PaperDoesNotFit."""
    return drafts.draft_view(
        reusing.reuse_paper(actor=actor, draft_id=draft_id, component_code=component_code, held_id=held_id, at=at)
    )


def detach_paper(*, actor: Actor, draft_id: UUID, file_id: UUID, at: datetime) -> DraftView:
    """Take a file out of the draft."""
    return drafts.draft_view(drafting.detach_paper(actor=actor, draft_id=draft_id, file_id=file_id, at=at))


def discard_draft(*, actor: Actor, draft_id: UUID, at: datetime) -> None:
    """Throw the draft away."""
    drafting.discard_draft(actor=actor, draft_id=draft_id, at=at)


def get_draft(*, actor: Actor, draft_id: UUID) -> DraftView:
    """One of the actor's drafts. Raises DraftNotFound."""
    return drafts.get_draft(actor=actor, draft_id=draft_id)


def list_drafts(*, actor: Actor) -> list[DraftView]:
    """The actor's drafts, last saved first."""
    return drafts.list_drafts(actor=actor)


def list_begun(*, actor: Actor, procedure_code: str) -> list[BegunDraft]:
    """The actor's drafts for one procedure, last saved first."""
    return drafts.list_begun(actor=actor, procedure_code=procedure_code)


def check_draft(*, actor: Actor, draft_id: UUID, at: datetime) -> list[FieldError]:
    """Every fault that submitting the draft would find, each at its field."""
    return submitting.check_draft(actor=actor, draft_id=draft_id, at=at)


def submit_draft(*, actor: Actor, draft_id: UUID, key: str, at: datetime) -> Submitted:
    """File the draft; the same `key` again gives the same answer. Raises FieldErrors, PlaceRequired, Unrouted."""
    return submitting.submit_draft(actor=actor, draft_id=draft_id, key=key, at=at)


def submit_dossier(
    *, actor: Actor, submission: Submission, key: str, at: datetime, channel: Channel = Channel.ONLINE
) -> Submitted:
    """File a whole dossier at once. Raises what submit_draft does, and ProcedureNotOffered, ChannelNotOffered."""
    return submitting.submit_dossier(actor=actor, submission=submission, key=key, at=at, channel=channel)


def file_from_elsewhere(
    *, actor: Actor, submission: Submission, key: str, at: datetime, submitted_at: datetime
) -> Submitted:
    """File what another front door took in at `submitted_at`; for service accounts. Raises what submit_dossier does."""
    return submitting.file_from_elsewhere(actor=actor, submission=submission, key=key, at=at, submitted_at=submitted_at)


def take_in(
    *,
    actor: Actor,
    submission: Submission,
    key: str,
    at: datetime,
    channel: Channel = Channel.IN_PERSON,
    received_at: datetime | None = None,
    want_slip: bool = True,
) -> Accepted:
    """File and receive a walk-in or a postal dossier in one act, at the officer's own desk."""
    return taking_in.take_in(
        actor=actor,
        submission=submission,
        key=key,
        at=at,
        channel=channel,
        received_at=received_at,
        want_slip=want_slip,
    )


def get_draft_to_check(*, actor: Actor, draft_id: UUID, at: datetime) -> CheckedDraft:
    """The actor's draft for its last page: with what it still lacks and who signs it. Raises DraftNotFound."""
    return checking.draft_to_check(actor=actor, draft_id=draft_id, at=at)


def check_submission(*, actor: Actor, submission: Submission, at: datetime) -> Completeness:
    """What a submission still lacks, for programs; nothing is stored. Raises ProcedureNotOffered."""
    return checking.completeness_of(actor=actor, submission=submission, at=at)


def ask_look(*, actor: Actor, draft_id: UUID, question: str, at: datetime) -> LookView:
    """Show a draft to the desk before filing. Raises PlaceRequired, Unrouted, LookAlreadyOpen."""
    return drafts.look_view(looking.ask_look(actor=actor, draft_id=draft_id, question=question, at=at))


def withdraw_look(*, actor: Actor, draft_id: UUID, at: datetime) -> None:
    """The look is not needed any more."""
    looking.withdraw_look(actor=actor, draft_id=draft_id, at=at)


def get_look(*, actor: Actor, look_id: UUID, at: datetime) -> LookPage:
    """A draft that the actor's desk was asked to look at. Raises LookNotFound."""
    return looking.get_look(actor=actor, look_id=look_id, at=at)


def answer_look(*, actor: Actor, look_id: UUID, verdict: LookVerdict | None, answer: str, at: datetime) -> None:
    """The desk's answer, which stands on the draft. Raises LookNotFound, LookNeedsAnswer."""
    looking.answer_look(actor=actor, look_id=look_id, verdict=verdict, answer=answer, at=at)


def ask_to_sign(*, actor: Actor, draft_id: UUID, contact: str, at: datetime) -> None:
    """Ask somebody else to sign the actor's draft. Raises a `FormatFault`, SamePerson."""
    cosigning.ask_to_sign(actor=actor, draft_id=draft_id, contact=contact, at=at)


def take_off(*, actor: Actor, draft_id: UUID, cosigner_id: UUID, at: datetime) -> None:
    """This signature is not needed any more."""
    cosigning.take_off(actor=actor, draft_id=draft_id, cosigner_id=cosigner_id, at=at)


def list_cosigners(*, actor: Actor, draft_id: UUID) -> list[CosignerView]:
    """Who was asked to sign, and how each stands."""
    return cosigning_reads.list_cosigners(actor=actor, draft_id=draft_id)


def get_sign_page(*, actor: Actor, cosigner_id: UUID, at: datetime) -> SignPage:
    """Exactly what the actor was asked to sign. Raises CosignerNotFound."""
    return cosigning.get_sign_page(actor=actor, cosigner_id=cosigner_id, at=at)


def sign(*, actor: Actor, cosigner_id: UUID, digest: str, at: datetime) -> None:
    """Sign what was shown. Raises CosignerNotFound, IdentityNotProven, SamePerson, ContentChanged."""
    cosigning.sign(actor=actor, cosigner_id=cosigner_id, digest=digest, at=at)


def decline(*, actor: Actor, cosigner_id: UUID, at: datetime) -> None:
    """The actor does not sign, or takes a signature back."""
    cosigning.decline(actor=actor, cosigner_id=cosigner_id, at=at)
