"""Words of rounds for pages."""

from collections.abc import Mapping

from honglam.indicators.contracts import FORM_STATE_LABELS, FORM_VERB_LABELS, FormState, FormVerb

STATE_KINDS: Mapping[FormState, str] = {
    FormState.ASSIGNED: "neutral",
    FormState.DRAFTED: "info",
    FormState.SUBMITTED: "info",
    FormState.APPROVED: "warn",
    FormState.ACCEPTED: "good",
    FormState.RETURNED: "bad",
    FormState.CORRECTING: "warn",
}
FORM_WORDS = {"states": FORM_STATE_LABELS, "kinds": STATE_KINDS, "verbs": FORM_VERB_LABELS, "FormVerb": FormVerb}
