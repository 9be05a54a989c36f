"""An urging letter as an official paper in the layout of NĐ 30/2020/NĐ-CP, Phụ lục I, set by typst in Tinos."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from honglam.directives.contracts import UrgingView
from honglam.directory import api as directory
from honglam.directory.contracts import UnitKind
from honglam.kernel.clock import local
from honglam.ui.typesetting import set_paper

TEMPLATE = Path(__file__).resolve().parents[1] / "assets" / "urging.typ"
_KIND_WORDS: Mapping[UnitKind, str] = {
    UnitKind.PROVINCE: "tỉnh",
    UnitKind.CENTRAL_CITY: "thành phố",
    UnitKind.CITY: "thành phố",
    UnitKind.TOWN: "thị xã",
    UnitKind.DISTRICT: "huyện",
    UnitKind.COMMUNE: "xã",
    UnitKind.WARD: "phường",
    UnitKind.TOWNSHIP: "thị trấn",
}


def set_urging(letter: UrgingView) -> bytes:
    """One PDF. Number and day are left open: both are given where the document is signed and numbered."""
    return set_paper(TEMPLATE, letter=content_of(letter))


def content_of(letter: UrgingView) -> dict[str, Any]:
    """Every word as it stands on the paper."""
    agency = directory.get_agency(agency_id=letter.agency.id)
    parent = directory.get_agency(agency_id=agency.parent_id).name if agency.parent_id else ""
    day = local(letter.made_at)
    late = sum(bool(one.late_days) for one in letter.tasks)
    return {
        "parent": parent,
        "agency": agency.name,
        "symbol": agency.short_name or agency.code,
        "place": place_of(agency.unit_code, day.date()),
        "year": str(day.year),
        "subject": "đôn đốc thực hiện nhiệm vụ được giao",
        "to": letter.lead.name,
        "opening": f"Qua theo dõi, đến ngày {day:%d/%m/%Y}, {letter.lead.name} còn {len(letter.tasks)} nhiệm vụ"
        f" chưa hoàn thành, trong đó {late} nhiệm vụ đã quá hạn, cụ thể như sau:",
        "rows": [
            [
                str(number),
                one.title,
                one.source,
                one.due,
                f"quá hạn {one.late_days} ngày" if one.late_days else "chưa đến hạn",
                one.latest or "chưa có báo cáo",
            ]
            for number, one in enumerate(letter.tasks, start=1)
        ],
        "request": f"Đề nghị {letter.lead.name} tập trung chỉ đạo, khẩn trương hoàn thành các nhiệm vụ nêu trên;"
        " báo cáo rõ nguyên nhân chậm, kết quả và thời gian hoàn thành"
        + (f" trước ngày {letter.reply_by:%d/%m/%Y}" if letter.reply_by else "")
        + "./.",
        "signer_title": letter.signer_title or "Thủ trưởng cơ quan",
        "signer": letter.signer,
        "drafted": f"Dự thảo do {letter.made_by} lập lúc {day:%H:%M} ngày {day:%d/%m/%Y}; chưa ký, chưa cấp số.",
    }


def place_of(unit_code: str, on: date) -> str:
    """`Mẫu, `: the name of the unit without its kind, as the decree wants the place; nothing where it is not known."""
    unit = directory.find_unit(code=unit_code, on=on) if unit_code else None
    if unit is None:
        return ""
    return f"{place_name(unit.kind, unit.name)}, "


def place_name(kind: UnitKind, name: str) -> str:
    """The name without the kind's own words before it; whole where it does not begin with them."""
    before = f"{_KIND_WORDS[kind]} "
    return name[len(before) :] if name.lower().startswith(before) else name
