"""The section `directives/` of a pack: escalation, stages, directives with their tasks."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, ClassVar

import msgspec

from honglam.directives.contracts import DueKind, Tells
from honglam.directives.models import Directive, EscalationStep, StageTrack, Task
from honglam.directives.pack_section.meaning import check_definitions, check_directives
from honglam.directives.pack_section.shapes import DirectiveShape, EscalationShape, TaskShape, TrackShape
from honglam.directives.queries.tasks import OPEN
from honglam.directives.rules.dates import last_day
from honglam.directives.services.stating import DirectiveData, TaskData, put_definition, put_directive, put_task, retire
from honglam.kernel.values import Actor, text_noop
from honglam.pack.api import Change, ChangeAction, Collection, Pack, PackError, Plan, Row, Section, Source, nested_key

DOCUMENTS = "directives/documents/*.yaml"


class DirectivesSection(Section):
    """Obligations of documents, how they escalate, which stages they go through."""

    name = "directives"
    depends_on: ClassVar = ("agencies",)
    collections: ClassVar = (
        Collection("escalation_step", "directives/escalation.yaml", EscalationShape, at="steps", key=lambda s: s.code),
        Collection("stage_track", "directives/tracks.yaml", TrackShape, at="tracks", key=lambda s: s.code),
        Collection(
            "directive",
            DOCUMENTS,
            DirectiveShape,
            at="directives",
            key=lambda s: s.code,
            home=lambda s: f"directives/documents/{s.code}.yaml",
        ),
        Collection("directive_task", DOCUMENTS, TaskShape, inside="directive", at="tasks", key=lambda s: s.number),
    )

    def check(self, pack: Pack) -> Iterator[PackError]:
        """Units, wholes and parts, stages, days."""
        yield from check_definitions(pack)
        yield from check_directives(pack)

    def check_life(self, plan: Plan) -> Iterator[PackError]:
        """A task that people work on is not taken away under their hands."""
        gone = [one.key for one in plan.changes if one.kind == "directive_task" and one.action is ChangeAction.RETIRE]
        worked = Task.objects.filter(code__in=gone, record=False, state__in=OPEN, line_count__gt=1)
        for code in worked.order_by("code").values_list("code", flat=True):
            message = text_noop("Task %(code)s is being carried out. Call it off on its page before the pack drops it.")
            yield PackError(
                file="directives", line=0, path="", code="task_carried_out", message=message, params=(("code", code),)
            )
        stated = [one.key for one in plan.changes if one.kind == "directive_task" and one.after is not None]
        for code in (
            Task.objects.filter(code__in=stated, from_pack=False).order_by("code").values_list("code", flat=True)
        ):
            message = text_noop("Somebody gave task %(code)s on a page. Choose another number in the pack.")
            yield PackError(
                file="directives", line=0, path="", code="task_given_here", message=message, params=(("code", code),)
            )

    def rows(self) -> Iterator[Row]:
        """What the tables hold, retired ones included."""
        for step in EscalationStep.objects.order_by("code"):
            yield Row("escalation_step", step.code, _step(step))
        for track in StageTrack.objects.order_by("code"):
            yield Row("stage_track", track.code, _track(track))
        for directive in Directive.objects.filter(from_pack=True).order_by("code"):
            yield Row("directive", directive.code, msgspec.convert(directive.stated, DirectiveShape, strict=False))
        for task in Task.objects.filter(from_pack=True).select_related("directive").order_by("directive__code", "id"):
            key = nested_key(task.directive.code, task.number)
            yield Row("directive_task", key, msgspec.convert(task.stated, TaskShape, strict=False))

    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime) -> None:
        """Put or retire each."""
        for change in changes:
            if change.action is ChangeAction.RETIRE:
                retire(actor=actor, kind=change.kind, code=change.key, at=at)
            elif change.kind == "directive":
                put_directive(actor=actor, data=_directive(change.after), at=at)
            elif change.kind == "directive_task":
                put_task(actor=actor, data=_task(change.key, change.after), at=at)
            else:
                content = msgspec.to_builtins(change.after)
                put_definition(actor=actor, kind=change.kind, content=content, at=at)


def _directive(shape: DirectiveShape) -> DirectiveData:
    return DirectiveData(
        code=shape.code,
        title=shape.title,
        kind=shape.kind.value,
        symbol=shape.symbol,
        issued_on=shape.issued_on,
        issuer=shape.issuer,
        agency=shape.agency,
        place=", ".join(one for one in (shape.document, shape.place) if one),
        quote=shape.quote,
        given_on=shape.given_on or shape.issued_on,
        record=shape.record,
        provisional=shape.provisional,
        content=msgspec.to_builtins(shape),
    )


def _task(key: str, shape: TaskShape) -> TaskData:
    due_on, kind = shape.due_on, DueKind.DAY if shape.due_on else DueKind.NONE
    if shape.due_by:
        due_on, kind = last_day(shape.due_by.kind, shape.due_by.year, shape.due_by.part), shape.due_by.kind
    return TaskData(
        code=key,
        directive=key.rpartition("/")[0],
        number=shape.number,
        title=shape.title,
        lead=shape.lead,
        supporting=shape.supporting,
        due_on=due_on,
        due_kind=kind.value,
        result=shape.result,
        track=shape.track,
        stage=shape.stage,
        state=shape.stated.state.value if shape.stated else "",
        latest=shape.stated.progress if shape.stated else "",
        provisional=shape.provisional,
        targets=[msgspec.to_builtins(one) for one in shape.targets],
        content=msgspec.to_builtins(shape),
    )


def _source(stored: Any) -> Source | None:
    return msgspec.convert(stored, Source, strict=False) if stored else None


def _step(row: EscalationStep) -> EscalationShape:
    return EscalationShape(
        code=row.code,
        days=row.days,
        tells=Tells(row.tells),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=_source(row.source),
        provisional=row.provisional,
    )


def _track(row: StageTrack) -> TrackShape:
    content = {"code": row.code, "title": row.title, "stages": row.stages, "provisional": row.provisional}
    shape = msgspec.convert(content, TrackShape, strict=False)
    return msgspec.structs.replace(shape, source=_source(row.source))
