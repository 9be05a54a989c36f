"""What people agree to. Law 91/2025/QH15 on the protection of personal data: a permission names its purpose, can be
proven, and can be withdrawn as easily as it was given.
"""

from datetime import datetime, timedelta

from django.db import transaction

from honglam.identity import access
from honglam.identity.models import Account, Consent
from honglam.identity.queries import as_actor
from honglam.kernel import audit, ratelimit
from honglam.kernel.values import Actor, NotFound, text_noop

COPIES_PER_DAY = 10
TERMS = "terms"
TERMS_VERSION = "2026-01"
# Purposes a person may allow or not, with the words they read. To handle a dossier none is needed: the law orders it.
PURPOSES: dict[str, tuple[str, str]] = {
    "prefill": (
        "2026-01",
        text_noop("Use what I entered in earlier dossiers to fill in new forms, so that I need not type it again."),
    ),
    "news": ("2026-01", text_noop("Send me news about procedures that concern me.")),
    "survey": ("2026-01", text_noop("Ask me now and then how satisfied I am with the service.")),
}


def record_opening(*, account: Account, at: datetime, **by: str) -> None:
    """An account was opened on the terms in force; part of the verbs that open one. `by` says by what it was proven."""
    Consent.objects.create(account=account, purpose=TERMS, text_version=TERMS_VERSION, given_at=at)
    audit.record(
        actor=as_actor(account),
        action="identity.signed_up",
        subject_kind="account",
        subject_id=account.pk,
        at=at,
        detail=by,
    )


@transaction.atomic
def give_consent(*, actor: Actor, purpose: str, at: datetime) -> None:
    """Allow a purpose in its present words; allowing it twice changes nothing. Raises NotFound for unknown purposes."""
    account = access.own_account(actor)
    if purpose not in PURPOSES:
        raise NotFound
    version = PURPOSES[purpose][0]
    standing = account.consents.filter(purpose=purpose, withdrawn_at=None).first()
    if standing is not None and standing.text_version == version:
        return
    account.consents.filter(purpose=purpose, withdrawn_at=None).update(withdrawn_at=at)
    Consent.objects.create(account=account, purpose=purpose, text_version=version, given_at=at)
    audit.record(
        actor=actor,
        action="identity.consent_given",
        subject_kind="account",
        subject_id=account.pk,
        at=at,
        detail={"purpose": purpose, "version": version},
    )


@transaction.atomic
def withdraw_consent(*, actor: Actor, purpose: str, at: datetime) -> None:
    """Take a permission back; what is not standing needs no taking back."""
    account = access.own_account(actor)
    if account.consents.filter(purpose=purpose, withdrawn_at=None).update(withdrawn_at=at):
        audit.record(
            actor=actor,
            action="identity.consent_withdrawn",
            subject_kind="account",
            subject_id=account.pk,
            at=at,
            detail={"purpose": purpose},
        )


def note_copy(*, actor: Actor, at: datetime) -> None:
    """A person takes a copy of their data away. Raises TooManyRequests (counted: not atomic as a whole).

    The law lets people ask as often as they want; the limit is for programs that ask without end.
    """
    ratelimit.require(f"data-copy:{actor.id}", limit=COPIES_PER_DAY, per=timedelta(days=1))
    _note_copy(actor=actor, at=at)


@transaction.atomic
def _note_copy(*, actor: Actor, at: datetime) -> None:
    account = access.own_account(actor)
    account.data_requests.create(kind="copy", asked_at=at, settled_at=at)
    audit.record(actor=actor, action="identity.data_copied", subject_kind="account", subject_id=account.pk, at=at)
