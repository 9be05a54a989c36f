"""Tax codes: ten digits, the tenth of which checks the others; a branch adds three; a person uses the citizen id.

Circular 86/2024/TT-BTC article 5: the structure N1…N10–N11N12N13. Law 38/2019/QH14 article 35 clause 7, brought into
force by the same circular: since 1 July 2025 the citizen identity number is the tax code of persons, households and
household businesses.
"""

from datetime import date

from honglam.identity.contracts import FormatFault, TaxCodeCheckDigit, TaxCodeFormat
from honglam.identity.rules.citizen_ids import check_citizen_id, clean_digits

_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
PERSONAL_ID_SINCE = date(2025, 7, 1)


def check_digit(first_nine: str) -> int | None:
    """The tenth digit that belongs to nine digits; None where no code can exist (the remainder calls for a ten)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_nine, strict=True))
    digit = 10 - total % 11
    return digit if digit < 10 else None


def check_tax_code(value: str, *, on: date | None = None) -> str:
    """The code in its official writing (`0100109106`, `0100109106-001`, or twelve digits). Raises a `FormatFault`.

    `on` is the day for which the code is used: a citizen identity number counts from 1 July 2025 on.
    """
    digits = clean_digits(value)
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in (10, 12, 13):
        raise TaxCodeFormat
    if len(digits) == 12:
        return _check_personal(digits, on)
    if check_digit(digits[:9]) != int(digits[9]):
        raise TaxCodeCheckDigit
    if len(digits) == 10:
        return digits
    if digits[10:] == "000":
        raise TaxCodeFormat
    return f"{digits[:10]}-{digits[10:]}"


def _check_personal(digits: str, on: date | None) -> str:
    if on is not None and on < PERSONAL_ID_SINCE:
        raise TaxCodeFormat
    try:
        return check_citizen_id(digits)
    except FormatFault as fault:
        raise TaxCodeFormat from fault
