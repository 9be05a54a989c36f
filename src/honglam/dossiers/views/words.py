"""Words of pages that are not in a contract."""

from collections.abc import Mapping

from honglam.dossiers.contracts import FeedbackVerb, RatingReason, Satisfaction
from honglam.kernel.values import text_noop

CHOOSE = text_noop("Choose one of the three answers.")
LEVELS: Mapping[Satisfaction, str] = {
    Satisfaction.VERY_SATISFIED: text_noop("Very satisfied"),
    Satisfaction.SATISFIED: text_noop("Satisfied"),
    Satisfaction.NOT_SATISFIED: text_noop("Not satisfied"),
}
ORIGINS: Mapping[str, str] = {
    "account": text_noop("From your account"),
    "enterprise": text_noop("From the enterprise you act for"),
    "paper": text_noop("From your papers: %(label)s"),
    "dossier": text_noop("From your dossier %(label)s"),
}
"""Where a prefilled answer came from, said under its field."""
REASONS: Mapping[RatingReason, str] = {
    RatingReason.TIME: text_noop("How long it took"),
    RatingReason.ATTITUDE: text_noop("How officers behaved"),
    RatingReason.CONTACTS: text_noop("How often I had to come or call"),
    RatingReason.INFORMATION: text_noop("Guidance and published information"),
    RatingReason.MONEY: text_noop("Fees and payments"),
    RatingReason.ONLINE: text_noop("Filing online"),
}
FEEDBACK_VERBS: Mapping[FeedbackVerb, str] = {
    FeedbackVerb.FILE: text_noop("Feedback sent"),
    FeedbackVerb.REFUSE: text_noop("Do not take it up, with the reason"),
    FeedbackVerb.ASK: text_noop("Ask the sender for more information"),
    FeedbackVerb.ADD: text_noop("Information added by the sender"),
    FeedbackVerb.ASSIGN: text_noop("Give it to a unit to settle"),
    FeedbackVerb.DRAFT: text_noop("Submit the answer for approval"),
    FeedbackVerb.SEND_BACK: text_noop("Send the answer back to the unit"),
    FeedbackVerb.APPROVE: text_noop("Approve the answer and send it"),
    FeedbackVerb.PUBLISH: text_noop("Publish question and answer"),
    FeedbackVerb.RATE: text_noop("Answer rated by the sender"),
    FeedbackVerb.MOVE: text_noop("Handed over to the agency that succeeds"),
}
