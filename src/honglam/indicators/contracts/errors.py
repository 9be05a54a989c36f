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


class IndicatorNotFound(NotFound):
    """No indicator of that code that this reader may see."""

    code = "indicator_not_found"
    message = text_noop("There is no such indicator in the dictionary.")


class NoVersionThen(Invalid):
    """The dictionary says nothing about that time, so nobody could say what the number means."""

    code = "no_version_then"
    message = text_noop("The dictionary has no definition of this indicator for that time.")


class ValueNotFound(NotFound):
    """No value of that id that this reader may see."""

    code = "value_not_found"
    message = text_noop("This value was not found.")


class ValueCorrected(Conflict):
    """A value that was corrected stays as it was; the correction can be corrected."""

    code = "value_corrected"
    message = text_noop("This value has been corrected already. Look at the newer one.")


class UnknownPart(Invalid):
    """The indicator's dictionary knows no such part."""

    code = "unknown_part"
    message = text_noop("The dictionary does not divide this indicator so.")


class UnknownScope(Invalid):
    """Nobody of that name to be measured."""

    code = "unknown_scope"
    message = text_noop("Choose the agency or place that the value is about.")


class WrongSpan(Invalid):
    """A time that ends before it begins."""

    code = "wrong_span"
    message = text_noop("The first day must not come after the last day.")


class RangeUpsideDown(Invalid):
    """A range whose upper end is not above the lower one."""

    code = "range_upside_down"
    message = text_noop("The upper end of a range must be greater than the lower one.")


class TooManyDigits(Invalid):
    """More than the column keeps: 18 digits before the point, 6 behind it."""

    code = "too_many_digits"
    message = text_noop("Enter a number with at most 18 digits before the decimal comma and 6 behind it.")


class BasisMissing(Invalid):
    """A number without a basis is a rumour."""

    code = "basis_missing"
    message = text_noop("Say what this rests on: a document, a count, a system.")


class ReasonMissing(Invalid):
    """A correction without a reason explains nothing to whoever reads the old report."""

    code = "reason_missing"
    message = text_noop("Say why the value is corrected.")


class FigureNotFound(NotFound):
    """No such figure of a document for this reader."""

    code = "figure_not_found"
    message = text_noop("This figure was not found.")


class FigureSettled(Conflict):
    """A figure that somebody has decided about meanwhile."""

    code = "figure_settled"
    message = text_noop("Somebody has decided about this figure already.")


class NothingToCompute(Invalid):
    """The indicator has no formula, or one of its inputs is not known for that time."""

    code = "nothing_to_compute"
    message = text_noop("This cannot be computed for that time: %(missing)s is not known.")


class DecidedByHand(Conflict):
    """What somebody who signs for the indicator said instead of a computed number is not computed again."""

    code = "decided_by_hand"
    message = text_noop("What was computed for that time has been corrected or withdrawn by hand. That stands.")


class NothingToDivide(Invalid):
    """A share of nothing is no share."""

    code = "nothing_to_divide"
    message = text_noop("There is nothing to take a share of: %(name)s is zero in that time.")


class NoFormula(Invalid):
    """The dictionary names no formula: values of this indicator come from people and documents."""

    code = "no_formula"
    message = text_noop("The dictionary names no formula for this indicator.")


class NotANumber(Invalid):
    """Something other than a number."""

    code = "not_a_number"
    message = text_noop("Enter a number, for example 1.234,5.")


class NotATime(Invalid):
    """No day, or one that no calendar has."""

    code = "not_a_time"
    message = text_noop("Enter the day, for example 30/09/2026.")


class FindingNotFound(NotFound):
    """No finding of that id for this reader."""

    code = "finding_not_found"
    message = text_noop("This contradiction was not found.")


class ExplanationMissing(Invalid):
    """An empty explanation explains nothing."""

    code = "explanation_missing"
    message = text_noop("Explain why both can stand, or correct one of them.")


class FindingSettled(Conflict):
    """What was corrected needs no explanation any more."""

    code = "finding_settled"
    message = text_noop("This contradiction has been corrected and no longer exists.")
