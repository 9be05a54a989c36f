"""Letters about scoring rounds: to the agency that is scored at each turn, to the one that scores where it is asked."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from honglam.directory import api as directory
from honglam.identity import api as identity
from honglam.indicators.contracts import SheetMoved, SheetsWaiting, SheetVerb
from honglam.indicators.models import RoundSubject, ScoringRound
from honglam.indicators.services.rounds.letters import own_heads_of
from honglam.kernel.clock import local
from honglam.notices import api as notices
from honglam.notices.contracts import Kind, Letter

_FIELDS = dict.fromkeys(
    ("round", "period", "agency", "owner", "due", "by", "words", "criterion", "days", "count"), Kind.TEXT
)


def _letter(what: str) -> Letter:
    return Letter(code=f"indicators.sheet_{what}", fields={**_FIELDS, "url": Kind.URL})


TO_AGENCY: Mapping[str, Letter] = {
    SheetVerb.OPEN.value: _letter("opened"),
    SheetVerb.SEND_BACK.value: _letter("sent_back"),
    SheetVerb.APPRAISE.value: _letter("appraised"),
    SheetVerb.REVISE.value: _letter("revised"),
    SheetVerb.FINALISE.value: _letter("final"),
    SheetVerb.PUBLISH.value: _letter("published"),
    SheetVerb.ANSWER.value: _letter("appeal_answered"),
}
APPEALED, SOON, LATE, WAITING = _letter("appealed"), _letter("soon"), _letter("late"), _letter("waiting")
LETTERS = (*TO_AGENCY.values(), APPEALED, SOON, LATE, WAITING)
"""What this block sends about scoring rounds; the pack's section `notices` holds the words."""
MOST_WORDS = 500


def tell_of_sheet(*, event: SheetMoved, event_id: UUID, at: datetime) -> None:
    """The heads of the agency; of an appeal, those of whoever scores. Nobody is told of what they did themselves."""
    row = RoundSubject.objects.select_related("round").filter(id=event.subject_id).first()
    letter = _chosen(event)
    if row is None or letter is None:
        return
    told = own_heads_of(row.round.owner_id if letter is APPEALED else row.agency_id, at)
    context = _of_round(row.round) | {
        "agency": row.name,
        "due": _day_of(row),
        "by": event.actor_name,
        "words": event.words[:MOST_WORDS],
        "criterion": event.criterion,
        "days": str(abs(event.days) or ""),
        "url": f"/can-bo/phieu-cham/{row.id}/",
    }
    for account_id in sorted(told - {event.actor_id}, key=str):
        _send(letter, account_id, context, ("appraisal_sheet", row.id), event_id, at)


def tell_of_waiting(*, event: SheetsWaiting, event_id: UUID, at: datetime) -> None:
    """One letter a round to the heads of whoever scores, however many sheets wait."""
    row = ScoringRound.objects.filter(id=event.round_id).first()
    if row is None:
        return
    context = _of_round(row) | {"count": str(event.count), "url": f"/can-bo/cham-diem/{row.id}/"}
    for account_id in sorted(own_heads_of(event.owner_id, at), key=str):
        _send(WAITING, account_id, context, ("appraisal_round", row.id), event_id, at)


def _chosen(event: SheetMoved) -> Letter | None:
    if event.what == "reminded":
        return LATE if event.days > 0 else SOON
    return APPEALED if event.what == SheetVerb.APPEAL.value else TO_AGENCY.get(event.what)


def _of_round(row: ScoringRound) -> dict[str, str]:
    owner = directory.get_agency(agency_id=row.owner_id).name
    period = f"{row.first_on:%d/%m/%Y} – {row.last_on:%d/%m/%Y}"
    return dict.fromkeys(_FIELDS, "") | {"round": row.title, "period": period, "owner": owner}


def _day_of(row: RoundSubject) -> str:
    """The day until which the next move, or an appeal, is possible."""
    if row.due_at is not None:
        return f"{local(row.due_at - timedelta(seconds=1)):%d/%m/%Y}"
    return f"{row.round.appeal_until_on:%d/%m/%Y}" if row.round.appeal_until_on else ""


def _send(
    letter: Letter,
    account_id: UUID,
    context: Mapping[str, str],
    subject: tuple[str, UUID],
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
