"""A form as it is shown: values a template can print without thinking. Texts of the pack, values as typed."""

from dataclasses import dataclass, field
from typing import Any

from honglam.procedures.contracts.kinds import Widget, Width

Answers = dict[str, Any]
"""Answers as JSON: objects, lists, text, numbers, booleans. Dates are ISO text, money whole đồng, units their code.

What could not be understood stays in its place as it was typed, so that nothing typed is lost; validation names it.
"""


@dataclass(frozen=True, kw_only=True)
class Option:
    """A choice."""

    value: str
    label: str
    selected: bool


@dataclass(frozen=True, kw_only=True)
class DateParts:
    """A date as it stands in three boxes."""

    day: str = ""
    month: str = ""
    year: str = ""


@dataclass(frozen=True, kw_only=True)
class FieldModel:
    """A question. `name` is the input's name and the field of its errors; `id` is safe in a page.

    `value` is the answer as it stands in an input, `stored` its code where the two differ (a commune), `parts` a date
    as typed. `condition` and `formula` are compiled, as JSON for the page's script; empty where it has no say.
    `source` says where a prefilled answer came from.
    """

    name: str
    id: str
    label: str
    hint: str
    widget: Widget
    width: Width
    value: str
    stored: str = ""
    parts: DateParts | None = None
    options: tuple[Option, ...] = ()
    required: bool = False
    read_only: bool = False
    visible: bool = True
    condition: str = ""
    formula: str = ""
    error: str = ""
    autocomplete: str = ""
    input_mode: str = ""
    max_length: int | None = None
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class ItemModel:
    """One item of a repeated group."""

    index: int
    number: int
    name: str
    removable: bool
    fields: tuple[FieldModel, ...]


@dataclass(frozen=True, kw_only=True)
class RepeatModel:
    """A repeated group as shown."""

    name: str
    id: str
    title: str
    items: tuple[ItemModel, ...]
    can_add: bool
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class SectionModel:
    """A section of a page; either `fields` or `repeat`."""

    id: str
    title: str
    description: str
    visible: bool
    condition: str
    fields: tuple[FieldModel, ...] = ()
    repeat: RepeatModel | None = None


@dataclass(frozen=True, kw_only=True)
class PageFault:
    """A line of the error summary."""

    href: str
    text: str


@dataclass(frozen=True, kw_only=True)
class PageModel:
    """A page of the form. `number` from 1 to `count`; `today` (ISO) and `channel` are for the page's script."""

    version_id: int
    today: str
    channel: str
    number: int
    count: int
    title: str
    titles: tuple[str, ...]
    sections: tuple[SectionModel, ...]
    faults: tuple[PageFault, ...] = ()
    answers: Answers = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SummaryRow:
    """A question and its answer as text. `is_choice`: the value is what the pack calls what was chosen."""

    name: str
    label: str
    value: str
    is_choice: bool = False


@dataclass(frozen=True, kw_only=True)
class SummaryGroup:
    """Answers that belong together; `title` empty where the section has none, `number` that of an item of a list."""

    title: str
    rows: tuple[SummaryRow, ...]
    number: int | None = None


@dataclass(frozen=True, kw_only=True)
class SummaryPage:
    """The answers of one page, for checking, for the officer and for print."""

    number: int
    title: str
    groups: tuple[SummaryGroup, ...]
