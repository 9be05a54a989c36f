"""Letters about parcels: to whoever it is about at each turn, to both heads when one is lost."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from honglam.directory import api as directory
from honglam.identity import api as identity
from honglam.notices import api as notices
from honglam.notices.contracts import Kind, Letter, Recipient
from honglam.postal.contracts import Direction, ParcelMoved, ParcelState
from honglam.postal.models import Parcel

_FIELDS = {
    "number": Kind.TEXT,
    "procedure": Kind.TEXT,
    "applicant": Kind.TEXT,
    "office": Kind.TEXT,
    "desk": Kind.TEXT,
    "code": Kind.TEXT,
    "reason": Kind.TEXT,
    "url": Kind.URL,
}


def _letter(what: str) -> Letter:
    return Letter(code=f"postal.{what}", fields=_FIELDS)


TOLD: Mapping[tuple[Direction, ParcelState], Letter] = {
    (Direction.DOSSIER, ParcelState.COLLECTED): _letter("collected"),
    (Direction.DOSSIER, ParcelState.HANDED_OVER): _letter("handed_over"),
    (Direction.DOSSIER, ParcelState.REFUSED): _letter("refused"),
    (Direction.DOSSIER, ParcelState.LOST): _letter("dossier_lost"),
    (Direction.RESULT, ParcelState.RESULT_COLLECTED): _letter("result_collected"),
    (Direction.RESULT, ParcelState.UNDELIVERED): _letter("undelivered"),
    (Direction.RESULT, ParcelState.LOST): _letter("result_lost"),
    (Direction.RESULT, ParcelState.BACK_AT_DESK): _letter("back_at_desk"),
}
"""What the citizen is told. A delivery is told by `dossiers`, which asks how content they were."""
LOST_ALARM = _letter("lost_alarm")
RECALLED = _letter("recalled")
OUT_IN_VAIN = _letter("recalled_delivered")
ALARMS = (LOST_ALARM, RECALLED, OUT_IN_VAIN)
QUIET = frozenset({"recalled", "settled", "replaced", "rerouted"})
"""Of these, and of a revoked result on its way back, the citizen hears from whoever decided it."""
LETTERS = (*TOLD.values(), *ALARMS)
"""What this block sends; the pack's section `notices` holds the words."""


def tell_citizen(*, event: ParcelMoved, event_id: UUID, at: datetime) -> None:
    """Whoever the parcel is about, by the contacts they left; nobody to reach is no fault."""
    letter = TOLD.get((Direction(event.direction), ParcelState(event.state)))
    parcel = Parcel.objects.defer("submission").filter(id=event.parcel_id).first() if letter else None
    if letter is None or parcel is None or _ended(parcel) or event.what in QUIET:
        return
    account_id = parcel.account_id
    recipient = Recipient(
        key=identity.recipient_key(account_id=account_id) if account_id else "",
        name=str(parcel.contact.get("name", "")),
        email=str(parcel.contact.get("email", "")),
        phone=str(parcel.contact.get("phone", "")),
    )
    url = f"/ho-so/{parcel.dossier_id}/" if account_id and parcel.dossier_id else "/tra-cuu/"
    _send(letter, recipient, parcel, event, event_id=event_id, at=at, url=url)


def _ended(parcel: Parcel) -> bool:
    """Whether its result was revoked, or nobody has anything to do about it any more: the citizen knows."""
    return parcel.recalled_at is not None or parcel.settled_at is not None


def ring_for_lost(*, event: ParcelMoved, event_id: UUID, at: datetime) -> None:
    """A parcel is lost: the heads of the one-stop, and whoever answers for the post office, above it too."""
    parcel = Parcel.objects.defer("submission").get(id=event.parcel_id)
    told = set(_holders(parcel.desk_id, "one_stop_head", at))
    for place in directory.ancestor_ids(agency_id=parcel.office_id) if parcel.office_id else ():
        told |= _holders(place, "postal_clerk", at)
    _ring(LOST_ALARM, told, parcel, event, event_id=event_id, at=at)


def ring_for_recalled(*, event: ParcelMoved, event_id: UUID, at: datetime) -> None:
    """A result was revoked while the post has it, or has it on a record: the clerks of that post office."""
    parcel = Parcel.objects.defer("submission").get(id=event.parcel_id)
    if parcel.office_id is not None:
        _ring(RECALLED, _holders(parcel.office_id, "postal_clerk", at), parcel, event, event_id=event_id, at=at)


def ring_for_delivered(*, event: ParcelMoved, event_id: UUID, at: datetime) -> None:
    """A revoked result reached somebody after all: the heads of the desk, who must ask for it back."""
    parcel = Parcel.objects.defer("submission").get(id=event.parcel_id)
    if parcel.recalled_at is not None:
        _ring(OUT_IN_VAIN, _holders(parcel.desk_id, "one_stop_head", at), parcel, event, event_id=event_id, at=at)


def _ring(letter: Letter, told: set[UUID], parcel: Parcel, event: ParcelMoved, *, event_id: UUID, at: datetime) -> None:
    for account_id in sorted(told):
        recipient = identity.recipient_of(account_id=account_id)
        url = f"/can-bo/buu-chinh/{parcel.id}/"
        _send(letter, recipient, parcel, event, event_id=event_id, at=at, url=url)


def _holders(place: int, role: str, at: datetime) -> set[UUID]:
    return {one.account_id for one in directory.holders_of(agency_id=place, role=role, at=at)}


def _send(
    letter: Letter,
    recipient: Recipient,
    parcel: Parcel,
    event: ParcelMoved,
    *,
    event_id: UUID,
    at: datetime,
    url: str,
) -> None:
    notices.send(
        template=letter.code,
        recipient=recipient,
        context={
            "number": parcel.number,
            "procedure": parcel.procedure_name,
            "applicant": "" if letter in ALARMS else str(parcel.contact.get("name", "")),
            "office": directory.get_agency(agency_id=parcel.office_id).name if parcel.office_id else "",
            "desk": directory.get_agency(agency_id=parcel.desk_id).name,
            "code": parcel.code,
            "reason": event.reason,
            "url": url,
        },
        subject_kind="parcel",
        subject_id=parcel.id,
        at=at,
        dedupe_key=f"{letter.code}:{event_id}:{recipient.key}",  # without a key there is one reader only
    )
