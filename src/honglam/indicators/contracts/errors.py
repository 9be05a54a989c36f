"""Refusals, each named for what is refused."""

from honglam.kernel.values import Conflict, Invalid, NotFound, text_noop


class SetNotFound(NotFound):
    """No criteria set of that name on that date."""

    code = "set_not_found"
    message = text_noop("There is no such set of criteria in this period.")


class SubjectNotFound(NotFound):
    """Nobody and nothing of that name that this reader may see scored."""

    code = "subject_not_found"
    message = text_noop("Nothing was found at this address.")


class ReportNotFound(NotFound):
    """No such report for this reader."""

    code = "report_not_found"
    message = text_noop("This report was not found.")


class ReportApproved(Conflict):
    """An approved report stays as it is."""

    code = "report_approved"
    message = text_noop("This report is approved and no longer changes.")


class PeriodNotOver(Invalid):
    """A report about days that have not come yet would be wrong tomorrow."""

    code = "period_not_over"
    message = text_noop("The period is not over yet. Choose one that has ended.")


class ReportExists(Conflict):
    """One report for one agency, kind and period."""

    code = "report_exists"
    message = text_noop("There is a report for this period already.")
