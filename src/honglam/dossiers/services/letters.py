"""Letters about a dossier: to its applicant at each step, to officers whose work it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext, override

from honglam.directory import api as directory
from honglam.dossiers.contracts import BulkAssigned, DossierEvent, LookAnswered
from honglam.dossiers.models import Cosigner, Dossier, Draft
from honglam.dossiers.queries.cosigning import asked_by
from honglam.identity import api as identity
from honglam.identity.contracts import AccountView
from honglam.notices import api as notices
from honglam.notices.contracts import Kind, Letter, Recipient
from honglam.procedures import api as procedures

_COMMON = {
    "code": Kind.TEXT,
    "procedure": Kind.TEXT,
    "applicant": Kind.TEXT,
    "agency": Kind.TEXT,
    "desk": Kind.TEXT,
    "url": Kind.URL,
    "page": Kind.URL,
    "look_up": Kind.URL,
}
"""`url` opens for whoever reads the letter: it is `page`, the dossier's own page, for who has an account, and `look_up`
for who has none. The other one is empty, so that words about it can be left out."""


def _letter(what: str, **more: Kind) -> Letter:
    return Letter(code=f"dossiers.{what}", fields={**_COMMON, **more})


SUBMITTED = _letter("submitted", looked_at_by=Kind.DATETIME)
ACCEPTED = _letter("accepted", due_at=Kind.DATETIME)
TAKEN_ON = _letter("taken_on", due_at=Kind.DATETIME)
REFUSED = _letter("refused", reason=Kind.TEXT, legal_basis=Kind.TEXT)
SUPPLEMENT_REQUESTED = _letter("supplement_requested", items=Kind.LIST, reason=Kind.TEXT, answer_by=Kind.DATETIME)
SUPPLEMENT_RECEIVED = _letter("supplement_received", due_at=Kind.DATETIME)
PAYMENT_REQUESTED = _letter("payment_requested", reason=Kind.TEXT)
CLOCK_PAUSED = _letter("clock_paused", reason=Kind.TEXT)
CLOCK_RESUMED = _letter("clock_resumed", due_at=Kind.DATETIME)
STOPPED = _letter("stopped", reason=Kind.TEXT)
RESULT_ISSUED = _letter("result_issued", collect_at=Kind.TEXT, sent_to=Kind.TEXT)
RESULT_REFUSED = _letter("result_refused", reason=Kind.TEXT, legal_basis=Kind.TEXT)
RESULT_REVOKED = _letter("result_revoked", reason=Kind.TEXT, due_at=Kind.DATETIME)
RETURNED = _letter("returned")
WITHDRAWN = _letter("withdrawn", reason=Kind.TEXT)
EXPIRED = _letter("expired")
DUE_CHANGED = _letter("due_changed", reason=Kind.TEXT, due_at=Kind.DATETIME)
MOVED = _letter("moved", former=Kind.TEXT, reason=Kind.TEXT)
EXTENDED = _letter("extended", reason=Kind.TEXT, due_at=Kind.DATETIME)
EXTENDED_DESK = _letter("extended_desk", reason=Kind.TEXT, due_at=Kind.DATETIME)
TASK_ASSIGNED = _letter("task_assigned", step=Kind.TEXT, due_at=Kind.DATETIME)
DUE_SOON = _letter("due_soon", due_at=Kind.DATETIME)
UNTOUCHED = _letter("untouched", step=Kind.TEXT, due_at=Kind.DATETIME)
CONSULTATION_SILENT = _letter(
    "consultation_silent", step=Kind.TEXT, unit=Kind.TEXT, rule=Kind.TEXT, due_at=Kind.DATETIME
)
LATE_OPINION = _letter("late_opinion", step=Kind.TEXT, unit=Kind.TEXT, due_at=Kind.DATETIME, given_at=Kind.DATETIME)
FEES_DUE = _letter("fees_due", amount=Kind.MONEY, due_at=Kind.DATETIME, pay_url=Kind.URL)
PAID = _letter("paid", amount=Kind.MONEY, receipt=Kind.TEXT, pay_url=Kind.URL)
REFUNDED = _letter("refunded", amount=Kind.MONEY)

LOOK_ANSWERED = Letter(
    code="dossiers.look_answered",
    fields={"procedure": Kind.TEXT, "desk": Kind.TEXT, "answer": Kind.TEXT, "url": Kind.URL},
)

BULK_ASSIGNED = Letter(
    code="dossiers.bulk_assigned", fields={"count": Kind.NUMBER, "assigned_by": Kind.TEXT, "url": Kind.URL}
)
COSIGN_ASKED = Letter(
    code="dossiers.cosign_asked", fields={"procedure": Kind.TEXT, "asked_by": Kind.TEXT, "url": Kind.URL}
)
SIGNATURE_VOIDED = Letter(
    code="dossiers.signature_voided", fields={"procedure": Kind.TEXT, "asked_by": Kind.TEXT, "url": Kind.URL}
)

LETTERS = (
    BULK_ASSIGNED,
    COSIGN_ASKED,
    SIGNATURE_VOIDED,
    LOOK_ANSWERED,
    SUBMITTED,
    ACCEPTED,
    TAKEN_ON,
    REFUSED,
    SUPPLEMENT_REQUESTED,
    SUPPLEMENT_RECEIVED,
    PAYMENT_REQUESTED,
    CLOCK_PAUSED,
    CLOCK_RESUMED,
    STOPPED,
    RESULT_ISSUED,
    RESULT_REFUSED,
    RESULT_REVOKED,
    RETURNED,
    WITHDRAWN,
    EXPIRED,
    DUE_CHANGED,
    MOVED,
    EXTENDED,
    EXTENDED_DESK,
    TASK_ASSIGNED,
    DUE_SOON,
    FEES_DUE,
    PAID,
    REFUNDED,
    UNTOUCHED,
    CONSULTATION_SILENT,
    LATE_OPINION,
)
"""What this block sends; the pack's section `notices` holds the words."""

