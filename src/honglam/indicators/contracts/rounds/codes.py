"""Stable codes of reporting rounds: types of cells, states of an agency's form, verbs, sides."""

from collections.abc import Mapping
from enum import StrEnum

from honglam.kernel.values import text_noop


class CellType(StrEnum):
    """What may be typed into a cell. `dong`: whole đồng; `percent`: per cent, 0 to 100."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    DONG = "dong"
    PERCENT = "percent"
    TEXT = "text"


class FormSeverity(StrEnum):
    """An error keeps a form from being submitted; a warning wants a reason in words."""

    ERROR = "error"
    WARNING = "warning"


class FormState(StrEnum):
    """How far one agency's form has come. `correcting`: accepted once, open again; what was accepted stays kept."""

    ASSIGNED = "assigned"
    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    CORRECTING = "correcting"


class FormVerb(StrEnum):
    """What somebody does to a form; typing is not among them. `send_back` is the head's, `return` the receiver's."""

    SUBMIT = "submit"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    ACCEPT = "accept"
    RETURN = "return"
    ASK_CORRECTION = "ask_correction"
    OPEN_CORRECTION = "open_correction"
    GRANT_EXCEPTION = "grant_exception"


class FormSide(StrEnum):
    """In what part somebody stands to a form: of the agency that reports, answering for it, of the receiver."""

    ENTRY = "entry"
    HEAD = "head"
    RECEIVER = "receiver"


OPEN_FORM_STATES = frozenset({FormState.ASSIGNED, FormState.DRAFTED, FormState.RETURNED, FormState.CORRECTING})
"""The states in which a form is typed into."""

FORM_STATE_LABELS: Mapping[FormState, str] = {
    FormState.ASSIGNED: text_noop("Not begun"),
    FormState.DRAFTED: text_noop("Being filled in"),
    FormState.SUBMITTED: text_noop("With the head of the agency"),
    FormState.APPROVED: text_noop("Sent to the receiver"),
    FormState.ACCEPTED: text_noop("Accepted by the receiver"),
    FormState.RETURNED: text_noop("Returned"),
    FormState.CORRECTING: text_noop("Being corrected"),
}
FORM_VERB_LABELS: Mapping[FormVerb, str] = {
    FormVerb.SUBMIT: text_noop("Submit to the head"),
    FormVerb.APPROVE: text_noop("Approve and send"),
    FormVerb.SEND_BACK: text_noop("Give back to the officer"),
    FormVerb.ACCEPT: text_noop("Accept the report"),
    FormVerb.RETURN: text_noop("Return the report"),
    FormVerb.ASK_CORRECTION: text_noop("Ask to correct"),
    FormVerb.OPEN_CORRECTION: text_noop("Let it be corrected"),
    FormVerb.GRANT_EXCEPTION: text_noop("Allow more time"),
}
FORM_LINE_LABELS: Mapping[str, str] = {
    "assigned": text_noop("The form was assigned"),
    "begun": text_noop("Filling in began"),
    "reminded": text_noop("The system reminded"),
    FormVerb.SUBMIT.value: text_noop("Submitted to the head"),
    FormVerb.APPROVE.value: text_noop("Approved and sent"),
    FormVerb.SEND_BACK.value: text_noop("Given back to the officer"),
    FormVerb.ACCEPT.value: text_noop("The report was accepted"),
    FormVerb.RETURN.value: text_noop("The report was returned"),
    FormVerb.ASK_CORRECTION.value: text_noop("A correction was asked for"),
    FormVerb.OPEN_CORRECTION.value: text_noop("Opened for correction"),
    FormVerb.GRANT_EXCEPTION.value: text_noop("More time was allowed"),
}
