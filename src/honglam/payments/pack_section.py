"""The section `payments/*.yaml` of a pack: bank accounts that collect for agencies, series of receipts."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from honglam.kernel.values import Actor, text_noop
from honglam.pack.api import Change, ChangeAction, Collection, Pack, PackError, Row, Section, Source, Sourced
from honglam.payments.queries.accounts import account_rows, series_rows
from honglam.payments.services.setting_up import AccountData, SeriesData, put_account, put_series, retire

Code = Annotated[str, Meta(pattern=r"^[A-Z0-9][A-Z0-9-]{1,39}$")]


class BankAccountShape(Sourced, frozen=True, kw_only=True):
    """A bank account. `bin` is the bank's six digits at NAPAS. Unconfirmed ones must say `provisional: true`."""

    code: Code
    agency: str
    bin: Annotated[str, Meta(pattern=r"^\d{6}$")]
    bank: Annotated[str, Meta(min_length=1, max_length=200)]
    number: Annotated[str, Meta(pattern=r"^[0-9A-Z]{6,19}$")]
    holder: Annotated[str, Meta(min_length=1, max_length=200)]


class ReceiptSeriesShape(Sourced, frozen=True, kw_only=True):
    """A series of receipts (mẫu số, ký hiệu); `{yy}` in the symbol stands for the year."""

    code: Code
    form_number: Annotated[str, Meta(min_length=1, max_length=40)]
    symbol: Annotated[str, Meta(pattern=r"^[A-Z0-9Đ/-]*(\{yy\})?[A-Z0-9Đ/-]*$", min_length=2, max_length=20)]
    title: Annotated[str, Meta(min_length=1, max_length=200)]
    note: Annotated[str, Meta(max_length=500)] = ""


class PaymentsSection(Section):
    """Bank accounts and receipt series, from a pack into the tables and back."""

    name = "payments"
    depends_on = ("agencies",)
    collections: ClassVar = (
        Collection(
            "bank_account", "payments/accounts.yaml", BankAccountShape, at="accounts", key=lambda shape: shape.code
        ),
        Collection(
            "receipt_series", "payments/series.yaml", ReceiptSeriesShape, at="series", key=lambda shape: shape.code
        ),
    )

    def check(self, pack: Pack) -> Iterator[PackError]:
        """Agencies exist, one account each; nobody can pay in cash without a series of receipts."""
        seen: dict[str, str] = {}
        for code, record in pack.records("bank_account", BankAccountShape).items():
            agency = record.value.agency
            if agency not in pack.keys("agency"):
                message = text_noop("There is no agency %(code)s.")
                yield record.error("agency", "unknown_agency", message, code=agency)
            if seen.setdefault(agency, code) != code:
                message = text_noop("The accounts “%(code)s” and “%(other)s” belong to one agency.")
                yield record.error("agency", "account_twice", message, code=code, other=seen[agency])
        if not pack.records("receipt_series", ReceiptSeriesShape):
            message = text_noop("A series of receipts is missing: fees could not be taken at the counter.")
            yield PackError(file="payments/series.yaml", line=1, path="", code="series_missing", message=message)

    def rows(self) -> Iterator[Row]:
        """Accounts and series in the tables, retired ones included."""
        for account in account_rows():
            shape = BankAccountShape(
                code=account.code,
                agency=account.agency.code,
                bin=account.bank_bin,
                bank=account.bank_name,
                number=account.number,
                holder=account.holder,
                source=_source(account.source),
                provisional=account.provisional,
            )
            yield Row("bank_account", account.code, shape)
        for series in series_rows():
            yield Row(
                "receipt_series",
                series.code,
                ReceiptSeriesShape(
                    code=series.code,
                    form_number=series.form_number,
                    symbol=series.symbol,
                    title=series.title,
                    note=series.note,
                    source=_source(series.source),
                    provisional=series.provisional,
                ),
            )

    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime) -> None:
        """Put or retire each."""
        for change in changes:
            if change.action is ChangeAction.RETIRE:
                retire(actor=actor, kind=change.kind, code=change.key, at=at)
            elif isinstance(change.after, BankAccountShape):
                put_account(actor=actor, data=_account(change.after), at=at)
            elif isinstance(change.after, ReceiptSeriesShape):
                put_series(actor=actor, data=_series(change.after), at=at)


def _account(shape: BankAccountShape) -> AccountData:
    return AccountData(
        code=shape.code,
        agency=shape.agency,
        bank_bin=shape.bin,
        bank_name=shape.bank,
        number=shape.number,
        holder=shape.holder,
        source=msgspec.to_builtins(shape.source) if shape.source else None,
        provisional=shape.provisional,
    )


def _series(shape: ReceiptSeriesShape) -> SeriesData:
    return SeriesData(
        code=shape.code,
        form_number=shape.form_number,
        symbol=shape.symbol,
        title=shape.title,
        note=shape.note,
        source=msgspec.to_builtins(shape.source) if shape.source else None,
        provisional=shape.provisional,
    )


def _source(stored: dict[str, object] | None) -> Source | None:
    return msgspec.convert(stored, Source, strict=False) if stored else None