CITIZEN_URL = "/ho-so/{}/"
LOOK_UP_URL = "/tra-cuu/?{}"
OF_ACCOUNTS = frozenset({"pay_url"})
"""Fields that lead to a page behind the sign-in."""
OFFICER_URL = "/can-bo/ho-so/{}/"
MINE_URL = "/can-bo/?holder=me"
PAY_URL = "/thanh-toan/{}/"


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """Whom a dossier's letters reach: the owner's account, or the contacts a walk-in left."""

    recipient: Recipient
    applicant: str


def write_to_applicant(*, letter: Letter, event: DossierEvent, event_id: UUID, at: datetime, **facts: Any) -> None:
    """Tell the applicant. Nobody to reach is no fault: many walk-ins leave no contact."""
    for addressee in _addressees(event.dossier_id):
        recipient = addressee.recipient
        notices.send(
            template=letter.code,
            recipient=recipient,
            context={
                **_context(event, addressee.applicant),
                **_where_to_look(event, recipient),
                **_worded(_open_to(recipient, facts), recipient.language),
            },
            subject_kind="dossier",
            subject_id=event.dossier_id,
            at=at,
            dedupe_key=f"{letter.code}:{event_id}:{event.dossier_id}:{recipient.key}",
        )


def _where_to_look(event: DossierEvent, recipient: Recipient) -> dict[str, str]:
    """Who has no account cannot sign in: what anybody may know of the dossier stands on the page of look-ups."""
    if not recipient.key:
        look_up = LOOK_UP_URL.format(urlencode({"ma": event.code}))
        return {"url": look_up, "look_up": look_up}
    page = CITIZEN_URL.format(event.dossier_id)
    return {"url": page, "page": page}


def _open_to(recipient: Recipient, facts: dict[str, Any]) -> dict[str, Any]:
    """Without what the recipient could not open."""
    return {name: value for name, value in facts.items() if recipient.key or name not in OF_ACCOUNTS}


def write_to_officers(
    *, letter: Letter, account_ids: Iterable[UUID], event: DossierEvent, event_id: UUID, at: datetime, **facts: Any
) -> None:
    """Tell each of these officers, without the applicant's name: letters travel further than screens."""
    for account_id in account_ids:
        notices.send(
            template=letter.code,
            recipient=identity.recipient_of(account_id=account_id),
            context={**_context(event, ""), "url": OFFICER_URL.format(event.dossier_id), **facts},
            subject_kind="dossier",
            subject_id=event.dossier_id,
            at=at,
            dedupe_key=f"{letter.code}:{event_id}:{account_id}",
        )


def write_to_new_holder(*, event: BulkAssigned, event_id: UUID, at: datetime) -> None:
    """In the product only: many dossiers wait in the worklist since somebody assigned them at once."""
    account = identity.get_account(account_id=event.holder_id)
    notices.send(
        template=BULK_ASSIGNED.code,
        recipient=Recipient(
            key=identity.recipient_key(account_id=account.id),
            name=account.full_name,
            email="",
            phone="",
            language=account.language,
        ),
        context={"count": event.count, "assigned_by": event.by_name, "url": MINE_URL},
        subject_kind="bulk_act",
        subject_id=event.bulk_id,
        at=at,
        dedupe_key=f"{BULK_ASSIGNED.code}:{event_id}",
    )


