"""What is refused, by name."""

from typing import ClassVar

from honglam.kernel.values import Conflict, Invalid, NotFound, text_noop


class UnknownUnit(NotFound):
    """No administrative unit of that code was there on that day."""

    code: ClassVar[str] = "unknown_unit"
    message: ClassVar[str] = text_noop("There is no administrative unit with the code %(unit)s.")


class UnknownAgency(NotFound):
    """No such agency, or not for this actor."""

    code: ClassVar[str] = "unknown_agency"
    message: ClassVar[str] = text_noop("There is no such agency.")


class UnknownPost(NotFound):
    """No such post, or not for this actor."""

    code: ClassVar[str] = "unknown_post"
    message: ClassVar[str] = text_noop("There is no such post.")


class UnknownHolding(NotFound):
    """Nobody holds this post that way, or not for this actor."""

    code: ClassVar[str] = "unknown_holding"
    message: ClassVar[str] = text_noop("Nobody of that name holds this post.")


class UnknownAbsence(NotFound):
    """No such absence, or not for this actor."""

    code: ClassVar[str] = "unknown_absence"
    message: ClassVar[str] = text_noop("There is no such absence.")


class UnknownPerson(Invalid):
    """No staff account fits."""

    code: ClassVar[str] = "unknown_person"
    message: ClassVar[str] = text_noop("There is no staff account with this phone number or e-mail.")


class NoCompetentAgency(Invalid):
    """Nobody in the directory is responsible there."""

    code: ClassVar[str] = "no_competent_agency"
    message: ClassVar[str] = text_noop("No agency is responsible for this place on %(on)s.")


class CodeTaken(Conflict):
    """A code names one thing for ever, also after its end."""

    code: ClassVar[str] = "code_taken"
    message: ClassVar[str] = text_noop("The code %(taken)s is already used. Choose another; old codes are not reused.")


class WrongOrder(Invalid):
    """The last day lies before the first."""

    code: ClassVar[str] = "wrong_order"
    message: ClassVar[str] = text_noop("The last day must not lie before the first day.")


class CircleInTree(Invalid):
    """An agency cannot stand under itself."""

    code: ClassVar[str] = "circle_in_tree"
    message: ClassVar[str] = text_noop("An agency cannot stand under itself or under one of its own units.")


class ParentNotThere(Invalid):
    """The agency above does not exist during the whole time of the one below."""

    code: ClassVar[str] = "parent_not_there"
    message: ClassVar[str] = text_noop("%(parent)s does not exist during that time.")


class AgencyHasUnits(Invalid):
    """Units inside would be left without an agency."""

    code: ClassVar[str] = "agency_has_units"
    message: ClassVar[str] = text_noop("End or move its %(count)s units first.")


class AgencyHasStaff(Invalid):
    """People would hold posts of an agency that is no longer there."""

    code: ClassVar[str] = "agency_has_staff"
    message: ClassVar[str] = text_noop("%(count)s people still hold posts here. Transfer them first.")


class PostIsHeld(Invalid):
    """People would hold a post that is no longer there."""

    code: ClassVar[str] = "post_is_held"
    message: ClassVar[str] = text_noop("%(count)s people still hold this post. Transfer them first.")


class AgencyNotThere(Invalid):
    """The agency has not begun or is over on that day."""

    code: ClassVar[str] = "agency_not_there"
    message: ClassVar[str] = text_noop("%(agency)s does not exist on %(on)s.")


class NotStaff(Invalid):
    """Posts are held by staff accounts only. Nobody is named: whose number it is stays with them."""

    code: ClassVar[str] = "not_staff"
    message: ClassVar[str] = text_noop("This e-mail address or number belongs to no active staff account.")


class OtherName(Invalid):
    """The account behind a contact is not that of the person named."""

    code: ClassVar[str] = "other_name"
    message: ClassVar[str] = text_noop(
        "The account with this e-mail address or number bears another name. Check the name and the contact."
    )


class NameNeeded(Invalid):
    """A contact alone names nobody to an administrator who does not know the person."""

    code: ClassVar[str] = "name_needed"
    message: ClassVar[str] = text_noop("Enter the full name too: this person holds no post in your agency yet.")


class HeldAlready(Conflict):
    """The same person in the same post twice at a time."""

    code: ClassVar[str] = "held_already"
    message: ClassVar[str] = text_noop("%(person)s already holds this post during that time.")


class HoldingEnded(Invalid):
    """The person has left the post already."""

    code: ClassVar[str] = "holding_ended"
    message: ClassVar[str] = text_noop("This appointment ended on %(last_day)s.")


