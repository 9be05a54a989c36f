"""Facts of a person's account that an officer corrects because the person asked and showed what is right."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from honglam.identity import access
from honglam.identity.contracts import OTHER, FormatFault, Proof
from honglam.identity.models import Account
from honglam.identity.rules.citizen_ids import check_citizen_id
from honglam.identity.rules.people import check_birth, check_gender, check_name, clean_line
from honglam.identity.services.clashes import name_clash
from honglam.kernel import audit, clock
from honglam.kernel.text import sort_key, whole
from honglam.kernel.values import Actor

FIELDS = ("full_name", "citizen_id", "birth", "gender", "address")


def checked(account: Account, items: Mapping[str, str], *, at: datetime) -> dict[str, str]:
    """What differs from the account, as it would be stored, and what is told in words. Raises FormatFault, TooLong.

    A number that nobody vouched for is asked for even as it stands: an officer who saw the card confirms it so.
    """
    wanted: dict[str, str] = {}
    for field in FIELDS:
        typed = items.get(field, "").strip()
        if typed:
            value = _checked(field, typed, at=at)
            unproven = field == "citizen_id" and not account.citizen_id_proof
            if unproven or value != getattr(account, field):
                wanted[field] = value
    told = whole(items.get(OTHER, ""), 2000, field="items")
    return wanted | ({OTHER: told} if told else {})


def _checked(field: str, typed: str, *, at: datetime) -> str:
    on = clock.local(at).date()
    try:
        match field:
            case "full_name":
                return check_name(typed)
            case "citizen_id":
                return check_citizen_id(typed, on=on)
            case "birth":
                return check_birth(typed, on=on)
            case "gender":
                return check_gender(typed)
        return clean_line(typed, length=300)
    except FormatFault as fault:
        fault.field = field
        raise


@transaction.atomic
def correct(*, actor: Actor, account_id: UUID, facts: Mapping[str, str], at: datetime) -> None:
    """Write the corrected facts; a number that an officer corrects is proven by the officer.

    Raises CitizenIdTaken where the number belongs to somebody else.
    """
    account = access.account(account_id)
    changed = [field for field in FIELDS if field in facts]
    for field in changed:
        setattr(account, field, facts[field])
    account.sort_key = sort_key(account.full_name)
    if "citizen_id" in facts:
        account.citizen_id_proof = Proof.COUNTER.value
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError as error:
        raise name_clash(error=error) from error
    audit.record(
        actor=actor,
        action="identity.facts_corrected",
        subject_kind="account",
        subject_id=account.pk,
        at=at,
        detail={"fields": changed},
    )
