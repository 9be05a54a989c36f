"""Amounts in words, as receipts need them (Biên lai: số tiền bằng chữ).

The reading of the primary school's textbooks: `mươi` after two and more, `mốt` after it, `tư` after it, `lăm` after
`mười` and `mươi`, `linh` for a lone unit under a hundred, `không trăm` for an empty hundred inside a number, and
`tỷ` taken up again above a thousand of them (10^15 is `một triệu tỷ`).
"""

MOST = 10**15
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", " nghìn", " triệu")
_BILLION = 10**9


def number_in_words(number: int) -> str:
    """`1021` as `một nghìn không trăm hai mươi mốt`. Raises ValueError outside 0 … 10^15."""
    if not 0 <= number <= MOST:
        raise ValueError(f"{number} is not within 0 … 10^15")
    return _DIGITS[0] if number == 0 else " ".join(_words(number, inside=False))


def money_in_words(amount: int) -> str:
    """`1215000` as `Một triệu hai trăm mười lăm nghìn đồng`."""
    words = number_in_words(amount)
    return f"{words[0].upper()}{words[1:]} đồng"


def _words(number: int, *, inside: bool) -> list[str]:
    high, low = divmod(number, _BILLION)
    found = [*_words(high, inside=inside), "tỷ"] if high else []
    for scale in (2, 1, 0):
        group = low // 1000**scale % 1000
        if group:
            found.append(_group(group, full=inside or bool(found)) + _SCALES[scale])
    return found


def _group(group: int, *, full: bool) -> str:
    """Three digits; `full` says the hundred even where it is none, because something stands before it."""
    hundreds, rest = divmod(group, 100)
    tens, units = divmod(rest, 10)
    found = [f"{_DIGITS[hundreds]} trăm"] if hundreds or full else []
    if tens == 0:
        if units:
            found.append(f"linh {_DIGITS[units]}" if found else _DIGITS[units])
        return " ".join(found)
    found.append("mười" if tens == 1 else f"{_DIGITS[tens]} mươi")
    if units:
        found.append(_after_ten(tens, units))
    return " ".join(found)


def _after_ten(tens: int, units: int) -> str:
    if units == 5:
        return "lăm"
    if tens > 1 and units in (1, 4):
        return "mốt" if units == 1 else "tư"
    return _DIGITS[units]
