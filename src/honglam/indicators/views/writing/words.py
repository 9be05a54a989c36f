"""Words and colours of written reports."""

from honglam.indicators.contracts import WRITING_STATES, WRITING_VERBS, WritingState
from honglam.indicators.rules.writing.times import spoken

WRITING_WORDS = {
    "states": WRITING_STATES,
    "verbs": WRITING_VERBS,
    "kinds": {
        WritingState.DRAFT: "warn",
        WritingState.SUBMITTED: "info",
        WritingState.APPROVED: "good",
        WritingState.PUBLISHED: "good",
    },
    "spoken": spoken,
}
