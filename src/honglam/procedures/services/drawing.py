"""A process that was drawn with another tool, taken over into a draft."""

from datetime import datetime
from uuid import UUID

from honglam.kernel.values import Actor, FieldError
from honglam.procedures import access
from honglam.procedures.contracts import DraftView, ProcessNotUnderstood
from honglam.procedures.rules.drawing.reading import read_bpmn
from honglam.procedures.services.keeping import save_draft


def take_process(*, actor: Actor, draft_id: UUID, revision: int, content: bytes, at: datetime) -> DraftView:
    """Put the steps of a BPMN file in place of the draft's. Raises ProcessNotUnderstood, and as `save_draft`."""
    draft = access.draft_by_id(actor=actor, draft_id=draft_id)
    read = read_bpmn(content)
    if read.faults:
        raise ProcessNotUnderstood(
            [
                FieldError(field="file", code=one.code, message=one.message, params=dict(one.params))
                for one in read.faults
            ]
        )
    process = {**(draft.content.get("process") or {}), "steps": list(read.steps)}
    if read.silence:
        process["silence"] = read.silence
    return save_draft(
        actor=actor, draft_id=draft_id, revision=revision, content={**draft.content, "process": process}, at=at
    )
