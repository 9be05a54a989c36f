"""The dictionary: what an indicator means, how it is computed, in which version from when to when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from honglam.indicators.contracts.criteria import Citation


class Unit(StrEnum):
    """What a number is counted in. `each`: a count per thing (services per commune), `times`: a multiple."""

    COUNT = "count"
    PERCENT = "percent"
    EACH = "each"
    TIMES = "times"
    DONG = "dong"
    MILLION_DONG = "million_dong"
    POINT = "point"
    RANK = "rank"
    HOUR = "hour"
    DAY = "day"


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Frequency(StrEnum):
    """How often a value is due."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    ONCE = "once"


@dataclass(frozen=True, kw_only=True)
class Part:
    """One way of looking at less than the whole: `upper`, below it `upper.maths`. Parts of one parent add up to it."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Definition:
    """An indicator in one of its versions.

    `formula`, or `numerator` ÷ `denominator` (times 100 where the unit is per cent), names measures with a dot
    (`dossiers.received`) and other indicators without (`online_dossiers`). `noun`: what is counted, in words.
    `least` and `limit`: what a value cannot fall below or exceed. `accumulates`: a stock that only grows. `valid_to`
    is the last day.
    """

    code: str
    version: int
    name: str
    name_en: str
    topic: str
    definition: str
    unit: Unit
    noun: str
    places: int
    direction: Direction
    frequency: Frequency
    formula: str
    numerator: str
    denominator: str
    least: str
    limit: str
    accumulates: bool
    parts: tuple[Part, ...]
    owner: str
    public: bool
    valid_from: date
    valid_to: date | None
    source: Citation | None
    provisional: bool

    @property
    def expressions(self) -> tuple[str, ...]:
        """Everything that is evaluated to compute a value."""
        return tuple(one for one in (self.formula, self.numerator, self.denominator) if one)

    def part_name(self, code: str) -> str:
        """A part in words; the code itself where the dictionary does not know it."""
        return next((one.name for one in self.parts if one.code == code), code)


@dataclass(frozen=True, kw_only=True)
class IndicatorLine:
    """An indicator in a list, as its newest version says."""

    id: int
    code: str
    name: str
    topic: str
    unit: Unit
    noun: str
    owner: str


@dataclass(frozen=True, kw_only=True)
class IndicatorView:
    """An indicator with all of its versions, newest first."""

    id: int
    code: str
    versions: tuple[Definition, ...]

    @property
    def latest(self) -> Definition:
        """What it means today, or meant last."""
        return self.versions[0]
