"""Refusals, each named for what is refused. Messages are English msgids; entrances show them at the field."""

from honglam.kernel.values import Conflict, DomainError, Invalid, NotFound, text_noop


class DossierNotFound(NotFound):
    """No such dossier for this actor."""

    code = "dossier_not_found"
    message = text_noop("No dossier was found. Please check the code.")


class DraftNotFound(NotFound):
    """No such draft of this actor."""

    code = "draft_not_found"
    message = text_noop("This draft no longer exists. It may have been submitted or discarded.")


class TaskNotFound(NotFound):
    """No such task for this actor."""

    code = "task_not_found"
    message = text_noop(
        "This task does not wait for you any more: it may have been finished or handed on. "
        "Open the dossier again to see what waits now."
    )


class DraftMovedOn(Conflict):
    """Another tab or device saved the draft in the meantime."""

    code = "draft_moved_on"
    message = text_noop(
        "This draft was changed in another window. Nothing was overwritten; what you typed here still stands below."
    )


class ProcedureNotOffered(NotFound):
    """The procedure does not exist, is not in force, or cannot be filed here."""

    code = "procedure_not_offered"
    message = text_noop("This procedure cannot be filed at the moment.")


class RulesChanged(Conflict):
    """The procedure has another version since the draft was begun: what is filed today follows today's rules."""

    code = "rules_changed"
    message = text_noop(
        "The rules of this procedure have changed. What is still asked for was kept: please look through every page."
    )


class BringerUnnamed(Invalid):
    """Something is said of who brings the dossier, and not their name."""

    code = "bringer_unnamed"
    message = text_noop("Enter the full name of whoever files for the applicant, as on the citizen card.")


class ChannelNotOffered(Invalid):
    """The procedure is not offered through this channel."""

    code = "channel_not_offered"
    message = text_noop("This procedure cannot be filed in this way.")


class PlaceRequired(Invalid):
    """The procedure is settled in a commune, and none was named."""

    code = "place_required"
    message = text_noop("Choose the commune or ward where the matter is to be settled.")


class Unrouted(Invalid):
    """No agency or desk is competent: the dossier would lie where nobody works on it."""

    code = "unrouted"
    message = text_noop("No agency is competent for this matter at the chosen place. Please choose another place.")


class TransitionRefused(Conflict):
    """The dossier's status does not allow this."""

    code = "transition_refused"
    message = text_noop("This cannot be done while the dossier is “%(status)s”.")


class ResultNotInForce(Conflict):
    """What the post carries was revoked, or another document took its place."""

    code = "result_not_in_force"
    message = text_noop("This result was revoked. The corrected one is still to be handed over.")


class NotYourTurn(DomainError):
    """The actor may see the dossier but this act belongs to another post."""

    code = "not_your_turn"
    message = text_noop("Your post does not allow this act on this dossier.")
    status = 403


class TaskHeldByOther(Conflict):
    """Another officer holds the task."""

    code = "task_held_by_other"
    message = text_noop("%(holder)s is working on this. Ask your head to hand the task over.")


class NotInTheUnit(Invalid):
    """The officer named does not work in the unit of the task."""

    code = "not_in_the_unit"
    message = text_noop("The chosen officer does not work in the unit that holds this task.")


class OfficerAway(Conflict):
    """The officer named is away from every post that could take the task."""

    code = "officer_away"
    message = text_noop("%(officer)s is away. Choose the deputy or another officer.")


class ReasonRequired(Invalid):
    """A refusal, request, pause or stop without a reason."""

    code = "reason_required"
    message = text_noop("State the reason, so that the applicant understands it.")


class LegalBasisRequired(Invalid):
    """A refusal, stop or pause without its article."""

    code = "legal_basis_required"
    message = text_noop("Name the legal basis. Example: Article 17, Decree 118/2025/NĐ-CP.")


class SupplementItemsRequired(Invalid):
    """A supplement request that does not list what is lacking."""

    code = "supplement_items_required"
    message = text_noop("List every paper that is lacking, and for each what exactly is lacking.")


class SupplementAskedBefore(Conflict):
    """The same lack was requested before: the law allows one request, complete and specific."""

    code = "supplement_asked_before"
    message = text_noop("“%(name)s” was already requested once. The law allows a supplement to be requested only once.")


class SupplementTooLate(Conflict):
    """What lacks is asked for within three working days of receipt."""

    code = "supplement_too_late"
    message = text_noop(
        "Papers may be asked for within three working days of receipt. After that only a head may, stating the reason."
    )


class SupplementIncomplete(Invalid):
    """A requested item has no answer."""

    code = "supplement_incomplete"
    message = text_noop("Add the paper or an explanation for “%(name)s”.")


class StepsNotFinished(Conflict):
    """The process is not at its end yet."""

    code = "steps_not_finished"
    message = text_noop("The result can be issued only after the earlier steps are finished.")


class OutcomeUnknown(Invalid):
    """The step has no such outcome."""

    code = "outcome_unknown"
    message = text_noop("This step has no outcome of that name.")


