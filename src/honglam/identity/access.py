"""The only ways to turn an id from outside into a row: people reach what is theirs, and nothing else."""

from uuid import UUID

from django.db.models import Q, QuerySet

from honglam.identity.contracts import (
    AccountKind,
    AccountNotFound,
    AskKind,
    AskNotFound,
    MandateNotFound,
    OwnAccount,
    Role,
)
from honglam.identity.models import Account, ApiToken, DataRequest, Mandate, Membership, SignIn
from honglam.kernel.guards import role
from honglam.kernel.registry import account_keepers, province_keepers
from honglam.kernel.values import Actor, ActorKind, NotFound

AT_DESK = role("reception_officer", "one_stop_head")
"""Whose posts receive people at a desk."""


def own_id(actor: Actor) -> UUID:
    """The actor's account id. Raises AccountNotFound for who has none."""
    if actor.id is None:
        raise AccountNotFound
    return actor.id


def own_account(actor: Actor) -> Account:
    """The actor's own account, locked until the transaction ends."""
    return account(own_id(actor))


def account(account_id: UUID) -> Account:
    """An active account, locked until the transaction ends."""
    found = Account.objects.select_for_update().filter(pk=account_id, is_active=True).first()
    if found is None:
        raise AccountNotFound
    return found


def may_keep_accounts(actor: Actor) -> bool:
    """Whether the actor may manage other people's accounts: the system itself (commands) and administrators."""
    return actor.kind is ActorKind.SYSTEM or actor.has_role("administrator")


def may_answer(actor: Actor) -> bool:
    """Whether the actor answers people about their data: administrators of the whole province. Citizens belong to no
    agency, and whose request it is tells something of them already."""
    if actor.id is None or not actor.has_role("administrator"):
        return False
    return all(keeps(actor) for keeps in province_keepers.values())


def may_confirm(actor: Actor) -> bool:
    """Whether the actor receives people at a desk, and so may vouch for who showed a card or papers there."""
    return AT_DESK.admits(actor)


def staff_account(actor: Actor, account_id: UUID) -> Account:
    """An officer's account, closed or not, for those who keep accounts. Raises AccountNotFound, OwnAccount."""
    found = Account.objects.filter(pk=account_id).first()
    if found is None or not _is_officers(found) or not may_keep_accounts(actor):
        raise AccountNotFound
    if found.pk == actor.id:
        raise OwnAccount
    if not _reaches(actor, found):
        raise AccountNotFound
    return found


def kept_account(actor: Actor, account_id: UUID) -> Account:
    """An account that the actor may manage: their own, or those within reach of who keeps accounts."""
    if actor.id != account_id and not may_keep_accounts(actor):
        raise AccountNotFound
    found = account(account_id)
    if actor.id != account_id and not _reaches(actor, found):
        raise AccountNotFound
    return found


def _is_officers(found: Account) -> bool:
    return found.kind == AccountKind.STAFF.value or bool(found.second_factor_required)


def _reaches(actor: Actor, found: Account) -> bool:
    """An administrator of one agency keeps the accounts of its own officers, not those of the rest of the province."""
    if actor.kind is ActorKind.SYSTEM or not _is_officers(found):
        return True
    return all(keeps(actor, found.pk) for keeps in account_keepers.values())


def own_sign_in(actor: Actor, sign_in_id: UUID) -> SignIn:
    """One of the actor's live sign-ins."""
    found = SignIn.objects.select_for_update().filter(pk=sign_in_id, account_id=own_id(actor), ended_at=None).first()
    if found is None:
        raise NotFound
    return found


def own_membership(actor: Actor, membership_id: UUID) -> Membership:
    """One of the actor's standing memberships or invitations."""
    found = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("enterprise")
        .filter(pk=membership_id, account_id=own_id(actor), ended_at=None)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def require_owner(actor: Actor, enterprise_id: UUID) -> Membership:
    """The actor's membership as owner of the enterprise."""
    found = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("enterprise")
        .filter(
            account_id=own_id(actor),
            enterprise_id=enterprise_id,
            role=Role.OWNER.value,
            accepted_at__isnull=False,
            ended_at=None,
        )
        .first()
    )
    if found is None:
        raise NotFound
    return found


def service_tokens(actor: Actor) -> QuerySet[ApiToken]:
    """The tokens of services, for those who keep accounts."""
    rows = ApiToken.objects.filter(account__kind=AccountKind.SERVICE.value)
    return rows if may_keep_accounts(actor) else rows.none()


def shown_token(actor: Actor, token_id: UUID) -> ApiToken:
    """A token that the actor may see: their own, or a service's for those who keep accounts."""
    found = ApiToken.objects.select_related("account").filter(pk=token_id, revoked_at=None).first()
    service = found is not None and found.account.kind == AccountKind.SERVICE.value and may_keep_accounts(actor)
    if found is None or not (service or found.account_id == actor.id):
        raise NotFound
    return found


def kept_token(actor: Actor, token_id: UUID) -> ApiToken:
    """A token of the actor's own, or any for those who keep accounts."""
    found = ApiToken.objects.select_for_update().filter(pk=token_id, revoked_at=None).first()
    if found is None or (found.account_id != actor.id and not may_keep_accounts(actor)):
        raise NotFound
    return found


def answerable_requests(actor: Actor) -> QuerySet[DataRequest]:
    """Requests about personal data that the actor may answer: those of others, for who keeps the whole province."""
    rows = DataRequest.objects.filter(kind__in=[AskKind.ERASE.value, AskKind.CORRECT.value])
    return rows.exclude(account_id=own_id(actor)) if may_answer(actor) else rows.none()


def answerable_request(actor: Actor, request_id: UUID, *, lock: bool = False) -> DataRequest:
    """One of them."""
    rows = answerable_requests(actor).select_related("account")
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=request_id).first()
    if found is None:
        raise AskNotFound
    return found


def own_request(actor: Actor, request_id: UUID, *, lock: bool = False) -> DataRequest:
    """A request of the actor's own."""
    rows = DataRequest.objects.select_related("account").filter(account_id=own_id(actor))
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=request_id).first()
    if found is None:
        raise AskNotFound
    return found


def mandates_for(actor: Actor) -> QuerySet[Mandate]:
    """Mandates that the actor holds, and those offered to a contact the actor proved."""
    own = Account.objects.filter(pk=own_id(actor)).values_list("email", "phone").first() or ()
    contacts = [contact for contact in own if contact]
    offered = Q(proxy=None, contact__in=contacts, ended_at=None)
    return Mandate.objects.filter(Q(proxy_id=actor.id) | offered).exclude(principal_id=actor.id)


def shown_mandate(actor: Actor, mandate_id: UUID, *, lock: bool = False) -> Mandate:
    """A mandate that the actor gave, holds or is offered."""
    rows = Mandate.objects.filter(Q(principal_id=own_id(actor)) | Q(pk__in=mandates_for(actor).values("pk")))
    rows = rows.select_related("principal", "proxy")
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=mandate_id).first()
    if found is None:
        raise MandateNotFound
    return found
