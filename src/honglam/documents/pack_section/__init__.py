"""The section `documents` of a pack."""

from honglam.documents.pack_section.section import DocumentsSection

__all__ = ["DocumentsSection"]
