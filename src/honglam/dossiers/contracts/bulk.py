"""One act on many dossiers: what is asked for, how far it has come, what was refused and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from honglam.dossiers.contracts.codes import Verb
from honglam.kernel.values import Conflict, Event, Invalid, NotFound, text_noop

BULK_LIMIT = 10_000


class BulkState(StrEnum):
    """Where one dossier of a bulk act stands."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"


class BulkVerb(StrEnum):
    """What can be done to many at once. `undo`: give back what a bulk assignment assigned."""

    ASSIGN = Verb.ASSIGN.value
    FINISH_STEP = Verb.FINISH_STEP.value
    UNDO = "undo"


@dataclass(frozen=True, kw_only=True)
class BulkWish:
    """What is asked for. `holder_id` for an assignment; `outcome` and `note` for a step."""

    verb: BulkVerb
    dossier_ids: tuple[UUID, ...] = ()
    everything_waiting: bool = False
    holder_id: UUID | None = None
    outcome: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class BulkAssigned(Event):
    """Many dossiers were given to one officer at once, `count` of them by `by_name`."""

    name: ClassVar[str] = "dossiers.bulk_assigned"
    bulk_id: UUID
    holder_id: UUID
    count: int
    by_name: str


@dataclass(frozen=True, kw_only=True)
class BulkRefusal:
    """A dossier on which the act was refused. `message` is an English msgid."""

    dossier_id: UUID
    dossier_code: str
    code: str
    message: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class BulkView:
    """A bulk act as its starter sees it."""

    id: UUID
    verb: BulkVerb
    started_at: datetime
    total: int
    done: int
    refused: int
    finished_at: datetime | None
    undone: bool
    refusals: tuple[BulkRefusal, ...] = ()

    @property
    def can_be_undone(self) -> bool:
        """An assignment, once, when it has come to its end: what was settled since is not taken back."""
        return self.verb is BulkVerb.ASSIGN and self.finished_at is not None and not self.undone and self.done > 0


class BulkNotFound(NotFound):
    """No such bulk act, or somebody else's."""

    code: ClassVar[str] = "bulk_not_found"


class NothingChosen(Invalid):
    """A bulk act on nothing."""

    code: ClassVar[str] = "nothing_chosen"
    message: ClassVar[str] = text_noop("Choose at least one dossier.")


class TooManyChosen(Invalid):
    """More than one bulk act may carry."""

    code: ClassVar[str] = "too_many_chosen"
    message: ClassVar[str] = text_noop("At most %(limit)s dossiers at once.")


class FormsMissing(Conflict):
    """A form of many dossiers that some of them do not have. `rest`: the ids of those that have it."""

    code: ClassVar[str] = "forms_missing"
    message: ClassVar[str] = text_noop(
        "For these dossiers the form was not issued, or your post sees their personal data covered: %(codes)s."
    )


class NotUndoable(Conflict):
    """Only a finished assignment can be taken back, and once."""

    code: ClassVar[str] = "not_undoable"
    message: ClassVar[str] = text_noop("This cannot be taken back: only a finished assignment can, and only once.")


class MovedOn(Conflict):
    """Somebody else has acted on the task since."""

    code: ClassVar[str] = "moved_on"
    message: ClassVar[str] = text_noop("The work has moved on since it was assigned.")
