"""Shape of what is typed at a post office and at the desk. Judging is the services' affair."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from honglam.kernel.clock import VIETNAM
from honglam.kernel.text import nfc
from honglam.postal.contracts import (
    AmountInvalid,
    MomentOutOfRange,
    RecordKind,
    RecordWish,
    Report,
    ReportKind,
    SecondSignature,
    Weighed,
)


def read_weighed(data: Mapping[str, str]) -> Weighed:
    """Weight, money and numbers of a parcel that is being closed. Raises AmountInvalid."""
    weight = data.get("weight_g", "").replace(".", "").strip()
    return Weighed(
        weight_g=int(weight) if weight.isdecimal() and len(weight) <= 6 else None,
        postage=_amount(data, "postage"),
        fees_taken=_amount(data, "fees_taken"),
        receipt_number=_text(data, "receipt_number"),
        tracking=_text(data, "tracking"),
    )


def read_report(data: Mapping[str, str], *, at: datetime) -> Report:
    """What a clerk reports; without a time it happened now. Raises MomentOutOfRange for what is no time."""
    kind = data.get("kind", "")
    return Report(
        kind=ReportKind(kind) if kind in set(ReportKind) else None,
        told_at=_moment(data.get("told_at", "")) or at,
        recipient_name=_text(data, "recipient_name"),
        relation=_text(data, "relation"),
        reason=_text(data, "reason"),
    )


def read_kind(text: str) -> RecordKind | None:
    """Which kind of record is meant."""
    return RecordKind(text) if text in set(RecordKind) else None


def read_wish(data: Mapping[str, str], parcels: Sequence[str], kind: RecordKind) -> RecordWish:
    """Which parcels are to stand on a record."""
    office = data.get("office_id", "")
    return RecordWish(
        kind=kind,
        parcel_ids=tuple(dict.fromkeys(one for one in map(_uuid, parcels) if one)),
        office_id=int(office) if office.isdecimal() and len(office) <= 18 else None,
    )


def read_signature(data: Mapping[str, str]) -> SecondSignature:
    """What the taking side saw and leaves: `leave.<parcel>` is ticked, `refusal.<parcel>` says why."""
    left = [name.removeprefix("leave.") for name in data if name.startswith("leave.")]
    refusals = {one: nfc(data.get(f"refusal.{one}", "")) for name in left if (one := _uuid(name))}
    return SecondSignature(digest=data.get("digest", ""), refusals=refusals)


def _amount(data: Mapping[str, str], name: str) -> int:
    text = data.get(name, "").replace(".", "").replace(" ", "").strip()
    if not text:
        return 0
    if not text.isdecimal() or len(text) > 12:
        raise AmountInvalid(field=name)
    return int(text)


def _moment(text: str) -> datetime | None:
    if not text.strip():
        return None
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError as fault:
        raise MomentOutOfRange(field="told_at") from fault
    return found if found.tzinfo else found.replace(tzinfo=VIETNAM)


def _text(data: Mapping[str, str], name: str) -> str:
    return " ".join(nfc(data.get(name, "")).split())[:500]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
