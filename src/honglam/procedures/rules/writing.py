"""What people type and what is stored: dates, birth dates of which only the year is known, money, numbers.

Reading gives None where a text cannot be understood; the caller then keeps it as it was typed.
"""

import re
from datetime import date

_DATE = re.compile(r"(?P<day>\d{1,2})\s*[/.\-\s]\s*(?P<month>\d{1,2})\s*[/.\-\s]\s*(?P<year>\d{4})", re.ASCII)
_DATE_DIGITS = re.compile(r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})", re.ASCII)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII)
_MONTH = re.compile(r"(?P<month>\d{1,2})\s*[/.\-]\s*(?P<year>\d{4})|(?P<iso_year>\d{4})-(?P<iso_month>\d{2})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:(?P<mark>[.,\s\u00a0])\d{3})(?:(?P=mark)\d{3})*", re.ASCII)
_CURRENCY = re.compile(r"\s*(?:đồng|đ|₫|vnđ|vnd)\s*\.?$", re.IGNORECASE)
_DECIMAL = re.compile(r"(?P<whole>\d+)[.,](?P<part>\d+)", re.ASCII)
_DECIMAL_GROUPED = re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3})+),(?P<part>\d+)", re.ASCII)

FIRST_YEAR, LAST_YEAR = 1850, 2200


def read_date(text: str) -> str | None:
    """`22/11/2026`, `22-11-2026`, `22.11.2026`, `22112026` or `2026-11-22` as `2026-11-22`."""
    text = text.strip()
    match = _ISO.fullmatch(text) or _DATE.fullmatch(text) or _DATE_DIGITS.fullmatch(text)
    return _day(int(match["year"]), int(match["month"]), int(match["day"])) if match else None


def read_partial_date(text: str) -> str | None:
    """A date, a month (`3/1985`) or a year alone (`1985`) as ISO text as long as what is known."""
    text = text.strip()
    if _YEAR.fullmatch(text):
        return text if FIRST_YEAR <= int(text) <= LAST_YEAR else None
    if match := _MONTH.fullmatch(text):
        year, month = int(match["year"] or match["iso_year"]), int(match["month"] or match["iso_month"])
        return f"{year:04d}-{month:02d}" if _day(year, month, 1) else None
    return read_date(text)


def read_whole(text: str) -> int | None:
    """A whole number: `1.215.000`, `1 215 000`, `1,215,000`, `1215000`, with or without `đ`; a minus may precede it."""
    text = _CURRENCY.sub("", text.strip())
    negative, text = (text[:1] in "-−" and text != "", text.lstrip("-−").strip())
    if _GROUPED.fullmatch(text):
        text = re.sub(r"\D", "", text)
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        return None
    return -int(text) if negative else int(text)


def read_number(text: str) -> int | float | None:
    """A number the Vietnamese way: `1.234,5`, `3,5`, `1,215`, `1.234` (one thousand …); `3.5` is understood too."""
    whole = None if text.count(",") == 1 else read_whole(text)
    if whole is not None:
        return whole
    text = text.strip()
    negative, text = (text[:1] in "-−" and text != "", text.lstrip("-−").strip())
    match = _DECIMAL_GROUPED.fullmatch(text) or _DECIMAL.fullmatch(text)
    if match is None or len(text) > 18:
        return None
    value = float(f"{match['whole'].replace('.', '')}.{match['part']}")
    return -value if negative else value


def show_date(stored: str) -> str:
    """`2026-11-22` as `22/11/2026`, `1985-03` as `03/1985`; anything else as it is."""
    if re.fullmatch(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", stored, re.ASCII):
        return "/".join(reversed(stored.split("-")))
    return stored


def show_number(value: float) -> str:
    """`1234.5` as `1.234,5`."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.10f}".rstrip("0").rstrip(".")
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".")


def _day(year: int, month: int, day: int) -> str | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
