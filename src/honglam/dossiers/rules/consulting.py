"""How a question to another agency ends without its opinion, and who may still give it."""

from datetime import datetime

from honglam.dossiers.contracts import TaskKind, TaskState

SILENT = "silent"
"""Outcome of a consultation that was settled because nobody answered."""
WAIVED = "waived"
"""Outcome of a consultation without which the head decided to go on."""


def is_unheard(*, kind: str, state: str, outcome: str, heard_at: datetime | None) -> bool:
    """Whether the question was settled without the opinion of whoever was asked, and it has not come since."""
    settled = kind == TaskKind.CONSULTATION.value and state == TaskState.DONE.value
    return settled and outcome in (SILENT, WAIVED) and heard_at is None
