"""Frozen values that cross the door."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from honglam.registries.contracts.codes import Basis, Fit, HolderKind, Origin, Standing, UseKind


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Whose paper: the number is a citizen number or a tax code; account and enterprise where they are known."""

    kind: HolderKind
    number: str = ""
    name: str = ""
    account_id: UUID | None = None
    enterprise_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Deposit:
    """A paper to be kept. `origin` and `origin_id` name the row it came from: the same one is kept only once.

    `type_code` may be empty where `given_by` (the procedure whose result it is) or `answers` (`procedure/component`)
    says what it is; what matches no type is not kept.
    """

    origin: Origin
    origin_id: UUID
    holder: Holder
    title: str
    file_id: UUID
    file_name: str
    type_code: str = ""
    given_by: str = ""
    answers: str = ""
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    dossier_id: UUID | None = None
    dossier_code: str = ""
    dossier_name: str = ""
    checked_by: str = ""
    agency_id: int | None = None
    revoked: bool = False


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """For what an entry is used: the draft or dossier, its code and procedure. Shown to the owner in these words."""

    kind: str
    id: UUID | None = None
    code: str = ""
    procedure_code: str = ""
    procedure_name: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperTypeView:
    """A kind of paper that the province keeps. `answers`: components (`procedure/component`) it may stand for."""

    code: str
    name: str
    holder_kind: HolderKind | None
    given_by: tuple[str, ...]
    answers: tuple[str, ...]
    valid_months: int | None
    kept_because: str
    provisional: bool


@dataclass(frozen=True, kw_only=True)
class HeldView:
    """An entry of the wallet as its owner sees it. `valid_to` is the last day, inclusive."""

    id: UUID
    type_code: str
    type_name: str
    title: str
    number: str
    issuer: str
    issued_on: date | None
    valid_from: date | None
    valid_to: date | None
    holder: Holder
    file_id: UUID | None
    file_name: str
    sha256: str
    origin: Origin
    dossier_id: UUID | None
    dossier_code: str
    dossier_name: str
    checked_by: str
    deposited_at: datetime
    standing: Standing
    status_reason: str
    hidden: bool
    kept_until: date | None
    kept_because: str


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A held paper that answers a component; `fit` says why not where it does not."""

    component_code: str
    paper: HeldView
    fit: Fit


@dataclass(frozen=True, kw_only=True)
class UseView:
    """A line of the log: who did what with an entry, for what, by what right."""

    at: datetime
    kind: UseKind
    label: str
    actor_name: str
    agency_name: str
    paper_id: UUID
    paper_title: str
    purpose: Purpose
    basis: Basis
    basis_label: str
    by_owner: bool


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something a form may be prefilled with, and the paper that says so."""

    value: str
    paper_id: UUID
    paper_title: str
