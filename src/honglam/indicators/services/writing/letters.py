"""Letters about written reports: submitted to the heads, given back or approved to whoever wrote last; reminders."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from honglam.directory import api as directory
from honglam.identity import api as identity
from honglam.indicators.contracts import Period, WritingDue, WritingMoved, WritingState, WritingVerb
from honglam.indicators.models import WritingEntry, WritingPattern, WrittenReport
from honglam.indicators.queries.writing.patterns import pattern_of
from honglam.indicators.rules.rounds.timing import escalates
from honglam.indicators.rules.writing.times import spoken
from honglam.indicators.services.rounds.letters import own_heads_of
from honglam.indicators.services.writing.keeping import WROTE
from honglam.notices import api as notices
from honglam.notices.contracts import Kind, Letter

_FIELDS = {**dict.fromkeys(("report", "agency", "by", "words"), Kind.TEXT), "url": Kind.URL}
TOLD: Mapping[str, Letter] = {
    WritingVerb.SUBMIT.value: Letter(code="indicators.writing_submitted", fields=_FIELDS),
    WritingVerb.GIVE_BACK.value: Letter(code="indicators.writing_given_back", fields=_FIELDS),
    WritingVerb.APPROVE.value: Letter(code="indicators.writing_approved", fields=_FIELDS),
}
_DUE = {**dict.fromkeys(("report", "agency", "due", "days"), Kind.TEXT), "url": Kind.URL}
SOON = Letter(code="indicators.writing_soon", fields=_DUE)
LATE = Letter(code="indicators.writing_late", fields=_DUE)
WRITING_LETTERS = (*TOLD.values(), SOON, LATE)
"""What this block sends about written reports; the pack's section `notices` holds the words."""


def tell_of_writing(*, event: WritingMoved, event_id: UUID, at: datetime) -> None:
    """Whoever must act next, or must know; nobody is told of what they did themselves."""
    letter = TOLD.get(event.what)
    row = WrittenReport.objects.filter(id=event.report_id).first() if letter else None
    if letter is None or row is None:
        return
    told = own_heads_of(row.agency_id, at) if event.what == WritingVerb.SUBMIT else _writers(row)
    for account_id in sorted(told - {event.actor_id}, key=str):
        if account_id:
            _send(letter, account_id, row, event, event_id, at)


def tell_of_due(*, event: WritingDue, event_id: UUID, at: datetime) -> None:
    """Whoever has to write or to approve it; once it is late, the heads of the agency as well.

    What nobody has begun is the heads' to pass on. What was approved before this was heard needs no letter.
    """
    row = WrittenReport.objects.filter(id=event.report_id).first() if event.report_id else None
    if row is not None and row.state in (WritingState.APPROVED.value, WritingState.PUBLISHED.value):
        return
    writes = _writers(row) if row is not None and row.state == WritingState.DRAFT.value else set()
    told = writes - {None}
    if not told or escalates(event.days):
        told |= own_heads_of(event.agency_id, at)
    letter = LATE if escalates(event.days) else SOON
    context = _due_words(event, row)
    subject = ("written_report", str(row.id)) if row else ("writing_pattern", event.pattern)
    for account_id in sorted(told, key=str):
        if account_id:
            _post(letter, account_id, context, subject, event_id, at)


def _due_words(event: WritingDue, row: WrittenReport | None) -> dict[str, str]:
    pattern = pattern_of(WritingPattern.objects.get(code=event.pattern).content)
    period = Period(kind=pattern.frequency, first_on=event.first_on, last_on=event.last_on)
    return {
        "report": f"{pattern.name}, {spoken(period)}"[:300],
        "agency": directory.get_agency(agency_id=event.agency_id).name,
        "due": f"{event.due_on:%d/%m/%Y}",
        "days": str(abs(event.days) or ""),
        "url": f"/can-bo/bao-cao/{row.id}/" if row else f"/can-bo/bao-cao/?mau={event.pattern}",
    }


def _writers(row: WrittenReport) -> set[UUID | None]:
    last = WritingEntry.objects.filter(report=row, what__in=WROTE).order_by("-line").first()
    return {last.actor_id} if last else set()


def _send(
    letter: Letter, account_id: UUID, row: WrittenReport, event: WritingMoved, event_id: UUID, at: datetime
) -> None:
    context = {
        "report": row.subject[:300],
        "agency": directory.get_agency(agency_id=row.agency_id).name,
        "by": event.actor_name,
        "words": event.words[:500],
        "url": f"/can-bo/bao-cao/{row.id}/",
    }
    _post(letter, account_id, context, ("written_report", str(row.id)), event_id, at)


def _post(
    letter: Letter,
    account_id: UUID,
    context: Mapping[str, str],
    subject: tuple[str, str],
    event_id: UUID,
    at: datetime,
) -> None:
    recipient = identity.recipient_of(account_id=account_id)
    notices.send(
        template=letter.code,
        recipient=recipient,
        context=dict(context),
        subject_kind=subject[0],
        subject_id=subject[1],
        at=at,
        dedupe_key=f"{letter.code}:{event_id}:{recipient.key}",
    )
