"""Official forms as PDF. Numbers become words here, so that the template only places them."""

import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import segno
from django.conf import settings
from django.utils import translation

from honglam.dossiers.contracts import SlipKind, SlipView
from honglam.dossiers.rules.links import rating_token
from honglam.kernel.clock import local
from honglam.kernel.numerals import date_line
from honglam.ui.formats import format_datetime, format_money
from honglam.ui.tongues import noted
from honglam.ui.typesetting import set_paper

TEMPLATE = Path(__file__).resolve().parents[1] / "assets" / "slips.typ"

# Titles of TT 03/2025/TT-VPCP, App. I, where the pack says nothing else.
TITLES: Mapping[SlipKind, str] = {
    SlipKind.RECEIPT: "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    SlipKind.SUPPLEMENT: "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
    SlipKind.REFUSAL: "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
    SlipKind.APOLOGY: "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết",
    SlipKind.REGISTER: "Sổ theo dõi hồ sơ",
    SlipKind.HANDOVER: "Phiếu bàn giao hồ sơ, kết quả",
    SlipKind.STOP: "Thông báo dừng giải quyết hồ sơ",
    SlipKind.CONTROL_SHEET: "Phiếu kiểm soát quá trình giải quyết hồ sơ",
}
_CHANNELS = {"online": "trực tuyến", "in_person": "trực tiếp", "postal": "qua bưu chính công ích"}
_RETURNS = {"at_desk": "nhận tại nơi nộp", "online": "nhận trực tuyến", "postal": "qua bưu chính công ích"}
_CLASSES = {"early": "Trước hạn", "on_time": "Đúng hạn", "overdue": "Quá hạn"}
_UNITS = {"h": "giờ", "wh": "giờ làm việc", "d": "ngày", "wd": "ngày làm việc", "m": "tháng"}


def set_slips(slips: Iterable[SlipView]) -> bytes:
    """One PDF with every form on its own sheet, in the order given."""
    with translation.override("vi"):
        prepared = [prepare(slip) for slip in slips]
    return set_paper(TEMPLATE, slips=prepared)


def prepare(slip: SlipView) -> dict[str, Any]:
    """The snapshot with its moments, sums and codes in words, and the QR code of the look-up."""
    content = dict(slip.content)
    code = str(content.get("code", ""))
    address = f"{settings.PUBLIC_URL}/tra-cuu/?ma={quote(code)}"
    issued = _moment(content.get("issued_at")) or slip.issued_at
    return content | {
        "kind": slip.kind.value,
        "title": content.get("form_title") or TITLES.get(slip.kind, slip.kind.value),
        "number": f"{slip.number:02d}" if slip.number else "",
        "book_year": str(slip.book_year),
        "qr": _qr(address),
        "rate_qr": _rating_qr(slip),
        "look_up": settings.PUBLIC_URL,
        "date_line": date_line(local(issued)),
        "received_words": _spoken(content.get("received_at")),
        "issued_words": _spoken(content.get("issued_at")),
        "submitted_words": _spoken(content.get("submitted_at")),
        "old_due_words": _spoken(content.get("old_due_at")),
        "due_words": _spoken(content.get("due_at")),
        "answer_by_words": _spoken(content.get("answer_by")),
        "time_limit_words": limit_in_words(str(content.get("time_limit", ""))),
        "channel_words": _CHANNELS.get(str(content.get("channel")), ""),
        "return_words": _return_words(content),
        "fees": [_fee(fee) for fee in content.get("fees", [])],
        "rows": [_row(row) for row in content.get("rows", [])],
        **{name: noted(str(content.get(name) or "")) for name in ("reason", "legal_basis")},
    }


def limit_in_words(text: str) -> str:
    """`3wd` as `3 ngày làm việc`, `sd` as `trong ngày làm việc`."""
    if text == "sd":
        return "trong ngày làm việc"
    amount = "".join(letter for letter in text if letter.isdigit())
    return f"{amount} {_UNITS.get(text[len(amount) :], '')}".strip()


def _rating_qr(slip: SlipView) -> str:
    """On the receipt: the link by which whoever holds the paper says, after the hand-over, how they were served."""
    if slip.kind is not SlipKind.RECEIPT:
        return ""
    token = rating_token(slip.dossier_id, settings.SECRET_KEY.encode())
    return _qr(f"{settings.PUBLIC_URL}/danh-gia/{token}/")


def _return_words(content: Mapping[str, Any]) -> str:
    words = _RETURNS.get(str(content.get("return_method")), "")
    address = str(content.get("return_address") or "")
    return f"{words}: {address}" if address else words


def _fee(fee: Mapping[str, Any]) -> dict[str, Any]:
    amount = fee.get("amount")
    return {"name": fee.get("name", ""), "amount_words": "theo thông báo" if amount is None else format_money(amount)}


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "given_words": _spoken(row.get("received_at")),
        "taken_words": _spoken(row.get("finished_at")),
        "result_words": _CLASSES.get(str(row.get("result")), ""),
    }


def _spoken(value: object) -> str:
    moment = _moment(value)
    return format_datetime(moment) if moment else ""


def _moment(value: object) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) and value else None


def _qr(text: str) -> str:
    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue().decode()
