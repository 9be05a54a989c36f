"""Scoring rounds: who stands where, what was said of each criterion, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from honglam.indicators.contracts.criteria import CriteriaSet, Criterion, Group
from honglam.indicators.contracts.periods import Period
from honglam.indicators.contracts.scores import Standing, Term
from honglam.kernel.values import Conflict, Invalid, NotFound, text_noop


class SheetState(StrEnum):
    """Where one agency stands in a round; the round itself is `open`, `final` or `published`."""

    OPEN = "open"
    SELF_ASSESSED = "self_assessed"
    APPRAISED = "appraised"
    EXPLAINED = "explained"
    FINAL = "final"
    PUBLISHED = "published"


class SheetVerb(StrEnum):
    """What is done in a round; stored in its history for ever."""

    OPEN = "open"
    SAVE = "save"
    SUBMIT = "submit"
    SEND_BACK = "send_back"
    NOTE = "note"
    APPRAISE = "appraise"
    EXPLAIN = "explain"
    REVISE = "revise"
    FINALISE = "finalise"
    PUBLISH = "publish"
    APPEAL = "appeal"
    ANSWER = "answer"


class SheetSide(StrEnum):
    """In what part somebody stands towards an agency in a round. A judge is never of the agency that is judged."""

    STAFF = "staff"
    HEAD = "head"
    JUDGE = "judge"
    CHIEF = "chief"


class AppealState(StrEnum):
    """Whether an appeal waits, changed the points, or left them."""

    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Given:
    """What somebody says of one criterion; which of it counts is the criterion's. `skipped`: does not apply here.

    `amount` is a number, a share in per cent or a count of faults; `part` and `whole` are the two sides of a ratio.
    """

    skipped: bool = False
    met: bool | None = None
    amount: Decimal | None = None
    part: Decimal | None = None
    whole: Decimal | None = None
    points: Decimal | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return self == Given()


@dataclass(frozen=True, kw_only=True)
class Said:
    """One criterion on a form: what is given, and in words why. `file_ids` are new evidence, `dropped` goes away.

    None stays as it was kept: what was typed there cannot be kept.
    """

    code: str
    given: Given | None
    reason: str | None = ""
    file_ids: tuple[UUID, ...] = ()
    dropped: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What measures said when the round was filled; kept, so that the points can be computed again to the digit."""

    standing: Standing
    points: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EvidenceView:
    """A file that speaks for a score."""

    id: UUID
    name: str
    size: int


