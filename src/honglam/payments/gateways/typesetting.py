"""Receipts and day reports as PDF, set by typst in Tinos. The template only places what is put into words here."""

import io
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.utils import translation

from honglam.kernel.clock import local
from honglam.kernel.numerals import date_line, money_in_words
from honglam.payments.contracts import DayReport, Method, ReceiptView
from honglam.ui.formats import format_date, format_datetime, format_money, format_time
from honglam.ui.typesetting import set_paper

TEMPLATE = Path(__file__).resolve().parents[1] / "assets" / "money.typ"
_METHODS = {
    Method.CASH: "tiền mặt",
    Method.TRANSFER: "chuyển khoản",
    Method.GATEWAY: "thanh toán trực tuyến",
    Method.ELSEWHERE: "nộp tại nơi khác",
}


def set_receipts(receipts: Iterable[ReceiptView]) -> bytes:
    """One PDF with each receipt on its own sheet."""
    with translation.override("vi"):
        return _set([_receipt(receipt) for receipt in receipts])


def set_day(report: DayReport) -> bytes:
    """The day's report for two signatures."""
    with translation.override("vi"):
        return _set([_day(report)])


def qr_svg(text: str) -> str:
    """A QR code as SVG, sharp at any size; for screens and paper."""
    drawn = io.BytesIO()
    segno.make(text, error="m").save(
        drawn, kind="svg", border=2, omitsize=True, xmldecl=False, svgclass=None, lineclass=None
    )
    return drawn.getvalue().decode()


def qr_png(text: str) -> bytes:
    """The same as PNG, for saving on a telephone."""
    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="png", border=4, scale=10)
    return drawn.getvalue()


def _receipt(receipt: ReceiptView) -> dict[str, Any]:
    content = dict(receipt.content)
    void = f"{format_datetime(receipt.voided_at)}, {receipt.void_reason}" if receipt.voided_at else ""
    return content | {
        "kind": "receipt",
        "symbol": receipt.symbol,
        "number": f"{receipt.number:07d}",
        "date_line": _date_line(receipt.issued_at),
        "amount_words": format_money(receipt.amount),
        "method_words": _METHODS[receipt.method],
        "cashier": receipt.cashier,
        "void": void,
        "qr": qr_svg(f"{settings.PUBLIC_URL}/tra-cuu/?ma={content.get('subject', '')}"),
        "lines": [
            {
                **line,
                "quantity": str(line["quantity"]) if line["amount"] >= 0 else "",
                "gross_words": format_money(line["gross"]) if line["amount"] >= 0 else "",
                "amount_words": format_money(line["amount"]),
                "percent_words": f"{line['percent']} %",
            }
            for line in content.get("lines", [])
        ],
    }


def _day(report: DayReport) -> dict[str, Any]:
    counted = report.counted
    books = "; ".join(f"{symbol}: từ {first:07d} đến {last:07d}" for symbol, first, last, _ in report.by_symbol)
    return {
        "kind": "day",
        "desk": report.desk_name,
        "cashier": report.cashier,
        "date_line": f"Ngày {format_date(report.on)}",
        "rows": [_day_row(receipt) for receipt in report.receipts],
        "total": format_money(report.total),
        "words": money_in_words(report.total),
        "fees": format_money(report.fees),
        "charges": format_money(report.charges),
        "other": format_money(report.other),
        "issued": str(report.issued),
        "voided": str(report.voided),
        "books": books,
        "counted": "" if counted is None else format_money(counted),
        "difference": "" if counted is None else format_money(counted - report.total),
        "note": report.note,
        "state": _state(report),
        "digest": report.digest,
        "confirmed_by": report.confirmed_by,
    }


def _day_row(receipt: ReceiptView) -> dict[str, str]:
    return {
        "label": receipt.label,
        "time": format_time(receipt.issued_at),
        "payer": str(receipt.content.get("payer", "")),
        "subject": str(receipt.content.get("subject", "")),
        "amount": format_money(receipt.amount),
        "note": f"Đã hủy: {receipt.void_reason}" if receipt.voided_at else "",
    }


def _state(report: DayReport) -> str:
    if report.closed_at is None:
        return "chưa khóa sổ"
    locked = f"đã khóa sổ {format_datetime(report.closed_at)}"
    signed = f"{locked}, {report.confirmed_by} đã xác nhận" if report.confirmed_by else locked
    return f"{signed}; biên lai hiện có không còn khớp với mã kiểm tra lúc khóa sổ" if report.altered else signed


def _date_line(moment: datetime) -> str:
    """`Ngày 05 tháng 01 năm 2026` (NĐ 30/2020, App. I)."""
    return date_line(local(moment)).capitalize()


def _set(content: list[dict[str, Any]]) -> bytes:
    return set_paper(TEMPLATE, content=content)
