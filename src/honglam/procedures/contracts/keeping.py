"""What keeping the catalogue on screens speaks of: drafts, their states, what happened to them, refusals."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from honglam.kernel.values import Conflict, FieldError, FieldErrors, Invalid, NotFound, text_noop


class DraftState(StrEnum):
    """The life of a version before it binds anybody: typed, put forward, decided, made public; or given up."""

    DRAFTING = "drafting"
    PROPOSED = "proposed"
    DECIDED = "decided"
    PUBLISHED = "published"
    DROPPED = "dropped"


OPEN_STATES = (DraftState.DRAFTING, DraftState.PROPOSED, DraftState.DECIDED)
"""A procedure has at most one draft in these states: two would each forget what the other says."""

STATE_LABELS: dict[DraftState, str] = {
    DraftState.DRAFTING: text_noop("Being drafted"),
    DraftState.PROPOSED: text_noop("Proposed"),
    DraftState.DECIDED: text_noop("Decided, not public yet"),
    DraftState.PUBLISHED: text_noop("Public"),
    DraftState.DROPPED: text_noop("Draft given up"),
}


class Act(StrEnum):
    """What somebody did to a procedure in the catalogue; stored in its history."""

    STARTED = "started"
    EDITED = "edited"
    PROPOSED = "proposed"
    SENT_BACK = "sent_back"
    DECIDED = "decided"
    PUBLISHED = "published"
    DROPPED = "dropped"
    ABOLISHED = "abolished"
    IMPORTED = "imported"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"


ACT_LABELS: dict[Act, str] = {
    Act.STARTED: text_noop("Began a new version"),
    Act.EDITED: text_noop("Changed the draft"),
    Act.PROPOSED: text_noop("Proposed the draft"),
    Act.SENT_BACK: text_noop("Sent the draft back"),
    Act.DECIDED: text_noop("Entered the announcing decision"),
    Act.PUBLISHED: text_noop("Made the version public"),
    Act.DROPPED: text_noop("Gave the draft up"),
    Act.ABOLISHED: text_noop("Abolished the procedure"),
    Act.IMPORTED: text_noop("Took over the national record"),
    Act.WITHDRAWN: text_noop("Withdrew the version before it began"),
    Act.REOPENED: text_noop("Opened the procedure again"),
}


@dataclass(frozen=True, kw_only=True)
class AnnouncingDecision:
    """The decision that announces or abolishes (quyết định công bố, bãi bỏ): number, date, and its file if at hand."""

    number: str
    dated: date
    file_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class DraftView:
    """A version in the making. `content` has the pack's shape as far as it has been typed; it may be wrong.

    `withdrawn`: it was made public as `number` and withdrawn before it began.
    """

    id: UUID
    code: str
    procedure_name: str
    levels: tuple[str, ...]
    base_number: int | None
    base_id: int | None
    content: dict[str, Any]
    revision: int
    state: DraftState
    can_undo: bool
    can_redo: bool
    updated_at: datetime
    updated_by: str
    decision: AnnouncingDecision | None
    valid_from: date | None
    number: int | None
    withdrawn: bool = False

    @property
    def name(self) -> str:
        """What the version calls the procedure."""
        said = self.content.get("name")
        return said if isinstance(said, str) and said else self.procedure_name

    @property
    def is_open_to_change(self) -> bool:
        """Whether its content may still be edited."""
        return self.state is DraftState.DRAFTING


@dataclass(frozen=True, kw_only=True)
class KeptProcedure:
    """A procedure as its keepers see it, also one that has no version yet or none any more.

    `closed`: it was taken out of the catalogue; whatever its versions say, nobody can file it.
    """

    code: str
    name: str
    field: str
    levels: tuple[str, ...]
    closed: bool = False


@dataclass(frozen=True, kw_only=True)
class KeptMark:
    """A procedure in its keepers' list. `in_force`: people can file it today."""

    code: str
    name: str
    field: str
    in_force: bool


@dataclass(frozen=True, kw_only=True)
class DraftMark:
    """A draft in a list."""

    id: UUID
    code: str
    name: str
    state: DraftState
    updated_at: datetime
    updated_by: str


@dataclass(frozen=True, kw_only=True)
class HistoryLine:
    """One thing that happened to a procedure in the catalogue, and who did it."""

    act: Act
    at: datetime
    by: str
    note: str
    version: int | None
    decision: AnnouncingDecision | None
    effective_on: date | None


class DraftNotFound(NotFound):
    """No such draft, or not for this actor."""

    code = "draft_version_not_found"


