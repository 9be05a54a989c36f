"""The section `registers/*.yaml`: one file, one register: schema, states, who keeps it, what it counts."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated, Any, ClassVar

import msgspec
from msgspec import Meta

from honglam.directory.contracts import PostRole
from honglam.kernel.measures import Measure
from honglam.kernel.values import Actor
from honglam.pack.api import Change, ChangeAction, Collection, Pack, PackError, Plan, Row, Section, Shape, Sourced
from honglam.registries.contracts import FieldType, MeasureKind, Seen
from honglam.registries.models import Register
from honglam.registries.pack_section.register_life import check_records
from honglam.registries.pack_section.register_meaning import check_registers
from honglam.registries.queries.registers.definitions import schema_of
from honglam.registries.queries.registers.measuring import RegisterFamily, measures_of
from honglam.registries.services.registers.defining import put_register, retire_registers

Code = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Name = Annotated[str, Meta(min_length=1, max_length=300)]


class ChoiceShape(Shape, frozen=True, kw_only=True):
    """One answer of a choice."""

    code: Annotated[str, Meta(pattern=r"^[a-z0-9_]+$", max_length=40)]
    name: Name


class FieldShape(Shape, frozen=True, kw_only=True):
    """One field; the first one names the record."""

    code: Code
    name: Name
    type: FieldType
    hint: str = ""
    required: bool = False
    wanted: bool = False
    unique: bool = False
    personal: bool = False
    listed: bool = False
    choices: tuple[ChoiceShape, ...] = ()
    least: float | None = None
    most: float | None = None
    unit: str = ""


class StateShape(Shape, frozen=True, kw_only=True):
    """One state; the first one is where a record begins, one that is `over` where its work is done."""

    code: Code
    name: Name
    tone: Annotated[str, Meta(pattern=r"^(neutral|good|warn|bad|info)$")] = "neutral"
    over: bool = False


class MoveShape(Shape, frozen=True, kw_only=True):
    """A way from some states into another."""

    code: Code
    name: Name
    leaves: Annotated[tuple[Code, ...], Meta(min_length=1)]
    enters: Code
    reason: bool = False


class ConditionShape(Shape, frozen=True, kw_only=True):
    """What a record must say to be counted."""

    field: Code
    among: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    given: bool | None = None


class MeasureShape(Shape, frozen=True, kw_only=True):
    """A number that indicators read as `registers.<code>`."""

    code: Code
    name: Name
    definition: Name
    kind: MeasureKind
    unit: Annotated[str, Meta(max_length=40)] = ""
    field: str = ""
    by: str = ""
    where: tuple[ConditionShape, ...] = ()
    of: tuple[ConditionShape, ...] = ()


class RegisterShape(Sourced, frozen=True, kw_only=True):
    """A register."""

    code: Code
    name: Name
    purpose: Annotated[str, Meta(min_length=1, max_length=1000)]
    owner: str
    keepers: Annotated[tuple[PostRole, ...], Meta(min_length=1)]
    readers: tuple[PostRole, ...] = ()
    seen: Seen | None = None
    check_months: Annotated[int, Meta(ge=1, le=120)] | None = None
    fields: Annotated[tuple[FieldShape, ...], Meta(min_length=1, max_length=60)]
    states: Annotated[tuple[StateShape, ...], Meta(min_length=1)]
    moves: tuple[MoveShape, ...] = ()
    measures: tuple[MeasureShape, ...] = ()


class RegistersSection(Section):
    """How registers get from a pack into the tables and back."""

    name = "registers"
    depends_on = ("agencies",)
    collections: ClassVar = (
        Collection(
            "register",
            "registers/*.yaml",
            RegisterShape,
            key=lambda shape: shape.code,
            home=lambda shape: f"registers/{shape.code}.yaml",
        ),
    )

    def check(self, pack: Pack) -> Iterator[PackError]:
        """Agencies, fields and states exist, and what is counted can be counted."""
        yield from check_registers(pack, RegisterShape)

    def check_life(self, plan: Plan) -> Iterator[PackError]:
        """Records that stand keep a state to stand in, and what tells them apart."""
        for change in plan.changes:
            if change.kind == "register" and change.after is not None:
                yield from check_records(change, schema_of(content_of(change.after)))

    def rows(self) -> Iterator[Row]:
        """The registers in the tables, retired ones included."""
        for row in Register.objects.order_by("code"):
            yield Row("register", row.code, msgspec.convert(row.content, RegisterShape, strict=False))

    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime) -> None:
        """Put or retire each."""
        for change in changes:
            if change.action is ChangeAction.RETIRE:
                retire_registers(actor=actor, codes=[change.key], at=at)
            else:
                put_register(actor=actor, content=content_of(change.after), at=at)


class StatedRegisters(RegisterFamily):
    """The family of measures that registers define, in the tables and in a pack on disk."""

    def list_stated(self, *, pack: Pack) -> list[Measure]:
        """The measures of the registers that a pack states."""
        records = pack.records("register", RegisterShape).values()
        return measures_of(schema_of(content_of(one.value)) for one in records)


def content_of(shape: RegisterShape) -> dict[str, Any]:
    """The shape as a row keeps it: without what was left out."""
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(shape))
    return {key: value for key, value in found.items() if value is not None}
