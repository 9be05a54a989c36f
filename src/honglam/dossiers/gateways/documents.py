"""Result documents as PDF in the layout of NĐ 30/2020/NĐ-CP, App. I, set by typst in Tinos."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from honglam.dossiers.gateways.typesetting import FONTS, date_line
from honglam.dossiers.rules.result_documents import DocumentSheet, agency_lines, stored_blocks, title_lines

TEMPLATE = Path(__file__).resolve().parents[1] / "assets" / "results.typ"


def set_document(sheet: DocumentSheet) -> bytes:
    """One document. The same sheet gives the same bytes."""
    inputs = {"sheet": json.dumps(_prepared(sheet), ensure_ascii=False)}
    pdf = _compiler().compile(format="pdf", sys_inputs=inputs)
    assert isinstance(pdf, bytes)  # noqa: S101 - one document in, one out
    return pdf


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


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    return typst.Compiler(str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=[str(FONTS)], ignore_system_fonts=True)
