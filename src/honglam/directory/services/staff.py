"""People who come to a post: whoever has no account yet gets one."""

from datetime import date, datetime

from django.db import transaction

from honglam.directory import access
from honglam.directory.contracts import HoldingKind, HoldingView, UnknownPerson
from honglam.directory.services.holdings import appoint
from honglam.identity import api as identity
from honglam.identity.contracts import AccountKind, FormatFault
from honglam.kernel import audit
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
    try:
        account = identity.find_by_contact(contact=contact)
    except FormatFault as fault:
        fault.field = "contact"
        raise
    if account is None:
        if not full_name.strip():
            raise UnknownPerson(field="full_name")
        try:
            account = identity.create_account(
                actor=actor,
                full_name=full_name,
                at=at,
                kind=AccountKind.STAFF,
                email=contact if "@" in contact else "",
                phone="" if "@" in contact else contact,
            )
        except FormatFault as fault:
            fault.field = "full_name"
            raise
        audit.record(actor=actor, action="directory.staff_added", subject_kind="account", subject_id=account.id, at=at)
    return appoint(
        actor=actor,
        post_id=post_id,
        account_id=account.id,
        kind=kind,
        valid_from=valid_from,
        valid_to=valid_to,
        at=at,
    )
