"""Result documents as PDF in the layout of NĐ 30/2020/NĐ-CP, App. I, set by typst in Tinos."""

from pathlib import Path
from typing import Any

from honglam.dossiers.rules.result_documents import DocumentSheet, agency_lines, stored_blocks, title_lines
from honglam.kernel.numerals import date_line
from honglam.ui.typesetting import set_paper

TEMPLATE = Path(__file__).resolve().parents[1] / "assets" / "results.typ"


def set_document(sheet: DocumentSheet) -> bytes:
    """One document. The same sheet gives the same bytes."""
    return set_paper(TEMPLATE, sheet=_prepared(sheet))


def _prepared(sheet: DocumentSheet) -> dict[str, Any]:
    kind, abstract = title_lines(sheet.title)
    return {
        "parent": sheet.parent_agency,
        "agency": agency_lines(sheet.agency),
        "number": sheet.number_text,
        "place": sheet.place,
        "date": date_line(sheet.issued_on) if sheet.issued_on else "ngày … tháng … năm …",
        "title": kind,
        "abstract": abstract,
        "blocks": stored_blocks(sheet.blocks),
        "authority": list(sheet.authority),
        "signer": sheet.signer_name,
        "recipients": list(sheet.recipients),
        "paper": sheet.paper.lower(),
        "landscape": sheet.orientation == "landscape",
        "draft": sheet.is_draft,
    }
