"""Numbers as people here write them: typed with dots between thousands and a decimal comma, and in words; days on
official papers. Pure.

Words as receipts spell them: linh, mốt, tư, lăm, mười and mươi, tỷ.
"""

import re
from datetime import date
from decimal import Decimal

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION, _MILLION, _THOUSAND = 10**9, 10**6, 10**3
_TWENTY, _TEN = 20, 10
_LAST_WITH_ZERO = 2
LIMIT = 10**18
"""From here on nobody reads words; the caller keeps the figures."""


def in_words(number: int) -> str:
    """`1215000` as `một triệu hai trăm mười lăm nghìn`. Raises ValueError from 10^18 on."""
    if abs(number) >= LIMIT:
        raise ValueError(number)
    return f"âm {_spoken(-number, whole=False)}" if number < 0 else _spoken(number, whole=False) or _DIGITS[0]


def date_line(on: date) -> str:
    """`ngày 05 tháng 01 năm 2026`: days under ten and the months 1 and 2 with a zero before (NĐ 30/2020, App. I)."""
    month = f"{on.month:02d}" if on.month <= _LAST_WITH_ZERO else str(on.month)
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"


def money_in_words(amount: int) -> str:
    """`1215000` as `Một triệu hai trăm mười lăm nghìn đồng`, the way a receipt begins a line."""
    words = f"{in_words(amount)} đồng"
    return words[0].upper() + words[1:]


def _spoken(number: int, *, whole: bool) -> str:
    """The words of a number. `whole`: something stands before it, so that hundreds are said even where they are 0."""
    parts: list[str] = []
    for value, name in ((_BILLION, "tỷ"), (_MILLION, "triệu"), (_THOUSAND, "nghìn")):
        above, number = divmod(number, value)
        if above:
            parts += [_spoken(above, whole=whole or bool(parts)), name]
    if number:
        parts.append(_hundreds(number, whole=whole or bool(parts)))
    return " ".join(parts)


def _hundreds(number: int, *, whole: bool) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [f"{_DIGITS[hundreds]} trăm"] if hundreds or whole else []
    if rest:
        parts.append(_tens(rest, linked=bool(parts)))
    return " ".join(parts)


def _tens(number: int, *, linked: bool) -> str:
    tens, unit = divmod(number, _TEN)
    if not tens:
        return f"linh {_DIGITS[unit]}" if linked else _DIGITS[unit]
    words = "mười" if number < _TWENTY else f"{_DIGITS[tens]} mươi"
    return f"{words} {_unit(unit, tens)}" if unit else words


def _unit(unit: int, tens: int) -> str:
    """After tens, one is mốt and four is tư (but mười một, mười bốn), five is lăm."""
    if unit == 5:
        return "lăm"
    if tens > 1 and unit in (1, 4):
        return "mốt" if unit == 1 else "tư"
    return _DIGITS[unit]


_MOST = Decimal(10) ** 18
_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?")
"""Nobody writes a thousand as `0.125`: what begins with a zero has a decimal point."""
_PLAIN = re.compile(r"-?[0-9]+([.,][0-9]+)?")


def read_number(text: str) -> Decimal | None:
    """`1.952`, `4,92`, `4.92 %`, `1 952`: the number, or None. A dot before exactly three digits parts thousands.

    What could be meant in two ways (`1,234.5`) or is a machine's writing (`1e5`, `1_000`) is no number here.
    """
    bare = re.sub(r"[\s\u00a0\u202f]", "", text).removesuffix("%").replace("−", "-")
    if _THOUSANDS.fullmatch(bare):
        bare = bare.replace(".", "")
    elif not _PLAIN.fullmatch(bare):
        return None
    found = Decimal(bare.replace(",", "."))
    return found if abs(found) < _MOST else None


def read_money(text: str) -> int | None:
    """`1.215.000 đ`, `1,215,000` or `1215000` in đồng; None for anything else. A sign or decimals make it no amount."""
    bare = text.strip().removesuffix("VND").removesuffix("đ").replace("\u00a0", "").replace(" ", "")
    if re.fullmatch(r"\d{1,13}|\d{1,3}([.,])\d{3}(?:\1\d{3}){0,3}", bare):
        return int(re.sub(r"[.,]", "", bare))
    return None


def write_number(number: Decimal) -> str:
    """How a number is kept and typed again: no thousands, a decimal comma, no idle zeros. `read_number` reads it."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")
