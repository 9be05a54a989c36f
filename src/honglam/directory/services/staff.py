"""People who come to a post: whoever has no account yet gets one."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from honglam.directory import access
from honglam.directory.contracts import HoldingKind, HoldingView, UnknownPerson
from honglam.directory.services.holdings import appoint
from honglam.identity import api as identity
from honglam.identity.contracts import AccountKind, FormatFault
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

    Raises what `appoint` raises, UnknownPerson where there is neither an account nor a name, identity's FormatFault
    at `contact` or `full_name`.
    """
    access.get_post(actor, post_id)
    account_id = find_person(contact=contact) or _open(actor, contact, full_name, at)
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
    try:
        account = identity.find_by_contact(contact=contact)
    except FormatFault as fault:
        fault.field = field
        raise
    return account.id if account else None


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
