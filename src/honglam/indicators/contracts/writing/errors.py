"""Refusals about written reports, each named for what is refused."""

from honglam.kernel.values import Conflict, Invalid, NotFound, text_noop


class PatternNotFound(NotFound):
    """No such pattern that the actor's agency writes by."""

    code = "pattern_not_found"
    message = text_noop("Your agency writes no report of this kind.")


class WritingNotFound(NotFound):
    """No such report for this reader."""

    code = "writing_not_found"
    message = text_noop("This report was not found.")


class WritingExists(Conflict):
    """One report of a kind for one period."""

    code = "writing_exists"
    message = text_noop("There is a report of this kind for this period already.")


class WritingMovedOn(Conflict):
    """Somebody saved or composed the report after the actor's window opened it."""

    code = "writing_moved_on"
    message = text_noop(
        "Somebody else has changed this report in the meantime. Your text is still here: compare, then save again."
    )


class WritingShut(Conflict):
    """The report stands where this cannot be done."""

    code = "writing_shut"
    message = text_noop("The report has gone on; this is no longer possible. Load the page again to see how it stands.")


class WritingNumberMissing(Invalid):
    """An official paper goes out under a number."""

    code = "writing_number_missing"
    message = text_noop("Enter the number and symbol of the report, for example 47/BC-UBND.")


class WritingReasonMissing(Invalid):
    """Who gives something back says why."""

    code = "writing_reason_missing"
    message = text_noop("Say what has to be changed.")


class OwnWordsMissing(Invalid):
    """A piece was struck out and nothing put in its place."""

    code = "own_words_missing"
    message = text_noop("Write what is to stand in the place of this paragraph, or leave the composed one.")


class WritingFiguresClosed(Conflict):
    """A published report leads everybody to its figures."""

    code = "writing_figures_closed"
    message = text_noop("The report says figures that are not public yet: %(names)s. Confirm them first.")
