"""A dossier with all that hangs on it, in one round trip; whether the actor may read it is decided of these rows."""

from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model

from honglam.dossiers.models import (
    Answers,
    Dossier,
    HistoryEvent,
    Paper,
    Pause,
    Rating,
    ResultDocument,
    Slip,
    Supplement,
    Task,
)
from honglam.kernel.ready import ReadyQuery, together

M = TypeVar("M", bound=Model)
_ONE = UUID(int=1)


def _on(model: type[M], *order: str, **conditions: object) -> ReadyQuery[M]:
    """The rows of a table that hang on one dossier."""
    rows = model._default_manager
    return ReadyQuery(
        lambda *, dossier_id: rows.filter(dossier_id=dossier_id, **conditions).order_by(*order), dossier_id=_ONE
    )


_DOSSIER = ReadyQuery(lambda *, pk: Dossier.objects.filter(pk=pk), pk=_ONE)
_HANGING: tuple[ReadyQuery[Any], ...] = (
    _on(Task, "opened_at", "id"),
    _on(Answers),
    _on(Rating),
    _on(Slip, "id"),
    _on(Supplement, closed_at=None),
    _on(Paper, "received_at", "id"),
    _on(HistoryEvent, "line"),
    _on(Pause, "started_at"),
    _on(ResultDocument, "created_at"),
)


@dataclass(frozen=True)
class Whole:
    """The rows of one dossier, each table in its order. Of supplements only the open one."""

    dossier: Dossier
    tasks: list[Task]
    filled_in: list[Answers]
    ratings: list[Rating]
    slips: list[Slip]
    supplements: list[Supplement]
    papers: list[Paper]
    history: list[HistoryEvent]
    pauses: list[Pause]
    results: list[ResultDocument]

    @property
    def answers(self) -> dict[str, Any]:
        """What was filled in."""
        return dict(self.filled_in[0].data) if self.filled_in else {}

    @property
    def sources(self) -> dict[str, Any]:
        """Where answers were read that an officer took from a paper."""
        return (self.filled_in[0].sources or {}) if self.filled_in else {}


def read_whole(dossier_id: UUID) -> Whole | None:
    """All rows, for whoever decides next whether the actor may read them. One query."""
    found, *hanging = together(_DOSSIER.of(pk=dossier_id), *(one.of(dossier_id=dossier_id) for one in _HANGING))
    return Whole(found[0], *hanging) if found else None
