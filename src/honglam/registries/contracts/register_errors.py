"""What registers refuse, by name."""

from honglam.kernel.values import Conflict, Invalid, NotFound, text_noop


class RegisterNotFound(NotFound):
    """No such register, or not for this actor."""

    code = "register_not_found"
    message = text_noop("There is no such register.")


class RecordNotFound(NotFound):
    """No such record, or not for this actor."""

    code = "record_not_found"
    message = text_noop("There is no such record in this register.")


class ValueMissing(Invalid):
    """A required field is empty."""

    code = "register_value_missing"
    message = text_noop("Fill in “%(name)s”.")


class NotANumber(Invalid):
    """No number where one belongs."""

    code = "register_not_a_number"
    message = text_noop("“%(name)s”: enter a number. Example: 1.250 or 12,5.")


class OutOfRange(Invalid):
    """A number beyond what the register allows."""

    code = "register_out_of_range"
    message = text_noop("“%(name)s”: enter a number from %(least)s to %(most)s.")


class NotADay(Invalid):
    """No day of the calendar."""

    code = "register_not_a_day"
    message = text_noop("“%(name)s”: there is no such date. Example: 22/11/2026.")


class NotAChoice(Invalid):
    """None of the answers."""

    code = "register_not_a_choice"
    message = text_noop("“%(name)s”: choose one of %(choices)s.")


class NoSuchAgency(Invalid):
    """An agency that the directory does not know."""

    code = "register_no_such_agency"
    message = text_noop("“%(name)s”: there is no agency of this code or name.")


class TextTooLong(Invalid):
    """More than a field holds."""

    code = "register_text_too_long"
    message = text_noop("“%(name)s”: enter at most %(most)s characters.")


class ValueTaken(Conflict):
    """Another record has the value that must be the only one."""

    code = "register_value_taken"
    message = text_noop("“%(name)s”: another record of this register has it already.")


class AgencyNotYours(Invalid):
    """The actor keeps no records of that agency."""

    code = "register_agency_not_yours"
    message = text_noop("You cannot enter records of this agency. Choose your own agency, or one below it.")


class AgencyIsOver(Invalid):
    """An agency whose last day is over gets no new records."""

    code = "register_agency_is_over"
    message = text_noop("%(agency)s is no longer in force. Choose the agency that took over its work.")


class AgencyNotYet(Invalid):
    """An agency gets records from its first day on."""

    code = "register_agency_not_yet"
    message = text_noop("%(agency)s begins its work on %(day)s. Until then, choose the agency that does it now.")


class AgencyStays(Invalid):
    """A file names another agency than the record has."""

    code = "register_agency_stays"
    message = text_noop(
        "This record belongs to %(agency)s: a file cannot give it to another agency. Who answers for the register can, "
        "on the record's page."
    )


class AgencyIsSame(Invalid):
    """A record is given to the agency that has it."""

    code = "register_agency_is_same"
    message = text_noop("This record belongs to %(agency)s already. Choose another agency.")


class StateStays(Invalid):
    """A file names another state than the record has."""

    code = "register_state_stays"
    message = text_noop("The state here is “%(state)s”: it changes only by what is done to the record on its page.")


class LineTwice(Conflict):
    """Two lines of a file name the same record."""

    code = "register_line_twice"
    message = text_noop("An earlier line of this file names the same record. Keep only one of them.")


class RegisterRetired(Conflict):
    """A register that a later pack no longer names is only read."""

    code = "register_retired"
    message = text_noop("This register is no longer kept. Its records can be read, but change no more.")


class ChangedMeanwhile(Conflict):
    """Somebody else changed the record since the form was opened."""

    code = "register_changed_meanwhile"
    message = text_noop("Somebody else changed this record meanwhile. What you typed stands below: compare, then save.")


class NotWhatYouSaw(ChangedMeanwhile):
    """Somebody confirms a record that says something else by now, or that somebody doubts by now."""

    code = "register_not_what_you_saw"
    message = text_noop(
        "Somebody changed or doubted this record after you opened it. It stands below as it is now: read it first."
    )


class MoveNotOpen(Conflict):
    """The state does not allow this."""

    code = "register_move_not_open"
    message = text_noop(
        "This is not possible while the record is in its present state. Load the page again to see how it stands."
    )


class ReasonMissing(Invalid):
    """A move or mark that must say why."""

    code = "register_reason_missing"
    message = text_noop("Say why, in a few words.")


class RecordIsStruck(Conflict):
    """A struck record changes no more."""

    code = "register_record_struck"
    message = text_noop("This record was struck out. It is kept, but changes no more.")


class FileUnreadable(Invalid):
    """Not a workbook that can be read."""

    code = "register_file_unreadable"
    message = text_noop("This is not an Excel workbook (.xlsx) that can be read. Download the form and fill it in.")


class FileTooBig(Invalid):
    """More than a person fills in."""

    code = "register_file_too_big"
    message = text_noop("The file is too large. At most %(rows)s lines and 5 MB are taken at once.")


class FileWithMacros(Invalid):
    """Programs inside a workbook are never taken."""

    code = "register_file_with_macros"
    message = text_noop("The file contains macros. Save it as an .xlsx workbook without macros.")


class FileWithFormula(Invalid):
    """A formula shows what another computer computed."""

    code = "register_file_with_formula"
    message = text_noop("Cell %(cell)s contains a formula. Write the value itself.")


class FileOfAnother(Invalid):
    """A workbook of another register."""

    code = "register_file_of_another"
    message = text_noop("This file does not belong to this register. Download its form and fill that in.")


class NothingTicked(Invalid):
    """No line was chosen."""

    code = "register_nothing_ticked"
    message = text_noop("Tick at least one line to take over.")


class ShownIsOld(Conflict):
    """Records changed between the comparison and the taking."""

    code = "register_shown_is_old"
    message = text_noop("Records changed after this comparison. Look at the new one, then take it over.")
