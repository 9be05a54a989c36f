"""The door for records of the national catalogue: brought in, shown as a plan, taken over as drafts."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from honglam.kernel.values import Actor
from honglam.procedures.contracts.national import ImportMark, ImportPlan, PlannedRecord
from honglam.procedures.queries import national as queries
from honglam.procedures.services import national

MAX_BYTES = national.MAX_BYTES
"""Of one file."""


def list_imports(*, actor: Actor) -> list[ImportMark]:
    """The files brought in last."""
    return queries.list_imports(actor=actor)


def get_plan(*, actor: Actor, import_id: UUID) -> ImportPlan:
    """What would become of each record of a file now. Raises ImportNotFound."""
    return queries.get_plan(actor=actor, import_id=import_id)


def get_planned(*, actor: Actor, import_id: UUID, number: int) -> PlannedRecord:
    """What would become of the record of this number, from 1, now. Raises ImportNotFound."""
    return queries.get_planned(actor=actor, import_id=import_id, number=number)


def bring_in(*, actor: Actor, file_name: str, content: bytes, at: datetime) -> UUID:
    """Keep the records of a file (JSON). Raises NationalFileUnreadable, NationalFileTooLarge."""
    return national.bring_in(actor=actor, file_name=file_name, content=content, at=at)


def take_over(*, actor: Actor, import_id: UUID, digest: str, numbers: Collection[int], at: datetime) -> int:
    """Make drafts of the records of these numbers, as the plan of `digest` shows them; returns how many.

    Raises ImportNotFound, PlanChanged, NothingChosen.
    """
    return national.take_over(actor=actor, import_id=import_id, digest=digest, numbers=numbers, at=at)
