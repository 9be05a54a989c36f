"""Refusals, each named for what is refused. Messages are English msgids; entrances show them at the field."""

from honglam.kernel.values import NotFound, text_noop


class DocumentNotFound(NotFound):
    """No such document for this actor."""

    code = "document_not_found"
    message = text_noop("No document was found here.")
