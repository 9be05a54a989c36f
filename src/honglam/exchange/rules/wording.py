"""What the citizen reads at the national portal of each thing that happened."""

from collections.abc import Mapping

from honglam.dossiers.contracts import ClockPaused, DossierEvent, DossierWithdrawn, PauseKind
from honglam.exchange.contracts import Topic
from honglam.kernel.values import text_noop

LINES: Mapping[Topic, str] = {
    Topic.SUBMITTED: text_noop("The dossier has reached the province and waits to be received"),
    Topic.ACCEPTED: text_noop("The dossier was received and an appointment given"),
    Topic.TAKEN_ON: text_noop("The competent agency has the dossier; its time limit runs"),
    Topic.REFUSED: text_noop("The dossier was not received"),
    Topic.SUPPLEMENT_REQUESTED: text_noop("Additional papers were asked for"),
    Topic.SUPPLEMENT_RECEIVED: text_noop("The additional papers were received"),
    Topic.STEP_FINISHED: text_noop("A step of the process was finished"),
    Topic.CLOCK_PAUSED: text_noop("The time limit was stopped"),
    Topic.CLOCK_RESUMED: text_noop("The time limit runs again, with a new appointment"),
    Topic.EXTENDED: text_noop("The agency apologised and gave a new appointment"),
    Topic.RESULT_ISSUED: text_noop("The result is available"),
    Topic.RESULT_REVOKED: text_noop("A faulty result was taken back; the dossier is in process again"),
    Topic.RETURNED: text_noop("The result was handed over"),
    Topic.WITHDRAWN: text_noop("The dossier was withdrawn"),
    Topic.DUE_CHANGED: text_noop("The appointment was changed"),
    Topic.MOVED: text_noop("Another agency took the dossier over"),
    Topic.PARCEL_MOVED: text_noop("A parcel of the public postal service moved on"),
    Topic.TICKET_MOVED: text_noop("A number in a hall was taken, called or served"),
}
"""English message ids; the portal is told in Vietnamese, and subscribers to webhooks choose by them."""
_EXPIRED = text_noop("The dossier was given back: the additional papers did not come in time")
_PAUSES: Mapping[str, str] = {
    PauseKind.PAYMENT: text_noop("The dossier waits until a financial obligation is met"),
    PauseKind.STOP: text_noop("Processing of the dossier was stopped"),
}


def line_for(topic: Topic, event: DossierEvent) -> str:
    """The line (an English message id) of this very event: one kind may mean quite different things to the citizen."""
    if isinstance(event, DossierWithdrawn) and event.expired:
        return _EXPIRED
    return _PAUSES.get(event.kind, LINES[topic]) if isinstance(event, ClockPaused) else LINES[topic]
