"""The words of the report on online services, as they stand on the paper. Vietnamese, like every official paper."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from honglam.directory import api as directory
from honglam.indicators.contracts import PeriodKind, ReportState, ReportView
from honglam.indicators.rules.periods import named_month
from honglam.kernel.clock import local
from honglam.kernel.numerals import date_line
from honglam.ui.formats import format_date, format_datetime, format_number, format_percent

_ROMAN = ("I", "II", "III", "IV")
_LATE_HEAD = ["Đơn vị", "Bước quá hạn", "Tiếp nhận", "Thẩm định", "Lấy ý kiến", "Ký duyệt", "Trả kết quả"]
_FLOWS: Sequence[tuple[str, str]] = (
    ("Tổng số hồ sơ tiếp nhận", "in_all"),
    ("– Tiếp nhận trực tuyến trong kỳ", "dossiers.received_online"),
    ("– Tiếp nhận trực tiếp, qua bưu chính trong kỳ", "dossiers.received_offline"),
    ("– Từ kỳ trước chuyển sang", "dossiers.carried_over"),
    ("Đã giải quyết", "dossiers.settled"),
    ("– Trước hạn", "dossiers.settled_early"),
    ("– Đúng hạn", "dossiers.settled_on_time"),
    ("– Quá hạn", "dossiers.settled_overdue"),
    ("Rút sau tiếp nhận", "dossiers.withdrawn"),
    ("Đang giải quyết", "dossiers.open"),
    ("– Trong hạn", "dossiers.open_in_time"),
    ("– Quá hạn", "dossiers.open_overdue"),
)


def paper_of(report: ReportView) -> dict[str, Any]:
    """Everything the template places."""
    agency = directory.get_agency(agency_id=report.agency_id)
    parent = directory.get_agency(agency_id=agency.parent_id).name if agency.parent_id else ""
    day = local(report.approved_at or report.made_at)
    read_at = datetime.fromisoformat(str(report.figures["read_at"]))
    return {
        "parent": parent,
        "agency": agency.name,
        "number": report.number,
        "place": "",
        "date_line": date_line(day).capitalize(),
        "subject": f"Tình hình cung cấp, khai thác và sử dụng dịch vụ công trực tuyến {period_words(report)}",
        "sections": _sections(report),
        "recipients": [parent] if parent else [],
        "signer_title": "Thủ trưởng cơ quan",
        "signer": report.approved_by,
        "draft": report.state is ReportState.DRAFT,
        "read_at": format_datetime(read_at),
    }


def period_words(report: ReportView) -> str:
    """`quý III năm 2026 (01/07/2026 – 30/09/2026)`."""
    period = report.period
    year, month = named_month(period)
    names = {
        PeriodKind.MONTH: f"tháng {month} năm {year}",
        PeriodKind.QUARTER: f"quý {_ROMAN[(month - 1) // 3]} năm {year}",
        PeriodKind.HALF: f"6 tháng {'đầu' if month <= 6 else 'cuối'} năm {year}",
        PeriodKind.YEAR: f"năm {year}",
        PeriodKind.RANGE: "",
    }
    days = f"từ {format_date(period.first_on)} đến {format_date(period.last_on)}"
    return f"{names[period.kind]} ({days})".strip()


def _sections(report: ReportView) -> list[dict[str, Any]]:
    now, before = report.figures["now"], report.figures["before"]
    flows = [[label, _n(now, code), _n(before, code)] for label, code in _FLOWS]
    sections = [
        _section("1. Cung cấp dịch vụ công trực tuyến", *_offered(report)),
        _section("2. Khai thác, sử dụng", *_used(now, before)),
        _section("3. Tiếp nhận, giải quyết hồ sơ (biểu II.06a/VPCP/KSTT)")
        | {"head": ["Nội dung", "Trong kỳ", "Kỳ trước"], "widths": [4, 1, 1], "rows": flows},
        _section("4. Phản ánh, kiến nghị và mức độ hài lòng", *_content(now)),
    ]
    late = [[row[0], *(format_number(cell) for cell in row[1:])] for row in report.figures["late_units"][:15]]
    if late:
        table = {"head": _LATE_HEAD, "widths": [4, *(1.2 for _ in _LATE_HEAD[1:])], "rows": late}
        sections.append(_section("5. Nơi phát sinh chậm trễ") | table)
    if report.remarks:
        paragraphs = [line for line in report.remarks.splitlines() if line.strip()]
        sections.append(_section(f"{len(sections) + 1}. Khó khăn, vướng mắc và kiến nghị", *paragraphs))
    return sections


def _offered(report: ReportView) -> list[str]:
    now = report.figures["now"]
    return [
        f"Cơ quan đang cung cấp {_n(now, 'procedures.offered')} thủ tục hành chính, trong đó"
        f" {_n(now, 'procedures.offered_online')} thủ tục nộp được trực tuyến và"
        f" {_n(now, 'procedures.offered_full')} thủ tục toàn trình.",
        f"Trong kỳ có {_n(now, 'dossiers.services_used_online')} dịch vụ phát sinh hồ sơ trực tuyến;"
        f" {len(report.figures['unused'])} dịch vụ không phát sinh hồ sơ.",
    ]


def _used(now: Mapping[str, Any], before: Mapping[str, Any]) -> list[str]:
    return [
        f"Tiếp nhận trực tuyến {_n(now, 'dossiers.received_online')} trên {_n(now, 'dossiers.received')} hồ sơ"
        f" tiếp nhận trong kỳ, đạt {_p(now, 'online_share')} (kỳ trước {_p(before, 'online_share')}).",
        f"Riêng dịch vụ công toàn trình, tỷ lệ nộp trực tuyến là {_p(now, 'full_share')}"
        f" (kỳ trước {_p(before, 'full_share')}).",
    ]


def _content(now: Mapping[str, Any]) -> list[str]:
    content = now["dossiers.rated_very"] + now["dossiers.rated_satisfied"]
    rated = now["dossiers.rated"]
    share = format_percent(100 * content / rated) if rated else "chưa có đánh giá"
    return [
        f"Nhận {_n(now, 'feedback.received')} phản ánh, kiến nghị; trả lời {_n(now, 'feedback.settled')},"
        f" trong đó đúng hạn {_n(now, 'feedback.settled_on_time')}.",
        f"Có {_n(now, 'dossiers.rated')} lượt đánh giá; tỷ lệ hài lòng và rất hài lòng: {share}.",
    ]


def _section(title: str, *paragraphs: str) -> dict[str, Any]:
    return {"title": title, "paragraphs": list(paragraphs), "head": [], "widths": [], "rows": []}


def _n(figures: Mapping[str, Any], code: str) -> str:
    return format_number(figures.get(code) or 0)


def _p(figures: Mapping[str, Any], code: str) -> str:
    share = figures.get(code)
    return "chưa có hồ sơ" if share is None else format_percent(share)
