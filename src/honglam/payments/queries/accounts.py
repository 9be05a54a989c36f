"""Bank accounts and series of receipts, as the pack gave them."""

from collections.abc import Iterable

from honglam.directory import api as directory
from honglam.kernel.values import Actor
from honglam.payments import access
from honglam.payments.contracts import AccountView
from honglam.payments.models import BankAccount, ReceiptSeries
from honglam.payments.queries.telling import account_view


def list_accounts(*, actor: Actor) -> list[AccountView]:
    """Accounts whose statements the actor may upload, those in use first."""
    return sorted(map(account_view, access.accounts_of(actor)), key=lambda one: one.retired)


def collecting(*, agency_ids: Iterable[int]) -> frozenset[int]:
    """Those for whom a bank account collects that is in use and confirmed, as for orders at the desk that receives for
    them. One query."""
    rows = BankAccount.objects.filter(retired_at=None, provisional=False)
    own = set(rows.values_list("agency_id", flat=True))
    return frozenset(one for one in agency_ids if own.intersection(_places(one)))


def _places(agency_id: int) -> list[int]:
    desk = directory.one_stop_of(agency_id=agency_id)
    return access.collecting_places(agency_id, desk.id if desk else None)


def account_rows() -> list[BankAccount]:
    """Every account, retired ones too, for the pack."""
    return list(BankAccount.objects.select_related("agency").order_by("code"))


def series_rows() -> list[ReceiptSeries]:
    """Every series, retired ones too, for the pack."""
    return list(ReceiptSeries.objects.order_by("code"))
