"""Formats the catalogue itself understands; those about people (citizen id, tax code, phone, …) are identity's."""

import re

from honglam.kernel.values import Invalid, text_noop
from honglam.procedures.rules.forms import FormatCheck
from honglam.procedures.rules.writing import read_date, read_partial_date

_UNIT_CODE = re.compile(r"\d{5}", re.ASCII)


class NotADate(Invalid):
    """No such day."""

    code = "not_a_date"
    message = text_noop("This is not a date. Enter day/month/year, for example 25/11/2026.")


class NotABirthDate(Invalid):
    """Neither a day nor a month nor a year."""

    code = "not_a_partial_date"
    message = text_noop(
        "This is not a date. Enter day/month/year, for example 25/11/1985; where only the year is known, 1985."
    )


class NotAUnit(Invalid):
    """Not the code of a commune or ward of today."""

    code = "not_a_unit"
    message = text_noop(
        "This commune or ward is not known. Type its name, the old name works too, and choose from the list."
    )


class UnitDivided(Invalid):
    """The name means several communes of today: the old one was divided, or two bear the name."""

    code = "unit_divided"
    message = text_noop("“%(text)s” may be any of these today: %(names)s. Choose the one that is meant.")


def check_date(text: str) -> str:
    """The date in ISO writing, or NotADate."""
    stored = read_date(text)
    if stored is None:
        raise NotADate
    return stored


def check_partial_date(text: str) -> str:
    """As much of a date as is known in ISO writing, or NotABirthDate."""
    stored = read_partial_date(text)
    if stored is None:
        raise NotABirthDate
    return stored


def check_unit_code(text: str) -> str:
    """The shape of a commune's code only; whether it exists is a question to the directory."""
    if not _UNIT_CODE.fullmatch(text):
        raise NotAUnit
    return text


OWN_FORMATS: dict[str, FormatCheck] = {
    "date-vn": check_date,
    "date": check_date,
    "partial-date": check_partial_date,
    "commune": check_unit_code,
}
KNOWN_FORMATS = frozenset({*OWN_FORMATS, "money", "citizen-id", "tax-code", "phone-vn", "email", "person-name"})
"""Every format a form may name; anything else in a pack is a mistake."""