def write_to_cosigner(*, letter: Letter, cosigner_id: UUID, event_id: UUID, at: datetime) -> None:
    """Ask somebody to sign, by the contact that was given; whoever signed is written to wherever they are now."""
    row = Cosigner.objects.select_related("draft").filter(id=cosigner_id).first()
    if row is None or (row.account_id is None and row.voided_at is not None):
        return
    notices.send(
        template=letter.code,
        recipient=_cosigner_at(row),
        context={
            "procedure": procedures.get_version(version_id=row.draft.version_id).name,
            "asked_by": asked_by(row.draft),
            "url": f"/ho-so/dong-ky/{row.id}/",
        },
        subject_kind="draft",
        subject_id=row.draft_id,
        at=at,
        dedupe_key=f"{letter.code}:{event_id}",
    )


def _cosigner_at(row: Cosigner) -> Recipient:
    """Where a cosigner is reached: by what they have now once they signed, before by the contact that was given."""
    if row.account_id is not None:
        return identity.recipient_of(account_id=row.account_id, by_phone=True)
    found, mail = identity.find_by_contact(contact=row.contact), "@" in row.contact
    return Recipient(
        key=identity.recipient_key(account_id=found.id) if found else "",
        name=found.full_name if found else row.contact,
        email=row.contact if mail else "",
        phone="" if mail else row.contact,
        language=found.language if found else "vi",
    )


def write_to_asker(*, event: LookAnswered, event_id: UUID, at: datetime) -> None:
    """Tell whoever showed a draft that the desk has answered; nobody once it is filed or thrown away."""
    for account_id in _readers_of_draft(event.draft_id):
        notices.send(
            template=LOOK_ANSWERED.code,
            recipient=identity.recipient_of(account_id=account_id, by_phone=True),
            context={
                "procedure": event.procedure_name,
                "desk": directory.get_agency(agency_id=event.desk_id).name,
                "answer": event.answer,
                "url": f"/ho-so/nhap/{event.draft_id}/kiem-tra/",
            },
            subject_kind="draft",
            subject_id=event.draft_id,
            at=at,
            dedupe_key=f"{LOOK_ANSWERED.code}:{event_id}:{account_id}",
        )


def _readers_of_draft(draft_id: UUID) -> list[UUID]:
    """An enterprise's draft is told of to whoever still acts for it, as its dossiers are."""
    draft = Draft.objects.filter(id=draft_id).only("owner_id", "enterprise_id").first()
    if draft is None:
        return []
    if draft.enterprise_id is None:
        return [draft.owner_id]
    readers = identity.list_readers(enterprise_id=draft.enterprise_id, account_id=draft.owner_id)
    return [one.id for one in readers]


def _worded(facts: dict[str, Any], language: str) -> dict[str, Any]:
    """A reason that the product gave itself is a message of ours; what a person wrote stays as it is."""
    reason = facts.get("reason")
    if not reason:
        return facts
    with override(language):
        return {**facts, "reason": gettext(reason)}


def _context(event: DossierEvent, applicant: str) -> dict[str, Any]:
    return {
        "code": event.code,
        "procedure": event.procedure_name,
        "applicant": applicant,
        "agency": directory.get_agency(agency_id=event.lead_agency_id).name,
        "desk": directory.get_agency(agency_id=event.desk_id).name,
    }


def list_recipients(*, dossier_id: UUID) -> list[Recipient]:
    """Whom letters about a dossier reach; none where nobody can be reached."""
    return [one.recipient for one in _addressees(dossier_id)]


def _addressees(dossier_id: UUID) -> list[Addressee]:
    row = (
        Dossier.objects.filter(id=dossier_id)
        .values("owner_account_id", "enterprise_id", "applicant_name", "applicant_email", "applicant_phone")
        .first()
    )
    if row is None:
        return []
    return [Addressee(recipient=one, applicant=row["applicant_name"]) for one in _recipients(row)]


def _recipients(row: Mapping[str, Any]) -> list[Recipient]:
    """An enterprise's dossier is told to whoever still acts for it, and its contacts may be those of one who left.

    Where nobody acts for it any more, to those contacts after all, as to somebody without an account.
    """
    email, phone, owner_id = row["applicant_email"], row["applicant_phone"], row["owner_account_id"]
    enterprise_id = row["enterprise_id"]
    if enterprise_id and (readers := identity.list_readers(enterprise_id=enterprise_id, account_id=owner_id)):
        return [
            _account(one, email=email, phone=phone) if one.id == owner_id else _account(one, email="", phone="")
            for one in readers
        ]
    if owner_id is not None and enterprise_id is None:
        return [_account(identity.get_account(account_id=owner_id), email=email, phone=phone)]
    return [Recipient(key="", name=row["applicant_name"], email=email, phone=phone)] if email or phone else []


def _account(account: AccountView, *, email: str, phone: str) -> Recipient:
    """An account by its own contacts, else by those that were left with the dossier."""
    return Recipient(
        key=identity.recipient_key(account_id=account.id),
        name=account.full_name,
        email=account.email or email,
        phone=account.phone or phone,
        language=account.language,
    )
