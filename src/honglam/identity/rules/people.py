"""Names and birth dates as people write them."""

import re
import unicodedata
from calendar import monthrange
from datetime import date

from honglam.identity.contracts import BirthFormat, Gender, GenderFormat, NameFormat
from honglam.kernel.text import nfc

NAME_MAX = 100
LETTER_NAME_MAX = 80
FIRST_BIRTH_YEAR = 1870
_NAME_SIGNS = frozenset(" '’-.")
_BIRTH_VIETNAMESE = re.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})", re.ASCII)
_BIRTH_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def check_name(value: str) -> str:
    """The name in composed form with single blanks. Raises NameFormat when it holds anything but letters."""
    name = " ".join(nfc(value).split())
    if not name or len(name) > NAME_MAX or not all(_is_name_letter(letter) for letter in name):
        raise NameFormat
    if not any(letter.isalpha() for letter in name):
        raise NameFormat
    return name


def _is_name_letter(letter: str) -> bool:
    return letter in _NAME_SIGNS or unicodedata.category(letter) in ("Lu", "Ll", "Lo", "Lt", "Mn")


def clean_line(value: str, *, length: int) -> str:
    """One line of free text: composed, single blanks, no control or direction signs, cut at `length`."""
    kept = "".join(sign for sign in nfc(value) if sign.isspace() or unicodedata.category(sign)[0] != "C")
    return " ".join(kept.split())[:length]


def name_in_letters(name: str) -> str:
    """What somebody typed as a name, as it may stand in a letter to others: letters and digits, cut to a line.

    Without dots and slashes no address is left in it that a mail program would make a link of.
    """
    kept = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in nfc(name))
    return " ".join(kept.split())[:LETTER_NAME_MAX].strip()


def check_gender(value: str) -> str:
    """`male`, `female` or nothing. Raises GenderFormat for anything else."""
    if value and value not in set(Gender):
        raise GenderFormat
    return value


def check_birth(value: str, *, on: date | None = None) -> str:
    """The birth as ISO text, as much as is known: `1985-03-12`, `1985-03` or `1985`.

    Takes `12/03/1985`, `3/1985`, `1985` and ISO. Raises BirthFormat for what is no date, or lies after `on`.
    """
    year, month, day = _birth_parts(unicodedata.normalize("NFKC", value).strip())
    if year < FIRST_BIRTH_YEAR or (month is not None and not 1 <= month <= 12):
        raise BirthFormat
    if month is not None and day is not None and not 1 <= day <= monthrange(year, month)[1]:
        raise BirthFormat
    if on is not None and date(year, month or 1, day or 1) > on:
        raise BirthFormat
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part is not None)])


def _birth_parts(text: str) -> tuple[int, int | None, int | None]:
    if match := _BIRTH_ISO.fullmatch(text):
        year, month, day = match.groups()
    elif match := _BIRTH_VIETNAMESE.fullmatch(text):
        day, month, year = match.groups()
    else:
        raise BirthFormat
    return int(year), int(month) if month else None, int(day) if day else None


def show_birth(birth: str) -> str:
    """A stored birth the Vietnamese way: `12/03/1985`, `03/1985`, `1985`."""
    return "/".join(reversed(birth.split("-")))
