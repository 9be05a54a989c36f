"""Consignment notes and hand-over records as PDF, set by typst in Tinos. The template places what is worded here."""

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import segno
from django.utils import translation
from django.utils.translation import gettext

from honglam.kernel.clock import local
from honglam.kernel.numerals import date_line
from honglam.postal.contracts import (
    Direction,
    ParcelSummary,
    ParcelView,
    RecordKind,
    RecordState,
    RecordView,
    Signature,
)
from honglam.ui.formats import format_datetime, format_money
from honglam.ui.typesetting import set_paper

TEMPLATE = Path(__file__).resolve().parents[1] / "assets" / "postal.typ"


def set_note(*, parcel: ParcelView) -> bytes:
    """The note that goes with one parcel."""
    with translation.override("vi"):
        return _set(_note(parcel))


def set_record(*, record: RecordView, form: dict[str, Any]) -> bytes:
    """A hand-over record for two signatures, or with both."""
    with translation.override("vi"):
        return _set(_record(record, form))


def _note(parcel: ParcelView) -> dict[str, Any]:
    at = datetime.fromisoformat(parcel.note["at"])
    return {
        **_words(parcel.note),
        "kind": "note",
        "number": parcel.number,
        "tracking": parcel.tracking,
        "office": parcel.office_name,
        "date_line": _date_line(at),
        "sender": _party(parcel.sender.name, parcel.sender.address, parcel.sender.phone),
        "receiver": _party(parcel.receiver.name or parcel.desk_name, parcel.receiver.address, parcel.receiver.phone),
        "procedure": f"{parcel.procedure_name} ({parcel.procedure_code})",
        "papers": [_paper(one.name, one.originals, one.copies, scanned=one.scanned) for one in parcel.enclosures],
        "weight": f"{parcel.weight_g} g" if parcel.weight_g else "",
        "postage": format_money(parcel.postage) if parcel.postage else "",
        "fees": f"{format_money(parcel.fees_taken)} ({parcel.receipt_number})" if parcel.fees_taken else "",
        "clerk": parcel.note["closed_by"],
        "qr": _qr(parcel.number),
    }


def _record(record: RecordView, form: dict[str, Any]) -> dict[str, Any]:
    results = record.kind is RecordKind.RESULTS
    giver, taker = (record.desk_name, record.office_name) if results else (record.office_name, record.desk_name)
    moment = record.taken.at if record.taken else record.given.at
    return {
        **_words(form),
        "kind": "record",
        "number": record.number,
        "date_line": _date_line(moment),
        "giver": giver,
        "taker": taker,
        "state": "" if record.state is RecordState.SETTLED else gettext("not signed by both sides"),
        "rows": [
            {
                "number": item.parcel.number,
                "code": item.dossier_code,
                "about": item.parcel.procedure_name,
                "owner": _owner(item.parcel),
                "papers": [_sheets(one.name, one.originals, one.copies) for one in item.enclosures],
                "refused": item.refused,
            }
            for item in record.items
        ],
        "count": str(record.size),
        "left": str(sum(bool(item.refused) for item in record.items)),
        "given": _signature(record.given),
        "taken": _signature(record.taken),
        "digest": record.digest,
    }


def _owner(parcel: ParcelSummary) -> str:
    """The citizen: of a result, which the desk sends, its receiver."""
    return parcel.receiver.name if parcel.direction is Direction.RESULT else parcel.sender.name


def _words(form: dict[str, Any]) -> dict[str, Any]:
    return {name: form.get(name, "") for name in ("title", "legal_basis", "declaration", "note", "provisional")}


def _party(name: str, address: str, phone: str) -> dict[str, str]:
    return {"name": name, "address": address, "phone": phone}


def _paper(name: str, originals: int, copies: int, *, scanned: bool) -> dict[str, str]:
    return {
        "name": name,
        "originals": str(originals or ""),
        "copies": str(copies or ""),
        "scan": "X" if scanned else "",
    }


def _sheets(name: str, originals: int, copies: int) -> str:
    parts = [f"{originals} bản chính"] if originals else []
    parts += [f"{copies} bản sao"] if copies else []
    return f"{name} ({', '.join(parts)})" if parts else name


def _signature(signature: Signature | None) -> dict[str, str]:
    if signature is None:
        return {"name": "", "title": "", "at": ""}
    return {"name": signature.name, "title": signature.title, "at": format_datetime(signature.at)}


def _date_line(moment: datetime) -> str:
    """`9 giờ 05, ngày 05 tháng 01 năm 2026`."""
    day = local(moment)
    return f"{day.hour} giờ {day.minute:02d}, {date_line(day)}"


def _qr(text: str) -> str:
    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", border=2, xmldecl=False, svgclass=None, lineclass=None)
    return drawn.getvalue().decode()


def _set(content: dict[str, Any]) -> bytes:
    return set_paper(TEMPLATE, content=content)
