"""Letters about forms: each turn to whoever must act next, reminders to who fills in and, once late, to the head."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from honglam.directory import api as directory
from honglam.identity import api as identity
from honglam.indicators.contracts import FormMoved, FormVerb
from honglam.indicators.models import RoundForm
from honglam.indicators.rules.rounds.timing import escalates
from honglam.kernel.clock import local
from honglam.notices import api as notices
from honglam.notices.contracts import Kind, Letter

_FIELDS = dict.fromkeys(("report", "period", "agency", "receiver", "due", "by", "words", "days"), Kind.TEXT)


def _letter(what: str) -> Letter:
    return Letter(code=f"indicators.form_{what}", fields={**_FIELDS, "url": Kind.URL})


_AGENCY, _HEADS, _RECEIVER = "agency", "heads", "receiver"
TOLD: Mapping[str, tuple[Letter, str]] = {
    "assigned": (_letter("assigned"), _HEADS),
    FormVerb.SUBMIT.value: (_letter("submitted"), _HEADS),
    FormVerb.SEND_BACK.value: (_letter("given_back"), _AGENCY),
    FormVerb.APPROVE.value: (_letter("sent"), _RECEIVER),
    FormVerb.RETURN.value: (_letter("returned"), _AGENCY),
    FormVerb.ACCEPT.value: (_letter("accepted"), _AGENCY),
    FormVerb.ASK_CORRECTION.value: (_letter("correction_asked"), _RECEIVER),
    FormVerb.OPEN_CORRECTION.value: (_letter("correcting"), _AGENCY),
    FormVerb.GRANT_EXCEPTION.value: (_letter("more_time"), _AGENCY),
}
SOON, LATE = _letter("soon"), _letter("late")
LETTERS = (*(letter for letter, _ in TOLD.values()), SOON, LATE)
"""What this block sends; the pack's section `notices` holds the words."""


def tell_of_move(*, event: FormMoved, event_id: UUID, at: datetime) -> None:
    """Those who must act next, or must know; nobody is told of what they did themselves."""
    form = RoundForm.objects.select_related("round__template").filter(id=event.form_id).first()
    if form is None:
        return
    if event.what == "reminded":
        letter = LATE if escalates(event.days) else SOON
        told = people_of(form, at) | (heads_of(form.agency_id, at) if escalates(event.days) else set())
    elif event.what in TOLD:
        letter, side = TOLD[event.what]
        told = {_AGENCY: people_of(form, at), _HEADS: heads_of(form.agency_id, at)}.get(side) or heads_of(
            form.receiver_id, at
        )
    else:
        return
    for account_id in sorted(told - {event.actor_id}, key=str):
        if account_id:
            _send(letter, account_id, form, event, event_id, at)


def people_of(form: RoundForm, at: datetime) -> set[UUID]:
    """The officer who fills it in; the heads while nobody does, and beside the officer once the agency is over."""
    held = {form.holder_id} if form.holder_id else set()
    return held | heads_of(form.agency_id, at) if not held or _carrier(form.agency_id, at) != form.agency_id else held


def heads_of(agency_id: int, at: datetime) -> set[UUID]:
    """Who answers for an agency, or for the one that carries its work on: leaders, else approvers, else unit heads."""
    carrier = _carrier(agency_id, at)
    for role in ("leader", "approver", "unit_head"):
        found = {one.account_id for one in directory.holders_of(agency_id=carrier, role=role, at=at, below=True)}
        if found:
            return found
    return set()


def own_heads_of(agency_id: int, at: datetime) -> set[UUID]:
    """Who leads the agency itself: below a committee of the province stand the leaders of everybody else."""
    for role in ("leader", "approver"):
        found = {one.account_id for one in directory.holders_of(agency_id=agency_id, role=role, at=at)}
        if found:
            return found
    return heads_of(agency_id, at)


def _carrier(agency_id: int, at: datetime) -> int:
    """Who carries an agency's work on now: mostly itself; itself as well where several share it."""
    heir = directory.successor_of(agency_id=agency_id, on=local(at).date())
    return heir.id if heir else agency_id


def _send(letter: Letter, account_id: UUID, form: RoundForm, event: FormMoved, event_id: UUID, at: datetime) -> None:
    recipient = identity.recipient_of(account_id=account_id)
    names = directory.get_agencies(agency_ids=[form.agency_id, form.receiver_id])
    notices.send(
        template=letter.code,
        recipient=recipient,
        context={
            "report": form.round.template.content["title"][:300],
            "period": f"{form.round.first_on:%d/%m/%Y} – {form.round.last_on:%d/%m/%Y}",
            "agency": names[form.agency_id].name,
            "receiver": names[form.receiver_id].name,
            "due": f"{form.until_on:%d/%m/%Y}",
            "by": event.actor_name,
            "words": event.words[:500],
            "days": str(abs(event.days) or ""),
            "url": f"/can-bo/bieu/{form.id}/",
        },
        subject_kind="round_form",
        subject_id=form.id,
        at=at,
        dedupe_key=f"{letter.code}:{event_id}:{recipient.key}",
    )
