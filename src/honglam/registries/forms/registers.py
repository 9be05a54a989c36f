"""What is asked of a register in an address, and what is typed into a record."""

from collections.abc import Mapping

from honglam.directory import api as directory
from honglam.kernel.text import nfc
from honglam.registries.contracts import FieldType, RecordsAsked, Schema

AGENCY, REASON, VERSION = "_agency", "_reason", "_version"


def read_asked(schema: Schema, given: Mapping[str, str]) -> RecordsAsked:
    """`q`, `trang_thai`, `don_vi`, `nghi_van`, `gach` of an address."""
    state = given.get("trang_thai", "")
    agency = directory.find_agency_by_code(code=given.get("don_vi", "").strip().upper()[:60])
    return RecordsAsked(
        words=nfc(given.get("q", ""))[:200],
        state=state if state in {one.code for one in schema.states} else "",
        agency_id=agency.id if agency else None,
        doubted=given.get("nghi_van") == "1",
        struck=given.get("gach") == "1",
    )


def read_typed(schema: Schema, data: Mapping[str, str]) -> dict[str, str]:
    """The fields as typed; days may come in three boxes."""
    return {one.code: _text(one.type, one.code, data) for one in schema.fields}


def read_agency(data: Mapping[str, str]) -> str:
    """The agency that was chosen, or what was typed where no list of names came up."""
    return (data.get(AGENCY) or data.get(f"{AGENCY}_text", ""))[:300]


def read_version(data: Mapping[str, str]) -> int:
    """The version that the form was opened with; 0 for anything else."""
    text = data.get(VERSION, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


def _text(kind: FieldType, code: str, data: Mapping[str, str]) -> str:
    if kind is FieldType.DAY and f"{code}-day" in data:
        parts = [data.get(f"{code}-{part}", "").strip() for part in ("day", "month", "year")]
        return "/".join(parts) if any(parts) else ""
    return data.get(code, "")[:5000]
