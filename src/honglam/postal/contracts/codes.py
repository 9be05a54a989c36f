"""The stable codes of parcels and of the records against which they change hands."""

from collections.abc import Mapping
from enum import StrEnum

from honglam.kernel.values import text_noop


class Direction(StrEnum):
    """Which way a parcel goes: a dossier to the one-stop, or a result to its owner."""

    DOSSIER = "dossier"
    RESULT = "result"


class ParcelState(StrEnum):
    """Where a parcel is. The first six are of dossiers, the others of results; both may be lost."""

    PREPARED = "prepared"
    COLLECTED = "collected"
    HANDED_OVER = "handed_over"
    REFUSED = "refused"
    GIVEN_BACK = "given_back"
    CANCELLED = "cancelled"
    WAITING = "waiting"
    RESULT_COLLECTED = "result_collected"
    UNDELIVERED = "undelivered"
    DELIVERED = "delivered"
    LOST = "lost"
    BACK_AT_DESK = "back_at_desk"


class ReportKind(StrEnum):
    """What the post reports of a parcel that it carries."""

    IN_TRANSIT = "in_transit"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    LOST = "lost"


class ReportOutcome(StrEnum):
    """What became of a report. `LATE`: noted, but something newer is known, so nothing moves."""

    APPLIED = "applied"
    LATE = "late"


class RecordKind(StrEnum):
    """What changes hands: dossiers (post → desk), results (desk → post), undelivered results (post → desk)."""

    DOSSIERS = "dossiers"
    RESULTS = "results"
    RETURNS = "returns"


class RecordState(StrEnum):
    """`GIVEN`: the giving side has signed; `SETTLED`: both have; `WITHDRAWN`: taken back before that."""

    GIVEN = "given"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


class PostalFormCode(StrEnum):
    """The forms of the postal service; their texts belong to the pack (`postal/forms.yaml`)."""

    NOTE = "consignment_note"
    DOSSIERS = "handover_dossiers"
    RESULTS = "handover_results"
    RETURNS = "handover_returns"


STATE_LABELS: Mapping[ParcelState, str] = {
    ParcelState.PREPARED: text_noop("Filled in, no note yet"),
    ParcelState.COLLECTED: text_noop("At the post office"),
    ParcelState.HANDED_OVER: text_noop("Handed over to the one-stop"),
    ParcelState.REFUSED: text_noop("Refused at the hand-over"),
    ParcelState.GIVEN_BACK: text_noop("Given back to the sender"),
    ParcelState.CANCELLED: text_noop("Not sent"),
    ParcelState.WAITING: text_noop("Waiting for the post"),
    ParcelState.RESULT_COLLECTED: text_noop("On its way to the receiver"),
    ParcelState.UNDELIVERED: text_noop("Not delivered"),
    ParcelState.DELIVERED: text_noop("Delivered"),
    ParcelState.LOST: text_noop("Lost"),
    ParcelState.BACK_AT_DESK: text_noop("Back at the one-stop"),
}

RECORD_LABELS: Mapping[RecordKind, str] = {
    RecordKind.DOSSIERS: text_noop("Dossiers from the post to the one-stop"),
    RecordKind.RESULTS: text_noop("Results from the one-stop to the post"),
    RecordKind.RETURNS: text_noop("Undelivered results from the post to the one-stop"),
}

RECORD_STATE_LABELS: Mapping[RecordState, str] = {
    RecordState.GIVEN: text_noop("Waiting for the second signature"),
    RecordState.SETTLED: text_noop("Signed by both"),
    RecordState.WITHDRAWN: text_noop("Record withdrawn"),
}

REPORT_LABELS: Mapping[ReportKind, str] = {
    ReportKind.IN_TRANSIT: text_noop("On its way"),
    ReportKind.DELIVERED: text_noop("Delivered"),
    ReportKind.UNDELIVERED: text_noop("Not delivered"),
    ReportKind.LOST: text_noop("Lost"),
}
