"""Tables of the block, one file per aggregate."""

from honglam.directives.models.definitions import EscalationStep, StageTrack, UrgingLetter
from honglam.directives.models.directive import Directive, DirectiveSeries
from honglam.directives.models.planning import MoneyLine, Plan, Programme, Project
from honglam.directives.models.recommendation import Recommendation, RecommendationStep
from honglam.directives.models.task import Task, TaskLine, TaskScope, TaskTarget

__all__ = [
    "Directive",
    "DirectiveSeries",
    "EscalationStep",
    "MoneyLine",
    "Plan",
    "Programme",
    "Project",
    "Recommendation",
    "RecommendationStep",
    "StageTrack",
    "Task",
    "TaskLine",
    "TaskScope",
    "TaskTarget",
    "UrgingLetter",
]
