"""Tables of the block, one file per aggregate."""

from honglam.documents.models.document import Citation, Document

__all__ = ["Citation", "Document"]
