"""How criteria sets, cut-offs and figures get from a pack into the tables and back."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import ClassVar

import msgspec

from honglam.indicators.models import CriteriaSetRow, CutOff
from honglam.indicators.pack_section import figures, outside, rounds, writing
from honglam.indicators.pack_section.dictionary_meaning import check_dictionary
from honglam.indicators.pack_section.figure_shapes import DocumentShape, IndicatorShape, StatementShape
from honglam.indicators.pack_section.meaning import check_set, check_versions
from honglam.indicators.pack_section.round_meaning import check_templates
from honglam.indicators.pack_section.shapes import CriteriaSetShape, CutOffShape
from honglam.indicators.pack_section.statement_meaning import check_statements
from honglam.indicators.pack_section.writing_meaning import check_patterns
from honglam.indicators.services.criteria import SetWords, put_cut_off, put_set, retire
from honglam.indicators.services.figures.findings import ask_for_a_check
from honglam.kernel.values import Actor
from honglam.pack.api import Change, ChangeAction, Collection, Pack, PackError, Plan, Row, Section, Source


class IndicatorsSection(Section):
    """Criteria sets; where periods end; the dictionary; figures with their sources; report templates;
    patterns of reports; indices of others."""

    name = "indicators"
    depends_on: ClassVar = ("administrative_units", "agencies")
    collections: ClassVar = (
        Collection(
            "criteria_set",
            "indicators/sets/*.yaml",
            CriteriaSetShape,
            key=lambda shape: shape.code,
            home=lambda shape: f"indicators/sets/{shape.code}.yaml",
        ),
        Collection("cut_off", "indicators/periods.yaml", CutOffShape, at="cut_offs", key=lambda shape: shape.code),
        Collection(
            "indicator",
            "indicators/dictionary/*.yaml",
            IndicatorShape,
            at="indicators",
            key=lambda shape: shape.key,
            home=lambda _: "indicators/dictionary/more.yaml",
        ),
        Collection(
            "cited_document",
            "indicators/sources.yaml",
            DocumentShape,
            at="documents",
            key=lambda shape: shape.code,
        ),
        Collection(
            "statement",
            "indicators/values/*.yaml",
            StatementShape,
            at="statements",
            key=lambda shape: shape.code,
            home=lambda shape: f"indicators/values/{shape.document}.yaml",
        ),
        rounds.COLLECTION,
        writing.COLLECTION,
        outside.COLLECTION,
    )

    def check(self, pack: Pack) -> Iterator[PackError]:
        """Formulas, sums and dates."""
        records = list(pack.records("criteria_set", CriteriaSetShape).values())
        for record in records:
            yield from check_set(record)
        yield from check_versions(records)
        yield from check_dictionary(pack)
        yield from check_statements(pack)
        yield from check_templates(pack)
        yield from check_patterns(pack)
        yield from outside.check_indices(pack)

    def check_life(self, plan: Plan) -> Iterator[PackError]:
        """What values or rounds stand on is succeeded, not changed."""
        yield from figures.check_life(plan)
        yield from rounds.check_life(plan)

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
        yield from figures.rows()
        yield from rounds.rows()
        yield from outside.rows()
        yield from writing.rows()

    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime) -> None:
        """Put or retire each."""
        for change in changes:
            if change.kind in figures.KINDS:
                figures.apply(change, actor=actor, at=at)
            elif change.kind in _OWN:
                _OWN[change.kind](change, actor=actor, at=at)
            elif change.action is ChangeAction.RETIRE:
                retire(actor=actor, kind=change.kind, code=change.key, at=at)
            elif change.kind == "cut_off":
                _put_cut_off(change.after, actor=actor, at=at)
            else:
                put_set(actor=actor, words=_words(change.after), at=at)
        if any(change.kind in figures.KINDS for change in changes):
            ask_for_a_check()


_OWN = {rounds.KIND: rounds.apply, writing.KIND: writing.apply, outside.KIND: outside.apply}
"""What applies the kinds that have a module of their own."""


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
