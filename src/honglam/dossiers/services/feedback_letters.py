"""Letters about feedback: to its sender at each step that concerns them, to those who must act on it."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from honglam.directory import api as directory
from honglam.dossiers.contracts import FEEDBACK_TOPIC_LABELS, FeedbackEvent, FeedbackFiled, FeedbackTopic, FeedbackVerb
from honglam.dossiers.models import Feedback
from honglam.dossiers.queries.feedback import reference_of
from honglam.dossiers.rules.parties import ONE_STOP_HEAD, UNIT_HEAD
from honglam.identity import api as identity
from honglam.notices import api as notices
from honglam.notices.contracts import Kind, Letter, Recipient

_COMMON = {"code": Kind.TEXT, "agency": Kind.TEXT, "topic": Kind.TEXT, "url": Kind.URL}
RECEIVED = Letter(code="dossiers.feedback_received", fields={**_COMMON, "due_at": Kind.DATETIME})
REFUSED = Letter(code="dossiers.feedback_refused", fields={**_COMMON, "reason": Kind.TEXT})
ASKED = Letter(code="dossiers.feedback_asked", fields={**_COMMON, "question": Kind.TEXT})
ANSWERED = Letter(code="dossiers.feedback_answered", fields={**_COMMON})
WAITING = Letter(code="dossiers.feedback_waiting", fields={**_COMMON, "due_at": Kind.DATETIME})
FEEDBACK_LETTERS = (RECEIVED, REFUSED, ASKED, ANSWERED, WAITING)
SENDER_URL, OFFICER_URL = "/phan-anh/{}/", "/can-bo/phan-anh/{}/"


def tell_filed(*, event: FeedbackFiled, event_id: UUID, at: datetime) -> None:
    """The sender gets the code that opens the case; the heads of the one-stop learn that somebody must sort it."""
    _to_sender(RECEIVED, event, event_id, at, due_at=event.due_at)
    desk = directory.one_stop_of(agency_id=event.agency_id)
    _to_heads(ONE_STOP_HEAD, desk.id if desk else event.agency_id, event, event_id, at)


def tell_moved(*, event: FeedbackEvent, verb: FeedbackVerb, event_id: UUID, at: datetime) -> None:
    """What the sender must know, and the unit that has to answer."""
    if verb is FeedbackVerb.REFUSE:
        _to_sender(REFUSED, event, event_id, at, reason=event.note)
    elif verb is FeedbackVerb.ASK:
        _to_sender(ASKED, event, event_id, at, question=event.note)
    elif verb is FeedbackVerb.APPROVE:
        _to_sender(ANSWERED, event, event_id, at)
    elif verb is FeedbackVerb.ASSIGN:
        row = Feedback.objects.get(id=event.case_id)
        _to_heads(UNIT_HEAD, row.unit_id or row.agency_id, event, event_id, at)


def _to_sender(letter: Letter, event: FeedbackEvent, event_id: UUID, at: datetime, **facts: object) -> None:
    recipient = _sender(Feedback.objects.get(id=event.case_id))
    if recipient is not None:
        context = _context(event) | {"url": SENDER_URL.format(event.code), **facts}
        _send(letter, recipient, context, event, f"{letter.code}:{event_id}", at)


def _to_heads(role: str, agency_id: int, event: FeedbackEvent, event_id: UUID, at: datetime) -> None:
    row = Feedback.objects.get(id=event.case_id)
    named = {"code": reference_of(row), "due_at": row.due_at}
    context = _context(event) | {"url": OFFICER_URL.format(event.case_id), **named}
    for holder in directory.holders_of(agency_id=agency_id, role=role, at=at, below=True):
        recipient = identity.recipient_of(account_id=holder.account_id)
        _send(WAITING, recipient, context, event, f"{WAITING.code}:{event_id}:{holder.account_id}", at)


def _sender(row: Feedback) -> Recipient | None:
    if row.owner_account_id:
        return identity.recipient_of(account_id=row.owner_account_id, by_phone=True)
    if not (row.sender_email or row.sender_phone):
        return None
    return Recipient(key="", name=row.sender_name, email=row.sender_email, phone=row.sender_phone)


def _send(
    letter: Letter, recipient: Recipient, context: dict[str, object], event: FeedbackEvent, key: str, at: datetime
) -> None:
    notices.send(
        template=letter.code,
        recipient=recipient,
        context=context,
        subject_kind="feedback",
        subject_id=event.case_id,
        at=at,
        dedupe_key=key,
    )


def _context(event: FeedbackEvent) -> dict[str, object]:
    return {
        "code": event.code,
        "agency": directory.get_agency(agency_id=event.agency_id).name,
        "topic": gettext(FEEDBACK_TOPIC_LABELS[FeedbackTopic(event.topic)]),
    }
