"""The door for who keeps the catalogue: versions in the making, their faults, their life, their history.

`sent` is what a browser sent (name → texts); `revision` the writing of the draft that its editor saw.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from honglam.kernel.paging import Page
from honglam.kernel.values import Actor
from honglam.procedures.contracts import DraftMark, DraftView, HistoryLine, KeptMark, KeptProcedure
from honglam.procedures.queries import keeping as queries
from honglam.procedures.rules.faults import Fault
from honglam.procedures.rules.keeping.reading import Sent
from honglam.procedures.services import announcing, editing, keeping


def get_draft(*, actor: Actor, draft_id: UUID) -> DraftView:
    """A version in the making. Raises DraftNotFound."""
    return queries.get_draft(actor=actor, draft_id=draft_id)


def get_procedure(*, actor: Actor, code: str) -> KeptProcedure:
    """A procedure as its keepers see it. Raises ProcedureNotFound."""
    return queries.get_procedure(actor=actor, code=code)


def find_open_draft(*, actor: Actor, code: str) -> DraftView | None:
    """The draft of a procedure that is not finished, if there is one."""
    return queries.find_open_draft(actor=actor, code=code)


def list_procedures(
    *, actor: Actor, query: str = "", on: date, after: str | None = None, limit: int = 20
) -> Page[KeptMark]:
    """Procedures by name or code, whatever their versions, in the order of their codes."""
    return queries.list_procedures(actor=actor, query=query, on=on, after=after, limit=limit)


def list_drafts(*, actor: Actor, after: str | None = None, limit: int = 20) -> Page[DraftMark]:
    """Drafts that are not finished, the latest touched first."""
    return queries.list_drafts(actor=actor, after=after, limit=limit)


def list_history(*, actor: Actor, code: str) -> list[HistoryLine]:
    """Who did what to a procedure in the catalogue, newest first."""
    return queries.list_history(actor=actor, code=code)


def get_content(*, code: str, number: int) -> dict[str, Any]:
    """What a version says in the pack's shape. Raises VersionNotFound."""
    return queries.get_content(code=code, number=number)


def find_version_before(*, actor: Actor, code: str, number: int) -> int | None:
    """The number of the version that goes on if one that waits for its day is withdrawn; None: nothing does.

    Raises ProcedureNotFound.
    """
    return queries.find_version_before(actor=actor, code=code, number=number)


def draft_faults(*, draft: DraftView) -> list[Fault]:
    """What the pack would refuse of a draft, each fault at its place."""
    return queries.faults_of(content=draft.content, levels=draft.levels)


def start_draft(*, actor: Actor, code: str, at: datetime) -> DraftView:
    """Begin a new version from the latest one, or go on with the open draft."""
    return keeping.start_draft(actor=actor, code=code, at=at)


def edit_sheet(
    *, actor: Actor, draft_id: UUID, revision: int, slug: str, sent: Sent, command: str = "", apart: bool, at: datetime
) -> DraftView:
    """Keep what was typed on one sheet, and carry out the command of the pressed button.

    `apart`: a writing of its own for undo. Raises DraftNotFound, DraftClosed, DraftMoved, SheetNotFound.
    """
    return editing.edit_sheet(
        actor=actor, draft_id=draft_id, revision=revision, slug=slug, sent=sent, command=command, apart=apart, at=at
    )


def step_draft(*, actor: Actor, draft_id: UUID, revision: int, forth: bool, at: datetime) -> DraftView:
    """Undo or redo one writing. Raises NothingToUndo."""
    return keeping.step_draft(actor=actor, draft_id=draft_id, revision=revision, forth=forth, at=at)


def drop_draft(*, actor: Actor, draft_id: UUID, note: str, at: datetime) -> None:
    """Give a draft up."""
    keeping.drop_draft(actor=actor, draft_id=draft_id, note=note, at=at)


def propose_draft(*, actor: Actor, draft_id: UUID, at: datetime) -> DraftView:
    """Put a draft forward. Raises DraftFaulty."""
    return announcing.propose_draft(actor=actor, draft_id=draft_id, at=at)


def send_draft_back(*, actor: Actor, draft_id: UUID, note: str, at: datetime) -> DraftView:
    """Back to drafting, with why."""
    return announcing.send_draft_back(actor=actor, draft_id=draft_id, note=note, at=at)


def decide_draft(
    *, actor: Actor, draft_id: UUID, number: str, dated: date, file: announcing.Upload | None, at: datetime
) -> DraftView:
    """Enter the announcing decision, with its file if at hand."""
    return announcing.decide_draft(actor=actor, draft_id=draft_id, number=number, dated=dated, file=file, at=at)


def publish_draft(*, actor: Actor, draft_id: UUID, valid_from: date, at: datetime) -> DraftView:
    """Make a decided draft the version in force from a day on.

    Raises StartsInThePast, VersionStandsThen, BaseOvertaken, BaseWithdrawn, DraftFaulty.
    """
    return announcing.publish_draft(actor=actor, draft_id=draft_id, valid_from=valid_from, at=at)


def abolish_procedure(
    *, actor: Actor, code: str, last_day: date, number: str, dated: date, note: str, at: datetime
) -> None:
    """End a procedure by decision after a last day, earlier or later than one decided before.

    Raises VersionStandsThen, NothingToAbolish.
    """
    announcing.abolish_procedure(
        actor=actor, code=code, last_day=last_day, number=number, dated=dated, note=note, at=at
    )


def withdraw_version(
    *, actor: Actor, code: str, version: int, number: str, dated: date, note: str, at: datetime
) -> None:
    """Take back by decision a version that was announced and has not begun; what made room for it goes on.

    Raises VersionNotFound, VersionNotWaiting, VersionInUse, SecondIdentityNeeded.
    """
    announcing.withdraw_version(actor=actor, code=code, version=version, number=number, dated=dated, note=note, at=at)
