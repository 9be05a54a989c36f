"""Refusals, each named for what is refused. Messages are English msgids; entrances show them at the field."""

from honglam.kernel.values import Conflict, DomainError, Invalid, NotFound, text_noop


class DocumentNotFound(NotFound):
    """No such document for this actor."""

    code = "document_not_found"
    message = text_noop("No document was found here.")


class DocumentMovedOn(Conflict):
    """Somebody put the entry right in the meantime."""

    code = "document_moved_on"
    message = text_noop(
        "This entry was changed in another window. What you typed stands below; compare and save again."
    )


class StillCited(Conflict):
    """Others that stand in the register rely on it."""

    code = "still_cited"
    message = text_noop(
        "%(count)s places in other documents of the register cite this one. Take those documents out first, or correct "
        "this entry instead."
    )


class ReasonMissing(Invalid):
    """Whoever reads the register's history would not know why."""

    code = "reason_missing"
    message = text_noop("Say why this is done.")


class ImportNotFound(NotFound):
    """No such document on its way in for this actor."""

    code = "import_not_found"
    message = text_noop("No document was found here.")


class DocumentFileMissing(Invalid):
    """Nothing was chosen."""

    code = "document_file_missing"
    message = text_noop("Choose the file of the document.")


class DocumentWithMacros(Invalid):
    """Programs inside."""

    code = "document_with_macros"
    message = text_noop(
        "The file contains macros. Save it as a Word document without macros (.docx) and import it again."
    )


class DocumentGrows(Invalid):
    """An archive that grows beyond what any document needs."""

    code = "document_grows"
    message = text_noop(
        "The file grows to an unusual size when it is opened. Save the document anew and import that file."
    )


class NoSuchSentence(Invalid):
    """No sentence of the text was chosen."""

    code = "no_such_sentence"
    message = text_noop("Choose the sentence in which the figure stands.")


class NoMoreByHand(Conflict):
    """A document in which so much is missing is entered another way."""

    code = "no_more_by_hand"
    message = text_noop(
        "%(most)s figures have been entered by hand in this document; no more are taken. Split the document, or report "
        "its figures in a reporting round."
    )


class ImportMovedOn(Conflict):
    """Somebody saved the metadata in the meantime."""

    code = "import_moved_on"
    message = text_noop("The particulars were changed in another window. Yours stand below; compare and save again.")


class ProposalMovedOn(Conflict):
    """Somebody looked at this proposal in the meantime."""

    code = "proposal_moved_on"
    message = text_noop(
        "This proposal was decided in another window. What you typed stands below; compare and save again."
    )


class ImportSettled(Conflict):
    """It is in the register, was withdrawn, or is still being read."""

    code = "import_settled"
    message = text_noop("This document can no longer be changed here: it is in the register, withdrawn or being read.")


class ReadTooOften(DomainError):
    """The same bytes read the same, and a scan keeps a reader for minutes."""

    code = "read_too_often"
    message = text_noop(
        "This document has been read again three times today. Try again tomorrow, or withdraw the file and hand in a "
        "better copy."
    )
    status = 429


class KindMissing(Invalid):
    """A document without a kind."""

    code = "kind_missing"
    message = text_noop("Choose the kind of document.")


class TitleMissing(Invalid):
    """A document that nobody would find again."""

    code = "title_missing"
    message = text_noop("Enter the abstract of the document.")


class NotADocumentDay(Invalid):
    """No day, or one that no calendar has."""

    code = "not_a_document_day"
    message = text_noop("Enter the day as day/month/year, for example 05/01/2026.")


class WordsTooLong(Invalid):
    """More than the register keeps."""

    code = "words_too_long"
    message = text_noop("Enter at most %(limit)s characters.")


class NotADocumentNumber(Invalid):
    """Something other than a number."""

    code = "not_a_document_number"
    message = text_noop("Enter a number, for example 1.234,5.")


class NothingCited(Invalid):
    """A citation that names nothing."""

    code = "nothing_cited"
    message = text_noop("Enter the number and symbol, or the name of the document that is cited.")


class UnknownLink(Invalid):
    """A document that the actor cannot see, or none at all."""

    code = "unknown_link"
    message = text_noop("Choose which document of the register is meant.")


class StillOpen(Invalid):
    """Proposals that nobody has looked at."""

    code = "still_open"
    message = text_noop("%(count)s proposals have not been looked at. Look at them, or tick that they are left out.")


class RegisteredAlready(Conflict):
    """The register holds a document of this symbol and nobody said whether it is this one."""

    code = "registered_already"
    message = text_noop("The register holds a document of this number and symbol. Say whether it is this one.")
