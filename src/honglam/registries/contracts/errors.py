"""Refusals, named for what they refuse."""

from honglam.kernel.values import Invalid, NotFound, text_noop


class PaperNotHeld(NotFound):
    """No such entry, or not for this actor."""

    code = "paper_not_held"
    message = text_noop("This paper is not in the wallet.")


class PaperDoesNotFit(Invalid):
    """The entry does not answer the component on this day; `reason` is a Fit."""

    code = "paper_does_not_fit"
    message = text_noop("“%(title)s” cannot be used here: %(reason)s. Attach another paper instead.")


class TypeUnknown(Invalid):
    """The paper named is of no type that the province keeps."""

    code = "paper_type_unknown"
    message = text_noop("Choose what kind of paper it is.")


class FileMissing(Invalid):
    """Nothing was uploaded."""

    code = "paper_file_missing"
    message = text_noop("Choose the file of the paper.")


class AlreadyChecked(Invalid):
    """The same file is kept already, with other details that somebody answers for."""

    code = "paper_already_checked"
    message = text_noop(
        "This very file is among your papers already, issued or checked by an agency (number: %(number)s). "
        "Its details cannot be changed here."
    )


class AlreadyUsed(Invalid):
    """The same file is kept already, with other details, and a dossier rests on it."""

    code = "paper_already_used"
    message = text_noop(
        "A dossier already uses this very file with the details you gave before (number: %(number)s). They cannot be "
        "changed any more: tell the agency that settles the dossier."
    )


class DateNotUnderstood(Invalid):
    """No day of the calendar, or one that lies ahead."""

    code = "paper_date"
    message = text_noop("Enter the day of issue as day, month and year, not later than today. Example: 22/11/2026.")


class NotYours(Invalid):
    """Papers issued by the province cannot be thrown away by their owner."""

    code = "paper_kept_by_law"
    message = text_noop("The law requires that this paper is kept: %(reason)s. You may hide it instead.")
