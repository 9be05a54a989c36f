"""The dictionary, cited documents and their sentences, as they stand in a pack."""

import datetime
from typing import Annotated

from msgspec import Meta

from honglam.indicators.contracts import Bound, Direction, Frequency, Nature, Unit
from honglam.indicators.rules.figures.spans import FORM
from honglam.pack.api import Localised, Shape, Sourced

Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, Meta(min_length=1)]
Short = Annotated[str, Meta(max_length=300)]
Time = Annotated[str, Meta(pattern=FORM)]
PartCode = Annotated[str, Meta(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)*$", max_length=120)]


class Named(Localised, frozen=True, kw_only=True):
    """A name in two languages, as long as a heading may be."""

    vi: Annotated[str, Meta(min_length=1, max_length=300)]


class PartShape(Shape, frozen=True, kw_only=True):
    """One part of an indicator; `upper.maths` is a part of `upper`."""

    code: PartCode
    name: Text


class IndicatorShape(Sourced, frozen=True, kw_only=True):
    """An indicator in one version; contracts.dictionary says what each field means."""

    code: Name
    version: Annotated[int, Meta(ge=1, le=999)] = 1
    name: Named
    topic: Annotated[str, Meta(min_length=1, max_length=120)]
    definition: Text
    unit: Unit
    noun: str = ""
    places: Annotated[int, Meta(ge=0, le=6)] = 2
    direction: Direction = Direction.HIGHER
    frequency: Frequency = Frequency.YEAR
    formula: str = ""
    numerator: str = ""
    denominator: str = ""
    least: str = ""
    limit: str = ""
    accumulates: bool = False
    parts: tuple[PartShape, ...] = ()
    owner: str
    public: bool = True
    valid_from: datetime.date
    valid_to: datetime.date | None = None

    @property
    def key(self) -> str:
        """The natural key of a version."""
        return f"{self.code}@{self.version}"


class DocumentShape(Shape, frozen=True, kw_only=True):
    """A document, described once; what could not be seen on it is left out, and `provisional` says so."""

    code: Slug
    symbol: Annotated[str, Meta(max_length=60)] = ""
    dated: datetime.date | None = None
    issuer: Text
    title: Text
    url: str = ""
    provisional: bool = False


class FigureShape(Shape, frozen=True, kw_only=True):
    """One number of a sentence. Without agency, area and external it is about the whole province.

    `period` or `as_of`. `named`: the things that the sentence enumerates, where the number says how many they are.
    """

    indicator: Name
    value: float
    upper: float | None = None
    bound: Bound = Bound.EXACT
    said_in: Unit | None = None
    nature: Nature = Nature.ACTUAL
    period: Time | None = None
    as_of: datetime.date | None = None
    agency: str = ""
    area: str = ""
    external: Annotated[str, Meta(max_length=200)] = ""
    part: str = ""
    named: tuple[str, ...] = ()


class GrowthShape(Shape, frozen=True, kw_only=True):
    """A sentence says that something grew: `times`: to so many times, `plus`: by so much."""

    indicator: Name
    times: float | None = None
    plus: float | None = None
    percent: float | None = None
    bound: Bound = Bound.EXACT
    period: Time | None = None
    as_of: datetime.date | None = None
    base: Time | None = None
    base_as_of: datetime.date | None = None
    agency: str = ""
    area: str = ""
    external: Annotated[str, Meta(max_length=200)] = ""
    part: str = ""


class CitationShape(Shape, frozen=True, kw_only=True):
    """A document named in a sentence, as written there."""

    document: str
    symbol: Annotated[str, Meta(max_length=60)] = ""
    dated: datetime.date | None = None
    issuer: Annotated[str, Meta(max_length=200)] = ""


class StatementShape(Shape, frozen=True, kw_only=True):
    """A sentence of a document, in its own words, with every number, claim of growth and citation in it."""

    code: Slug
    document: str
    place: Annotated[str, Meta(min_length=1, max_length=300)]
    quote: Text
    note: str = ""
    public: bool = True
    figures: tuple[FigureShape, ...] = ()
    growth: tuple[GrowthShape, ...] = ()
    cites: tuple[CitationShape, ...] = ()
