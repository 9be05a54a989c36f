"""What the citizen reads at the national portal of each thing that happened."""

from collections.abc import Mapping

from honglam.exchange.contracts import Topic
from honglam.kernel.values import text_noop

LINES: Mapping[Topic, str] = {
    Topic.SUBMITTED: text_noop("The dossier has reached the province and waits to be received"),
    Topic.ACCEPTED: text_noop("The dossier was received and an appointment given"),
    Topic.REFUSED: text_noop("The dossier was not received"),
    Topic.SUPPLEMENT_REQUESTED: text_noop("Additional papers were asked for"),
    Topic.SUPPLEMENT_RECEIVED: text_noop("The additional papers were received"),
    Topic.STEP_FINISHED: text_noop("A step of the process was finished"),
    Topic.RESULT_ISSUED: text_noop("The result is available"),
    Topic.RESULT_REVOKED: text_noop("A faulty result was taken back; the dossier is in process again"),
    Topic.RETURNED: text_noop("The result was handed over"),
    Topic.WITHDRAWN: text_noop("The dossier was withdrawn"),
    Topic.DUE_CHANGED: text_noop("The appointment was changed"),
    Topic.PARCEL_MOVED: text_noop("A parcel of the public postal service moved on"),
    Topic.TICKET_MOVED: text_noop("A number in a hall was taken, called or served"),
}
"""English message ids; the portal is told in Vietnamese, and subscribers to webhooks choose by them."""
