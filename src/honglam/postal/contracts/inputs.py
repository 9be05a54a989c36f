"""What callers hand in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from honglam.postal.contracts.codes import PostalFormCode, RecordKind, ReportKind


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """What is known once the parcel is closed before the sender. Money in đồng; `tracking`: the post's own number."""

    weight_g: int | None
    postage: int = 0
    fees_taken: int = 0
    receipt_number: str = ""
    tracking: str = ""


@dataclass(frozen=True, kw_only=True)
class Report:
    """What the post says of a parcel; `told_at` is when it happened there."""

    kind: ReportKind | None
    told_at: datetime
    recipient_name: str = ""
    relation: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class RecordWish:
    """Which parcels change hands; `office_id` is needed where the desk gives results to the post."""

    kind: RecordKind
    parcel_ids: tuple[UUID, ...]
    office_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class SecondSignature:
    """What the taking side saw (`digest`), and which parcels it does not take, with the reason for each."""

    digest: str
    refusals: Mapping[UUID, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class PostalFormData:
    """A form of the postal service as the pack states it."""

    code: PostalFormCode
    title: str
    legal_basis: str = ""
    declaration: str = ""
    note: str = ""
    source: dict[str, object] | None = None
    provisional: bool = False
