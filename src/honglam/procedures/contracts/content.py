"""What a version of a procedure says: the legal fields, the papers, the money, the form, the process, the result.

These values are also what is stored with the version (as JSON), so a field that is added here must have a default:
dossiers of today are read with the code of tomorrow.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from honglam.procedures.contracts.kinds import (
    ApplicantKind,
    Channel,
    CollectAt,
    FeeKind,
    Level,
    OnlineLevel,
    Silence,
    StepKind,
    Widget,
    Width,
)
from honglam.worktime.contracts import ClockPolicy, CountFrom, Duration


@dataclass(frozen=True, kw_only=True)
class Source:
    """The text of law that says so."""

    document: str
    article: str = ""
    dated: date | None = None
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Cited:
    """Something that binds a citizen: it cites its law, or says that nobody could confirm it."""

    source: Source | None = None
    provisional: bool = False


@dataclass(frozen=True, kw_only=True)
class Component(Cited):
    """A paper of the dossier (thành phần hồ sơ). `when` is the condition under which it is asked for.

    `is_form`: the electronic form itself makes it; `show_only`: shown at the desk and taken home again.
    """

    code: str
    name: str
    originals: int = 0
    copies: int = 0
    required: bool = True
    when: str = ""
    is_form: bool = False
    show_only: bool = False
    form_name: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ChannelRule(Cited):
    """A way of filing with its own time limit."""

    channel: Channel
    duration: Duration
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Exemption:
    """A group that pays less. Without `when` the officer grants it on evidence."""

    name: str
    percent: int
    when: str = ""
    source: Source | None = None
    provisional: bool = False


@dataclass(frozen=True, kw_only=True)
class Fee(Cited):
    """A fee or charge. `amount` in đồng, or `formula` giving it; `quantity` multiplies (absent: one)."""

    code: str
    kind: FeeKind
    name: str
    amount: int | None = None
    formula: str = ""
    quantity: str = ""
    per: str = ""
    when: str = ""
    channels: tuple[Channel, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    collect: CollectAt = CollectAt.ON_RECEIPT


@dataclass(frozen=True, kw_only=True)
class Free(Cited):
    """Nothing is paid, and the law that says so. Without it an empty tariff is merely one that nobody confirmed."""


@dataclass(frozen=True, kw_only=True)
class Competence:
    """Who settles: a named `agency`; or the agency of `kind` at `level` in a unit, taken from the desk or an answer."""

    agency: str = ""
    level: Level | None = None
    kind: str = "committee"
    unit_from: str = ""
    field: str = ""


@dataclass(frozen=True, kw_only=True)
class UnitRule:
    """Where a step is done, one of three: `of` (one_stop | competent), a child unit by `kind`, a named `agency`."""

    of: str = ""
    kind: str = ""
    agency: str = ""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What an officer may conclude in a step. `rejects`: the dossier goes on to a written refusal."""

    code: str
    name: str
    rejects: bool = False


@dataclass(frozen=True, kw_only=True)
class Branch:
    """Where it goes next: the first branch whose condition holds; a branch without condition always holds."""

    to: str
    when: str = ""