class OutcomeDisagrees(Conflict):
    """The steps concluded a refusal, and a granted result is to be issued."""

    code = "outcome_disagrees"
    message = text_noop("The officers concluded that the matter is refused; a granted result cannot be issued.")


class ResultRequired(Conflict):
    """The last step is finished by issuing the result, not by passing it on."""

    code = "result_required"
    message = text_noop("This is the last step: finish it by issuing the result.")


class ResultIncomplete(Invalid):
    """A result without number, date or file."""

    code = "result_incomplete"
    message = text_noop("A result needs its number, its date and the signed file.")


class ResultNumberRequired(ResultIncomplete):
    """A result without its number."""

    code = "result_number_required"
    message = text_noop("Enter the number of the result, as it stands on the signed paper.")


class ResultDateRequired(ResultIncomplete):
    """A result without the day of its issue."""

    code = "result_date_required"
    message = text_noop("Enter the date of the result, for example 25/11/2026.")


class ResultDateAhead(ResultIncomplete):
    """A result dated later than the day on which it is issued."""

    code = "result_date_ahead"
    message = text_noop("The date of the result lies after today.")


class ResultSignerRequired(ResultIncomplete):
    """A result without whoever signed it."""

    code = "result_signer_required"
    message = text_noop("Enter the name of whoever signed the result.")


class ResultFileRequired(ResultIncomplete):
    """A result without the signed file."""

    code = "result_file_required"
    message = text_noop("Choose the signed file of the result.")


class ResultTemplateMissing(Invalid):
    """The procedure's version has no template from which a granted result could be made."""

    code = "result_template_missing"
    message = text_noop("This procedure has no template for its result. Please add the signed file.")


class ResultNotSigned(Conflict):
    """The drafted result was changed after it was signed, or never came before whoever signs."""

    code = "result_not_signed"
    message = text_noop("The drafted result was not signed, or was changed afterwards. Please submit it for signing.")


class NotTheSigner(DomainError):
    """The process has no signing step, and the actor's post is not the one that signs such results."""

    code = "not_the_signer"
    message = text_noop("Only the post that signs this kind of result can issue it from the draft.")
    status = 403


class ResultDraftMovedOn(Conflict):
    """Somebody else saved the drafted result in the meantime."""

    code = "result_draft_moved_on"
    message = text_noop("%(name)s changed this draft in the meantime. Reload the page to see it.")


class EvidenceRequired(Invalid):
    """A hand-over without proof."""

    code = "evidence_required"
    message = text_noop("Record how the result was handed over: a signature, a postal number or a download.")


class PaymentEvidenceRequired(Invalid):
    """A payment confirmed without proof."""

    code = "payment_evidence_required"
    message = text_noop("Record the number of the payment document.")


class WrittenRequestRequired(Invalid):
    """An officer withdraws a dossier without the applicant's written request."""

    code = "written_request_required"
    message = text_noop("Withdrawal needs a written request of the applicant or an authorised person. Give its number.")


class ClockStandsAlready(Conflict):
    """The clock stands still already."""

    code = "clock_stands_already"
    message = text_noop("The time limit is suspended already.")


class ClockRuns(Conflict):
    """There is no suspension to end."""

    code = "clock_runs"
    message = text_noop("The time limit is not suspended.")


class NewDueNotLater(Invalid):
    """The new appointment lies before the present one, in the past, or on a day off."""

    code = "new_due_not_later"
    message = text_noop("The new date must be a working day after today and after the present appointment.")


class ExtendedAlready(Conflict):
    """The law allows one new appointment."""

    code = "extended_already"
    message = text_noop("A new appointment was given once already. The law allows it only once for a dossier.")


class ReceivedOutOfOrder(Invalid):
    """The stated moment of receipt lies in the future or before the submission."""

    code = "received_out_of_order"
    message = text_noop("The time of receipt must lie between the submission and now.")


class RatedAlready(Conflict):
    """One rating per dossier."""

    code = "rated_already"
    message = text_noop("You have rated this dossier already. Thank you.")


class CodeNotUnderstood(Invalid):
    """The text is no dossier code."""

    code = "code_not_understood"
    message = text_noop("“%(text)s” is not a dossier code. Example: H99.7-261122-0001.")


class StepWithoutHolder(Conflict):
    """Nobody in the unit, and no head of it or of its agency, could take the step."""

    code = "step_without_holder"
    message = text_noop(
        "The step “%(step)s” cannot begin: nobody at %(unit)s holds a post for it. Please have a post filled first."
    )


class DeskWithoutOfficer(Conflict):
    """Nobody at the one-stop desk, and no head above it, could receive a dossier; said to whoever is sending one."""

    code = "desk_without_officer"
    message = text_noop(
        "%(desk)s has nobody who can receive dossiers at the moment, so yours was not sent. "
        "What you entered is kept; please send it again later, or telephone the desk."
    )


class ProcessBroken(DomainError):
    """The procedure's process names a step or unit that does not exist: a fault of the pack."""

    code = "process_broken"
    message = text_noop("The process of this procedure has a fault at step “%(step)s”. Please tell the administrator.")
