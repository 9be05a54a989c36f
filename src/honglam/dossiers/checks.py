"""What must agree between this block and those it stands on; checked at start."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from honglam.directory.contracts import PostRole
from honglam.dossiers.contracts import TaskKind
from honglam.dossiers.rules.parties import ROLE_NUMBERS
from honglam.procedures.contracts import StepKind


@register()
def roles_have_numbers(**_: Any) -> list[CheckMessage]:
    """A role without a number would show its tasks to every role."""
    missing = sorted(set(PostRole) - set(ROLE_NUMBERS))
    return [Error(f"roles without a worklist number: {missing}", id="dossiers.E001")] if missing else []


@register()
def steps_have_task_kinds(**_: Any) -> list[CheckMessage]:
    """A kind of step without a kind of task could not be opened."""
    missing = sorted({kind.value for kind in StepKind} - {kind.value for kind in TaskKind})
    return [Error(f"kinds of steps without a kind of task: {missing}", id="dossiers.E002")] if missing else []
