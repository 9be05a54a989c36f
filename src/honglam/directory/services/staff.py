"""People who come to a post: whoever has no account yet gets one."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from honglam.directory import access
from honglam.directory.contracts import HoldingKind, HoldingView, NameNeeded, NotStaff, OtherName, UnknownPerson
from honglam.directory.services.holdings import appoint
from honglam.identity import api as identity
from honglam.identity.contracts import AccountKind, AccountView, FormatFault
from honglam.kernel.text import fold
from honglam.kernel.values import Actor


@transaction.atomic
def appoint_person(
    *,
    actor: Actor,
    post_id: int,
    contact: str,
    full_name: str,
    kind: HoldingKind,
    valid_from: date,
    valid_to: date | None = None,
    at: datetime,
) -> HoldingView:
    """Appoint the person behind an official e-mail address or mobile number, opening a staff account if need be.

    A name that is given must be the account's own: a wrong contact would give the post to somebody else. Raises what
    `appoint` raises, UnknownPerson where there is neither an account nor a name, OtherName, NameNeeded, identity's
    FormatFault at `contact` or `full_name`.
    """
    access.get_post(actor, post_id)
    account_id = find_named(actor=actor, contact=contact, full_name=full_name)
    account_id = account_id or _open(actor, contact, full_name, at)
    return appoint(
        actor=actor,
        post_id=post_id,
        account_id=account_id,
        kind=kind,
        valid_from=valid_from,
        valid_to=valid_to,
        at=at,
    )


def find_person(*, contact: str, field: str = "contact") -> UUID | None:
    """The account behind a contact, if there is one; what is no contact is refused at `field`."""
    account = _find(contact, field)
    return account.id if account else None


def find_named(*, actor: Actor, contact: str, full_name: str) -> UUID | None:
    """The staff account behind a contact, if there is one, when it is that of the person named.

    Without a name only somebody whom the actor knows: whose number it is stays with its owner. Raises FormatFault,
    NotStaff, OtherName, NameNeeded.
    """
    account = _find(contact, "contact")
    if account is None:
        return None
    if account.kind is not AccountKind.STAFF:
        raise NotStaff(field="contact")
    if full_name.strip() and fold(full_name) != fold(account.full_name):
        raise OtherName(field="full_name")
    if not full_name.strip() and not access.knows_person(actor, account.id):
        raise NameNeeded(field="full_name")
    return account.id


def _find(contact: str, field: str) -> AccountView | None:
    try:
        return identity.find_by_contact(contact=contact)
    except FormatFault as fault:
        fault.field = field
        raise


def _open(actor: Actor, contact: str, full_name: str, at: datetime) -> UUID:
    """A staff account for somebody from the personnel list, whose contact is proven by being on it."""
    if not full_name.strip():
        raise UnknownPerson(field="full_name")
    email, phone = (contact, "") if "@" in contact else ("", contact)
    try:
        account = identity.create_account(
            actor=actor, full_name=full_name, at=at, kind=AccountKind.STAFF, email=email, phone=phone
        )
    except FormatFault as fault:
        fault.field = "full_name"
        raise
    return account.id
