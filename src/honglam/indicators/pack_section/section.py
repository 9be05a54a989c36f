"""How criteria sets and cut-offs get from a pack into the tables and back."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import ClassVar

import msgspec

from honglam.indicators.models import CriteriaSetRow, CutOff
from honglam.indicators.pack_section.meaning import check_set, check_versions
from honglam.indicators.pack_section.shapes import CriteriaSetShape, CutOffShape
from honglam.indicators.services.criteria import SetWords, put_cut_off, put_set, retire
from honglam.kernel.values import Actor
from honglam.pack.api import Change, ChangeAction, Collection, Pack, PackError, Row, Section, Source


class IndicatorsSection(Section):
    """Criteria sets with their maxima, targets and formulas, each from a date on; where reporting periods end."""

    name = "indicators"
    depends_on: ClassVar = ()
    collections: ClassVar = (
        Collection(
            "criteria_set",
            "indicators/sets/*.yaml",
            CriteriaSetShape,
            key=lambda shape: shape.code,
            home=lambda shape: f"indicators/sets/{shape.code}.yaml",
        ),
        Collection("cut_off", "indicators/periods.yaml", CutOffShape, at="cut_offs", key=lambda shape: shape.code),
    )

    def check(self, pack: Pack) -> Iterator[PackError]:
        """Formulas, sums and dates."""
        records = list(pack.records("criteria_set", CriteriaSetShape).values())
        for record in records:
            yield from check_set(record)
        yield from check_versions(records)

    def rows(self) -> Iterator[Row]:
        """What the tables hold, retired ones included."""
        for kept in CriteriaSetRow.objects.order_by("code"):
            yield Row("criteria_set", kept.code, msgspec.convert(kept.content, CriteriaSetShape, strict=False))
        for cut in CutOff.objects.order_by("code"):
            value = CutOffShape(
                code=cut.code,
                day=cut.day,
                valid_from=cut.valid_from,
                source=msgspec.convert(cut.source, Source, strict=False) if cut.source else None,
                provisional=cut.provisional,
            )
            yield Row("cut_off", cut.code, value)

    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime) -> None:
        """Put or retire each."""
        for change in changes:
            if change.action is ChangeAction.RETIRE:
                retire(actor=actor, kind=change.kind, code=change.key, at=at)
            elif change.kind == "cut_off":
                _put_cut_off(change.after, actor=actor, at=at)
            else:
                put_set(actor=actor, words=_words(change.after), at=at)


def _words(shape: CriteriaSetShape) -> SetWords:
    return SetWords(
        code=shape.code,
        index=shape.index,
        valid_from=shape.valid_from,
        valid_to=shape.valid_to,
        order=shape.order,
        content=msgspec.to_builtins(shape),
    )


def _put_cut_off(shape: CutOffShape, *, actor: Actor, at: datetime) -> None:
    source = msgspec.to_builtins(shape.source) if shape.source else None
    put_cut_off(
        actor=actor,
        code=shape.code,
        day=shape.day,
        valid_from=shape.valid_from,
        source=source,
        provisional=shape.provisional,
        at=at,
    )