@dataclass(frozen=True, kw_only=True)
class AppealView:
    """An agency's appeal against one final score, and the answer. `evidence`: for officers who may read the sheet."""

    id: UUID
    code: str
    words: str
    by: str
    at: datetime
    state: AppealState
    answer: str
    answered_by: str
    answered_at: datetime | None
    evidence: tuple[EvidenceView, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EntryView:
    """One criterion of one agency with everything that explains its points. `skipped`: left out of both sides."""

    criterion: Criterion
    group: Group
    measured: Measured
    self_given: Given
    self_points: Decimal | None
    self_reason: str
    self_by: str
    evidence: tuple[EvidenceView, ...]
    judged_given: Given
    judged_points: Decimal | None
    judged_reason: str
    judged_by: str
    explanation: str
    points: Decimal | None
    skipped: bool
    note: str
    appeals: tuple[AppealView, ...] = ()
    before: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Points won of those that apply, put on the whole scale, with grade and rank (1, 1, 3)."""

    points: Decimal
    applying: Decimal
    rated: Decimal | None
    band: str
    rank: int | None = None


@dataclass(frozen=True, kw_only=True)
class SubjectView:
    """One agency in a round, as a line of the board or of the ranking. `moves`: what this reader may do now.

    `answered` of the `asked` criteria have the agency's points (surveys are not its to bring), `judged` a verdict.
    `revision` is what the agency hands back with its answers, `noted` what whoever appraises does.
    """

    id: UUID
    round_id: UUID
    agency_id: int
    name: str
    state: SheetState
    due_on: date | None
    revision: int
    claimed: Tally | None
    tally: Tally | None
    open_appeals: int = 0
    before: Tally | None = None
    moves: frozenset[SheetVerb] = frozenset()
    kind: str = ""
    asked: int = 0
    answered: int = 0
    judged: int = 0
    noted: int = 0


@dataclass(frozen=True, kw_only=True)
class StepView:
    """One thing that was done. `before`: where the sheet stood; None at the opening."""

    verb: SheetVerb
    before: SheetState | None
    to: SheetState
    by: str
    post: str
    words: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ScoringView:
    """A round: which set, which period, whose, until when. `recounts`: this reader may have it all counted again."""

    id: UUID
    title: str
    criteria_set: CriteriaSet
    period: Period
    owner_id: int
    owner_name: str
    state: SheetState
    self_due_on: date
    appraise_due_on: date
    explain_due_on: date
    appeal_days: int
    appeal_until_on: date | None
    filled_at: datetime
    published_at: datetime | None
    moves: frozenset[SheetVerb] = frozenset()
    recounts: bool = False


@dataclass(frozen=True, kw_only=True)
class ScoringLine:
    """A round in a list: for whoever runs it, how many sheets stand where; for whoever is scored, the own sheet."""

    round: ScoringView
    runs: bool
    counts: Mapping[SheetState, int]
    sheet: SubjectView | None


@dataclass(frozen=True, kw_only=True)
class ScoringPage:
    """Rounds, the newest first, and where the next page begins."""

    items: tuple[ScoringLine, ...]
    next_cursor: str
    may_open: bool


@dataclass(frozen=True, kw_only=True)
class SheetView:
    """One agency's sheet in full."""

    round: ScoringView
    subject: SubjectView
    entries: tuple[EntryView, ...]
    steps: tuple[StepView, ...]
    sides: frozenset[SheetSide]


@dataclass(frozen=True, kw_only=True)
class ScoringInput:
    """What is asked for when a round is opened. `agency_ids` empty: every agency that the set applies to."""

    title: str
    index: str
    period: Period
    agency_ids: tuple[int, ...] = ()
    self_due_on: date | None = None
    appraise_due_on: date | None = None
    explain_due_on: date | None = None
    appeal_days: int = 10


class ScoringNotFound(NotFound):
    """No such round or sheet for this reader."""

    code = "scoring_round_not_found"
    message = text_noop("This scoring round was not found.")


class NotYourMove(Invalid):
    """Somebody who sees a sheet and has no part in this step, such as a head who would judge the own agency."""

    code = "not_your_move"
    message = text_noop("This step belongs to somebody else: nobody appraises the own agency.")


class WrongRoundState(Conflict):
    """The sheet stands elsewhere by now."""

    code = "wrong_round_state"
    message = text_noop("The sheet has moved on: this step is not possible any more, or not yet.")


class SheetChanged(Conflict):
    """Somebody saved the sheet after this page was opened."""

    code = "sheet_changed"
    message = text_noop(
        "Somebody has saved this sheet since you opened it. What you typed stands below; compare it and save again."
    )


class ScoreMissing(Invalid):
    """A criterion about which nothing was said."""

    code = "score_missing"
    message = text_noop("Criterion %(number)s has no answer yet.")


class ScoreReasonMissing(Invalid):
    """Points that differ from what stands beside them need a reason."""

    code = "score_reason_missing"
    message = text_noop("Say why the points of criterion %(number)s differ from what was measured or claimed.")


class ScoreNotPossible(Invalid):
    """A number that the criterion cannot take."""

    code = "score_not_possible"
    message = text_noop("Criterion %(number)s: enter a number from 0 to %(most)s.")


class EvidenceMissing(Invalid):
    """The set asks for evidence."""

    code = "evidence_missing"
    message = text_noop("Criterion %(number)s asks for evidence: attach a file or say where it can be found.")


class TooMuchEvidence(Invalid):
    """More files than one criterion takes."""

    code = "too_much_evidence"
    message = text_noop("“%(name)s” was not kept: at most %(most)s files. Remove one first.")


class NobodyToScore(Invalid):
    """A round without agencies."""

    code = "nobody_to_score"
    message = text_noop("The set applies to none of the agencies chosen.")


class RoundDatesWrong(Invalid):
    """Limits that are not one after the other."""

    code = "round_dates_wrong"
    message = text_noop("The limits must follow one another, from today on.")


class RoundTitleMissing(Invalid):
    """A round is called something."""

    code = "round_title_missing"
    message = text_noop("Enter the name of the round.")


class ScoringExists(Conflict):
    """One round of an index for one period and appraising agency."""

    code = "round_exists"
    message = text_noop("There is a scoring round with this set for this period already.")


class SheetsUnfinished(Conflict):
    """Final for all or for none: ranks compare."""

    code = "sheets_unfinished"
    message = text_noop("%(count)s agencies are not appraised yet, or still have time to explain.")


class AppealTooLate(Conflict):
    """The limit for appeals has passed."""

    code = "appeal_too_late"
    message = text_noop("Appeals were possible until %(day)s.")


class AppealOpen(Conflict):
    """One appeal at a time against one score."""

    code = "appeal_open"
    message = text_noop("There is an appeal against these points already.")


class AppealWordsMissing(Invalid):
    """An appeal, or its answer, without words."""

    code = "appeal_words_missing"
    message = text_noop("Say why.")


class SetNotApplied(Invalid):
    """The set scores no agencies."""

    code = "set_not_applied"
    message = text_noop("Choose a set that scores agencies.")
