"""Patterns of reports as they stand in a pack; contracts.writing.pattern says what each field means."""

from typing import Annotated

from msgspec import Meta

from honglam.indicators.contracts import Nature, PeriodKind, When
from honglam.indicators.pack_section.figure_shapes import Name, Slug, Text
from honglam.pack.api import Shape, Sourced

Title = Annotated[str, Meta(min_length=1, max_length=300)]
Key = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]


class BindingShape(Shape, frozen=True, kw_only=True):
    """What stands in a place."""

    indicator: Name
    part: str = ""
    author: bool = False
    agency: str = ""
    area: str = ""
    external: str = ""
    when: When = When.THIS
    nature: Nature = Nature.ACTUAL


class ListingShape(Shape, frozen=True, kw_only=True):
    """Several figures in one breath."""

    indicator: Name
    item: Text
    below: str = ""
    join: str = ", "
    when: When = When.THIS
    author: bool = False
    agency: str = ""


class SentenceShape(Shape, frozen=True, kw_only=True):
    """What is said."""

    say: Text
    figures: dict[Key, BindingShape] = {}
    lists: dict[Key, ListingShape] = {}
    documents: dict[Key, str] = {}
    only: str = ""
    otherwise: str = ""


class EachShape(Shape, frozen=True, kw_only=True):
    """A sentence for each row of a source."""

    source: str
    say: Text
    of: str = ""
    only: str = ""
    otherwise: str = ""
    none: str = ""


class PatternColumnShape(Shape, frozen=True, kw_only=True):
    """A column of a table."""

    title: Title
    code: str = ""
    when: When = When.THIS
    unit: str = ""
    width: Annotated[float, Meta(gt=0, le=20)] = 1


class PatternLineShape(Shape, frozen=True, kw_only=True):
    """A line of a table of figures, or a bar."""

    bind: BindingShape
    title: str = ""


class PatternTableShape(Shape, frozen=True, kw_only=True):
    """A table."""

    title: Title
    columns: Annotated[tuple[PatternColumnShape, ...], Meta(min_length=1, max_length=20)]
    source: str = ""
    of: str = ""
    lines: tuple[PatternLineShape, ...] = ()
    unit: str = ""
    none: str = ""


class PatternChartShape(Shape, frozen=True, kw_only=True):
    """Bars."""

    title: Title
    lines: tuple[PatternLineShape, ...] = ()
    indicator: str = ""
    below: str = ""
    when: When = When.THIS
    author: bool = False
    agency: str = ""


class BlockShape(Shape, frozen=True, kw_only=True):
    """One thing in a section: one of words, each, table, chart, own."""

    key: Key
    words: tuple[SentenceShape, ...] = ()
    bullet: bool = False
    each: EachShape | None = None
    table: PatternTableShape | None = None
    chart: PatternChartShape | None = None
    own: str = ""


class PatternSectionShape(Shape, frozen=True, kw_only=True):
    """A heading with what stands under it."""

    key: Key
    title: Title
    level: Annotated[int, Meta(ge=1, le=2)] = 1
    appendix: bool = False
    blocks: tuple[BlockShape, ...] = ()


class PatternAuthorShape(Shape, frozen=True, kw_only=True):
    """Who writes it."""

    agency: str = ""
    kind: str = ""
    level: str = ""


class PatternShape(Sourced, frozen=True, kw_only=True):
    """A kind of report."""

    code: Slug
    name: Title
    subject: Title
    frequency: PeriodKind
    authors: Annotated[tuple[PatternAuthorShape, ...], Meta(min_length=1)]
    document: Title
    symbol: Annotated[str, Meta(min_length=1, max_length=20)]
    signer: Title
    sections: Annotated[tuple[PatternSectionShape, ...], Meta(min_length=1, max_length=60)]
    administrative: bool = False
    due_days: Annotated[int, Meta(ge=1, le=120)] = 15
    reminders: tuple[Annotated[int, Meta(ge=-60, le=60)], ...] = (-3, 1)
    public: bool = False
    also: tuple[PeriodKind, ...] = ()
    opening: tuple[SentenceShape, ...] = ()
    recipients: tuple[Title, ...] = ()
