"""Enterprises: adding one's own, letting others act for it, and acting for it.

Who joins and who leaves queue at the enterprise's row, so that two owners who leave at once do not both see another.
"""

from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from honglam.identity import access
from honglam.identity.contracts import (
    AlreadyMember,
    EnterpriseName,
    EnterpriseOwned,
    EnterpriseTaken,
    EnterpriseView,
    FormatFault,
    LastOwner,
    OwnAccount,
    Role,
)
from honglam.identity.models import Enterprise, Membership
from honglam.identity.queries import as_enterprise, find_by_contact
from honglam.identity.rules.contacts import check_contact
from honglam.identity.rules.people import clean_line, name_in_letters
from honglam.identity.rules.tax_codes import check_tax_code
from honglam.identity.services import letters
from honglam.kernel import audit, clock, ratelimit
from honglam.kernel.text import sort_key
from honglam.kernel.values import Actor, NotFound

INVITATIONS_PER_DAY = 30


@transaction.atomic
def add_enterprise(
    *, actor: Actor, tax_code: str, name: str, address: str, unit_code: str, at: datetime
) -> EnterpriseView:
    """Put an enterprise on one's list as its owner, unproven until somebody sees its papers.

    Whoever only acts for it under its present owner, or is invited to, may: a successor waits so to have it handed
    over. Raises a `FormatFault` at its field, or AlreadyMember for who owns an entry of this tax code.
    """
    account = access.own_account(actor)
    try:
        code = check_tax_code(tax_code, on=clock.local(at).date())
    except FormatFault as fault:
        fault.field = "tax_code"
        raise
    title = clean_line(name, length=300)
    if len(title) < 3:
        raise EnterpriseName(field="name")
    if any(_owns(row) for row in account.memberships.filter(enterprise__tax_code=code, ended_at=None)):
        raise AlreadyMember(field="tax_code")
    enterprise = Enterprise.objects.create(
        tax_code=code,
        name=title,
        sort_key=sort_key(title),
        address=clean_line(address, length=300),
        unit_code=unit_code,
        created_at=at,
    )
    Membership.objects.create(
        account=account, enterprise=enterprise, role=Role.OWNER.value, invited_at=at, accepted_at=at
    )
    _record(actor, enterprise.pk, "identity.enterprise_added", at, tax_code=code)
    return as_enterprise(enterprise)


@transaction.atomic
def prove_enterprise(*, actor: Actor, enterprise_id: UUID, at: datetime) -> EnterpriseView:
    """A clerk has seen the enterprise's papers.

    Raises NotFound, OwnAccount for who acts for it, EnterpriseTaken where the tax code is proven for another row.
    """
    enterprise = Enterprise.objects.select_for_update().filter(pk=enterprise_id).first()
    if enterprise is None or not (access.may_confirm(actor) or access.may_keep_accounts(actor)):
        raise NotFound
    if actor.id is not None and enterprise.memberships.filter(account_id=actor.id, ended_at=None).exists():
        raise OwnAccount
    enterprise.proven = True
    try:
        with transaction.atomic():
            enterprise.save(update_fields=["proven"])
    except IntegrityError as error:
        raise EnterpriseTaken(field="tax_code") from error
    _record(actor, enterprise.pk, "identity.enterprise_proven", at)
    return as_enterprise(enterprise)


@transaction.atomic
def hand_over_enterprise(*, actor: Actor, enterprise_id: UUID, named_by_register: bool, at: datetime) -> EnterpriseView:
    """A clerk has seen the papers of an enterprise that was confirmed before, and whom they name waits with an entry.

    `enterprise_id`: that entry. Its owners come to own the confirmed one, which keeps its dossiers and papers; who
    owned it before acts for it no more, and is written to, and whom they invited is invited no more. The new owners
    are told who else acts for it. `named_by_register`: the officer says that the register names another representative;
    without it nobody may be left who owns it. The entry that waited stays on their list: what they filed with it hangs
    there. Raises NotFound, OwnAccount for who acts for either, EnterpriseOwned.
    """
    entry, confirmed = _entry_and_confirmed(actor, enterprise_id)
    at_entry, at_confirmed = list(_standing(entry.pk)), list(_standing(confirmed.pk))
    if actor.id in {one.account_id for one in (*at_entry, *at_confirmed)}:
        raise OwnAccount
    heirs = {one.account_id for one in at_entry if _owns(one)}
    if not heirs:
        raise NotFound
    owners = [one for one in at_confirmed if _owns(one)]
    if owners and not named_by_register:
        raise EnterpriseOwned
    _end_invitations(confirmed.pk, actor, at, but=heirs)
    joined = [account_id for account_id in sorted(heirs) if _join_as_owner(confirmed, account_id, actor, at)]
    for row in owners:
        if row.account_id not in heirs:
            _take_from(row, confirmed, actor, at)
    _tell_new_owners(confirmed, joined, at)
    said: dict[str, str | int] = {"entry": str(entry.pk), "named_by_register": named_by_register}
    _record(actor, confirmed.pk, "identity.enterprise_handed_over", at, **said)
    return as_enterprise(confirmed)


