"""Accounts and series as the pack gives them: put, or taken out of use; never deleted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from honglam.directory import api as directory
from honglam.kernel import audit
from honglam.kernel.values import Actor
from honglam.payments.models import BankAccount, ReceiptSeries


@dataclass(frozen=True, kw_only=True)
class AccountData:
    """A bank account that collects for an agency."""

    code: str
    agency: str
    bank_bin: str
    bank_name: str
    number: str
    holder: str
    source: dict[str, Any] | None
    provisional: bool


@dataclass(frozen=True, kw_only=True)
class SeriesData:
    """A series of receipts."""

    code: str
    form_number: str
    symbol: str
    title: str
    note: str
    source: dict[str, Any] | None
    provisional: bool


@transaction.atomic
def put_account(*, actor: Actor, data: AccountData, at: datetime) -> None:
    """Create or change an account."""
    agency = directory.get_agency_by_code(code=data.agency)
    values = {
        "agency_id": agency.id,
        "bank_bin": data.bank_bin,
        "bank_name": data.bank_name,
        "number": data.number,
        "holder": data.holder,
        "source": data.source,
        "provisional": data.provisional,
        "retired_at": None,
    }
    BankAccount.objects.update_or_create(code=data.code, defaults=values)
    _record(actor, "account_put", "bank_account", data.code, at, {"number": data.number})


@transaction.atomic
def put_series(*, actor: Actor, data: SeriesData, at: datetime) -> None:
    """Create or change a series; issued receipts keep what stood on them."""
    values = {
        "form_number": data.form_number,
        "symbol": data.symbol,
        "title": data.title,
        "note": data.note,
        "source": data.source,
        "provisional": data.provisional,
        "retired_at": None,
    }
    ReceiptSeries.objects.update_or_create(code=data.code, defaults=values)
    _record(actor, "series_put", "receipt_series", data.code, at, {"symbol": data.symbol})


@transaction.atomic
def retire(*, actor: Actor, kind: str, code: str, at: datetime) -> None:
    """Take an account (`bank_account`) or a series (`receipt_series`) out of use."""
    model = BankAccount if kind == "bank_account" else ReceiptSeries
    model.objects.filter(code=code, retired_at=None).update(retired_at=at)
    _record(actor, "retired", kind, code, at, {})


def _record(actor: Actor, action: str, kind: str, code: str, at: datetime, detail: dict[str, Any]) -> None:
    audit.record(actor=actor, action=f"payments.{action}", subject_kind=kind, subject_id=code, at=at, detail=detail)
