"""Tables of the block, one file per aggregate."""

from honglam.documents.models.document import Citation, Document
from honglam.documents.models.incoming import DocumentFigure, DocumentImport, Proposal

__all__ = ["Citation", "Document", "DocumentFigure", "DocumentImport", "Proposal"]
