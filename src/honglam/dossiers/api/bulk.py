"""One act on many dossiers."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from honglam.directory.contracts import HolderView
from honglam.dossiers.contracts import BulkView, BulkWish, OutcomeChoice
from honglam.dossiers.queries import bulk
from honglam.dossiers.services.bulk import starting, working
from honglam.kernel.values import Actor


def start_bulk(*, actor: Actor, wish: BulkWish, key: str, at: datetime) -> UUID:
    """Ask for one act on many dossiers; it is worked on in the background. Raises NothingChosen, TooManyChosen."""
    return starting.start_bulk(actor=actor, wish=wish, key=key, at=at)


def undo_bulk(*, actor: Actor, bulk_id: UUID, at: datetime) -> UUID:
    """Take a finished assignment back; the id of the bulk act that does it. Raises BulkNotFound, NotUndoable."""
    return starting.undo_bulk(actor=actor, bulk_id=bulk_id, at=at)


def get_bulk(*, actor: Actor, bulk_id: UUID) -> BulkView:
    """How far the actor's own bulk act has come, and what was refused. Raises BulkNotFound."""
    return bulk.get_bulk(actor=actor, bulk_id=bulk_id)


def list_bulk(*, actor: Actor) -> list[BulkView]:
    """The actor's own bulk acts, the latest first."""
    return bulk.list_bulk(actor=actor)


def choices_for_bulk(*, actor: Actor, dossier_ids: Sequence[UUID]) -> tuple[list[HolderView], list[OutcomeChoice]]:
    """Officers to whom work may be assigned, and the ways out of the chosen dossiers' steps."""
    readable = bulk.readable_ids(actor=actor, dossier_ids=dossier_ids)
    return bulk.holders_for(actor=actor), bulk.outcomes_for(dossier_ids=readable)


def work_on_bulk(*, bulk_id: UUID, at: datetime) -> int:
    """The next dossiers of a bulk act; returns how many."""
    return working.work_on_bulk(bulk_id=bulk_id, at=at)


def resume_bulk(*, at: datetime) -> int:
    """Ask again for bulk acts that nobody has worked on for minutes; returns how many."""
    return working.resume_bulk(at=at)
