"""Codes in words, for templates: `_(states[parcel.state])`."""

from collections.abc import Mapping

from honglam.kernel.values import text_noop
from honglam.postal.contracts import RECORD_LABELS, RECORD_STATE_LABELS, REPORT_LABELS, STATE_LABELS, ReportKind

STATES = STATE_LABELS
KINDS = RECORD_LABELS
RECORD_STATES = RECORD_STATE_LABELS
REPORTS = [(kind.value, REPORT_LABELS[kind]) for kind in (ReportKind.DELIVERED, ReportKind.UNDELIVERED)]
LINES: Mapping[str, str] = {
    "prepared": text_noop("Filled in at the post office, with the sender's consent"),
    "collected": text_noop("Closed, weighed and noted"),
    "dropped": text_noop("Left with the sender"),
    "listed": text_noop("Put on a hand-over record"),
    "handed_over": text_noop("Changed hands, signed by both"),
    "refused": text_noop("Not taken at the hand-over"),
    "waits": text_noop("The result waits for the post"),
    "sent_again": text_noop("The result waits for the post again"),
    "found": text_noop("Found again"),
    "settled": text_noop("Settled: nothing is left to be done"),
    "replaced": text_noop("Settled: another parcel was sent in its place"),
    "recalled": text_noop("Recalled: the result was revoked"),
    "rerouted": text_noop("In other hands after a reorganisation"),
    "called_off": text_noop("Not sent: the result was handed over otherwise, or taken back"),
    "in_transit": text_noop("On its way"),
    "delivered": text_noop("Delivered"),
    "undelivered": text_noop("Not delivered"),
    "lost": text_noop("Lost"),
}
