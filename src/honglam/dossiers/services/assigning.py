"""Who holds a task: taken, given back, handed over by a head, passed to a deputy."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.directory import api as directory
from honglam.directory.contracts import HolderView
from honglam.dossiers.access import LIVE, case_for_task
from honglam.dossiers.access.takers import takers_of
from honglam.dossiers.contracts import Done, NotInTheUnit, Status, TaskAssigned, Verb
from honglam.dossiers.models import Dossier, HistoryEvent, Task
from honglam.dossiers.rules.guards import Facts
from honglam.dossiers.services.tasks import name_of_holder
from honglam.dossiers.services.turning import Act, audit_detail, begin, conclude, history_line, told
from honglam.kernel import audit
from honglam.kernel.values import Actor


@transaction.atomic
def claim_task(*, actor: Actor, task_id: UUID, at: datetime) -> Done:
    """Take a free task. Taking one's own again changes nothing; somebody else's is refused."""
    case, task = case_for_task(actor=actor, task_id=task_id, at=at)
    act = begin(actor=actor, verb=Verb.CLAIM, case=case, facts=Facts(), at=at, task=task)
    if task.holder_id == actor.id and not act.lines:
        return Done(dossier_id=case.dossier.id, status=case.status, task_ids=(task.id,))
    assert actor.id is not None  # noqa: S101 - officers have accounts
    return _hold(act, task, holder_id=actor.id, name=actor.name)


@transaction.atomic
def assign_task(*, actor: Actor, task_id: UUID, holder_id: UUID, at: datetime, tell: bool = True) -> Done:
    """A head hands a task to an officer who is there and whose post can take it. `tell`: by a letter of its own."""
    case, task = case_for_task(actor=actor, task_id=task_id, at=at)
    act = begin(actor=actor, verb=Verb.ASSIGN, case=case, facts=Facts(), at=at, task=task)
    name = name_of_holder(holder_id=holder_id, unit_id=task.unit_id, role=task.role, at=at)
    if name is None:
        raise NotInTheUnit(field="holder_id")
    return _hold(act, task, holder_id=holder_id, name=name, tell=tell)


@transaction.atomic
def unassign_task(*, actor: Actor, task_id: UUID, at: datetime) -> Done:
    """A head takes an assignment back: the task is free for the unit again."""
    case, task = case_for_task(actor=actor, task_id=task_id, at=at)
    act = begin(actor=actor, verb=Verb.ASSIGN, case=case, facts=Facts(), at=at, task=task)
    task.holder_id, task.holder_name = None, ""
    task.save(update_fields=["holder_id", "holder_name"])
    conclude(act, event=None, content={"holder": "", "step": task.step_name})
    return Done(dossier_id=case.dossier.id, status=act.row.target, task_ids=(task.id,))


@transaction.atomic
def release_task(*, actor: Actor, task_id: UUID, at: datetime) -> Done:
    """Give a task back to the unit."""
    case, task = case_for_task(actor=actor, task_id=task_id, at=at)
    act = begin(actor=actor, verb=Verb.RELEASE, case=case, facts=Facts(), at=at, task=task)
    task.holder_id, task.holder_name = None, ""
    task.save(update_fields=["holder_id", "holder_name"])
    conclude(act, event=None)
    return Done(dossier_id=case.dossier.id, status=act.row.target, task_ids=(task.id,))


@transaction.atomic
def reassign_absent(
    *,
    actor: Actor,
    absent_id: UUID,
    deputy_id: UUID | None,
    at: datetime,
    post_id: int | None = None,
    absence_id: int | None = None,
) -> int:
    """Hand what an absent officer holds to the deputy, as far as the deputy's post can take it; the rest becomes free.

    `post_id`: only what is held in the agency of that post and that no other post of the officer can take.
    `absence_id`: only while that absence stands. Returns how many tasks changed hands.
    """
    if absence_id is not None and not directory.is_away(absence_id=absence_id, at=at):
        return 0
    tasks, rows = _locked(absent_id, post_id)
    takers = _takers(tasks, at)
    if post_id is not None:
        # Who has left holds the post no more, unless they were appointed to it again; who is away still does.
        away_from = None if deputy_id is None else post_id
        tasks = [task for task in tasks if not _keeps(takers[task.unit_id, task.role], task, absent_id, away_from)]
    lines = _pass_on(tasks, rows, takers, to=deputy_id, actor=actor, at=at)
    audit.record_many(_entry(line, actor) for line in lines)
    return len(tasks)


@transaction.atomic
def give_back_after_absence(*, actor: Actor, deputy_id: UUID, returned_id: UUID, post_id: int, at: datetime) -> int:
    """An absence from the post is over: what the deputy holds there and may no longer do goes back, or becomes free.

    Where the officer is away again by then, it goes to whoever acts in the post this time.
    What another post of the deputy can take stays: they have begun it. Returns how many tasks changed hands.
    """
    tasks, rows = _locked(deputy_id, post_id)
    takers = _takers(tasks, at)
    tasks = [task for task in tasks if not _posts_for(takers[task.unit_id, task.role], task, deputy_id)]
    lines = _pass_on(tasks, rows, takers, to=returned_id, post_id=post_id, actor=actor, at=at)
    audit.record_many(_entry(line, actor) for line in lines)
    return len(tasks)


def _pass_on(
    tasks: list[Task],
    rows: dict[UUID, Dossier],
    takers: dict[tuple[int, str], list[HolderView]],
    *,
    to: UUID | None,
    post_id: int | None = None,
    actor: Actor,
    at: datetime,
) -> list[HistoryEvent]:
    """Give each task to whom `_taker` names, else to nobody."""
    lines: list[HistoryEvent] = []
    for task in tasks:
        taker = _taker(takers[task.unit_id, task.role], to, post_id)
        task.holder_id, task.holder_name = (taker.account_id, taker.name) if taker else (None, "")
        dossier = rows[task.dossier_id]
        dossier.line_count += 1
        lines.append(_handed_over(dossier, task, actor=actor, at=at))
    Task.objects.bulk_update(tasks, ["holder_id", "holder_name"])
    Dossier.objects.bulk_update([rows[one] for one in {task.dossier_id for task in tasks}], ["line_count"])
    HistoryEvent.objects.bulk_create(lines)
    return lines


def _taker(takers: list[HolderView], to: UUID | None, post_id: int | None) -> HolderView | None:
    """`to`, where they are there and a post of theirs can take it; while they are away from `post_id`, its deputy."""
    own = next((one for one in takers if one.account_id == to and not one.is_absent), None)
    return own or next((one for one in takers if one.acting_for == to and one.post_id == post_id), None)


def _locked(absent_id: UUID, post_id: int | None) -> tuple[list[Task], dict[UUID, Dossier]]:
    """What the officer holds, waiting work included, and its dossiers. Dossiers are locked first, as by every verb."""
    held = Task.objects.filter(holder_id=absent_id)
    near = held if post_id is None else held.filter(unit_id__in=_units_around(post_id))
    # A query for each state, so that each finds its index.
    found = [pair for state in LIVE for pair in near.filter(state=state).values_list("id", "dossier_id")]
    dossiers = Dossier.objects.select_for_update().filter(id__in={dossier_id for _, dossier_id in found})
    rows = {row.id: row for row in dossiers.order_by("id")}
    tasks = held.select_for_update().filter(id__in=[task_id for task_id, _ in found], state__in=LIVE)
    return list(tasks.order_by("dossier_id", "id")), rows


def _units_around(post_id: int) -> list[int]:
    """The agency of a post with its units: work that stands at the agency itself is held by officers of any of them."""
    agency_id = directory.get_agency(agency_id=directory.get_post(post_id=post_id).agency_id).agency_id
    units = directory.descendant_ids(agency_id=agency_id)
    return [one for one in units if directory.get_agency(agency_id=one).agency_id == agency_id]


def _takers(tasks: list[Task], at: datetime) -> dict[tuple[int, str], list[HolderView]]:
    """Who could take each task, asked once for each place."""
    places = {(task.unit_id, task.role) for task in tasks}
    return {(unit_id, role): takers_of(unit_id=unit_id, role=role, at=at) for unit_id, role in places}


def _keeps(takers: list[HolderView], task: Task, absent_id: UUID, away_from: int | None) -> bool:
    """Whether the officer is there in a post of the same agency that could take the task, other than `away_from`."""
    posts = _posts_for(takers, task, absent_id)
    return any(one.post_id != away_from and not one.is_absent for one in posts)


def _posts_for(takers: list[HolderView], task: Task, account_id: UUID) -> list[HolderView]:
    """The officer's posts of the same agency that could take the task, those they act in included."""
    return [
        one
        for one in takers
        if one.account_id == account_id and directory.get_agency(agency_id=one.unit_id).agency_id == task.agency_id
    ]


