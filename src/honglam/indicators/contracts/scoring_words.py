"""Where sheets stand, what is done to them and how criteria are judged, in words."""

from collections.abc import Mapping

from honglam.indicators.contracts.appraisal import AppealState, SheetState, SheetVerb
from honglam.kernel.values import text_noop

SHEET_STATE_LABELS: Mapping[SheetState, str] = {
    SheetState.OPEN: text_noop("To be self-assessed"),
    SheetState.SELF_ASSESSED: text_noop("Self-assessed, to be appraised"),
    SheetState.APPRAISED: text_noop("Appraised, to be explained"),
    SheetState.EXPLAINED: text_noop("Explained"),
    SheetState.FINAL: text_noop("Final"),
    SheetState.PUBLISHED: text_noop("Published"),
}
SHEET_VERB_LABELS: Mapping[SheetVerb, str] = {
    SheetVerb.OPEN: text_noop("Scoring round opened"),
    SheetVerb.SAVE: text_noop("Answers saved"),
    SheetVerb.SUBMIT: text_noop("Self-assessment handed in"),
    SheetVerb.SEND_BACK: text_noop("Given back to be completed"),
    SheetVerb.NOTE: text_noop("Verdict noted"),
    SheetVerb.APPRAISE: text_noop("Appraised"),
    SheetVerb.EXPLAIN: text_noop("Explanation handed in"),
    SheetVerb.REVISE: text_noop("Looked at again"),
    SheetVerb.FINALISE: text_noop("Made final"),
    SheetVerb.PUBLISH: text_noop("Published"),
    SheetVerb.APPEAL: text_noop("Appeal filed"),
    SheetVerb.ANSWER: text_noop("Appeal answered"),
}
APPEAL_STATE_LABELS: Mapping[AppealState, str] = {
    AppealState.OPEN: text_noop("Waits for an answer"),
    AppealState.GRANTED: text_noop("Granted: points changed"),
    AppealState.REFUSED: text_noop("Refused: points stay"),
}
