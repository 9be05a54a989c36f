"""Who reads letters to an enterprise."""

from uuid import UUID

from honglam.identity.contracts import AccountView, Role
from honglam.identity.models import Account, Membership
from honglam.identity.queries import as_account


def list_readers(*, enterprise_id: UUID, account_id: UUID | None) -> list[AccountView]:
    """Whoever acted for it, while they still do; else its owners. Closed accounts read nothing."""
    standing = Membership.objects.filter(enterprise_id=enterprise_id, ended_at=None, accepted_at__isnull=False)
    active = Account.objects.filter(is_active=True).order_by("pk")
    filer = active.filter(pk=account_id, pk__in=standing.values("account_id")).first() if account_id else None
    if filer is not None:
        return [as_account(filer)]
    owners = standing.filter(role=Role.OWNER.value)
    return [as_account(one) for one in active.filter(pk__in=owners.values("account_id"))]
