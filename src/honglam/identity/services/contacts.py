"""Adding and removing one's own contacts. What was sent to one that goes, and waits for an answer, ends with it."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from honglam.identity import access
from honglam.identity.contracts import AccountView, Channel, LastContact
from honglam.identity.queries import as_account
from honglam.identity.services import letters
from honglam.identity.services.clashes import name_clash
from honglam.identity.services.contact_codes import send_code, use_proof
from honglam.identity.services.giving_up import end_sent_to
from honglam.kernel import audit
from honglam.kernel.values import Actor


def start_adding(*, actor: Actor, contact: str, address: str, at: datetime) -> UUID:
    """Send a code to a contact that the signed-in person wants to add."""
    return send_code(contact=contact, purpose="add", account_id=actor.id, address=address, at=at)


@transaction.atomic
def finish_adding(*, actor: Actor, proof_id: UUID, at: datetime) -> AccountView:
    """Put the proven contact in place of the old one; the old one is told. Raises WrongCode or ContactTaken."""
    account = access.own_account(actor)
    proof = use_proof(proof_id=proof_id, purpose="add", at=at)
    letters.tell(account=account, template=letters.CONTACT_CHANGED, context={}, at=at)
    channel = Channel.EMAIL if "@" in proof.contact else Channel.PHONE
    before = getattr(account, channel.value)
    setattr(account, channel.value, proof.contact)
    try:
        with transaction.atomic():
            account.save(update_fields=[channel.value])
    except IntegrityError as error:
        raise name_clash(error=error) from error
    if before != proof.contact:
        end_sent_to(actor=actor, contact=before, at=at)
    _record(actor, account.pk, "identity.contact_added", channel, at)
    return as_account(account)


@transaction.atomic
def remove_contact(*, actor: Actor, channel: Channel, at: datetime) -> AccountView:
    """Forget a contact. Raises LastContact where nothing else leads back into the account."""
    account = access.own_account(actor)
    other = account.phone if channel is Channel.EMAIL else account.email
    if not other and not account.external_identities.exists():
        raise LastContact
    letters.tell(account=account, template=letters.CONTACT_CHANGED, context={}, at=at)
    end_sent_to(actor=actor, contact=getattr(account, channel.value), at=at)
    setattr(account, channel.value, None)
    account.save(update_fields=[channel.value])
    _record(actor, account.pk, "identity.contact_removed", channel, at)
    return as_account(account)


def _record(actor: Actor, account_id: UUID, action: str, channel: Channel, at: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject_kind="account",
        subject_id=account_id,
        at=at,
        detail={"channel": channel.value},
    )
