"""From the cells of a foreign row to a dossier, or the one reason why not. Pure.

Codes of other systems are shown and never renumbered: ministries write `<2 digits of the ministry>…`, predecessors the
forms of TT 01/2018 and QĐ 20/2020 (NĐ 61/2018 Đ26). Moments without an offset are Vietnam's clock.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Any

from honglam.dossiers.contracts import (
    TAKEOVER_REQUIRED,
    Channel,
    Foreign,
    ForeignRow,
    OwnerKind,
    ReturnMethod,
    Status,
    TakeoverAction,
    Verdict,
)
from honglam.dossiers.rules.building import clean
from honglam.kernel.values import text_noop

_CODE = re.compile(r"[0-9A-Z](?:[0-9A-Z.]|[/-](?=[0-9A-Z])){3,58}")
_TAKEN = (Status.ACCEPTED.value, Status.PROCESSING.value)
_LONGEST = {"applicant_name": 300, "applicant_address": 300, "return_address": 300, "note": 5000}
_MISSING = text_noop("“%(key)s” is missing.")
_LONG = text_noop("This text is longer than %(limit)s characters.")
_NO_CODE = text_noop("“%(value)s” is not a dossier code: capitals, digits, dots, slashes and hyphens only.")
_NO_MOMENT = text_noop("“%(value)s” is not a moment such as 2025-06-20T09:00.")
_NOT_OPEN = text_noop("Only dossiers that are received and not settled are taken over, not “%(value)s”.")
_NOT_ONE = text_noop("“%(value)s” is not one of: %(choices)s.")
_ORDER = text_noop("Filed, received and due must follow each other in this order.")
_FUTURE = text_noop("This moment lies in the future.")
_CONTROL = text_noop("This text contains signs that are no letters.")


class RowRefused(Exception):
    """A row that cannot be taken over; becomes its verdict."""

    def __init__(self, field: str, message: str, **params: Any) -> None:
        super().__init__(message)
        self.field, self.message, self.params = field, message, params


def refused(row: ForeignRow, fault: RowRefused) -> Verdict:
    """The verdict on a row with a fault."""
    return Verdict(
        line=row.line,
        code=clean(row.cells.get("code", ""), 60),
        action=TakeoverAction.REFUSED,
        column=fault.field,
        message=fault.message,
        params=fault.params,
    )


def understand(row: ForeignRow, zone: tzinfo, at: datetime) -> Foreign:
    """The dossier that a row describes. Raises RowRefused."""
    cells = _texts(row.cells)
    if _CODE.fullmatch(cells["code"]) is None:
        raise RowRefused("code", _NO_CODE, value=cells["code"][:60])
    if cells["status"] not in _TAKEN:
        raise RowRefused("status", _NOT_OPEN, value=cells["status"][:40])
    moments = {name: _moment(name, cells[name], zone) for name in ("submitted_at", "accepted_at", "due_at")}
    if not moments["submitted_at"] <= moments["accepted_at"] < moments["due_at"]:
        raise RowRefused("due_at", _ORDER)
    if moments["accepted_at"] > at + timedelta(minutes=5):
        raise RowRefused("accepted_at", _FUTURE)
    return Foreign(
        line=row.line,
        code=cells["code"],
        digest=_digest(cells),
        procedure=cells["procedure"],
        agency=cells["agency"],
        status=cells["status"],
        **moments,
        applicant={
            name: cells.get(f"applicant_{name}", "")
            for name in ("name", "id_number", "birth_on", "phone", "email", "address")
        }
        | {"kind": _choice(cells, "applicant_kind", OwnerKind)},
        unit_code=cells.get("unit_code", ""),
        channel=_choice(cells, "channel", Channel, Channel.IN_PERSON),
        step=cells.get("step", ""),
        return_method=_choice(cells, "return_method", ReturnMethod),
        return_address=cells.get("return_address", ""),
        note=cells.get("note", ""),
    )


def _texts(cells: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, text in cells.items():
        limit = _LONGEST.get(name, 100)
        if len(text) > limit:
            raise RowRefused(name, _LONG, limit=limit)
        if any(ord(sign) < 32 and sign not in "\n\t" for sign in text):
            raise RowRefused(name, _CONTROL)
        found[name] = clean(text, limit)
    for name in sorted(TAKEOVER_REQUIRED):
        if not found.get(name):
            raise RowRefused(name, _MISSING, key=name)
    return found


def _moment(name: str, text: str, zone: tzinfo) -> datetime:
    try:
        read = datetime.fromisoformat(text)
    except ValueError as fault:
        raise RowRefused(name, _NO_MOMENT, value=text[:40]) from fault
    if not 1990 <= read.year <= 2100:
        raise RowRefused(name, _NO_MOMENT, value=text[:40])
    return read if read.tzinfo else read.replace(tzinfo=zone)


def _choice(cells: Mapping[str, str], name: str, kind: Any, default: Any = None) -> str:
    """One of an enum's values; the first (or the one given) where nothing is said."""
    value = cells.get(name, "")
    known = [one.value for one in kind]
    if not value:
        return str((default or next(iter(kind))).value)
    if value not in known:
        raise RowRefused(name, _NOT_ONE, value=value[:40], choices=", ".join(known))
    return value


def _digest(cells: Mapping[str, str]) -> str:
    said = {name: text for name, text in cells.items() if text}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
