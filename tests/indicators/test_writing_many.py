"""A table about every agency says what a report about each alone says, and asks the database no more for it."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec
import pytest
import yaml

from honglam.directory import api as directory
from honglam.indicators.contracts import (
    Binding,
    Block,
    Pattern,
    PatternColumn,
    PatternLine,
    PatternSection,
    PatternTable,
    When,
)
from honglam.indicators.queries.writing.composing import compose, pieces_of
from honglam.indicators.rules.writing.sentences import sentences_of
from tests.cost import cost
from tests.dossiers.scene import Scene
from tests.indicators.test_writing import AT, CODE, QUARTER, lived
from tests.pack.folders import PACKS

__all__ = ("lived",)


@pytest.fixture
def pattern() -> Pattern:
    """The report on online services, whose figures are counted."""
    file = PACKS / "trivial" / "indicators" / "writing" / f"{CODE}.yaml"
    return msgspec.convert(yaml.safe_load(file.read_text("utf-8")), Pattern, strict=False)


def table_about(pattern: Pattern, agencies: Sequence[str]) -> Pattern:
    """All its figures, in a table with a line for each agency and figure, of this time and of the year."""
    bound = {bind.indicator for _, sentence in sentences_of(pattern) for bind in sentence.figures.values()}
    lines = tuple(
        PatternLine(bind=Binding(indicator=one, agency=agency), title=one)
        for agency in agencies
        for one in sorted(bound)
    )
    columns = tuple(PatternColumn(title=when.value, when=when) for when in (When.THIS, When.YEAR))
    block = Block(key="all", table=PatternTable(title="", columns=columns, lines=lines))
    return replace(pattern, opening=(), sections=(PatternSection(key="all", title="", blocks=(block,)),))


def numbers(scene: Scene, pattern: Pattern) -> list[str]:
    """Every cell, known or not."""
    content = compose(
        pattern=pattern, actor=scene.province_chairman, agency_id=scene.unit("UBND-MAU"), period=QUARTER, at=AT
    )
    return [piece.number for part in content.parts for piece in pieces_of(part)]


@pytest.mark.django_db
def test_all_at_once_is_each_alone(lived: Scene, pattern: Pattern) -> None:
    agencies = [one.code for one in directory.list_agencies(on=AT.date())]
    together = numbers(lived, table_about(pattern, agencies))
    alone = [cell for code in agencies for cell in numbers(lived, table_about(pattern, [code]))]
    known = [cell for cell in together if cell]
    assert len(agencies) > 6 and any(cell != "0" for cell in known)
    assert sorted(known) == sorted(cell for cell in alone if cell)


@pytest.mark.django_db
def test_more_agencies_ask_no_more(lived: Scene, pattern: Pattern) -> None:
    agencies = [one.code for one in directory.list_agencies(on=AT.date()) if not one.is_internal]

    assert len(agencies) > 4
    many, few = table_about(pattern, agencies), table_about(pattern, agencies[:4])
    assert cost(lambda: numbers(lived, many)) <= cost(lambda: numbers(lived, few))
