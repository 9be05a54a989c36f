"""Letters about parcels: to whoever it is about at each turn, to both heads when one is lost."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from honglam.directory import api as directory
from honglam.dossiers import api as dossiers
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
LOST_ALARM = Letter(code="postal.lost_alarm", fields=_FIELDS | {"to_do": Kind.URL, "ended": Kind.URL})
"""`to_do`: the parcel's page while something is to be done about it and the citizen is told; else it is `ended`."""
RECALLED = _letter("recalled")
OUT_IN_VAIN = _letter("recalled_delivered")
ALARMS = (LOST_ALARM, RECALLED, OUT_IN_VAIN)
QUIET = frozenset({"recalled", "settled", "replaced", "rerouted"})
"""Of these, and of a revoked result on its way back, the citizen hears from whoever decided it."""
_ON_THE_WAY = frozenset({ParcelState.RESULT_COLLECTED.value, ParcelState.UNDELIVERED.value})
LETTERS = (*TOLD.values(), *ALARMS)
"""What this block sends; the pack's section `notices` holds the words."""


def tell_citizen(*, event: ParcelMoved, event_id: UUID, at: datetime) -> None:
    """Whoever the parcel is about, by the contacts they left; nobody to reach is no fault."""
    letter = TOLD.get((Direction(event.direction), ParcelState(event.state)))
    parcel = Parcel.objects.defer("submission").filter(id=event.parcel_id).first() if letter else None
    if letter is None or parcel is None or event.what in QUIET:
        return
    if _ended(parcel, event) or (event.state in _ON_THE_WAY and _in_vain(parcel)):
        return
    for recipient in _recipients(parcel):
        url = f"/ho-so/{parcel.dossier_id}/" if recipient.key and parcel.dossier_id else "/tra-cuu/"
        _send(letter, recipient, parcel, event, event_id=event_id, at=at, url=url)


def _recipients(parcel: Parcel) -> list[Recipient]:
    """Those of its dossier, which follow an enterprise's people; before there is one, the contacts that were left."""
    if parcel.dossier_id is not None:
        return dossiers.list_recipients(dossier_id=parcel.dossier_id)
    account_id = parcel.account_id
    return [
        Recipient(
            key=identity.recipient_key(account_id=account_id) if account_id else "",
            name=str(parcel.contact.get("name", "")),
            email=str(parcel.contact.get("email", "")),
            phone=str(parcel.contact.get("phone", "")),
        )
    ]


def _ended(parcel: Parcel, event: ParcelMoved) -> bool:
    """Whether with this turn, or before it, its result was revoked or nobody had anything to do about it any more.

    Then the citizen knows. What was settled after the turn does not unsay it: the news may have waited.
    """
    return any(one is not None and one <= event.moved_at for one in (parcel.recalled_at, parcel.settled_at))


def _in_vain(parcel: Parcel) -> bool:
    """Whether a result is carried to somebody who has it by now, or is to get another one."""
    wanted = dossiers.find_parcel(dossier_id=parcel.dossier_id) if parcel.dossier_id else None
    return wanted is None or wanted.result_id != parcel.result_id


def ring_for_lost(*, event: ParcelMoved, event_id: UUID, at: datetime) -> None:
    """A parcel is lost: the heads of the one-stop, and whoever answers for the post office, above it too."""
    parcel = Parcel.objects.defer("submission").get(id=event.parcel_id)
    told = set(_holders(parcel.desk_id, "one_stop_head", at))
    for place in directory.ancestor_ids(agency_id=parcel.office_id) if parcel.office_id else ():
        told |= _holders(place, "postal_clerk", at)
    url, ended = _page(parcel), _ended(parcel, event)
    also = {"to_do": "" if ended else url, "ended": url if ended else ""}
    _ring(LOST_ALARM, told, parcel, event, event_id=event_id, at=at, also=also)


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


def _ring(
    letter: Letter,
    told: set[UUID],
    parcel: Parcel,
    event: ParcelMoved,
    *,
    event_id: UUID,
    at: datetime,
    also: Mapping[str, str] | None = None,
) -> None:
    for account_id in sorted(told):
        recipient = identity.recipient_of(account_id=account_id)
        _send(letter, recipient, parcel, event, event_id=event_id, at=at, url=_page(parcel), also=also)


def _page(parcel: Parcel) -> str:
    return f"/can-bo/buu-chinh/{parcel.id}/"


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
    also: Mapping[str, str] | None = None,
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
            **(also or {}),
        },
        subject_kind="parcel",
        subject_id=parcel.id,
        at=at,
        dedupe_key=f"{letter.code}:{event_id}:{recipient.key}",  # without a key there is one reader only
    )
