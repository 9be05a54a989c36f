"""Feedback and ratings: filed by anybody who is proved, handled by officers, read by codes and links."""

from datetime import datetime
from uuid import UUID

from honglam.dossiers import access
from honglam.dossiers.contracts import (
    FeedbackInput,
    FeedbackVerb,
    FeedbackView,
    RatingAsked,
    RatingReason,
    Satisfaction,
)
from honglam.dossiers.queries import feedback as queries
from honglam.dossiers.queries import rating as rated
from honglam.dossiers.services import feedback, rating
from honglam.kernel.paging import Page
from honglam.kernel.values import Actor


def file_feedback(*, actor: Actor, case: FeedbackInput, at: datetime, key: str = "") -> FeedbackView:
    """File a case; the entrance has proved its sender. Under one `key` an account files one case, however often sent.

    Raises TellUsMore, TooLong, IdempotencyMismatch, and DossierNotFound at `dossier`.
    """
    return feedback.file_feedback(actor=actor, case=case, at=at, key=key)


def check_feedback(*, case: FeedbackInput) -> None:
    """Whether a case could be filed as it stands, before its sender proves a contact. Raises what filing it would."""
    queries.check_case(case=case)


def get_feedback(*, actor: Actor, case_id: UUID) -> FeedbackView:
    """A case with its history, for officers who handle it. Raises FeedbackNotFound."""
    return queries.get_for_officer(access.feedback_for(actor=actor, case_id=case_id), actor)


def get_feedback_by_code(*, actor: Actor, code: str) -> FeedbackView:
    """A case by the code that its sender was told, without personal data. Raises FeedbackNotFound."""
    return queries.get_for_sender(access.feedback_by_code(code=code), actor)


def list_my_feedback(*, actor: Actor) -> list[FeedbackView]:
    """What the actor's account sent, newest first."""
    return queries.list_mine(actor=actor)


def list_published_feedback(*, after: str | None = None) -> Page[FeedbackView]:
    """Questions and answers for everybody, newest first."""
    return queries.list_published(after=after)


def move_feedback(
    *, actor: Actor, case_id: UUID, verb: FeedbackVerb, text: str, at: datetime, unit_id: int | None = None
) -> FeedbackView:
    """An officer's verb. Raises FeedbackNotFound, FeedbackNotNow, FeedbackTooLate, TextMissing, UnitElsewhere."""
    return feedback.move_feedback(actor=actor, case_id=case_id, verb=verb, text=text, unit_id=unit_id, at=at)


def answer_feedback(*, actor: Actor, code: str, verb: FeedbackVerb, text: str, at: datetime) -> FeedbackView:
    """The sender adds what was asked, or rates the answer. Raises FeedbackNotFound, FeedbackNotNow, TextMissing."""
    return feedback.answer_by_sender(actor=actor, code=code, verb=verb, text=text, at=at)


def last_returned(*, actor: Actor, at: datetime) -> RatingAsked | None:
    """The dossier that the desk's screen asks about: handed over last, not rated yet."""
    return rated.last_returned(actor=actor, since=at - rating.AT_THE_DESK)


def asked_by_link(*, dossier_id: UUID) -> RatingAsked:
    """What a rating link asks about, and whether it is too early to answer. Raises DossierNotFound."""
    return rated.asked_by_link(dossier_id=dossier_id)


def rate_at_desk(
    *, actor: Actor, dossier_id: UUID, level: Satisfaction, reasons: tuple[RatingReason, ...], at: datetime
) -> None:
    """The applicant answers on the desk's screen. Raises DossierNotFound, and the refusals of a rating."""
    rating.rate_at_desk(actor=actor, dossier_id=dossier_id, level=level, reasons=reasons, at=at)


def rate_by_link(
    *, dossier_id: UUID, level: Satisfaction, reasons: tuple[RatingReason, ...], comment: str, at: datetime
) -> None:
    """The holder of a signed link answers. Raises DossierNotFound, and the refusals of a rating."""
    rating.rate_by_link(dossier_id=dossier_id, level=level, reasons=reasons, comment=comment, at=at)
