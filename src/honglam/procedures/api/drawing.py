"""The door for drawings of a process: BPMN 2.0 out, and the subset that can be carried out in."""

from datetime import datetime
from uuid import UUID

from honglam.kernel.values import Actor
from honglam.procedures.contracts import DraftView
from honglam.procedures.queries import drawing as queries
from honglam.procedures.services import drawing


def draw_process(*, draft: DraftView) -> str:
    """The draft's process (the usual one where it has none) as BPMN 2.0. Raises StepNotFound while it has faults."""
    return queries.draw_process(draft=draft)


def take_process(*, actor: Actor, draft_id: UUID, revision: int, content: bytes, at: datetime) -> DraftView:
    """Put the steps of a BPMN file in place of the draft's. Raises ProcessNotUnderstood, naming each element."""
    return drawing.take_process(actor=actor, draft_id=draft_id, revision=revision, content=content, at=at)
