"""What readers of the catalogue get: lists, a version in full, what is to be paid and brought."""

from dataclasses import dataclass
from datetime import date

from honglam.procedures.contracts.content import (
    ChannelRule,
    Clock,
    Competence,
    Component,
    Decision,
    Fee,
    FormDefinition,
    Free,
    LegalBasis,
    Process,
    Result,
    Source,
)
from honglam.procedures.contracts.kinds import (
    ApplicantKind,
    Audience,
    Channel,
    CollectAt,
    FeeKind,
    Level,
    OnlineLevel,
    VersionState,
)


@dataclass(frozen=True, kw_only=True)
class FieldView:
    """A field of government (lĩnh vực). `count`: procedures in force, where the reader asked for it."""

    id: int
    code: str
    slug: str
    name: str
    name_en: str = ""
    ministry: str = ""
    count: int = 0


@dataclass(frozen=True, kw_only=True)
class LifeEventView:
    """A situation in life and the number of procedures people then need."""

    code: str
    name: str
    name_en: str
    description: str
    audience: Audience
    count: int = 0


@dataclass(frozen=True, kw_only=True)
class ProcedureSummary:
    """A procedure in a list."""

    procedure_id: int
    version_id: int
    code: str
    name: str
    name_en: str
    summary: str
    field: FieldView
    levels: tuple[Level, ...]
    online: OnlineLevel
    has_form: bool
    immediate: bool
    provisional: bool


@dataclass(frozen=True, kw_only=True)
class LifeEventPage:
    """A life event with its procedures in the order people need them."""

    event: LifeEventView
    procedures: tuple[ProcedureSummary, ...]


@dataclass(frozen=True, kw_only=True)
class VersionView:
    """A version in full. `process` is always there: the default one stands in where the pack gives none.

    `valid_to` is the last day; None: until further notice. `in_use`: a draft or dossier stands on it. `closed`: the
    procedure was taken out of the catalogue, whatever the dates say. `digest` changes with whatever the version says.
    """

    version_id: int
    digest: str
    procedure_id: int
    code: str
    number: int
    state: VersionState
    valid_from: date
    valid_to: date | None
    in_use: bool
    closed: bool
    name: str
    name_en: str
    field: FieldView
    levels: tuple[Level, ...]
    keywords: tuple[str, ...]
    summary: str
    applicants: tuple[ApplicantKind, ...]
    competent: Competence
    supporting: tuple[str, ...]
    online: OnlineLevel
    online_reason: str
    immediate: bool
    clock: Clock
    channels: tuple[ChannelRule, ...]
    sets: int
    components: tuple[Component, ...]
    fees: tuple[Fee, ...]
    free: Free | None
    requirements: tuple[str, ...]
    sequence: tuple[str, ...]
    legal_basis: tuple[LegalBasis, ...]
    decision: Decision | None
    result: Result
    form: FormDefinition | None
    process: Process
    process_is_default: bool
    source: Source | None
    provisional: bool


@dataclass(frozen=True, kw_only=True)
class VersionMark:
    """A version in the list of versions of one procedure."""

    version_id: int
    number: int
    state: VersionState
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, kw_only=True)
class FeeLine:
    """What one fee comes to, in đồng. `amount` is what is due after the exemption that applies.

    `amount` None: not known before the form is filled in. `may_be_exempt`: groups an officer can exempt on evidence.
    """

    code: str
    kind: FeeKind
    name: str
    unit_amount: int | None
    quantity: int
    amount: int | None
    per: str
    collect: CollectAt
    exemption: str = ""
    exempt_percent: int = 0
    may_be_exempt: tuple[str, ...] = ()
    provisional: bool = False
    source: Source | None = None


@dataclass(frozen=True, kw_only=True)
class PaperRequest:
    """A paper this applicant must bring, given the channel and the answers. `upload`: a file is expected online."""

    code: str
    name: str
    originals: int
    copies: int
    required: bool
    upload: bool
    is_form: bool
    show_only: bool
    form_name: str
    note: str
    provisional: bool


@dataclass(frozen=True, kw_only=True)
class CompetentPlace:
    """Where the dossier goes: a named agency, or the agency of a kind at a level in an administrative unit."""

    agency: str = ""
    level: Level | None = None
    kind: str = "committee"
    administrative_unit: str = ""


@dataclass(frozen=True, kw_only=True)
class SearchCriteria:
    """What to look for; empty values do not narrow. `query`: words, a phrase, a code; mistyped or without accents."""

    query: str = ""
    field: str = ""
    level: Level | None = None
    agency: str = ""
    life_event: str = ""
    applicant: ApplicantKind | None = None
    online: OnlineLevel | None = None
    channel: Channel | None = None
