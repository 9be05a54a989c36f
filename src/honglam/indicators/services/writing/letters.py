"""Letters about written reports: submitted to the heads, given back or approved to whoever wrote last."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from honglam.directory import api as directory
from honglam.identity import api as identity
from honglam.indicators.contracts import WritingMoved, WritingVerb
from honglam.indicators.models import WritingEntry, WrittenReport
from honglam.indicators.services.rounds.letters import heads_of
from honglam.indicators.services.writing.keeping import WROTE
from honglam.notices import api as notices
from honglam.notices.contracts import Kind, Letter

_FIELDS = {**dict.fromkeys(("report", "agency", "by", "words"), Kind.TEXT), "url": Kind.URL}
TOLD: Mapping[str, Letter] = {
    WritingVerb.SUBMIT.value: Letter(code="indicators.writing_submitted", fields=_FIELDS),
    WritingVerb.GIVE_BACK.value: Letter(code="indicators.writing_given_back", fields=_FIELDS),
    WritingVerb.APPROVE.value: Letter(code="indicators.writing_approved", fields=_FIELDS),
}
WRITING_LETTERS = tuple(TOLD.values())
"""What this block sends about written reports; the pack's section `notices` holds the words."""


def tell_of_writing(*, event: WritingMoved, event_id: UUID, at: datetime) -> None:
    """Whoever must act next, or must know; nobody is told of what they did themselves."""
    letter = TOLD.get(event.what)
    row = WrittenReport.objects.filter(id=event.report_id).first() if letter else None
    if letter is None or row is None:
        return
    told = heads_of(row.agency_id, at) if event.what == WritingVerb.SUBMIT else _writers(row)
    for account_id in sorted(told - {event.actor_id}, key=str):
        if account_id:
            _send(letter, account_id, row, event, event_id, at)


def _writers(row: WrittenReport) -> set[UUID | None]:
    last = WritingEntry.objects.filter(report=row, what__in=WROTE).order_by("-line").first()
    return {last.actor_id} if last else set()


def _send(
    letter: Letter, account_id: UUID, row: WrittenReport, event: WritingMoved, event_id: UUID, at: datetime
) -> None:
    recipient = identity.recipient_of(account_id=account_id)
    notices.send(
        template=letter.code,
        recipient=recipient,
        context={
            "report": row.subject[:300],
            "agency": directory.get_agency(agency_id=row.agency_id).name,
            "by": event.actor_name,
            "words": event.words[:500],
            "url": f"/can-bo/bao-cao/{row.id}/",
        },
        subject_kind="written_report",
        subject_id=row.id,
        at=at,
        dedupe_key=f"{letter.code}:{event_id}:{recipient.key}",
    )
