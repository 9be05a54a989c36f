"""Why a task stands where it stands: counted from its parts, never asserted. Texts are msgids with their numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from honglam.directives.contracts import OPEN_STATES, TaskState
from honglam.kernel.values import text_noop


@dataclass(frozen=True, kw_only=True)
class Part:
    """One sub-task as far as its parent's explanation needs it."""

    title: str
    lead: str
    state: TaskState
    late_days: int
    paused: bool


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A msgid with its numbers."""

    text: str
    params: dict[str, Any]


def explain(parts: Sequence[Part]) -> list[Sentence]:
    """How many parts are closed, then which one keeps the whole waiting: late, suspended, untouched."""
    counted = [part for part in parts if part.state is not TaskState.CANCELLED]
    if not counted:
        return []
    closed = sum(part.state is TaskState.CLOSED for part in counted)
    said = [
        Sentence(
            text=text_noop("%(closed)s of %(all)s sub-tasks are closed."),
            params={"closed": closed, "all": len(counted)},
        )
    ]
    behind = _behind([part for part in counted if part.state in OPEN_STATES])
    return said + ([behind] if behind else [])


def _behind(running: Sequence[Part]) -> Sentence | None:
    late = max((part for part in running if part.late_days), key=lambda part: part.late_days, default=None)
    if late:
        text = text_noop("Longest behind: “%(title)s” (%(lead)s), %(days)s days late.")
        return Sentence(text=text, params={"title": late.title, "lead": late.lead, "days": late.late_days})
    for part in running:
        if part.paused:
            return Sentence(
                text=text_noop("“%(title)s” (%(lead)s) is suspended."),
                params={"title": part.title, "lead": part.lead},
            )
    for part in running:
        if part.state is TaskState.ASSIGNED:
            return Sentence(
                text=text_noop("“%(title)s” (%(lead)s) has not been taken note of."),
                params={"title": part.title, "lead": part.lead},
            )
    return None