class HoldingNotBegun(Invalid):
    """The person does not hold the post yet on that day."""

    code: ClassVar[str] = "holding_not_begun"
    message: ClassVar[str] = text_noop("This appointment begins only on %(first_day)s.")


class NotProlonged(Invalid):
    """Setting a last day takes rights away; longer rights are given by a new appointment, never in passing."""

    code: ClassVar[str] = "not_prolonged"
    message: ClassVar[str] = text_noop(
        "This appointment ends on %(last_day)s already. To prolong it, appoint the person anew from the day after."
    )


class AbsentAlready(Conflict):
    """Two absences of one holder overlap."""

    code: ClassVar[str] = "absent_already"
    message: ClassVar[str] = text_noop("An absence is already registered between these days.")


class OwnDeputy(Invalid):
    """Nobody stands in for themselves."""

    code: ClassVar[str] = "own_deputy"
    message: ClassVar[str] = text_noop("Choose somebody else as deputy.")


class DeputyElsewhere(Invalid):
    """The deputy belongs to another agency."""

    code: ClassVar[str] = "deputy_elsewhere"
    message: ClassVar[str] = text_noop("The deputy must hold a post in the same agency.")


class NotYourself(Invalid):
    """Nobody widens their own rights."""

    code: ClassVar[str] = "not_yourself"
    message: ClassVar[str] = text_noop("Somebody else must appoint you.")


class NotYourOwnRights(NotYourself):
    """Nobody gives the post they act in more roles, or names themselves as somebody's deputy."""

    message: ClassVar[str] = text_noop("This would widen your own rights: another administrator must do it.")


class KeptAbove(Invalid):
    """What makes an agency the agency it is, is not its own administrator's to change."""

    code: ClassVar[str] = "kept_above"
    message: ClassVar[str] = text_noop("Only an administrator of the whole province may set this.")


class SucceedsItself(Invalid):
    """An agency that carries its own work on does not end."""

    code: ClassVar[str] = "succeeds_itself"
    message: ClassVar[str] = text_noop("An agency cannot succeed itself.")


class EndedElsewhere(Invalid):
    """An end needs successors and nobody left behind; a row of a workbook asks for neither."""

    code: ClassVar[str] = "ended_elsewhere"
    message: ClassVar[str] = text_noop(
        "The last day of an agency is not changed by a workbook. Use “End this agency”, or a plan of reorganisation."
    )


class ColumnNeeded(Invalid):
    """Something new, and the sheet leaves out a column that says what it is."""

    code: ClassVar[str] = "column_needed"
    message: ClassVar[str] = text_noop(
        "This row is new, but the sheet lacks a column that it needs. Begin from the template."
    )


class NotAWorkbook(Invalid):
    """The uploaded file is not an XLSX workbook of the expected form."""

    code: ClassVar[str] = "not_a_workbook"
    message: ClassVar[str] = text_noop("This is not an Excel workbook (.xlsx) made from our template.")


class WorkbookTooLarge(Invalid):
    """More rows, cells or bytes than anybody types."""

    code: ClassVar[str] = "workbook_too_large"
    message: ClassVar[str] = text_noop("The workbook is too large. At most %(rows)s rows are read at a time.")


class TooManyChanges(Invalid):
    """More changes than one transaction should make, or than anybody reads before confirming."""

    code: ClassVar[str] = "too_many_changes"
    message: ClassVar[str] = text_noop(
        "%(count)s rows of this workbook differ from what is known. At most %(most)s are taken at a time: "
        "put the others into a second workbook. Rows that change nothing may stay."
    )


class ImportChanged(Conflict):
    """What would happen now is not what was shown."""

    code: ClassVar[str] = "import_changed"
    message: ClassVar[str] = text_noop("Something has changed since the check. Please check the file again.")


class PlanFaulty(Invalid):
    """A plan of reorganisation says something that cannot be."""

    code: ClassVar[str] = "plan_faulty"
    message: ClassVar[str] = text_noop("The plan has %(count)s faults. `honglam reorganise check` names them.")


class TooEarly(Conflict):
    """Open work moves on the first day of the new order, not before."""

    code: ClassVar[str] = "too_early"
    message: ClassVar[str] = text_noop("The plan takes effect on %(on)s. Apply it on that day or later.")


class UndecidedBelongings(Conflict):
    """Something belongs to an agency that was divided, and nobody has said to which part."""

    code: ClassVar[str] = "undecided_belongings"
    message: ClassVar[str] = text_noop(
        "%(count)s dossiers cannot be assigned by their address. `honglam reorganise show` lists them; "
        "answer in the plan."
    )
