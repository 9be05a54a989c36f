"""The section `queues.yaml` of a pack: which one-stops give numbers, for what, to whom first."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from honglam.kernel.values import Actor, text_noop
from honglam.pack.api import (
    Change,
    ChangeAction,
    Collection,
    Pack,
    PackError,
    Row,
    Section,
    Shape,
    Source,
    Sourced,
)
from honglam.queue.contracts import Priority
from honglam.queue.models import Hall
from honglam.queue.queries.measuring import hall_rows
from honglam.queue.services.setting_up import GroupData, HallData, put_hall, retire_hall


class GroupShape(Shape, frozen=True, kw_only=True):
    """A group of services: its letter on tickets, and the minutes one service usually takes."""

    code: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
    letter: Annotated[str, Meta(pattern=r"^[A-Z]{1,2}$")]
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    minutes: Annotated[int, Meta(ge=1, le=240)]


class HallShape(Sourced, frozen=True, kw_only=True):
    """A one-stop that gives numbers. `priority_in_row`: after so many with priority one in turn is called; 0: never."""

    one_stop: str
    groups: Annotated[list[GroupShape], Meta(min_length=1, max_length=26)]
    online: bool = False
    priorities: list[Priority] = []
    priority_in_row: Annotated[int, Meta(ge=0, le=20)] = 0


class QueuesSection(Section):
    """Halls and their groups of services, from a pack into the tables and back."""

    name = "queues"
    depends_on = ("agencies",)
    collections: ClassVar = (
        Collection("queue_hall", "queues.yaml", HallShape, at="halls", key=lambda shape: shape.one_stop),
    )

    def check(self, pack: Pack) -> Iterator[PackError]:
        """The desk exists; letters and codes stand once in a hall."""
        for code, record in pack.records("queue_hall", HallShape).items():
            if code not in pack.keys("agency"):
                message = text_noop("There is no agency %(code)s.")
                yield record.error("one_stop", "unknown_agency", message, code=code)
            for name in ("code", "letter"):
                values = [getattr(group, name) for group in record.value.groups]
                twice = sorted({value for value in values if values.count(value) > 1})
                if twice:
                    message = text_noop("“%(value)s” stands for two groups of services.")
                    yield record.error("groups", "group_twice", message, value=twice[0])

    def rows(self) -> Iterator[Row]:
        """Halls in the tables, retired ones included."""
        from honglam.directory import api as directory

        for hall in hall_rows():
            code = directory.get_agency(agency_id=hall.desk_id).code
            yield Row("queue_hall", code, _shape(code, hall))

    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime) -> None:
        """Put or retire each."""
        for change in changes:
            if change.action is ChangeAction.RETIRE:
                retire_hall(actor=actor, one_stop=change.key, at=at)
            elif isinstance(change.after, HallShape):
                put_hall(actor=actor, data=_data(change.after), at=at)


def _shape(code: str, hall: Hall) -> HallShape:
    groups = sorted((one for one in hall.groups.all() if one.retired_at is None), key=lambda one: one.position)
    return HallShape(
        one_stop=code,
        groups=[GroupShape(code=one.code, letter=one.letter, name=one.name, minutes=one.minutes) for one in groups],
        online=hall.online,
        priorities=[Priority(one) for one in hall.priorities],
        priority_in_row=hall.priority_in_row,
        source=msgspec.convert(hall.source, Source, strict=False) if hall.source else None,
        provisional=hall.provisional,
    )


def _data(shape: HallShape) -> HallData:
    return HallData(
        one_stop=shape.one_stop,
        online=shape.online,
        priorities=[one.value for one in shape.priorities],
        priority_in_row=shape.priority_in_row,
        groups=[
            GroupData(code=one.code, letter=one.letter, name=one.name, minutes=one.minutes) for one in shape.groups
        ],
        source=msgspec.to_builtins(shape.source) if shape.source else None,
        provisional=shape.provisional,
    )
