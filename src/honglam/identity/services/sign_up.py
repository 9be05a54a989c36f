"""Opening one's own account: prove a contact, then choose a name and a password. Nothing is stored before the proof."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.identity.contracts import AccountKind, AccountView
from honglam.identity.models import Account
from honglam.identity.queries import as_account
from honglam.identity.rules.people import check_name
from honglam.identity.services.accounts import save_new
from honglam.identity.services.consents import record_opening
from honglam.identity.services.contact_codes import send_code, use_proof
from honglam.identity.services.passwords import put
from honglam.kernel.text import sort_key


def start_sign_up(*, contact: str, address: str, at: datetime) -> UUID:
    """Send a code to a new person's contact; whoever has an account already is told so there, and only there."""
    return send_code(contact=contact, purpose="sign_up", account_id=None, address=address, at=at)


@transaction.atomic
def finish_sign_up(*, proof_id: UUID, full_name: str, password: str, at: datetime) -> AccountView:
    """Open the account of who proved a contact and agreed to the terms.

    Raises WrongCode when the proof is stale, ContactTaken when somebody was faster, or a `FormatFault` at its field.
    """
    proof = use_proof(proof_id=proof_id, purpose="sign_up", at=at)
    account = Account(kind=AccountKind.CITIZEN.value, created_at=at, full_name=check_name(full_name))
    account.sort_key = sort_key(account.full_name)
    if "@" in proof.contact:
        account.email = proof.contact
    else:
        account.phone = proof.contact
    put(account=account, password=password)
    save_new(account=account)
    record_opening(account=account, at=at, by="email" if account.email else "phone")
    return as_account(account)
