"""Signing together: others are asked, each signs exactly what is shown, any change voids what was signed.

The digest is computed from the draft as it stands whenever it matters: when a page is shown, when somebody signs, when
something is saved, when it is submitted. So no path around a save can carry an old signature to a new content.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from honglam.dossiers.access import cosigner_for, draft_for, proven_number
from honglam.dossiers.contracts import (
    ContentChanged,
    CosignAsked,
    IdentityNotProven,
    SamePerson,
    SignaturesMissing,
    SignatureVoided,
    SignPage,
)
from honglam.dossiers.models import Cosigner, Draft
from honglam.dossiers.queries.cosigning import asked_by, cosigner_view, digest_now, list_states
from honglam.dossiers.queries.drafts import draft_view
from honglam.dossiers.rules.cosigning import Signing, is_same_person
from honglam.identity import api as identity
from honglam.identity.contracts import AccountView
from honglam.kernel import audit, events, ratelimit
from honglam.kernel.ids import uuid7
from honglam.kernel.ready import ReadyQuery, together, updating
from honglam.kernel.values import Actor

ASKED_PER_DAY = 30
MOST = 10
_SIGNED = ReadyQuery(
    lambda *, draft_id: Cosigner.objects.filter(draft_id=draft_id, signed_at__isnull=False, voided_at=None),
    draft_id=UUID(int=1),
)


@transaction.atomic
def ask_to_sign(*, actor: Actor, draft_id: UUID, contact: str, at: datetime) -> Cosigner:
    """Ask whoever has this phone number or e-mail address to sign; now or at any time before submission.

    Whether the contact belongs to an account is not told. Raises a `FormatFault`; SamePerson for the contact of whoever
    files it, or in whose name.
    """
    draft = draft_for(actor=actor, draft_id=draft_id, lock=True)
    ratelimit.require(f"cosign:{actor.id}", limit=ASKED_PER_DAY, per=timedelta(days=1))
    stored = identity.check_email(value=contact) if "@" in contact else identity.check_phone(value=contact)
    if any(stored in (one.email, one.phone) for one in _first_signers(draft)):
        raise SamePerson(field="contact")
    if draft.cosigners.count() >= MOST:
        raise SamePerson(field="contact")
    row, made = Cosigner.objects.get_or_create(draft=draft, contact=stored, defaults={"id": uuid7(), "invited_at": at})
    if made or row.declined_at is not None:
        row.declined_at = row.voided_at = row.account_id = None
        row.name = row.citizen_number = ""  # asked anew is whoever has the contact now
        row.save()
        events.publish(CosignAsked(cosigner_id=row.id, draft_id=draft.id), at=at)
    _record(actor, "dossiers.cosigner_asked", draft.id, at, cosigner=str(row.id))
    return row


@transaction.atomic
def take_off(*, actor: Actor, draft_id: UUID, cosigner_id: UUID, at: datetime) -> None:
    """The owner needs this person's signature no more."""
    draft = draft_for(actor=actor, draft_id=draft_id, lock=True)
    if draft.cosigners.filter(id=cosigner_id).delete()[0]:
        _record(actor, "dossiers.cosigner_taken_off", draft.id, at, cosigner=str(cosigner_id))


@transaction.atomic
def get_sign_page(*, actor: Actor, cosigner_id: UUID, at: datetime) -> SignPage:
    """Exactly what the actor was asked to sign; the read is audited."""
    row = cosigner_for(actor=actor, cosigner_id=cosigner_id)
    audit.record_read(actor=actor, subject_kind="draft", subject_id=row.draft_id, at=at, reason="cosigner")
    digest = digest_now(row.draft)
    return SignPage(
        cosigner=cosigner_view(row, digest),
        draft=draft_view(row.draft),
        asked_by=asked_by(row.draft),
        digest=digest,
    )


@transaction.atomic
def sign(*, actor: Actor, cosigner_id: UUID, digest: str, at: datetime) -> None:
    """Sign what was shown under this digest. Raises IdentityNotProven, SamePerson, ContentChanged."""
    row = cosigner_for(actor=actor, cosigner_id=cosigner_id, lock=True)
    number = proven_number(actor)
    if not number:
        raise IdentityNotProven
    others = row.draft.cosigners.exclude(id=row.id).values_list("citizen_number", flat=True)
    first = _first_signers(row.draft)
    known = is_same_person(number, [*others, *(one.citizen_id for one in first)])
    if known or actor.id in {one.id for one in first}:
        raise SamePerson
    if digest != digest_now(row.draft):
        raise ContentChanged
    row.account_id, row.name, row.citizen_number = actor.id, actor.name[:200], number
    row.digest, row.signed_at, row.voided_at, row.declined_at = digest, at, None, None
    row.save()
    _record(actor, "dossiers.draft_signed", row.draft_id, at, cosigner=str(row.id), digest=digest)


@transaction.atomic
def decline(*, actor: Actor, cosigner_id: UUID, at: datetime) -> None:
    """Whoever was asked does not want to sign, or takes a signature back."""
    row = cosigner_for(actor=actor, cosigner_id=cosigner_id, lock=True)
    row.declined_at, row.signed_at, row.digest = at, None, ""
    row.save(update_fields=["declined_at", "signed_at", "digest"])
    _record(actor, "dossiers.signature_declined", row.draft_id, at, cosigner=str(row.id))


@transaction.atomic
def end_requests_to(*, actor: Actor, contact: str, at: datetime) -> None:
    """The owner of a contact gives it up: what it was asked to sign and did not is void, and nobody waits for it."""
    rows = Cosigner.objects.select_for_update(of=("self",)).order_by("id")
    for row in rows.filter(contact=contact, signed_at=None, voided_at=None):
        row.voided_at, row.declined_at = at, row.declined_at or at
        row.save(update_fields=["voided_at", "declined_at"])
        _record(actor, "dossiers.sign_request_ended", row.draft_id, at, cosigner=str(row.id))


def save_and_void(draft: Draft, *, actor: Actor, at: datetime) -> None:
    """Write the draft: signatures given for another content no longer stand, and whoever signed is told."""
    signed: list[Cosigner] = together(updating(draft), _SIGNED.of(draft_id=draft.pk))[1]
    if not signed:
        return
    now = digest_now(draft)
    for row in signed:
        if row.digest != now:
            row.voided_at = at
            row.save(update_fields=["voided_at"])
            _record(actor, "dossiers.signature_voided", draft.id, at, cosigner=str(row.id))
            events.publish(SignatureVoided(cosigner_id=row.id, draft_id=draft.id), at=at)


def require_signatures(draft: Draft) -> tuple[str, ...]:
    """Who signed beside the owner. Raises SignaturesMissing while somebody who was asked has not signed this."""
    states = list_states(draft)
    waiting = [view.name or view.contact for view in states if view.state in (Signing.ASKED, Signing.VOID)]
    if waiting:
        raise SignaturesMissing(field="cosigners", names=", ".join(waiting))
    return tuple(view.name for view in states if view.state == Signing.SIGNED)


def _first_signers(draft: Draft) -> list[AccountView]:
    """Who stands behind the dossier already: its owner, and under a mandate the principal."""
    both = (draft.owner_id, draft.principal_id)
    return [identity.get_account(account_id=one) for one in both if one is not None]


def _record(actor: Actor, action: str, draft_id: UUID, at: datetime, **detail: str) -> None:
    audit.record(actor=actor, action=action, subject_kind="draft", subject_id=draft_id, at=at, detail=detail)
