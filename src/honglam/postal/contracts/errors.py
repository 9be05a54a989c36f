"""Refusals, each named for what is refused. Messages are English msgids; entrances show them at the field."""

from honglam.kernel.values import Conflict, DomainError, Invalid, NotFound, text_noop


class ParcelNotFound(NotFound):
    """No such parcel for this actor."""

    code = "parcel_not_found"
    message = text_noop("No parcel was found under this number.")


class RecordNotFound(NotFound):
    """No such hand-over record for this actor."""

    code = "record_not_found"
    message = text_noop("No hand-over record was found here.")


class NotAtAPostOffice(DomainError):
    """The actor's post is not at a post office."""

    code = "not_at_a_post_office"
    message = text_noop("Only staff of a post office may do this.")
    status = 403


class ConsentRequired(Invalid):
    """Nobody is filed for without having agreed."""

    code = "consent_required"
    message = text_noop("Ask the sender whether they agree, and tick the box when they do.")


class WeightRequired(Invalid):
    """A note without a weight could not be compared when the parcel changes hands."""

    code = "weight_required"
    message = text_noop("Enter the weight in grams, a whole number from 1 to 31,500.")


class AmountInvalid(Invalid):
    """A sum of money that is none."""

    code = "amount_invalid"
    message = text_noop("Enter an amount in đồng, or leave it empty.")


class ReceiptNumberRequired(Invalid):
    """Money was taken for the agency and no receipt is named."""

    code = "receipt_number_required"
    message = text_noop("Enter the number of the receipt for the fees that were taken.")


class TrackingMalformed(Invalid):
    """The postal code of the parcel is not of the standard S10 of the Universal Postal Union."""

    code = "tracking_malformed"
    message = text_noop("The post's own number has two letters, nine digits and two letters; the last digit checks it.")


class TrackingTaken(Conflict):
    """Two parcels cannot carry one number."""

    code = "tracking_taken"
    message = text_noop("Another parcel carries this number already.")


class ParcelElsewhere(Conflict):
    """The parcel is not where this act finds it."""

    code = "parcel_elsewhere"
    message = text_noop("The parcel %(number)s has moved on: %(state)s. Please look again.")


class ParcelSettled(Conflict):
    """Nothing is left to be done about it."""

    code = "parcel_settled"
    message = text_noop("What was to be done about the parcel %(number)s has been done.")


class ResultCalledOff(Conflict):
    """What stands on the record is not to be sent: revoked, or handed over otherwise."""

    code = "result_called_off"
    message = text_noop("The result of %(code)s is not to be sent any more. Leave it, and give that as the reason.")


class ReasonMissing(Invalid):
    """Why, must be said."""

    code = "reason_missing"
    message = text_noop("State the reason.")


class RecipientMissing(Invalid):
    """A delivery nobody received proves nothing."""

    code = "recipient_missing"
    message = text_noop("Enter who received it, and what they are to the addressee.")


class MomentOutOfRange(Invalid):
    """The time told lies in the future, or before the post had the parcel."""

    code = "moment_out_of_range"
    message = text_noop("The time must lie between the collection of the parcel and now.")


class NothingChosen(Invalid):
    """A record of nothing."""

    code = "nothing_chosen"
    message = text_noop("Choose at least one parcel.")


class TooManyOnRecord(Invalid):
    """A record is signed in one go; more than this nobody could count together."""

    code = "too_many_on_record"
    message = text_noop("At most %(limit)s parcels stand on one record. Make a second one.")


class SeveralDesks(Invalid):
    """One record has two sides."""

    code = "several_desks"
    message = text_noop("Parcels on one record go to one desk. Choose those of one desk only.")


class OfficeUnknown(Invalid):
    """No such post office."""

    code = "office_unknown"
    message = text_noop("Choose the post office that takes the results.")


class SameSigner(DomainError):
    """Both signatures would be one person's."""

    code = "same_signer"
    message = text_noop("The record needs two people: you have signed it for the other side already.")


class RecordChanged(Conflict):
    """What was read is not what stands on the record."""

    code = "record_changed"
    message = text_noop("The record is not what you were shown any more. Read it again before you sign.")


class RecordClosed(Conflict):
    """It was settled or taken back before."""

    code = "record_closed"
    message = text_noop("This record is closed: %(state)s.")


class CannotBeFiled(Invalid):
    """One item of a record does not pass the checks of filing any more."""

    code = "cannot_be_filed"
    message = text_noop("%(number)s cannot be filed: %(fault)s Refuse it on the record with this reason.")


class ReportForged(DomainError):
    """The report is not signed by the post, or its signature is old."""

    code = "report_forged"
    message = text_noop("The signature of this report is wrong or older than fifteen minutes.")
    status = 403


class PostalLinkMissing(Conflict):
    """No secret was agreed with the post's software: nothing it says can be proved."""

    code = "postal_link_missing"
    message = text_noop("The connection to the postal software has not been set up.")


class DuplicateRequired(Invalid):
    """A lost result is replaced by a duplicate with a number of its own."""

    code = "duplicate_required"
    message = text_noop("Enter number and date of the duplicate that replaces the lost result.")
