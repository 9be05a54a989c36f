"""Who has left a post or is away holds no tasks there: a deputy does meanwhile, or they wait for another hand.

What an absence passed on goes back when it is over, whoever acts by then; what a head gave to somebody else stays.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from honglam.directives.contracts import TaskState, Verb
from honglam.directives.models import Task, TaskLine
from honglam.directives.queries.holders import find_taker, is_away, officers_of
from honglam.directives.queries.tasks import OPEN
from honglam.directives.services.moving import move
from honglam.directory import api as directory
from honglam.directory.contracts import HolderView
from honglam.kernel import jobs
from honglam.kernel.clock import local
from honglam.kernel.values import SYSTEM

FREED, PASSED, GIVEN_BACK = "freed", "passed", "given_back"
_HANDED = (Verb.HOLD.value, FREED, PASSED, GIVEN_BACK)
"""Lines after which somebody else holds the task. `for` in them: whose task it is, the first of them last in turn."""


def ask_to_settle(*, account_id: UUID, post_id: int, not_before: datetime) -> None:
    """Whose hands an officer's tasks belong in is to be judged anew at a moment."""
    jobs.defer("directives.settle_tasks", at=not_before, account_id=str(account_id), post_id=post_id)


@transaction.atomic
def settle_tasks(*, account_id: UUID, post_id: int, at: datetime) -> int:
    """Put an officer's open tasks, in the agency of a post, into the hands in which they belong now.

    Theirs where they are there, their deputy's while they are away, nobody's once they have left. Looks at what they
    hold and at what was passed on for them; done twice, it changes nothing. Returns how many changed hands.
    """
    rows = _near(account_id, post_id, at)
    turns = _turns([row.id for row in rows])
    officers: dict[int, list[HolderView]] = {}
    changed = 0
    for task in rows:
        turn = turns.get(task.id, [])
        if task.holder_id != account_id and str(account_id) not in turn:
            continue
        if task.lead_id not in officers:
            officers[task.lead_id] = officers_of(task.lead_id, at)
        changed += _settle(task, _before(turn, account_id), account_id, officers[task.lead_id], at)
    return changed


def settle_all(*, at: datetime) -> int:
    """The same for every unit's tasks of whoever is away or may be back; returns how many changed hands.

    An absence asks for this at its own moments; what missed them is found here. Each unit in its own transaction.
    """
    units = _live().order_by("lead_id").values_list("lead_id", flat=True).distinct()
    return sum(settle_unit(lead_id=one, at=at) for one in list(units))


@transaction.atomic
def settle_unit(*, lead_id: int, at: datetime) -> int:
    """What one unit's officers hold while away, or for somebody else, and what waits until one of them is back.

    Returns how many changed hands.
    """
    officers = officers_of(lead_id, at)
    away = {one.account_id for one in officers if is_away(officers, one.account_id)}
    live = _live().filter(lead=lead_id)
    passed = TaskLine.objects.filter(task__in=live, what__in=(FREED, PASSED, GIVEN_BACK)).values("task_id")
    rows = list(_locked(live.filter(Q(holder_id__in=away) | Q(id__in=passed))))
    turns = _turns([row.id for row in rows])
    changed = 0
    for task in rows:
        turn = turns.get(task.id, [])
        whose = [*map(UUID, turn), *([task.holder_id] if task.holder_id else [])]
        if whose and (turn or task.holder_id in away):
            changed += _settle(task, [], whose[0], officers, at)
    return changed


def _settle(task: Task, turn: list[str], account_id: UUID, officers: list[HolderView], at: datetime) -> bool:
    """Give the task to the officer or who acts for them, else to whose it was before; says whether it changed hands."""
    whose = [*turn, str(account_id)]
    taker, passed = find_taker(officers, account_id)
    while taker is None and turn:
        taker, passed = find_taker(officers, UUID(turn.pop()))
    if (taker.account_id if taker else None) == task.holder_id:
        return False
    was = task.holder_name
    if taker is None:
        # Whoever is away may be back; who has left is none of the officers.
        waits = [one for one in whose if is_away(officers, UUID(one))]
        task.holder_id, task.holder_name = None, ""
        move(task, TaskState(task.state), actor=SYSTEM, at=at, what=FREED, words=was, content={"for": waits})
        return True
    back = not passed or str(taker.account_id) in turn
    task.holder_id, task.holder_name = taker.account_id, taker.name
    # Whoever gets their own task as the deputy of its deputy simply has it back.
    content = {"holder": taker.name, "for": _before([*turn, *map(str, passed)], taker.account_id)}
    what, words = GIVEN_BACK if back else PASSED, f"{was} → {taker.name}" if was else taker.name
    move(task, TaskState(task.state), actor=SYSTEM, at=at, what=what, words=words, content=content)
    return True


def _near(account_id: UUID, post_id: int, at: datetime) -> Sequence[Task]:
    """Open tasks of the post's agency, and of what it took over, that the officer holds or that were passed on."""
    agency_id = directory.get_agency(agency_id=directory.get_post(post_id=post_id).agency_id).agency_id
    inside = {one for one in directory.descendant_ids(agency_id=agency_id) if _belongs(one, agency_id)}
    inside |= set(directory.carried_ids(agency_id=agency_id, on=local(at).date()))
    live = _live().filter(lead__in=inside)
    passed = TaskLine.objects.filter(task__in=live, content__for__contains=[str(account_id)]).values("task_id")
    return list(_locked(live.filter(Q(holder_id=account_id) | Q(id__in=passed))))


def _live() -> QuerySet[Task]:
    return Task.objects.filter(state__in=OPEN, record=False, retired_at=None)


def _locked(rows: QuerySet[Task]) -> QuerySet[Task]:
    return rows.select_for_update(of=("self",)).order_by("id")


def _turns(task_ids: list[UUID]) -> dict[UUID, list[str]]:
    """For each task whose it is besides its holder's, by the last line after which somebody else held it."""
    lines = TaskLine.objects.filter(task_id__in=task_ids, what__in=_HANDED).order_by("task_id", "-line")
    return {line.task_id: list(line.content.get("for", [])) for line in lines.distinct("task_id")}


def _before(turn: list[str], account_id: UUID) -> list[str]:
    return turn[: turn.index(str(account_id))] if str(account_id) in turn else turn


def _belongs(unit_id: int, agency_id: int) -> bool:
    return directory.get_agency(agency_id=unit_id).agency_id == agency_id
