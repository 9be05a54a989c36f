"""At a desk an officer vouches for somebody: the card, or an enterprise's papers, lay on the counter.

An account's number leads to it when its owner comes through an identity provider. So the wrong account confirmed with
one's card would open it: the name on the account must be the card's, and its owner is written to. A card is needed
before anything is said about a contact, and every look is on record.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from honglam.identity import access
from honglam.identity.contracts import (
    AccountKind,
    AccountView,
    CardTaken,
    CitizenCard,
    ConfirmedBefore,
    EnterpriseNotThere,
    EnterpriseTaken,
    FormatFault,
    NameDiffers,
    NobodyThere,
    OwnAccount,
    Person,
    Proof,
    Role,
    WaitingEnterprise,
)
from honglam.identity.models import Account, Enterprise, Membership
from honglam.identity.queries import as_account, as_enterprise, as_person, find_by_citizen_id, find_by_contact
from honglam.identity.rules.contacts import check_contact
from honglam.identity.rules.tax_codes import check_tax_code
from honglam.identity.services import letters
from honglam.kernel import audit, clock, ratelimit
from honglam.kernel.text import fold, sort_key
from honglam.kernel.values import Actor, NotFound

LOOKS_PER_HOUR = 60
SHOWN = 20


def find_person(*, actor: Actor, contact: str, card: CitizenCard, at: datetime) -> Person:
    """Whom the account says it is of, for the officer to compare with the card and the face.

    Raises a `FormatFault`, NobodyThere, OwnAccount, ConfirmedBefore, NameDiffers, CardTaken, TooManyRequests.
    """
    _require_look(actor)
    try:
        return _look(actor=actor, contact=contact, card=card, at=at)
    except (NobodyThere, ConfirmedBefore, NameDiffers, CardTaken) as refusal:  # it tells something too
        with transaction.atomic():
            audit.record_read(
                actor=actor, subject_kind="desk_look", subject_id=str(actor.id), at=at, reason=refusal.code
            )
        raise


@transaction.atomic
def _look(*, actor: Actor, contact: str, card: CitizenCard, at: datetime) -> Person:
    account = _to_confirm(contact, card, actor)
    audit.record_read(actor=actor, subject_kind="account", subject_id=account.pk, at=at, reason="at_desk")
    return as_person(account)


def confirm_person(*, actor: Actor, contact: str, card: CitizenCard, at: datetime) -> AccountView:
    """The account is of whom the card says: its facts replace what was typed. Raises what `find_person` raises."""
    _require_look(actor)
    return _confirm(actor=actor, contact=contact, card=card, at=at)


@transaction.atomic
def _confirm(*, actor: Actor, contact: str, card: CitizenCard, at: datetime) -> AccountView:
    account = _to_confirm(contact, card, actor)
    account.full_name, account.sort_key = card.full_name, sort_key(card.full_name)
    account.citizen_id, account.citizen_id_proof = card.citizen_id, Proof.COUNTER.value
    account.birth, account.gender = card.birth or account.birth, card.gender or account.gender
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError as error:  # somebody was confirmed with this number since we looked
        raise CardTaken(field="citizen_id") from error
    audit.record(
        actor=actor,
        action="identity.person_confirmed",
        subject_kind="account",
        subject_id=account.pk,
        at=at,
        detail={"proof": Proof.COUNTER.value},
    )
    letters.tell(account=account, template=letters.CONFIRMED, context={}, at=at)
    return as_account(account)


def _to_confirm(contact: str, card: CitizenCard, actor: Actor) -> Account:
    """The account behind a contact, locked, if this officer may confirm it with this card."""
    try:
        _, stored = check_contact(contact)
    except FormatFault as fault:
        fault.field = "contact"
        raise
    found = find_by_contact(contact=stored)
    if found is not None and found.pk == actor.id:
        raise OwnAccount(field="contact")
    if found is None or found.kind != AccountKind.CITIZEN.value:
        raise NobodyThere(field="contact")  # an officer's account is for the post, and no way in by a card
    account = access.account(found.pk)
    if account.citizen_id_proof:
        raise ConfirmedBefore(field="contact")
    if fold(account.full_name) != fold(card.full_name):
        raise NameDiffers(field="contact")
    if find_by_citizen_id(citizen_id=card.citizen_id) is not None:
        raise CardTaken(field="citizen_id")
    return account


@transaction.atomic
def find_enterprises(*, actor: Actor, tax_code: str, at: datetime) -> list[WaitingEnterprise]:
    """Who put an enterprise with this tax code on their list, for the officer to compare with its papers.

    Where the code was confirmed before, that entry can be handed over to them. Raises a `FormatFault`, EnterpriseTaken
    where it was and nobody waits, EnterpriseNotThere, TooManyRequests.
    """
    _require_look(actor)
    try:
        code = check_tax_code(tax_code, on=clock.local(at).date())
    except FormatFault as fault:
        fault.field = "tax_code"
        raise
    confirmed = Enterprise.objects.filter(tax_code=code, proven=True).prefetch_related("memberships__account").first()
    holders = _owners(confirmed) if confirmed else {}
    owned = Membership.objects.filter(
        enterprise=OuterRef("pk"), role=Role.OWNER.value, ended_at=None, accepted_at__isnull=False
    )
    rows = Enterprise.objects.filter(Exists(owned), tax_code=code, proven=False).prefetch_related(
        "memberships__account"
    )
    waiting = [row for row in rows.order_by("-created_at")[:SHOWN] if not _owners(row).keys() <= holders.keys()]
    if not waiting:
        raise (EnterpriseTaken if confirmed else EnterpriseNotThere)(field="tax_code")
    for row in [*waiting, *([confirmed] if confirmed else [])]:
        audit.record_read(actor=actor, subject_kind="enterprise", subject_id=row.pk, at=at, reason="at_desk")
    return [
        WaitingEnterprise(
            enterprise=as_enterprise(row),
            owners=tuple(_owners(row).values()),
            confirmed=confirmed is not None,
            holders=tuple(holders.values()),
        )
        for row in waiting
    ]


def _owners(row: Enterprise) -> dict[UUID, str]:
    """Who owns it, by account."""
    standing = (one for one in row.memberships.all() if one.ended_at is None and one.accepted_at is not None)
    return {one.account_id: one.account.full_name for one in standing if one.role == Role.OWNER.value}


def _require_look(actor: Actor) -> None:
    if not access.may_confirm(actor):
        raise NotFound
    ratelimit.require(f"at-desk:{actor.id}", limit=LOOKS_PER_HOUR, per=timedelta(hours=1))
