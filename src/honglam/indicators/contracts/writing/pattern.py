"""A pattern of reports: sections of sentences with places for figures, tables, charts; no number stands in it.

A sentence names its places in braces: `{online}` a figure, `{online.noun}` with what is counted, `{online.name}` the
indicator's name, `{online.part}` the part's; `{period}`, `{before}`, `{next}`, `{year}`, `{agency}` and `{last_day}`
are known everywhere.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from honglam.indicators.contracts.periods import PeriodKind
from honglam.indicators.contracts.values import Nature


class When(StrEnum):
    """Which time a figure is of, seen from the report's period.

    `this`: in the period; `before`: in the one before; `year_ago`: a year earlier; `year`: the calendar year in which
    the period ends; `ending`: of a time that ends in the period, however long; `covering`: of a longer time
    that holds the period's last day; `latest`: the newest that is known on the last day.
    """

    THIS = "this"
    ENDING = "ending"
    COVERING = "covering"
    BEFORE = "before"
    YEAR_AGO = "year_ago"
    YEAR = "year"
    LATEST = "latest"


@dataclass(frozen=True, kw_only=True)
class Binding:
    """What stands in a place: an indicator's value.

    Whom it is about: the whole province; `author` the agency that writes (the province, if it stands above all);
    `agency` or `area` by code; `external` by name.
    """

    indicator: str
    part: str = ""
    author: bool = False
    agency: str = ""
    area: str = ""
    external: str = ""
    when: When = When.THIS
    nature: Nature = Nature.ACTUAL


@dataclass(frozen=True, kw_only=True)
class Listing:
    """Several figures in one breath: each part of an indicator directly below `below`, said by `item`."""

    indicator: str
    item: str
    below: str = ""
    join: str = ", "
    when: When = When.THIS
    author: bool = False
    agency: str = ""


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """What is said; `only`: said only if the expression over its figures holds.

    `otherwise`: said in its place when one of its figures is not known. Without it the place itself says so.
    """

    say: str
    figures: dict[str, Binding] = field(default_factory=dict)
    lists: dict[str, Listing] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    only: str = ""
    otherwise: str = ""


@dataclass(frozen=True, kw_only=True)
class Each:
    """A sentence for each row of a source: `{title}: {progress}.`; `otherwise` where a named column is empty.

    `only`: rows for which the expression over the columns' texts holds; an empty column is null.
    """

    source: str
    say: str
    of: str = ""
    only: str = ""
    otherwise: str = ""
    none: str = ""


@dataclass(frozen=True, kw_only=True)
class PatternColumn:
    """A column: of a source by `code`, or of figures at a time. `unit`: money is shown in it. `width` is a ratio."""

    title: str
    code: str = ""
    when: When = When.THIS
    unit: str = ""
    width: float = 1


@dataclass(frozen=True, kw_only=True)
class PatternLine:
    """A line of a table of figures; without a title it goes by the indicator's name."""

    bind: Binding
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class PatternTable:
    """Rows of a `source` that a block registered, or `lines` of figures."""

    title: str
    columns: tuple[PatternColumn, ...]
    source: str = ""
    of: str = ""
    lines: tuple[PatternLine, ...] = ()
    unit: str = ""
    none: str = ""


@dataclass(frozen=True, kw_only=True)
class PatternChart:
    """Bars: the parts of an indicator directly below `below`, or of several indicators."""

    title: str
    lines: tuple[PatternLine, ...] = ()
    indicator: str = ""
    below: str = ""
    when: When = When.THIS
    author: bool = False
    agency: str = ""


@dataclass(frozen=True, kw_only=True)
class Block:
    """One thing in a section: sentences that make a paragraph, sentences of rows, a table, a chart, or a place where
    people write (`own` says what belongs there). `key` is what people's own words hang on; it never changes.
    """

    key: str
    words: tuple[Sentence, ...] = ()
    bullet: bool = False
    each: Each | None = None
    table: PatternTable | None = None
    chart: PatternChart | None = None
    own: str = ""


@dataclass(frozen=True, kw_only=True)
class PatternSection:
    """A heading with what stands under it. Level 1 is numbered I, II …; level 2 anew under it 1, 2 …

    `appendix`: on a page of its own behind the signature.
    """

    key: str
    title: str
    level: int = 1
    appendix: bool = False
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PatternAuthor:
    """Who writes it: one agency by code, or all of a kind and level."""

    agency: str = ""
    kind: str = ""
    level: str = ""


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """A kind of report. `name`: what it is called in lists; `subject`: what stands under the word `document`.

    `due_days`: by how many days after the period's last one it must be approved; `public`: it is to be published then.
    `reminders`: on which days before (−) or after the due day it is reminded of, each once.
    `also`: other lengths of time for which it is written where somebody wants it; nobody is reminded of those.
    """

    code: str
    name: str
    subject: str
    frequency: PeriodKind
    authors: tuple[PatternAuthor, ...]
    document: str
    symbol: str
    signer: str
    sections: tuple[PatternSection, ...]
    administrative: bool = False
    due_days: int = 15
    reminders: tuple[int, ...] = (-3, 1)
    public: bool = False
    also: tuple[PeriodKind, ...] = ()
    opening: tuple[Sentence, ...] = ()
    recipients: tuple[str, ...] = ()
    provisional: bool = False