@dataclass(frozen=True, kw_only=True)
class Consultation(Cited):
    """An opinion asked of another unit at the same time as others. `silence` None: as the process says."""

    code: str
    name: str
    unit: UnitRule
    role: str
    hours: float
    silence: Silence | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of the process; `hours` are working hours. Steps of kind `return` stand outside the time limit.

    `next` empty: the step that follows in the list; the last one ends the process.
    """

    code: str
    name: str
    kind: StepKind
    unit: UnitRule
    role: str
    hours: float = 0
    outcomes: tuple[Outcome, ...] = ()
    parallel: tuple[Consultation, ...] = ()
    next: tuple[Branch, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Process(Cited):
    """The electronic process (quy trình điện tử): steps in order, the first is the start.

    `silence`: what an agency's silence past its deadline means, unless its question says otherwise.
    """

    steps: tuple[Step, ...]
    silence: Silence = Silence.PROCEEDS


@dataclass(frozen=True, kw_only=True)
class FieldLayout:
    """A question on a page. `ref` is a dotted path into the schema (relative to the item inside a repeat)."""

    ref: str
    label: str = ""
    hint: str = ""
    widget: Widget | None = None
    prefill: str = ""
    visible_when: str = ""
    required_when: str = ""
    width: Width = Width.FULL


@dataclass(frozen=True, kw_only=True)
class Repeat:
    """A group of questions that can be answered several times; `ref` is an array of objects in the schema."""

    ref: str
    title: str = ""
    min: int = 0
    max: int = 20


@dataclass(frozen=True, kw_only=True)
class SectionLayout:
    """Questions that belong together."""

    title: str = ""
    description: str = ""
    visible_when: str = ""
    repeat: Repeat | None = None
    fields: tuple[FieldLayout, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PageLayout:
    """One page of the form."""

    title: str
    sections: tuple[SectionLayout, ...]


@dataclass(frozen=True, kw_only=True)
class Calculated:
    """An answer that the server works out."""

    ref: str
    formula: str


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Something the answers must satisfy beyond the schema; the message in plain words stands at `ref`."""

    ref: str
    ensure: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How the schema becomes pages."""

    pages: tuple[PageLayout, ...]
    calculated: tuple[Calculated, ...] = ()
    rules: tuple[Rule, ...] = ()
    declaration: str = ""


@dataclass(frozen=True, kw_only=True)
class FormDefinition:
    """An electronic form: JSON Schema 2020-12 plus a layout. In `schema`, `required` means “required when visible”."""

    schema: dict[str, Any]
    layout: Layout


@dataclass(frozen=True, kw_only=True)
class TableColumn:
    """A column of a table in a result document."""

    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class TemplateBlock:
    """One block of a result document: a text, a heading, a labelled value, or a table over an answer list."""

    text: str = ""
    heading: str = ""
    label: str = ""
    value: str = ""
    each: str = ""
    columns: tuple[TableColumn, ...] = ()
    when: str = ""


@dataclass(frozen=True, kw_only=True)
class NumberSeries:
    """How result documents are numbered: one counter per agency, series and year."""

    series: str
    format: str


@dataclass(frozen=True, kw_only=True)
class ResultTemplate:
    """How the result document is made."""

    title: str
    number: NumberSeries
    signer_role: str
    body: tuple[TemplateBlock, ...]
    orientation: str = "portrait"
    paper: str = "A4"


@dataclass(frozen=True, kw_only=True)
class OtherResult:
    """What else may come of it: a second paper, or the letter that says no."""

    name: str
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class Result(Cited):
    """What the applicant gets (kết quả thực hiện); `also`: the other results that the national catalogue lists."""

    name: str
    code: str = ""
    template: ResultTemplate | None = None
    also: tuple[OtherResult, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LegalBasis:
    """A text the procedure rests on."""

    number: str
    name: str
    article: str = ""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """The decision that announced this version (quyết định công bố)."""

    number: str
    dated: date | None = None


@dataclass(frozen=True, kw_only=True)
class Clock:
    """How time runs: what a supplement does to it, and where days are counted from."""

    policy: ClockPolicy = ClockPolicy.PAUSE
    count_from: CountFrom = CountFrom.INSTANT


@dataclass(frozen=True, kw_only=True)
class VersionContent(Cited):
    """All that a version says (NĐ 63/2010 Đ8.2: name, sequence, manner, components, time, subjects, agency, …).

    `sets`: how many sets of the dossier are handed in (số lượng hồ sơ).
    """

    name: str = ""
    summary: str
    applicants: tuple[ApplicantKind, ...]
    competent: Competence
    supporting: tuple[str, ...] = ()
    online: OnlineLevel
    online_reason: str = ""
    immediate: bool = False
    clock: Clock = field(default_factory=Clock)
    channels: tuple[ChannelRule, ...]
    sets: int = 1
    components: tuple[Component, ...] = ()
    fees: tuple[Fee, ...] = ()
    free: Free | None = None
    requirements: tuple[str, ...] = ()
    sequence: tuple[str, ...] = ()
    legal_basis: tuple[LegalBasis, ...] = ()
    decision: Decision | None = None
    result: Result
    form: FormDefinition | None = None
    process: Process | None = None