def _hold(act: Act, task: Task, *, holder_id: UUID, name: str, tell: bool = True) -> Done:
    task.holder_id, task.holder_name = holder_id, name
    task.save(update_fields=["holder_id", "holder_name"])
    event = told(
        TaskAssigned,
        act,
        task_id=task.id,
        step=task.step_name,
        task_due_at=task.due_at,
        holder_id=holder_id,
        by_other=tell and holder_id != act.actor.id,
    )
    conclude(act, event=event, content={"holder": name, "step": task.step_name})
    return Done(dossier_id=act.dossier.id, status=act.row.target, task_ids=(task.id,))


def _handed_over(dossier: Dossier, task: Task, *, actor: Actor, at: datetime) -> HistoryEvent:
    status = Status(dossier.status)
    return history_line(
        dossier=dossier,
        actor=actor,
        verb=Verb.ASSIGN,
        source=status,
        target=status,
        at=at,
        task_id=task.id,
        content={"holder": task.holder_name, "step": task.step_name, "because": "absence"},
    )


def _entry(line: HistoryEvent, actor: Actor) -> audit.Entry:
    return audit.Entry(
        actor=actor,
        action=f"dossiers.{Verb.ASSIGN}",
        subject_kind="dossier",
        subject_id=line.dossier_id,
        at=line.at,
        detail=audit_detail(line),
    )