def _entry_and_confirmed(actor: Actor, enterprise_id: UUID) -> tuple[Enterprise, Enterprise]:
    """What waits and what was confirmed under the same tax code; one's turn at both has come."""
    entry = Enterprise.objects.filter(pk=enterprise_id, proven=False).first()
    confirmed = Enterprise.objects.filter(tax_code=entry.tax_code, proven=True).first() if entry else None
    if entry is None or confirmed is None or not (access.may_confirm(actor) or access.may_keep_accounts(actor)):
        raise NotFound
    for one in sorted((entry.pk, confirmed.pk)):
        _queue_at(one)
    return entry, confirmed


def _owns(row: Membership) -> bool:
    return row.role == Role.OWNER.value and row.accepted_at is not None


def _join_as_owner(enterprise: Enterprise, account_id: UUID, actor: Actor, at: datetime) -> bool:
    """Whether they own it only now."""
    row, _ = Membership.objects.get_or_create(
        account_id=account_id, enterprise=enterprise, ended_at=None, defaults={"invited_at": at}
    )
    if _owns(row):
        return False
    row.role, row.accepted_at = Role.OWNER.value, row.accepted_at or at
    row.save(update_fields=["role", "accepted_at"])
    _record(actor, enterprise.pk, "identity.member_made_owner", at, membership=str(row.pk))
    return True


def _take_from(row: Membership, enterprise: Enterprise, actor: Actor, at: datetime) -> None:
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    letters.tell(account=row.account, template=letters.HANDED_OVER, context=_in_letters(enterprise), at=at)
    _record(actor, enterprise.pk, "identity.member_removed", at, membership=str(row.pk))


def _tell_new_owners(enterprise: Enterprise, joined: list[UUID], at: datetime) -> None:
    """Members whom the former owner let in still act for it: whether they stay is the new owners' to decide."""
    standing = list(_standing(enterprise.pk).select_related("account").order_by("account__sort_key", "pk"))
    for row in standing:
        if row.account_id in joined:
            others = [one.account.full_name for one in standing if one.pk != row.pk]
            context = {
                **_in_letters(enterprise),
                "members": others,
                "url": f"{letters.HOME}doanh-nghiep/{enterprise.pk}/",
            }
            letters.tell(account=row.account, template=letters.TAKEN_OVER, context=context, at=at)


def _in_letters(enterprise: Enterprise) -> dict[str, str]:
    return {"enterprise": name_in_letters(enterprise.name), "tax_code": enterprise.tax_code}


def invite_member(*, actor: Actor, enterprise_id: UUID, contact: str, role: Role, at: datetime) -> None:
    """Ask a person to act for one's enterprise. Whether the contact belongs to an account is not told.

    Of who acts for it already, or was asked before, a wish for an owner makes an owner. Raises a `FormatFault`,
    NotFound for enterprises one does not own, TooManyRequests.
    """
    ratelimit.require(f"invite:{actor.id}", limit=INVITATIONS_PER_DAY, per=timedelta(days=1))
    _, contact = check_contact(contact)
    _invite(actor=actor, enterprise_id=enterprise_id, contact=contact, role=role, at=at)


@transaction.atomic
def _invite(*, actor: Actor, enterprise_id: UUID, contact: str, role: Role, at: datetime) -> None:
    _queue_at(enterprise_id)
    own = access.require_owner(actor, enterprise_id)
    guest = find_by_contact(contact=contact)
    if guest is None:
        return
    standing = guest.memberships.filter(enterprise_id=enterprise_id, ended_at=None).first()
    if standing is not None:
        if role is Role.OWNER:
            _make_owner(standing, actor, at)
        return
    row = Membership.objects.create(account=guest, enterprise_id=enterprise_id, role=role.value, invited_at=at)
    letters.tell(
        account=guest,
        template=letters.INVITATION,
        context={
            **_in_letters(own.enterprise),
            "inviter": actor.name,
            "url": letters.HOME + "doanh-nghiep/",
        },
        at=at,
    )
    _record(actor, enterprise_id, "identity.member_invited", at, membership=str(row.pk), role=role.value)


@transaction.atomic
def take_back_invitation(*, actor: Actor, enterprise_id: UUID, contact: str, at: datetime) -> None:
    """End an invitation that was not accepted yet. Nothing tells whether there was one.

    Raises a `FormatFault`, NotFound for enterprises one does not own.
    """
    _, contact = check_contact(contact)
    _queue_at(enterprise_id)
    access.require_owner(actor, enterprise_id)
    guest = find_by_contact(contact=contact)
    waiting = Membership.objects.filter(enterprise_id=enterprise_id, account=guest, accepted_at=None, ended_at=None)
    if guest is not None and waiting.update(ended_at=at):
        _record(actor, enterprise_id, "identity.invitation_taken_back", at)


