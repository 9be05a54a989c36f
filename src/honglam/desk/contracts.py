"""What the officer's home shows."""

from dataclasses import dataclass

from honglam.dossiers.contracts import TaskKind
from honglam.kernel.registry import WaitingItem
from honglam.kernel.values import text_noop

TASK_LABELS: dict[TaskKind, str] = {
    TaskKind.RECEPTION: text_noop("Take in"),
    TaskKind.ASSIGN: text_noop("Assign"),
    TaskKind.REVIEW: text_noop("Examine"),
    TaskKind.VERIFY: text_noop("Verify on the spot"),
    TaskKind.CONSULT: text_noop("Ask for opinions"),
    TaskKind.CONSULTATION: text_noop("Give an opinion"),
    TaskKind.TRANSFER: text_noop("Take on from another agency"),
    TaskKind.DRAFT: text_noop("Draft the result"),
    TaskKind.APPROVE: text_noop("Approve (step)"),
    TaskKind.SIGN: text_noop("Sign (step)"),
    TaskKind.CLERK: text_noop("Number and seal"),
    TaskKind.RETURN: text_noop("Hand over the result"),
}
"""What a task asks for, as an officer looks for it."""


@dataclass(frozen=True, kw_only=True)
class Worklist:
    """A stretch of the one worklist."""

    items: tuple[WaitingItem, ...]
    next_cursor: str | None
