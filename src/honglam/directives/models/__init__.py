"""Tables of the block, one file per aggregate."""

from honglam.directives.models.definitions import EscalationStep, StageTrack, UrgingLetter
from honglam.directives.models.directive import Directive, DirectiveSeries
from honglam.directives.models.task import Task, TaskLine, TaskScope, TaskTarget

__all__ = [
    "Directive",
    "DirectiveSeries",
    "EscalationStep",
    "StageTrack",
    "Task",
    "TaskLine",
    "TaskScope",
    "TaskTarget",
    "UrgingLetter",
]
