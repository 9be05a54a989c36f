"""What a pack and a screen may say about procedures, key by key: the typed shape of what a version's row keeps.

Absent means what the contracts say by default.
"""

import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from honglam.pack.contracts import Shape, Source, Sourced
from honglam.procedures.contracts.kinds import (
    ApplicantKind,
    Audience,
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
from honglam.worktime.contracts import ClockPolicy, CountFrom

Code = Annotated[str, Meta(pattern=r"^[A-Z0-9][A-Z0-9.\-]*$", max_length=60)]
AnswerCode = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$")]
Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Limit = Annotated[str, Meta(pattern=r"^([1-9][0-9]{0,3}(h|wh|d|wd|m)|sd)$")]
Text = Annotated[str, Meta(min_length=1)]
Ref = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")]
Hours = Annotated[int, Meta(ge=0, le=10_000)] | Annotated[float, Meta(ge=0, le=10_000)]


class FieldShape(Shape, frozen=True, kw_only=True):
    """A field of government in `fields.yaml`."""

    code: Code
    slug: Slug
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    order: Annotated[int, Meta(ge=0, le=1_000_000)]
    name_en: Annotated[str, Meta(max_length=200)] | None = None
    ministry: Annotated[str, Meta(max_length=200)] | None = None
    provisional: bool = False


class LifeEventShape(Shape, frozen=True, kw_only=True):
    """A life event in `life_events.yaml`."""

    code: Slug
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    order: Annotated[int, Meta(ge=0, le=1_000_000)]
    audience: Audience
    procedures: tuple[Code, ...]
    name_en: Annotated[str, Meta(max_length=200)] | None = None
    description: str | None = None


class DecisionShape(Shape, frozen=True, kw_only=True):
    """The decision that announced the version."""

    number: Text
    date: datetime.date | None = None


class CompetentShape(Shape, frozen=True, kw_only=True):
    """Who settles; one of the two forms."""

    agency: Code | None = None
    level: Level | None = None
    kind: str | None = None
    unit_from: str | None = None
    field: Ref | None = None


class ClockShape(Shape, frozen=True, kw_only=True):
    """How time runs."""

    policy: ClockPolicy
    count_from: CountFrom


class ChannelShape(Sourced, frozen=True, kw_only=True):
    """A way of filing."""

    channel: Channel
    duration: Limit
    note: str | None = None


class ComponentShape(Sourced, frozen=True, kw_only=True):
    """A paper of the dossier."""

    code: Code
    name: Text
    originals: Annotated[int, Meta(ge=0, le=100)]
    copies: Annotated[int, Meta(ge=0, le=100)]
    required: bool
    when: str | None = None
    is_form: bool = False
    show_only: bool = False
    form_name: str | None = None
    note: str | None = None


class ExemptionShape(Shape, frozen=True, kw_only=True):
    """A group that pays less."""

    name: Text
    percent: int
    when: str | None = None
    source: Source | None = None
    provisional: bool = False


class FeeShape(Sourced, frozen=True, kw_only=True):
    """A fee or charge."""

    code: Code
    kind: FeeKind
    name: Text
    collect: CollectAt
    amount: Annotated[int, Meta(ge=0)] | None = None
    formula: str | None = None
    quantity: str | None = None
    per: str | None = None
    when: str | None = None
    channels: tuple[Channel, ...] = ()
    exemptions: tuple[ExemptionShape, ...] = ()


class FreeShape(Sourced, frozen=True, kw_only=True):
    """Nothing is paid: the law that says so."""


class LegalBasisShape(Shape, frozen=True, kw_only=True):
    """A text the procedure rests on."""

    number: Text
    name: Text
    article: str | None = None


class ColumnShape(Shape, frozen=True, kw_only=True):
    """A column of a table in a result."""

    label: str
    value: str


class BlockShape(Shape, frozen=True, kw_only=True):
    """One block of a result document."""

    text: str | None = None
    heading: str | None = None
    label: str | None = None
    value: str | None = None
    each: Ref | None = None
    columns: tuple[ColumnShape, ...] = ()
    when: str | None = None


class SeriesShape(Shape, frozen=True, kw_only=True):
    """How results are numbered."""

    series: Slug
    format: Text


class TemplateShape(Shape, frozen=True, kw_only=True):
    """How the result document is made."""

    title: Text
    number: SeriesShape
    signer_role: str
    body: tuple[BlockShape, ...]
    orientation: Literal["portrait", "landscape"] | None = None
    paper: Literal["A4", "A5"] | None = None


class OtherResultShape(Shape, frozen=True, kw_only=True):
    """What else may come of it."""

    name: Text
    code: str | None = None


class ResultShape(Sourced, frozen=True, kw_only=True):
    """What the applicant gets."""

    name: Text
    code: str | None = None
    template: TemplateShape | None = None
    also: tuple[OtherResultShape, ...] = ()


class FieldLayoutShape(Shape, frozen=True, kw_only=True):
    """A question on a page."""

    ref: Ref
    label: str | None = None
    hint: str | None = None
    widget: Widget | None = None
    prefill: str | None = None
    visible_when: str | None = None
    required_when: str | None = None
    width: Width | None = None


class RepeatShape(Shape, frozen=True, kw_only=True):
    """A repeated group."""

    ref: Ref
    title: str | None = None
    min: Annotated[int, Meta(ge=0)] | None = None
    max: Annotated[int, Meta(ge=1, le=200)] | None = None


class SectionShape(Shape, frozen=True, kw_only=True):
    """Questions that belong together."""

    fields: tuple[FieldLayoutShape, ...]
    title: str | None = None
    description: str | None = None
    visible_when: str | None = None
    repeat: RepeatShape | None = None


class PageShape(Shape, frozen=True, kw_only=True):
    """A page of the form."""

    title: Text
    sections: tuple[SectionShape, ...]


class CalculatedShape(Shape, frozen=True, kw_only=True):
    """An answer the server works out."""

    ref: Ref
    formula: Text


class RuleShape(Shape, frozen=True, kw_only=True):
    """A check between answers."""

    ref: Ref
    ensure: Text
    message: Text


class LayoutShape(Shape, frozen=True, kw_only=True):
    """How the schema becomes pages."""

    pages: tuple[PageShape, ...]
    calculated: tuple[CalculatedShape, ...] = ()
    rules: tuple[RuleShape, ...] = ()
    declaration: str | None = None


class FormShape(Shape, frozen=True, kw_only=True):
    """An electronic form."""

    schema: dict[str, Any]
    layout: LayoutShape


class UnitShape(Shape, frozen=True, kw_only=True):
    """Where a step is done; exactly one of the three."""

    of: str | None = None
    kind: str | None = None
    agency: Code | None = None


class OutcomeShape(Shape, frozen=True, kw_only=True):
    """What an officer may conclude."""

    code: AnswerCode
    name: Text
    rejects: bool = False


class BranchShape(Shape, frozen=True, kw_only=True):
    """Where it goes next."""

    to: Code
    when: str | None = None


class ConsultationShape(Sourced, frozen=True, kw_only=True):
    """An opinion asked at the same time as others."""

    code: Code
    name: Text
    unit: UnitShape
    role: str
    hours: Hours
    silence: Silence | None = None


class StepShape(Shape, frozen=True, kw_only=True):
    """One step of the process."""

    code: Code
    name: Text
    kind: StepKind
    unit: UnitShape
    role: str
    hours: Hours
    outcomes: tuple[OutcomeShape, ...] = ()
    parallel: tuple[ConsultationShape, ...] = ()
    next: tuple[BranchShape, ...] = ()


class ProcessShape(Sourced, frozen=True, kw_only=True):
    """The electronic process."""

    steps: tuple[StepShape, ...]
    silence: Silence | None = None


class ContentShape(Sourced, frozen=True, kw_only=True):
    """All that a version says, without its number and dates."""

    summary: Text
    applicants: tuple[ApplicantKind, ...]
    competent: CompetentShape
    online: OnlineLevel
    clock: ClockShape
    channels: tuple[ChannelShape, ...]
    result: ResultShape
    name: Annotated[str, Meta(max_length=600)] | None = None
    decision: DecisionShape | None = None
    supporting: tuple[Code, ...] = ()
    online_reason: str | None = None
    immediate: bool = False
    sets: Annotated[int, Meta(ge=1, le=20)] | None = None
    components: tuple[ComponentShape, ...] = ()
    fees: tuple[FeeShape, ...] = ()
    free: FreeShape | None = None
    requirements: tuple[str, ...] = ()
    sequence: tuple[str, ...] = ()
    legal_basis: tuple[LegalBasisShape, ...] = ()
    form: FormShape | None = None
    process: ProcessShape | None = None


class VersionShape(ContentShape, frozen=True, kw_only=True):
    """A version in a procedure's file."""

    number: Annotated[int, Meta(ge=1)]
    valid_from: datetime.date
    valid_to: datetime.date | None = None


class ProcedureShape(Shape, frozen=True, kw_only=True):
    """A procedure's file, without its versions."""

    code: Code
    name: Annotated[str, Meta(min_length=1, max_length=600)]
    field: Code
    levels: tuple[Level, ...]
    name_en: Annotated[str, Meta(max_length=600)] | None = None
    keywords: tuple[Annotated[str, Meta(max_length=200)], ...] = ()
    versions: tuple[VersionShape, ...] = ()


def plain(shape: ContentShape) -> dict[str, Any]:
    """The JSON of what a version says, without what equals its default."""
    made: dict[str, Any] = msgspec.to_builtins(shape)
    return made


def stored(shape: VersionShape) -> dict[str, Any]:
    """The JSON that is kept in the row: what the pack said, without number and dates."""
    return {key: value for key, value in plain(shape).items() if key not in {"number", "valid_from", "valid_to"}}


def from_stored(
    content: dict[str, Any], number: int, valid_from: datetime.date, valid_to: datetime.date | None
) -> VersionShape:
    """The shape back from the row."""
    return msgspec.convert({**content, "number": number, "valid_from": valid_from, "valid_to": valid_to}, VersionShape)
