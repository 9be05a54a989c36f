"""Shape of what is asked and typed about documents."""

from collections.abc import Mapping

from honglam.documents.contracts import DocumentsAsked
from honglam.kernel.text import nfc


def read_asked(given: Mapping[str, str]) -> DocumentsAsked:
    """`q`, `loai`, `hieu_luc`, `khac_nhau` of an address."""
    return DocumentsAsked(
        words=nfc(given.get("q", "")).strip()[:200],
        kind=given.get("loai", ""),
        validity=given.get("hieu_luc", ""),
        disputed=given.get("khac_nhau") == "1",
    )
