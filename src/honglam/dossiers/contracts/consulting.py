"""Refusals about asking other agencies for an opinion, and about the opinions they give."""

from honglam.kernel.values import Conflict, Invalid, text_noop


class HoursRequired(Invalid):
    """A question to another agency that does not say how long there is to answer: silence would count at once."""

    code = "hours_required"
    message = text_noop("Enter how many working hours there are to answer: a whole number from 1, for example 8.")


class AskedAlready(Conflict):
    """The same question waits at the same unit: it would have two deadlines."""

    code = "asked_already"
    message = text_noop("%(unit)s was asked this already and has not answered yet. Nothing was asked twice.")


class ConsultationOpen(Conflict):
    """A consulted agency has not answered, and its time is not over or its opinion must be there."""

    code = "consultation_open"
    message = text_noop(
        "A consulted agency has not answered yet. Wait for its deadline; where it must answer, the head decides."
    )


class OpinionAfterSettlement(Conflict):
    """A late opinion on a dossier that is settled or given back: nobody is left whom it could inform."""

    code = "opinion_after_settlement"
    message = text_noop(
        "This dossier is settled already. An opinion can no longer be entered here; please send it as a document."
    )


class OpinionGiven(Conflict):
    """A second late opinion on the same question."""

    code = "opinion_given"
    message = text_noop("The late opinion on this question was entered already.")


class StillTimeToAnswer(Conflict):
    """Whoever was asked still has time, or need not be waited for anyway."""

    code = "still_time_to_answer"
    message = text_noop("You can go on without an opinion only when its deadline has passed and it must be there.")