class SheetNotFound(NotFound):
    """The editor has no such sheet."""

    code = "sheet_not_found"


class NameTaken(Invalid):
    """An answer of a form was given the name of another one, of a group, or of what stands in its way."""

    code = "answer_name_taken"
    message = text_noop("The name “%(name)s” is already that of another answer. Choose another name.")


class NameInTheWay(NameTaken):
    """An answer or a list was to stand below what is an answer itself, as `loai.x` below `loai`."""

    code = "answer_name_in_the_way"
    message = text_noop(
        "The name “%(name)s” cannot be used: what stands before a dot in it is an answer itself, and holds no others. "
        "Choose another name."
    )


class NamesCollide(NameTaken):
    """A section was to change its list, and one of its questions would be named like an answer that stands there."""

    code = "answer_names_collide"
    message = text_noop(
        "With this list, a question of the section would be named “%(name)s”, as another answer is already. Give that "
        "question another name first."
    )


class PartGone(Conflict):
    """The part of a form that a page was about has been taken out since, or is known by nothing that it was before."""

    code = "form_part_gone"
    message = text_noop("This part has been taken out of the form or renamed meanwhile. What you typed is still here.")


class DraftMoved(Conflict):
    """Another tab or another person saved the draft in between."""

    code = "draft_moved"
    message = text_noop("%(name)s saved this draft at %(at)s, perhaps in another tab. What you typed is still here.")


class DraftClosed(Conflict):
    """The draft is past drafting; it has to be sent back before it can be edited."""

    code = "draft_closed"
    message = text_noop("This draft is no longer being edited. Send it back to drafting first.")


class WrongDraftState(Conflict):
    """The step does not follow from where the draft is."""

    code = "wrong_draft_state"
    message = text_noop("The draft is not at the point at which this can be done. Please look again.")


class SecondIdentityNeeded(Conflict):
    """Whoever proposed a version does not enter its decision as well."""

    code = "second_identity_needed"
    message = text_noop("%(name)s proposed this version. Somebody else must check it and enter the decision.")


class DraftFaulty(FieldErrors):
    """What the draft says does not hold together; each fault at its place."""

    code = "draft_faulty"
    message = text_noop("The draft has faults that must be mended first.")

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__(errors)


class ProcessNotUnderstood(FieldErrors):
    """A drawn process uses what cannot be carried out here; each element is named."""

    code = "process_not_understood"
    message = text_noop("The file was not taken over.")

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__(errors)


class NothingToUndo(Conflict):
    """There is no earlier, or no later, writing."""

    code = "nothing_to_undo"
    message = text_noop("There is nothing more to undo or redo.")


class StartsInThePast(Invalid):
    """What binds people is announced before it binds them."""

    code = "starts_in_the_past"
    message = text_noop("The first day must be today or later.")


class VersionStandsThen(Conflict):
    """Another version is announced to begin on that day or later: it cannot be pushed aside."""

    code = "version_stands_then"
    message = text_noop(
        "Version %(number)s begins on %(first)s. Choose a later day, or put that version right or withdraw it before "
        "it begins."
    )


class VersionNotWaiting(Conflict):
    """The version has begun, is over or was withdrawn: only what waits for its first day is withdrawn."""

    code = "version_not_waiting"
    message = text_noop("Version %(number)s does not wait for its first day, so it cannot be withdrawn.")


class NothingToAbolish(Conflict):
    """No version is in force or waits for its day: an end would change nothing."""

    code = "nothing_to_abolish"
    message = text_noop("No version of the procedure is in force any more that could be abolished.")


class BaseOvertaken(Conflict):
    """The newest version is not the one a draft was made from, or says something else since; it would be undone."""

    code = "base_overtaken"
    message = text_noop(
        "Version %(number)s, which is the newest, came in or was changed after this draft was begun. Give the draft up "
        "and begin a new one, so that nothing of that version is lost."
    )


class BaseWithdrawn(Conflict):
    """The version a draft was made from stands no longer, and another one does."""

    code = "base_withdrawn"
    message = text_noop(
        "Version %(number)s, from which this draft was made, has been withdrawn meanwhile. Give the draft up and begin "
        "a new one: it begins from the version that stands now."
    )


class DecisionAfterward(Invalid):
    """A decision is taken before it is entered."""

    code = "decision_afterward"
    message = text_noop("The decision cannot be dated after today.")


class NumberMissing(Invalid):
    """A decision has a number."""

    code = "decision_number_missing"
    message = text_noop("Enter the number and symbol of the decision, for example 1234/QĐ-UBND.")
