"""What became of the plans and conclusions of committees. Committees are the directory's; their work is tasks."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet

from honglam.directives import access
from honglam.directives.contracts import CommitteeWork, ConclusionView, MeetingWork, TaskSummary
from honglam.directives.models import Task
from honglam.directives.queries.planning import plans_of_committee
from honglam.directives.queries.tasks import summary
from honglam.directory import api as directory
from honglam.directory.contracts import CommitteeView, MeetingView, UnknownCommittee
from honglam.kernel.clock import local
from honglam.kernel.values import Actor

_Key = tuple[int | None, int | None]
"""A meeting and the number of one of its conclusions."""


def list_committees() -> list[tuple[CommitteeView, int, int]]:
    """Committees that work now, each with how many meetings it held and how many conclusions have no task yet."""
    found = directory.list_committees()
    meetings = directory.list_meetings(committees_of=[one.code for one in found])
    given = _given(meetings)
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
    meetings, today = directory.list_meetings(committees_of=[code]), local(at).date()
    given = _given(meetings)
    tasks: dict[tuple[int, int], list[TaskSummary]] = defaultdict(list)
    for row in _tasks(actor, meetings).select_related("directive").order_by("directive_id", "position"):
        if row.directive.meeting_id is not None and row.directive.conclusion is not None:
            tasks[row.directive.meeting_id, row.directive.conclusion].append(summary(row, today))
    return CommitteeWork(
        committee=committee,
        plans=tuple(plans_of_committee(actor=actor, code=code, at=at)),
        meetings=tuple(_work(met, tasks, given) for met in meetings),
    )


def _tasks(actor: Actor, meetings: list[MeetingView]) -> QuerySet[Task]:
    return _tops(access.tasks_of(actor), meetings)


def _given(meetings: list[MeetingView]) -> Mapping[_Key, int]:
    """How many tasks each conclusion became, whoever may see them: what others were given is not left undone."""
    rows = _tops(Task.objects.filter(retired_at=None), meetings)
    return Counter(rows.values_list("directive__meeting_id", "directive__conclusion"))


def _tops(rows: QuerySet[Task], meetings: list[MeetingView]) -> QuerySet[Task]:
    return rows.filter(directive__meeting_id__in=[one.id for one in meetings], parent=None)


def _work(met: MeetingView, tasks: dict[tuple[int, int], list[TaskSummary]], given: Mapping[_Key, int]) -> MeetingWork:
    conclusions = []
    for number, text in enumerate(met.conclusions, start=1):
        seen = tuple(tasks[met.id, number])
        others = given.get((met.id, number), 0) - len(seen)
        conclusions.append(ConclusionView(number=number, text=text, tasks=seen, others=others))
    return MeetingWork(meeting=met, conclusions=tuple(conclusions))
