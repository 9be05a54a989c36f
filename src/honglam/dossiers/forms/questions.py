"""What an act of an officer consists of: its questions, the answers as they came, and the call that it becomes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from honglam.dossiers.contracts import TaskNotFound
from honglam.kernel.text import nfc
from honglam.kernel.values import Actor, text_noop
from honglam.ui.typed import choice_of, day_of


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of an act. `kind`: line, text, date, money, file, choice, officer, units, items, replies."""

    name: str
    label: str
    kind: str = "line"
    hint: str = ""
    optional: bool = False
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """An act as it is performed: who, on what, when, with which answers and which stored file."""

    actor: Actor
    dossier_id: UUID
    task_id: UUID | None
    at: datetime
    data: Mapping[str, str]
    units: tuple[int, ...] = ()
    file_id: UUID | None = None
    file_name: str = ""

    def text(self, name: str) -> str:
        """An answer, composed and without stray blanks."""
        return nfc(self.data.get(name, "")).strip()

    @property
    def on_task(self) -> dict[str, Any]:
        """The arguments of verbs that act on a task. Raises TaskNotFound where the page named none."""
        if self.task_id is None:
            raise TaskNotFound
        return {"actor": self.actor, "task_id": self.task_id, "at": self.at}

    @property
    def on_dossier(self) -> dict[str, Any]:
        """The arguments of verbs that act on the dossier."""
        return {"actor": self.actor, "dossier_id": self.dossier_id, "at": self.at}


@dataclass(frozen=True, kw_only=True)
class Act:
    """One verb on a page: its questions and its call."""

    perform: Callable[[Asked], object]
    questions: tuple[Question, ...] = ()
    explanation: str = ""


def check_offered(act: Act, data: Mapping[str, str]) -> None:
    """That every choice is one of those listed and every day a day. Raises NotOffered, NotADay."""
    for question in act.questions:
        if question.kind == "choice" and question.options:
            choice_of(data, question.name, dict(question.options), blank=question.optional)
        elif question.kind == "date":
            day_of(data, question.name)


REASON = Question(name="reason", label=text_noop("Reason"), kind="text", hint=text_noop("The applicant reads this."))
BASIS = Question(
    name="legal_basis",
    label=text_noop("Legal basis"),
    hint=text_noop("For example: Article 17, Decree 118/2025/NĐ-CP"),
)
