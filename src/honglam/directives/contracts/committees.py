"""A committee's work as those who direct see it: plans, and what became of each conclusion of its meetings."""

from dataclasses import dataclass

from honglam.directives.contracts.planning import PlanView
from honglam.directives.contracts.views import TaskSummary
from honglam.directory.contracts import CommitteeView, MeetingView


@dataclass(frozen=True, kw_only=True)
class ConclusionView:
    """One conclusion and the tasks in sight that name it; `others`: how many more are out of sight.

    `open`: nobody was given it yet by those who speak for the committee, or what they gave was called off.
    """

    number: int
    text: str
    tasks: tuple[TaskSummary, ...]
    others: int
    open: bool


@dataclass(frozen=True, kw_only=True)
class MeetingWork:
    """A meeting, its conclusions, and how many of them nobody was given yet."""

    meeting: MeetingView
    conclusions: tuple[ConclusionView, ...]

    @property
    def open(self) -> int:
        """How many conclusions nobody was given."""
        return sum(one.open for one in self.conclusions)


@dataclass(frozen=True, kw_only=True)
class CommitteeWork:
    """Plans and meetings of one committee."""

    committee: CommitteeView
    plans: tuple[PlanView, ...]
    meetings: tuple[MeetingWork, ...]