@transaction.atomic
def accept_invitation(*, actor: Actor, membership_id: UUID, at: datetime) -> None:
    """Agree to act for an enterprise."""
    _queue_at(_enterprise_of(membership_id))
    row = access.own_membership(actor, membership_id)
    if row.accepted_at is None:
        row.accepted_at = at
        row.save(update_fields=["accepted_at"])
    _record(actor, row.enterprise_id, "identity.member_joined", at, membership=str(row.pk))


@transaction.atomic
def leave_enterprise(*, actor: Actor, membership_id: UUID, at: datetime) -> None:
    """Stop acting for an enterprise, or decline. Raises LastOwner while others would be left without an owner."""
    _queue_at(_enterprise_of(membership_id))
    row = access.own_membership(actor, membership_id)
    _end(row, actor, at)
    _record(actor, row.enterprise_id, "identity.member_left", at, membership=str(row.pk))


@transaction.atomic
def remove_member(*, actor: Actor, enterprise_id: UUID, membership_id: UUID, at: datetime) -> None:
    """An owner ends somebody's right to act; with another owner's go the invitations that are open. Raises NotFound,
    LastOwner.
    """
    _queue_at(enterprise_id)
    access.require_owner(actor, enterprise_id)
    row = (
        Membership.objects.select_for_update()
        .filter(pk=membership_id, enterprise_id=enterprise_id, ended_at=None)
        .first()
    )
    if row is None:
        raise NotFound
    if _owns(row):
        _end_invitations(enterprise_id, actor, at)
    _end(row, actor, at)
    _record(actor, enterprise_id, "identity.member_removed", at, membership=str(row.pk))


def queue_at_all_of(*, account_id: UUID) -> None:
    """Wait for one's turn at every enterprise a person acts for; part of the verb that closes the account."""
    standing = Membership.objects.filter(account_id=account_id, ended_at=None)
    for enterprise_id in sorted(standing.values_list("enterprise_id", flat=True)):
        _queue_at(enterprise_id)


def end_all_of(*, actor: Actor, account_id: UUID, at: datetime) -> None:
    """A person acts for no enterprise any more. Whoever is left without an owner gets the longest-standing of them."""
    for row in Membership.objects.filter(account_id=account_id, ended_at=None).order_by("enterprise_id"):
        others = _standing(row.enterprise_id).exclude(pk=row.pk)
        heir = others.order_by("accepted_at", "pk").first()
        if _is_last_owner(row) and heir is not None:
            _make_owner(heir, actor, at)
        _end(row, actor, at)
        _record(actor, row.enterprise_id, "identity.member_left", at, membership=str(row.pk))


def _queue_at(enterprise_id: UUID) -> None:
    Enterprise.objects.select_for_update(no_key=True).filter(pk=enterprise_id).first()


def _enterprise_of(membership_id: UUID) -> UUID:
    row = Membership.objects.filter(pk=membership_id).first()
    if row is None:
        raise NotFound
    return row.enterprise_id


def _standing(enterprise_id: UUID) -> QuerySet[Membership]:
    return Membership.objects.filter(enterprise_id=enterprise_id, ended_at=None, accepted_at__isnull=False)


def _is_last_owner(row: Membership) -> bool:
    others = _standing(row.enterprise_id).exclude(pk=row.pk).filter(role=Role.OWNER.value)
    return row.role == Role.OWNER.value and row.accepted_at is not None and not others.exists()


def _make_owner(row: Membership, actor: Actor, at: datetime) -> None:
    if row.role == Role.OWNER.value:
        return
    row.role = Role.OWNER.value
    row.save(update_fields=["role"])
    _record(actor, row.enterprise_id, "identity.member_made_owner", at, membership=str(row.pk))


def _end(row: Membership, actor: Actor, at: datetime) -> None:
    others = _standing(row.enterprise_id).exclude(pk=row.pk)
    if _is_last_owner(row) and others.exists():
        raise LastOwner
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    if not others.exists():  # an invitation that outlived them would make a member of nobody's enterprise
        _end_invitations(row.enterprise_id, actor, at)


def _end_invitations(enterprise_id: UUID, actor: Actor, at: datetime, *, but: AbstractSet[UUID] = frozenset()) -> None:
    """Only the invited see an invitation: nobody else could tell whom a former owner invited, to take it back."""
    open_ones = Membership.objects.filter(enterprise_id=enterprise_id, accepted_at=None, ended_at=None)
    ended = open_ones.exclude(account_id__in=but).update(ended_at=at)
    if ended:
        _record(actor, enterprise_id, "identity.invitations_ended", at, invitations=ended)


def _record(actor: Actor, enterprise_id: UUID, action: str, at: datetime, **detail: str | int) -> None:
    audit.record(actor=actor, action=action, subject_kind="enterprise", subject_id=enterprise_id, at=at, detail=detail)
