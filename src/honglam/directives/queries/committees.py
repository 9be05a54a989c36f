"""What became of the plans and conclusions of committees. Committees are the directory's; their work is tasks."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from honglam.directives import access
from honglam.directives.contracts import CommitteeWork, ConclusionView, MeetingWork, TaskState, TaskSummary
from honglam.directives.models import Task
from honglam.directives.queries.agencies import carrier_on
from honglam.directives.queries.planning import plans_of_committee
from honglam.directives.queries.tasks import summary
from honglam.directory import api as directory
from honglam.directory.contracts import CommitteeView, MeetingView, UnknownCommittee
from honglam.kernel.clock import local, today
from honglam.kernel.values import Actor

_Key = tuple[int | None, int | None]
"""A meeting and the number of one of its conclusions."""


def list_committees() -> list[tuple[CommitteeView, int, int]]:
    """Committees that work now, each with how many meetings it held and how many conclusions have no task yet."""
    found = directory.list_committees()
    meetings = directory.list_meetings(committees_of=[one.code for one in found])
    given = _given(meetings, {one.code: one for one in found}, today())
    held: dict[str, int] = defaultdict(int)
    waiting: dict[str, int] = defaultdict(int)
    for met in meetings:
        held[met.committee_code] += 1
        numbers = range(1, len(met.conclusions) + 1)
        waiting[met.committee_code] += sum((met.id, number) not in given for number in numbers)
    return [(one, held[one.code], waiting[one.code]) for one in found]


def get_committee(*, actor: Actor, code: str, at: datetime) -> CommitteeWork:
    """One committee's plans in sight, and the tasks in sight of each conclusion. Raises UnknownCommittee."""
    committee = directory.find_committees(codes=[code]).get(code)
    if committee is None:
        raise UnknownCommittee
    meetings, on = directory.list_meetings(committees_of=[code]), local(at).date()
    given = _given(meetings, {code: committee}, on)
    tasks: dict[_Key, list[TaskSummary]] = defaultdict(list)
    for row in _tops(access.tasks_of(actor), meetings).select_related("directive").order_by("directive_id", "position"):
        tasks[row.directive.meeting_id, row.directive.conclusion].append(summary(row, on))
    return CommitteeWork(
        committee=committee,
        plans=tuple(plans_of_committee(actor=actor, code=code, at=at)),
        meetings=tuple(_work(met, tasks, given) for met in meetings),
    )


def _given(
    meetings: list[MeetingView], committees: Mapping[str, CommitteeView], on: date
) -> Mapping[_Key, frozenset[UUID]]:
    """The tasks that each conclusion became, whoever may see them: what others were given is not left undone.

    Only what the committee's agency or the one that works for it gave, or a room of these, and not what was called
    off: any other agency may say that a task of its own follows from a conclusion, but that does not carry it out.
    """
    speak = {met.id: _speakers(committees[met.committee_code], on) for met in meetings}
    rows = _tops(Task.objects.filter(retired_at=None), meetings).exclude(state=TaskState.CANCELLED.value)
    found: dict[_Key, set[UUID]] = defaultdict(set)
    for task_id, agency_id, meeting_id, number in rows.values_list(
        "id", "directive__agency_id", "directive__meeting_id", "directive__conclusion"
    ):
        place = carrier_on(agency_id, on)
        # The head of a room directs in the room's name: that is the agency carrying it out all the same.
        if not speak[meeting_id].isdisjoint((place, directory.get_agency(agency_id=place).agency_id)):
            found[meeting_id, number].add(task_id)
    return {key: frozenset(ids) for key, ids in found.items()}


def _speakers(committee: CommitteeView, on: date) -> frozenset[int]:
    """Who gives out the tasks of a committee: the agency that set it up, and the one that works for it."""
    named = [one for one in (committee.agency, committee.standing) if one is not None]
    return frozenset(carrier_on(one.id, on) for one in named)


def _tops(rows: QuerySet[Task], meetings: list[MeetingView]) -> QuerySet[Task]:
    return rows.filter(directive__meeting_id__in=[one.id for one in meetings], parent=None)


def _work(
    met: MeetingView, tasks: Mapping[_Key, list[TaskSummary]], given: Mapping[_Key, frozenset[UUID]]
) -> MeetingWork:
    conclusions = []
    for number, text in enumerate(met.conclusions, start=1):
        seen, live = tuple(tasks.get((met.id, number), ())), given.get((met.id, number), frozenset())
        others = len(live - {one.id for one in seen})
        conclusions.append(ConclusionView(number=number, text=text, tasks=seen, others=others, open=not live))
    return MeetingWork(meeting=met, conclusions=tuple(conclusions))
