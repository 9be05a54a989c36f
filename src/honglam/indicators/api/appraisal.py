"""Scoring rounds: who runs and answers them, what becomes of every point."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from honglam.directory.contracts import AgencyView
from honglam.indicators.contracts import Said, ScoringInput, ScoringPage, ScoringView, SheetView, SubjectView
from honglam.indicators.queries.appraisal import candidates, lists, recounting, rounds, sheets
from honglam.indicators.services.appraisal import answering, appealing, closing, judging, opening, refilling, reminding
from honglam.kernel.values import Actor


def list_scorings(*, actor: Actor, after: str = "", published: bool = False) -> ScoringPage:
    """The newest rounds that this reader may know of; `published`: only those that everybody reads."""
    return lists.list_rounds(actor=actor, after=after, published=published)


def get_scoring(*, actor: Actor, round_id: UUID) -> ScoringView:
    """One round. Raises ScoringNotFound."""
    return rounds.get_round(actor=actor, round_id=round_id)


def list_scored(*, actor: Actor, round_id: UUID) -> list[SubjectView]:
    """The agencies of a round in sight, ranked once it is published. Raises ScoringNotFound."""
    return rounds.list_subjects(actor=actor, round_id=round_id)


def find_subject(*, round_id: UUID, agency_id: int) -> UUID:
    """An agency's sheet in a published round. Raises ScoringNotFound."""
    return rounds.find_subject(round_id=round_id, agency_id=agency_id)


def get_sheet(*, actor: Actor, subject_id: UUID) -> SheetView:
    """One agency's sheet with everything that explains its points. Raises ScoringNotFound."""
    return sheets.get_sheet(actor=actor, subject_id=subject_id)


def evidence_for(*, actor: Actor, subject_id: UUID, file_id: UUID) -> UUID:
    """A file of a sheet, for those who fill it in or appraise it. Raises ScoringNotFound."""
    return sheets.evidence_for(actor=actor, subject_id=subject_id, file_id=file_id)


def recount(*, actor: Actor, round_id: UUID) -> list[tuple[str, str, Decimal | None, Decimal | None]]:
    """Verdicts that their kept inputs do not give again; none where everything is right."""
    return recounting.recount(actor=actor, round_id=round_id)


def list_candidates(*, actor: Actor, on: date) -> list[AgencyView]:
    """The agencies that an officer may score; none for whoever scores nobody."""
    return candidates.list_candidates(actor=actor, on=on)


def open_scoring(*, actor: Actor, wish: ScoringInput, at: datetime) -> UUID:
    """Open a round over agencies within the actor's scope; `services.appraisal.opening` says what is refused."""
    return opening.open_round(actor=actor, wish=wish, at=at)


def refill_scoring(*, actor: Actor, round_id: UUID, at: datetime) -> int:
    """Ask the measures again for sheets that are not appraised. Raises NotYourMove, WrongRoundState."""
    return refilling.refill_round(actor=actor, round_id=round_id, at=at)


def save_sheet(*, actor: Actor, subject_id: UUID, revision: int, says: Sequence[Said], at: datetime) -> int:
    """Keep answers so far. Raises SheetChanged, FieldErrors, NotYourMove, WrongRoundState."""
    return answering.save_sheet(actor=actor, subject_id=subject_id, revision=revision, says=says, at=at)


def submit_sheet(*, actor: Actor, subject_id: UUID, revision: int, says: Sequence[Said], at: datetime) -> None:
    """Hand the sheet over. Raises SheetChanged, FieldErrors, NotYourMove, WrongRoundState."""
    answering.submit_sheet(actor=actor, subject_id=subject_id, revision=revision, says=says, at=at)


def explain_sheet(
    *, actor: Actor, subject_id: UUID, revision: int, explanations: Mapping[str, str], at: datetime
) -> None:
    """Answer the verdict. Raises SheetChanged, NotYourMove, WrongRoundState."""
    answering.explain_sheet(actor=actor, subject_id=subject_id, revision=revision, explanations=explanations, at=at)


def send_back_sheet(*, actor: Actor, subject_id: UUID, words: str, at: datetime) -> None:
    """Give a sheet back with a reason. Raises AppealWordsMissing, NotYourMove, WrongRoundState."""
    judging.send_back_sheet(actor=actor, subject_id=subject_id, words=words, at=at)


def note_verdict(*, actor: Actor, subject_id: UUID, revision: int, says: Sequence[Said], at: datetime) -> int:
    """Keep an unfinished verdict. Raises SheetChanged, FieldErrors, NotYourMove, WrongRoundState."""
    return judging.note_verdict(actor=actor, subject_id=subject_id, revision=revision, says=says, at=at)


def appraise_sheet(*, actor: Actor, subject_id: UUID, revision: int, says: Sequence[Said], at: datetime) -> None:
    """Give the verdict. Raises SheetChanged, FieldErrors, NotYourMove, WrongRoundState."""
    judging.appraise_sheet(actor=actor, subject_id=subject_id, revision=revision, says=says, at=at)


def revise_verdict(*, actor: Actor, subject_id: UUID, revision: int, says: Sequence[Said], at: datetime) -> None:
    """Look again after the explanation. Raises SheetChanged, FieldErrors, NotYourMove, WrongRoundState."""
    judging.revise_verdict(actor=actor, subject_id=subject_id, revision=revision, says=says, at=at)


def finalise_scoring(*, actor: Actor, round_id: UUID, at: datetime) -> int:
    """Make every sheet final. Raises SheetsUnfinished, NotYourMove, WrongRoundState."""
    return closing.finalise_round(actor=actor, round_id=round_id, at=at)


def publish_scoring(*, actor: Actor, round_id: UUID, at: datetime) -> None:
    """Show points and ranks to everybody. Raises NotYourMove, WrongRoundState."""
    closing.publish_round(actor=actor, round_id=round_id, at=at)


def appeal_score(
    *, actor: Actor, subject_id: UUID, code: str, words: str, file_ids: Sequence[UUID], at: datetime
) -> UUID:
    """Appeal against one final score. Raises AppealTooLate, AppealOpen, AppealWordsMissing, NotYourMove."""
    return appealing.appeal_score(actor=actor, subject_id=subject_id, code=code, words=words, file_ids=file_ids, at=at)


def answer_appeal(*, actor: Actor, appeal_id: UUID, points: Decimal | None, words: str, at: datetime) -> None:
    """Answer an appeal, with other points or None. Raises AppealWordsMissing, ScoreNotPossible, WrongRoundState."""
    appealing.answer_appeal(actor=actor, appeal_id=appeal_id, points=points, words=words, at=at)


def remind_sheets(*, at: datetime) -> int:
    """Remind of sheets whose day has come; how many were looked at, 0 when nothing is left for today."""
    return reminding.remind_sheets(at=at)
