"""Proving that somebody reads at a phone number or an e-mail address: send a code, check it, use the proof once.

What the visitor sees is the same whether the contact belongs to somebody or to nobody; only the message tells.
"""

import hmac
import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import transaction

from honglam.identity.contracts import WrongCode
from honglam.identity.models import ContactCode
from honglam.identity.queries import find_by_contact
from honglam.identity.rules.contacts import check_contact
from honglam.identity.services import letters
from honglam.kernel import audit, ratelimit
from honglam.kernel.clients import limit_key
from honglam.kernel.ids import uuid7
from honglam.kernel.values import ANONYMOUS

CODE_DIGITS = 6
CONTACT = "contact"
"""Only to know that somebody reads there: whoever owns the contact or nobody, no account is opened or changed."""
TRIES = 5
CODE_LIVES = timedelta(minutes=10)
PROOF_LIVES = timedelta(minutes=30)
KEEP_CODES = timedelta(days=2)
SENT_PER_CONTACT = 5
SENT_PER_ADDRESS = 300
SENT_IN_ALL = 1000
"""Proven ones too: whoever owns the numbers that codes go to proves each, and may earn by every message."""
PER_HOUR = timedelta(hours=1)
BETWEEN_TWO = timedelta(seconds=30)


def send_code(*, contact: str, purpose: str, account_id: UUID | None, address: str, at: datetime) -> UUID:
    """Send a six-digit code for `purpose` (sign_up, add, reset, contact); returns the id under which it is checked.

    Raises a `FormatFault` for what is no contact, and TooManyRequests (counted even so: not atomic as a whole).
    """
    _, contact = check_contact(contact)
    ratelimit.require_from(_from(address), limit=SENT_PER_ADDRESS, per=PER_HOUR)
    ratelimit.require_from(f"code-all-from:{limit_key(address)}", limit=SENT_IN_ALL, per=PER_HOUR)
    ratelimit.require(f"code-soon:{purpose}:{contact}", limit=1, per=BETWEEN_TWO)
    ratelimit.require(f"code-to:{contact}", limit=SENT_PER_CONTACT, per=PER_HOUR)
    return _send(contact=contact, purpose=purpose, account_id=account_id, at=at)


@transaction.atomic
def _send(*, contact: str, purpose: str, account_id: UUID | None, at: datetime) -> UUID:
    owner = find_by_contact(contact=contact)
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    usable = purpose == CONTACT or (owner is not None) == (purpose == "reset")
    row_id = uuid7()
    ContactCode.objects.create(
        id=row_id,
        purpose=purpose,
        contact=contact,
        account_id=account_id,
        code_hash=_hash(row_id, code) if usable else "",
        tries_left=TRIES,
        created_at=at,
        expires_at=at + CODE_LIVES,
    )
    template = _template(purpose, usable=usable)
    context = {"code": code} if usable else {"url": letters.HOME}
    letters.write_to(contact=contact, template=template, context=context, subject_id=row_id, at=at)
    return row_id


def _template(purpose: str, *, usable: bool) -> str:
    if usable:
        return {
            "sign_up": letters.CODE_SIGN_UP,
            "add": letters.CODE_ADD,
            "reset": letters.CODE_RESET,
            CONTACT: letters.CODE_CONTACT,
        }[purpose]
    return letters.ACCOUNT_UNKNOWN if purpose == "reset" else letters.ACCOUNT_EXISTS


def _hash(row_id: UUID, code: str) -> str:
    """Keyed with our secret and the row: a stolen table does not give away six digits by trying them all."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, row_id.bytes + code.encode(), sha256).hexdigest()


def _from(address: str) -> str:
    """Where codes are counted that nobody proved: an office that opens accounts for people sends many."""
    return f"code-from:{limit_key(address)}"


def check_code(*, proof_id: UUID, code: str, address: str, at: datetime) -> str:
    """Accept the code and return the contact it proves. Raises WrongCode; each miss costs one of five tries.

    `address`: where it is typed; a code that is proven no longer counts there.
    """
    digits = "".join(letter for letter in code if letter.isascii() and letter.isdigit())
    contact = _try(proof_id=proof_id, digits=digits, at=at)
    if contact is None:
        raise WrongCode(field="code")
    ratelimit.give_back(_from(address))
    return contact


@transaction.atomic
def _try(*, proof_id: UUID, digits: str, at: datetime) -> str | None:
    row = ContactCode.objects.select_for_update().filter(pk=proof_id, proven_at=None, expires_at__gt=at).first()
    if row is None or row.tries_left == 0:
        return None
    if row.code_hash and hmac.compare_digest(row.code_hash, _hash(row.pk, digits)):
        row.proven_at = at
        row.save(update_fields=["proven_at"])
        audit.record(
            actor=ANONYMOUS, action="identity.contact_proven", subject_kind="contact_code", subject_id=row.pk, at=at
        )
        return row.contact
    row.tries_left -= 1
    row.save(update_fields=["tries_left"])
    return None


def contact_of(*, proof_id: UUID) -> str | None:
    """The contact a code was sent to, for the page that asks for it."""
    return ContactCode.objects.filter(pk=proof_id).values_list("contact", flat=True).first()


def is_proven(*, proof_id: UUID, purpose: str, at: datetime) -> bool:
    """Whether the proof may still be used."""
    return ContactCode.objects.filter(
        pk=proof_id, purpose=purpose, proven_at__gt=at - PROOF_LIVES, used_at=None
    ).exists()


def use_proof(*, proof_id: UUID, purpose: str, at: datetime) -> ContactCode:
    """Spend a proof inside the verb that needs it. Raises WrongCode when it was never given, spent or is stale."""
    row = (
        ContactCode.objects.select_for_update()
        .filter(pk=proof_id, purpose=purpose, proven_at__gt=at - PROOF_LIVES, used_at=None)
        .first()
    )
    if row is None:
        raise WrongCode(field="code")
    row.used_at = at
    row.save(update_fields=["used_at"])
    return row


def sweep(*, at: datetime) -> int:
    """Forget codes of the day before yesterday."""
    deleted, _ = ContactCode.objects.filter(created_at__lt=at - KEEP_CODES).delete()
    return deleted
