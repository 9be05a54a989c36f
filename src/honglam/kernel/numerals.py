"""Whole numbers in Vietnamese words, as receipts spell them: linh, mốt, tư, lăm, mười and mươi, tỷ. Pure."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION, _MILLION, _THOUSAND = 10**9, 10**6, 10**3
_TWENTY, _TEN = 20, 10
LIMIT = 10**18
"""From here on nobody reads words; the caller keeps the figures."""


def in_words(number: int) -> str:
    """`1215000` as `một triệu hai trăm mười lăm nghìn`. Raises ValueError from 10^18 on."""
    if abs(number) >= LIMIT:
        raise ValueError(number)
    return f"âm {_spoken(-number, whole=False)}" if number < 0 else _spoken(number, whole=False) or _DIGITS[0]


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
