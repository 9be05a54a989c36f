"""Versions and forms for the tests: those of the smallest pack, and little ones made on the spot."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

from honglam.kernel.values import FieldError, Invalid
from honglam.procedures.contracts import FormDefinition, VersionContent
from honglam.procedures.contracts.shapes import FormShape, ProcedureShape, stored
from honglam.procedures.rules.browser import Units
from honglam.procedures.rules.conditions import Context
from honglam.procedures.rules.formats import OWN_FORMATS
from honglam.procedures.rules.forms import CompiledForm, compile_form
from honglam.procedures.rules.pages import Words
from honglam.procedures.rules.storage import to_content
from honglam.procedures.rules.writing import show_date

PACK = Path(__file__).resolve().parents[2] / "packs" / "trivial"
TODAY = date(2026, 11, 22)
ON = Context(on=TODAY, channel="online")
COMMUNES = {"99001": "Xã An", "99002": "Phường Bình"}


class TooShort(Invalid):
    code = "id_too_short"
    message = "The number has 12 digits, not %(count)s."


def check_id(text: str) -> str:
    """Stands in for identity's check: twelve digits, blanks are put right."""
    digits = text.replace(" ", "")
    if len(digits) != 12 or not digits.isdigit():
        raise TooShort(count=len(digits))
    return digits


FORMATS = {
    **OWN_FORMATS,
    "citizen-id": check_id,
    "tax-code": check_id,
    "phone-vn": lambda text: text,
    "email": lambda text: text.lower(),
    "person-name": lambda text: " ".join(text.split()),
}


def speak(error: FieldError) -> str:
    return error.message % error.params if error.params else error.message


WORDS = Words(
    speak=speak,
    show_format={"commune": lambda code: COMMUNES.get(code, code), "date-vn": show_date, "partial-date": show_date},
    yes="Yes",
    no="No",
)
UNITS = Units(
    find=lambda text: text if text in COMMUNES else {"xã cũ": "99001"}.get(text.lower()),
    label=lambda code: COMMUNES.get(code, code),
)


@lru_cache
def content(code: str = "1.000001", number: int = 2) -> VersionContent:
    """A version of the smallest pack."""
    read = yaml.safe_load((PACK / "procedures" / "mau" / f"{code}.yaml").read_text("utf-8"))
    shape = msgspec.convert(read, ProcedureShape)
    return to_content(stored(next(version for version in shape.versions if version.number == number)))


def form(code: str = "1.000001") -> CompiledForm:
    """A form of the smallest pack, ready for use."""
    definition = content(code).form if code != "1.000001" else content().form
    assert definition is not None
    return compile_form(definition, FORMATS)


def definition(schema: dict[str, Any], layout: dict[str, Any]) -> FormDefinition:
    """A little form."""
    shape = msgspec.convert({"schema": {"type": "object", **schema}, "layout": layout}, FormShape)
    return msgspec.convert(msgspec.to_builtins(shape), FormDefinition)


def one_page(
    properties: dict[str, Any], fields: list[Any], required: list[str] | None = None, **layout: Any
) -> FormDefinition:
    """A form of one page and one section. Fields are references or whole field layouts."""
    section = {"fields": [{"ref": field} if isinstance(field, str) else field for field in fields]}
    schema = {"properties": properties, "required": required or []}
    return definition(schema, {"pages": [{"title": "T", "sections": [section]}], **layout})


def small(
    properties: dict[str, Any], fields: list[Any], required: list[str] | None = None, **layout: Any
) -> CompiledForm:
    """The same, ready for use."""
    return compile_form(one_page(properties, fields, required, **layout), FORMATS)


GOOD_ANSWERS: dict[str, Any] = {
    "loai": "moi",
    "chu_ho": {
        "ho_ten": "Nguyễn Văn An",
        "so_dinh_danh": "042085001234",
        "ngay_sinh": "1985-03-12",
        "xa": "99001",
    },
    "thanh_vien": [
        {"ho_ten": "Trần Thị Bình", "nam_sinh": "1987", "thu_nhap": 5_000_000},
        {"ho_ten": "Nguyễn Văn Cường", "nam_sinh": "2015-06-01"},
    ],
    "ho_ngheo": False,
    "co_uy_quyen": False,
    "so_ban": 2,
}
"""Answers to the form of 1.000001 without a fault."""
