"""Refusals about reporting rounds, each named for what is refused."""

from honglam.kernel.values import Conflict, Invalid, NotFound, text_noop


class RoundNotFound(NotFound):
    """No such round for this reader."""

    code = "round_not_found"
    message = text_noop("This reporting round was not found.")


class FormNotFound(NotFound):
    """No such form for this reader, or nothing this reader may do to it."""

    code = "form_not_found"
    message = text_noop("This form was not found.")


class TemplateNotFound(NotFound):
    """No template of that name in force that the actor's agency receives."""

    code = "template_not_found"
    message = text_noop("There is no such report template.")


class RoundExists(Conflict):
    """One round for one template and period."""

    code = "round_exists"
    message = text_noop("There is a round for this report and period already.")


class NobodyAssigned(Invalid):
    """A round without an agency has nobody to report."""

    code = "nobody_assigned"
    message = text_noop("The template names no agency that exists on this day.")


class DueBeforePeriodEnds(Invalid):
    """Nobody can report about days that have not come."""

    code = "due_before_period_ends"
    message = text_noop("The report cannot be due before its period ends.")


class FormMovedOn(Conflict):
    """Somebody saved the form after the actor's window opened it."""

    code = "form_moved_on"
    message = text_noop("%(name)s has saved this form in the meantime. Look at what differs, then save again.")


class FormNotAsSeen(Conflict):
    """Nobody stands by figures, or refuses them, that are not those that were looked at."""

    code = "form_not_as_seen"
    message = text_noop("%(name)s has saved this form since you opened it. Look at it again, then decide.")


class FormShut(Conflict):
    """Nothing is typed into a form that is with somebody else."""

    code = "form_shut"
    message = text_noop("This form is not open to be filled in at the moment.")


class RoundLocked(Conflict):
    """After the lock only whoever was allowed more time may hand in."""

    code = "round_locked"
    message = text_noop("This round is locked. Ask the receiver to allow more time.")


class MoveNotOpen(Conflict):
    """The form has moved on, or another person has to do this."""

    code = "move_not_open"
    message = text_noop("This cannot be done to the form as it stands now. Load the page again to see how it stands.")


class FormIncomplete(Invalid):
    """What is wrong stands at each cell."""

    code = "form_incomplete"
    message = text_noop("The form cannot be submitted yet: %(errors)s errors, %(warnings)s warnings without a reason.")


class WordsMissing(Invalid):
    """Whoever gets the form back must know why."""

    code = "words_missing"
    message = text_noop("Say why, so that the other side knows what to do.")


class DayMissing(Invalid):
    """More time without a day has no end."""

    code = "day_missing"
    message = text_noop("Enter the day until which there is time; it lies today or later.")


class OwnApproval(Conflict):
    """Whoever approved the report for the agency does not accept it for the receiver."""

    code = "own_approval"
    message = text_noop("You approved this report for the agency yourself. Somebody else has to accept it.")


class WorkbookUnreadable(Invalid):
    """Not a workbook that can be read."""

    code = "workbook_unreadable"
    message = text_noop("The file could not be read. Please upload an .xlsx file.")


class WorkbookTooBig(Invalid):
    """Larger than any form, packed or unpacked."""

    code = "workbook_too_big"
    message = text_noop("The file is too large for a form. Download the form again and fill it in there.")


class WorkbookWithMacros(Invalid):
    """Programs inside a workbook are never taken."""

    code = "workbook_with_macros"
    message = text_noop("The file contains macros. Save it as an .xlsx workbook without macros.")


class WorkbookWithFormula(Invalid):
    """A formula shows what its author's computer computed, not what was meant to be reported."""

    code = "workbook_with_formula"
    message = text_noop("Cell %(cell)s holds a formula. Copy it and paste the values only.")


class WorkbookOfAnother(Invalid):
    """A workbook that does not belong to this form."""

    code = "workbook_of_another"
    message = text_noop("This file does not belong to this form. Download the form and fill it in there.")
