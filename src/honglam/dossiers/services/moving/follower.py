"""What dossiers have that follows agencies: counted before, moved after."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet

from honglam.directory import api as directory
from honglam.directory.contracts import Counted, Moves, Survey, UndecidedBelongings
from honglam.dossiers.access import LIVE
from honglam.dossiers.models import CodeCounter, Draft, SlipBook, Task
from honglam.dossiers.services.moving.move import move_dossiers
from honglam.dossiers.services.moving.routes import Routing, find_routes
from honglam.kernel.clock import local_midnight
from honglam.kernel.values import Actor, text_noop

_DOSSIERS = text_noop("open dossiers")
_TASKS = text_noop("open tasks")
_QUEUES = text_noop("worklists of units with work in them")
_DRAFTS = text_noop("drafts whose place has a new code or must be asked again")
_COUNTERS = text_noop("number series that close (what was numbered keeps its number)")


class DossierFollower:
    """Registered in `kernel.registry.followers`."""

    def survey(self, *, moves: Moves) -> Survey:
        """What would follow now."""
        routing = find_routes(moves, lock=False)
        counted = _counted(moves, routing, list(_drafts(moves)))
        # Number series close with their agency; when nothing else is left to do, that is no work.
        return Survey(counted=(*counted, _series(moves, routing)), asked=tuple(routing.asked))

    def follow(self, *, actor: Actor, moves: Moves, at: datetime) -> Iterable[Counted]:
        """Move it. Raises UndecidedBelongings while a question is open."""
        routing = find_routes(moves, lock=True)
        if routing.asked:
            raise UndecidedBelongings(count=len(routing.asked))
        drafts = list(_drafts(moves))
        counted = _counted(moves, routing, drafts)
        move_dossiers(actor=actor, moves=moves, routing=routing, at=at)
        for old_code, new_code in drafts:
            _drafts_before(moves).filter(unit_code=old_code).update(unit_code=new_code)
        return counted


def tasks_of(moves: Moves) -> "QuerySet[Task]":
    """Live tasks of what ends."""
    return Task.objects.filter(unit__in=moves.ended_ids, state__in=LIVE)


def _counted(moves: Moves, routing: Routing, drafts: list[tuple[str, str]]) -> list[Counted]:
    tasks = tasks_of(moves)
    held = _drafts_before(moves).filter(unit_code__in=[old for old, _ in drafts]).count() if drafts else 0
    return [
        Counted(kind="dossiers", label=_DOSSIERS, count=len(routing.dossiers)),
        Counted(kind="tasks", label=_TASKS, count=tasks.count()),
        Counted(kind="queues", label=_QUEUES, count=tasks.values("unit").distinct().count()),
        Counted(kind="drafts", label=_DRAFTS, count=held),
    ]


def _series(moves: Moves, routing: Routing) -> Counted:
    count = 0
    if routing.dossiers or routing.asked:
        codes = {directory.get_agency(agency_id=one).identifier_code for one in moves.ended_ids}
        count = SlipBook.objects.filter(agency_id__in=moves.ended_ids).count()
        count += CodeCounter.objects.filter(agency_code__in=codes - {""}).values("agency_code").distinct().count()
    return Counted(kind="counters", label=_COUNTERS, count=count)


def _drafts_before(moves: Moves) -> "QuerySet[Draft]":
    """Drafts saved in the old order: what their place's code meant was what it meant then."""
    return Draft.objects.filter(saved_at__lt=local_midnight(moves.on)).exclude(unit_code="")


def _drafts(moves: Moves) -> Iterable[tuple[str, str]]:
    """Codes of places in drafts, each with what it is now; empty where a divided place must be asked again."""
    day_before = moves.on - timedelta(days=1)
    for code in _drafts_before(moves).values_list("unit_code", flat=True).distinct().order_by("unit_code"):
        became = directory.unit_became(code=code, since=day_before, on=moves.on)
        if became and became != (code,):
            yield code, became[0] if len(became) == 1 else ""
