"""What shapes cannot say: units exist, parts have their wholes, stages stand on their track, days can be read."""

from collections.abc import Iterator

from honglam.directives.contracts import DueKind
from honglam.directives.pack_section.shapes import DirectiveShape, EscalationShape, TaskShape, TrackShape
from honglam.kernel.values import text_noop
from honglam.pack.api import Pack, PackError, Record

_PARTS = {DueKind.MONTH: 12, DueKind.QUARTER: 4, DueKind.HALF: 2, DueKind.YEAR: 1}


def check_definitions(pack: Pack) -> Iterator[PackError]:
    """Escalation."""
    for step in pack.records("escalation_step", EscalationShape).values():
        if step.value.valid_to is not None and step.value.valid_to < step.value.valid_from:
            yield step.error("valid_to", "escalation_wrong_order", text_noop("The last day lies before the first."))


def check_directives(pack: Pack) -> Iterator[PackError]:
    """Directives and their tasks."""
    agencies = pack.keys("agency")
    tracks = {key: {one.code for one in record.value.stages} for key, record in _tracks(pack)}
    for directive in pack.records("directive", DirectiveShape).values():
        if directive.value.agency not in agencies:
            yield _unknown(directive, "agency", directive.value.agency)
    tasks = pack.records("directive_task", TaskShape)
    records = {key: record.value.record for key, record in pack.records("directive", DirectiveShape).items()}
    for key, task in tasks.items():
        yield from _check_units(task, agencies)
        yield from _check_place(key, task, frozenset(tasks), tracks)
        yield from _check_days(task, record=records.get(key.rpartition("/")[0], False))


def _tracks(pack: Pack) -> Iterator[tuple[str, Record[TrackShape]]]:
    yield from pack.records("stage_track", TrackShape).items()


def _check_units(task: Record[TaskShape], agencies: frozenset[str]) -> Iterator[PackError]:
    if task.value.lead not in agencies:
        yield _unknown(task, "lead", task.value.lead)
    for position, code in enumerate(task.value.supporting):
        if code not in agencies:
            yield _unknown(task, f"supporting[{position}]", code)


def _check_place(
    key: str, task: Record[TaskShape], keys: frozenset[str], tracks: dict[str, set[str]]
) -> Iterator[PackError]:
    directive, _, number = key.rpartition("/")
    parent = number.rpartition(".")[0]
    if parent and f"{directive}/{parent}" not in keys:
        message = text_noop("There is no task %(number)s that this one could be a part of.")
        yield task.error("number", "task_without_parent", message, number=parent)
    value = task.value
    if value.track and value.track not in tracks:
        message = text_noop("There is no track of stages “%(code)s”.")
        yield task.error("track", "unknown_track", message, code=value.track)
    elif value.stage and value.stage not in tracks.get(value.track, set()):
        message = text_noop("The track of this task has no stage “%(code)s”.")
        yield task.error("stage", "unknown_stage", message, code=value.stage)


def _check_days(task: Record[TaskShape], *, record: bool) -> Iterator[PackError]:
    value = task.value
    if value.due_on and value.due_by:
        yield task.error("due_by", "due_twice", text_noop("State the day or the period, not both."))
    if value.due_by and value.due_by.part > _PARTS.get(value.due_by.kind, 0):
        yield task.error("due_by.part", "no_such_period", text_noop("A year does not have so many of these periods."))
    if not record and not (value.due_on or value.due_by):
        message = text_noop("A task that is carried out needs a day; only a record of an old document may have none.")
        yield task.error("", "task_without_day", message)


def _unknown(record: Record[DirectiveShape] | Record[TaskShape], path: str, code: str) -> PackError:
    return record.error(path, "unknown_unit_of_task", text_noop("There is no agency %(code)s."), code=code)
