"""Bank accounts and series of receipts, as the pack gave them."""

from collections.abc import Iterable

from honglam.directory import api as directory
from honglam.kernel.values import Actor
from honglam.payments import access
from honglam.payments.contracts import AccountView
from honglam.payments.models import BankAccount, ReceiptSeries
from honglam.payments.queries.telling import account_view


def list_accounts(*, actor: Actor) -> list[AccountView]:
    """Accounts whose statements the actor may upload."""
    return [account_view(row) for row in access.accounts_of(actor)]


def collecting(*, agency_ids: Iterable[int]) -> frozenset[int]:
    """Those for whom a bank account in use collects: their own, or of an agency above. One query."""
    own = set(BankAccount.objects.filter(retired_at=None).values_list("agency_id", flat=True))
    return frozenset(one for one in agency_ids if own.intersection((one, *directory.ancestor_ids(agency_id=one))))


def account_rows() -> list[BankAccount]:
    """Every account, retired ones too, for the pack."""
    return list(BankAccount.objects.select_related("agency").order_by("code"))


def series_rows() -> list[ReceiptSeries]:
    """Every series, retired ones too, for the pack."""
    return list(ReceiptSeries.objects.order_by("code"))
