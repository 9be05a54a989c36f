"""The section `paper_types.yaml`: which papers the province keeps and what they may stand for."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from honglam.kernel.values import Actor, text_noop
from honglam.pack.api import Change, ChangeAction, Collection, Pack, PackError, Row, Section, Source, Sourced
from honglam.registries.contracts import HolderKind
from honglam.registries.models import PaperType
from honglam.registries.services.types import TypeData, put_type, retire_types

Code = Annotated[str, Meta(pattern=r"^[A-Z0-9][A-Z0-9\-]*$", max_length=60)]
Answer = Annotated[str, Meta(pattern=r"^[A-Z0-9.\-]+/[A-Z0-9.\-]+$", max_length=101)]
Months = Annotated[int, Meta(ge=1, le=1200)]


class PaperTypeShape(Sourced, frozen=True, kw_only=True):
    """A kind of paper. `answers`: components it may stand for, as `procedure/component`."""

    code: Code
    name: Annotated[str, Meta(min_length=1, max_length=300)]
    kept_because: Annotated[str, Meta(min_length=1, max_length=300)]
    holder: HolderKind | None = None
    name_en: Annotated[str, Meta(max_length=300)] | None = None
    given_by: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    valid_months: Months | None = None
    one_in_force: bool = False
    kept_months: Months | None = None


class PaperTypesSection(Section):
    """Kinds of papers that the wallet keeps, and the components of procedures they answer."""

    name = "paper_types"
    depends_on = ("procedures",)
    collections: ClassVar = (
        Collection("paper_type", "paper_types.yaml", PaperTypeShape, at="types", key=lambda shape: shape.code),
    )

    def check(self, pack: Pack) -> Iterator[PackError]:
        """Procedures exist, no procedure gives two kinds, and what binds people cites its law or says it is open."""
        procedures, giver = pack.keys("procedure"), dict[str, str]()
        for code, record in pack.records("paper_type", PaperTypeShape).items():
            shape = record.value
            named = [*((f"given_by[{i}]", one) for i, one in enumerate(shape.given_by))]
            named += [(f"answers[{i}]", one.partition("/")[0]) for i, one in enumerate(shape.answers)]
            for place, procedure in named:
                if procedure not in procedures:
                    message = text_noop("There is no procedure with the code “%(code)s”.")
                    yield record.error(place, "unknown_procedure", message, code=procedure)
            for index, procedure in enumerate(shape.given_by):
                other = giver.setdefault(procedure, code)
                if other != code:
                    message = text_noop("“%(procedure)s” gives the kind “%(other)s” already.")
                    yield record.error(f"given_by[{index}]", "given_twice", message, procedure=procedure, other=other)
            if shape.source is None and not shape.provisional:
                message = text_noop("Name the text of law, or say that it is provisional.")
                yield record.error("source", "paper_type_uncited", message)

    def rows(self) -> Iterator[Row]:
        """The kinds in the tables, retired ones included."""
        for row in PaperType.objects.order_by("code"):
            yield Row("paper_type", row.code, _shape(row))

    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime) -> None:
        """Put or retire each kind."""
        for change in changes:
            if change.action is ChangeAction.RETIRE:
                retire_types(actor=actor, codes=[change.key], at=at)
            else:
                put_type(actor=actor, data=_data(change.after), at=at)


def _shape(row: PaperType) -> PaperTypeShape:
    return PaperTypeShape(
        code=row.code,
        name=row.name,
        name_en=row.name_en or None,
        holder=HolderKind(row.holder_kind) if row.holder_kind else None,
        given_by=tuple(row.given_by),
        answers=tuple(row.answers),
        valid_months=row.valid_months,
        one_in_force=row.one_in_force,
        kept_months=row.kept_months,
        kept_because=row.kept_because,
        source=msgspec.convert(row.source, Source, strict=False) if row.source else None,
        provisional=row.provisional,
    )


def _data(shape: PaperTypeShape) -> TypeData:
    return TypeData(
        code=shape.code,
        name=shape.name,
        name_en=shape.name_en or "",
        holder_kind=shape.holder.value if shape.holder else "",
        given_by=list(shape.given_by),
        answers=list(shape.answers),
        valid_months=shape.valid_months,
        one_in_force=shape.one_in_force,
        kept_months=shape.kept_months,
        kept_because=shape.kept_because,
        source=msgspec.to_builtins(shape.source) if shape.source else None,
        provisional=shape.provisional,
    )
