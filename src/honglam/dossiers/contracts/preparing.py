"""A dossier in the making as its applicant, its cosigners and a desk that looks first see it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from honglam.dossiers.contracts.codes import LookVerdict, ReturnMethod
from honglam.dossiers.contracts.inputs import Applicant, Submitter
from honglam.kernel.values import Conflict, FieldError, Invalid, NotFound, text_noop


@dataclass(frozen=True, kw_only=True)
class Prefilled:
    """Where a prefilled answer came from, and what it was: once somebody changed it, it is theirs.

    `origin`: account, enterprise, paper (`label` is its title) or dossier (`label` is its code).
    """

    origin: str
    label: str
    value: Any


@dataclass(frozen=True, kw_only=True)
class CosignerView:
    """Somebody asked to sign a draft. `state`: asked, signed, void (the draft was changed since) or declined."""

    id: UUID
    contact: str
    name: str
    state: str
    invited_at: datetime
    signed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class LookView:
    """A request to look at a draft, and its answer. `revision`: the draft as it was sent."""

    id: UUID
    desk_name: str
    asker_name: str
    question: str
    revision: int
    asked_at: datetime
    due_at: datetime
    closed_at: datetime | None
    verdict: LookVerdict | None
    answer: str
    officer_name: str


@dataclass(frozen=True, kw_only=True)
class PaperCheck:
    """A paper to be uploaded: whether it is there, and which entries of one's own wallet could stand for it."""

    code: str
    name: str
    required: bool
    there: bool
    held: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Completeness:
    """What a dossier still lacks before it can be filed, each fault at its field."""

    complete: bool
    faults: tuple[FieldError, ...]
    papers: tuple[PaperCheck, ...]


@dataclass(frozen=True, kw_only=True)
class DraftView:
    """A dossier in the making. `revision` goes back with the next save; a stale one raises DraftMovedOn."""

    id: UUID
    procedure_code: str
    procedure_name: str
    version_id: int
    answers: Mapping[str, Any]
    page: str
    applicant: Applicant | None
    submitter: Submitter | None
    unit_code: str
    return_method: ReturnMethod
    return_address: str
    papers: tuple[Mapping[str, Any], ...]
    revision: int
    saved_at: datetime
    enterprise_id: UUID | None
    sources: Mapping[str, Prefilled] = field(default_factory=dict)
    looks: tuple[LookView, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BegunDraft:
    """A draft that somebody may go on with."""

    id: UUID
    saved_at: datetime


@dataclass(frozen=True, kw_only=True)
class CheckedDraft:
    """A draft for the page on which it is submitted."""

    draft: DraftView
    completeness: Completeness
    cosigners: tuple[CosignerView, ...]


@dataclass(frozen=True, kw_only=True)
class SignPage:
    """Exactly what somebody is asked to sign; `digest` goes back with the signature."""

    cosigner: CosignerView
    draft: DraftView
    asked_by: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class LookPage:
    """What an officer sees who was asked to look first."""

    look: LookView
    draft: DraftView
    completeness: Completeness


class LookNotFound(NotFound):
    """No such request to look, or not for this desk, or answered already."""

    code = "look_not_found"
    message = text_noop("This draft no longer waits for a look.")


class LookAlreadyOpen(Conflict):
    """The desk was asked already and has not answered."""

    code = "look_already_open"
    message = text_noop("The desk has been asked to look at this draft already.")


class LookNeedsAnswer(Invalid):
    """An answer without a verdict, or one that asks for changes and does not say which."""

    code = "look_needs_answer"
    message = text_noop("Choose whether the draft can be submitted. If not, say what must be added or changed.")


class CosignerNotFound(NotFound):
    """No such request to sign, or not for this person."""

    code = "cosigner_not_found"
    message = text_noop("This request to sign is not for you, or no longer stands.")


class SamePerson(Invalid):
    """One identity would sign twice."""

    code = "same_person"
    message = text_noop("The same person cannot sign twice. Whoever signs must be somebody else.")


class IdentityNotProven(Invalid):
    """A signature needs a citizen number that somebody vouched for."""

    code = "identity_not_proven"
    message = text_noop("To sign, your citizen number must be proven: sign in with electronic identity, or at a desk.")


class ContentChanged(Conflict):
    """What is to be signed is no longer what was shown."""

    code = "content_changed"
    message = text_noop("The draft was changed while you were reading it. Read it again before you sign.")


class SignaturesMissing(Invalid):
    """Somebody who was asked has not signed what stands there now."""

    code = "signatures_missing"
    message = text_noop("Not everybody has signed what the draft says now: %(names)s. Ask them, or take them off.")
