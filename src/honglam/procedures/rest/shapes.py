"""What the API says about procedures; a shape of its own, so that the inside may change without breaking callers."""

from datetime import date
from typing import Any

from ninja import Schema
from pydantic import Field

from honglam.procedures.contracts import (
    ApplicantKind,
    Audience,
    Channel,
    CollectAt,
    FeeKind,
    Level,
    OnlineLevel,
)


class FieldOut(Schema):
    """A field of government."""

    code: str
    slug: str
    name: str
    name_en: str
    count: int


class LifeEventOut(Schema):
    """A situation in life."""

    code: str
    name: str
    name_en: str
    description: str
    audience: Audience
    count: int


class SummaryOut(Schema):
    """A procedure in a list."""

    code: str
    version_id: int
    name: str
    name_en: str
    summary: str
    field: str
    levels: list[Level]
    online: OnlineLevel
    has_form: bool
    immediate: bool
    provisional: bool


class SummariesOut(Schema):
    """A page of procedures. `next_cursor` goes into `after`; null at the end."""

    items: list[SummaryOut]
    next_cursor: str | None


class LifeEventPageOut(Schema):
    """A life event with its procedures in order."""

    event: LifeEventOut
    procedures: list[SummaryOut]


class SourceOut(Schema):
    """The text of law that says so."""

    document: str
    article: str
    date: str | None
    url: str


class ChannelOut(Schema):
    """A way of filing. `code` is the national one (1 in person, 2 online, 3 post); `duration` such as 3wd, 10d, sd."""

    channel: Channel
    code: int
    duration: str
    note: str
    provisional: bool
    source: SourceOut | None


class ComponentOut(Schema):
    """A paper of the dossier; `when` is the condition under which it is asked for."""

    code: str
    name: str
    originals: int
    copies: int
    required: bool
    when: str
    is_form: bool
    show_only: bool
    form_name: str
    note: str
    provisional: bool
    source: SourceOut | None


class FeeOut(Schema):
    """A fee in đồng: `amount`, or `formula` over the answers, times `quantity` (empty: once); due only `when` it holds.

    `when` and `quantity` are expressions over the answers, as `formula` is.
    """

    code: str
    kind: FeeKind
    name: str
    amount: int | None
    formula: str
    quantity: str
    per: str
    when: str
    channels: list[Channel]
    exemptions: list[str]
    collect: CollectAt
    provisional: bool
    source: SourceOut | None


class FreeOut(Schema):
    """Nothing is paid, and the law that says so."""

    provisional: bool
    source: SourceOut | None


class LegalBasisOut(Schema):
    """A text the procedure rests on."""

    number: str
    name: str
    article: str


class OtherResultOut(Schema):
    """What else may come of it."""

    name: str
    code: str


class ProcedureOut(Schema):
    """A procedure as it is in force on a date, with every field of the law.

    No `fees` and `free` null: what it costs has not been confirmed.
    """

    code: str
    name: str
    name_en: str
    version_id: int
    version: int
    valid_from: date
    valid_to: date | None
    field: FieldOut
    levels: list[Level]
    summary: str
    applicants: list[ApplicantKind]
    online: OnlineLevel
    online_reason: str
    immediate: bool
    channels: list[ChannelOut]
    components: list[ComponentOut]
    fees: list[FeeOut]
    free: FreeOut | None
    requirements: list[str]
    sequence: list[str]
    legal_basis: list[LegalBasisOut]
    result_name: str
    result_code: str
    other_results: list[OtherResultOut]
    has_form: bool
    provisional: bool


class FormOut(Schema):
    """An electronic form: JSON Schema 2020-12, and the pages as titles with the questions they ask for."""

    code: str
    version_id: int
    form_schema: dict[str, Any] = Field(serialization_alias="schema")
    layout: dict[str, Any]


class CheckIn(Schema):
    """Answers to be checked before they are filed."""

    answers: dict[str, Any]
    channel: Channel = Channel.ONLINE
    attachments: dict[str, int] = {}


class FaultOut(Schema):
    """What is wrong, at its field, in the caller's language."""

    field: str
    code: str
    detail: str


class PaperOut(Schema):
    """A paper that these answers ask for."""

    code: str
    name: str
    required: bool
    upload: bool


class FeeLineOut(Schema):
    """What is to be paid; `amount` null while it cannot be known."""

    code: str
    name: str
    quantity: int
    amount: int | None
    exemption: str
    collect: CollectAt


class CheckOut(Schema):
    """The verdict: no errors means it can be filed."""

    errors: list[FaultOut]
    papers: list[PaperOut]
    fees: list[FeeLineOut]
    total: int | None
