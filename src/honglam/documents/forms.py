"""Shape of what is asked and typed about documents."""

from collections.abc import Iterable, Mapping

from honglam.documents.contracts import DocumentsAsked
from honglam.kernel.text import nfc

MOST_FIELDS = 20
_FIRST_YEAR = 1900
_OURS = ("csrfmiddlewaretoken", "_do", "_revision")


def read_asked(given: Mapping[str, str]) -> DocumentsAsked:
    """`q`, `loai`, `hieu_luc`, `nam`, `khac_nhau`, `cua_toi` of an address."""
    year = given.get("nam", "")
    known = year.isascii() and year.isdecimal() and len(year) == 4 and int(year) >= _FIRST_YEAR
    return DocumentsAsked(
        words=nfc(given.get("q", "")).strip()[:200],
        kind=given.get("loai", ""),
        validity=given.get("hieu_luc", ""),
        year=int(year) if known else None,
        disputed=given.get("khac_nhau") == "1",
        own=given.get("cua_toi") == "1",
    )


def read_typed(given: Mapping[str, str], fields: Iterable[str]) -> dict[str, str]:
    """Fields as they were typed; those that were not sent are left out."""
    wanted = [field for field in fields if field in given and field not in _OURS][:MOST_FIELDS]
    return {field: given[field].replace("\r\n", "\n") for field in wanted}


def read_revision(given: Mapping[str, str]) -> int:
    """Which state somebody saw; one that never was where it is no number."""
    text = given.get("_revision", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


def read_paragraph(given: Mapping[str, str]) -> int:
    """`doan`: the number of a paragraph; 0 for none."""
    text = given.get("doan", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0
