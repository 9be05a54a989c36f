"""What is typed into a record, in the one form in which it is kept; and back into words. Pure."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from honglam.kernel.text import fold, nfc
from honglam.kernel.values import DomainError, text_noop
from honglam.registries.contracts import (
    Field,
    FieldType,
    NoSuchAgency,
    NotAChoice,
    NotADay,
    NotANumber,
    OutOfRange,
    Schema,
    TextTooLong,
    ValueMissing,
)

FindAgency = Callable[[str], str]
"""The code of an agency by its code or name; empty where there is none."""
SHORT, LONG = 300, 4000
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+(,\d{1,6})?")
_PLAIN = re.compile(r"-?\d{1,15}([.,]\d{1,6})?")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_KEPT_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
YES, NO = "yes", "no"
YES_NO_LABELS: Mapping[str, str] = {YES: text_noop("Yes"), NO: text_noop("No")}
_YES_NO = {"yes": YES, "co": YES, "x": YES, "1": YES, "no": NO, "khong": NO, "0": NO}


def read_values(
    schema: Schema, typed: Mapping[str, str], find_agency: FindAgency
) -> tuple[dict[str, str], list[DomainError]]:
    """The values as they are kept, and every fault at its field. What cannot be read is left out of the values."""
    kept: dict[str, str] = {}
    faults: list[DomainError] = []
    for field in schema.fields:
        text = _clean(field, typed.get(field.code, ""))
        try:
            if text:
                kept[field.code] = read_value(field, text, find_agency)
            elif field.required:
                raise ValueMissing(field=field.code, name=field.name)
        except DomainError as fault:
            faults.append(fault)
    return kept, faults


def read_value(field: Field, text: str, find_agency: FindAgency) -> str:
    """One value, typed as people write it. Raises a refusal at the field."""
    if field.type is FieldType.NUMBER:
        return _number(field, text)
    if field.type is FieldType.DAY:
        return _day(field, text)
    if field.type is FieldType.CHOICE:
        return _choice(field, text, {fold(word): one.code for one in field.choices for word in (one.code, one.name)})
    if field.type is FieldType.YES_NO:
        return _choice(field, text, _YES_NO)
    if field.type is FieldType.AGENCY:
        code = find_agency(text)
        if not code:
            raise NoSuchAgency(field=field.code, name=field.name)
        return code
    most = LONG if field.type is FieldType.LONG_TEXT else SHORT
    if len(text) > most:
        raise TextTooLong(field=field.code, name=field.name, most=most)
    return text


def is_readable(field: Field, kept: str, find_agency: FindAgency) -> bool:
    """Whether a kept value is one of the field's type, in its one form. Bounds and lengths may be narrower by now."""
    try:
        return read_value(field, _typed(field.type, kept), find_agency) == kept
    except (OutOfRange, TextTooLong):
        return True
    except DomainError:
        return False


def title_of(schema: Schema, values: Mapping[str, str]) -> str:
    """What a record is called: its first field."""
    return values.get(schema.fields[0].code, "")[:500]


def unique_key(schema: Schema, values: Mapping[str, str]) -> str:
    """The value that must be the only one, as it is compared: letters' case and accents do not make it another."""
    field = next((one for one in schema.fields if one.unique), None)
    return fold(values.get(field.code, ""))[:500] if field else ""


def as_typed(schema: Schema, values: Mapping[str, str]) -> dict[str, str]:
    """Kept values as a person would type them."""
    return {one.code: _typed(one.type, values.get(one.code, "")) for one in schema.fields}


def number_text(kept: str) -> str:
    """`1240.5` as people type it: `1240,5`."""
    return kept.replace(".", ",")


def day_text(kept: str) -> str:
    """`2026-11-30` as people type it; what is no day stays as it is."""
    return f"{kept[8:10]}/{kept[5:7]}/{kept[:4]}" if _KEPT_DAY.fullmatch(kept) else kept


def _typed(kind: FieldType, kept: str) -> str:
    if kept and kind is FieldType.DAY:
        return day_text(kept)
    return number_text(kept) if kind is FieldType.NUMBER else kept


def _clean(field: Field, text: str) -> str:
    text = nfc(text).replace("\r\n", "\n").strip()
    return text if field.type is FieldType.LONG_TEXT else " ".join(text.split())


def _number(field: Field, text: str) -> str:
    bare = text.replace(" ", "").replace("\u00a0", "").replace("−", "-")
    if _GROUPED.fullmatch(bare):
        bare = bare.replace(".", "")
    elif not _PLAIN.fullmatch(bare):
        raise NotANumber(field=field.code, name=field.name)
    number, least, most = Decimal(bare.replace(",", ".")), field.least, field.most
    if (least is not None and number < Decimal(str(least))) or (most is not None and number > Decimal(str(most))):
        raise OutOfRange(field=field.code, name=field.name, least=_bound(least), most=_bound(most))
    return f"{number.normalize():f}" if number else "0"


def _bound(number: float | None) -> str:
    return "–" if number is None else f"{number:g}"


def _day(field: Field, text: str) -> str:
    found = _DAY.fullmatch(text)
    try:
        day = date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text)
    except ValueError as fault:
        raise NotADay(field=field.code, name=field.name) from fault
    if not date(1900, 1, 1) <= day <= date(2200, 1, 1):
        raise NotADay(field=field.code, name=field.name)
    return day.isoformat()


def _choice(field: Field, text: str, words: Mapping[str, str]) -> str:
    found = words.get(fold(text))
    if found is None:
        names = "; ".join(one.name for one in field.choices) or "Có; Không"
        raise NotAChoice(field=field.code, name=field.name, choices=names)
    return found
