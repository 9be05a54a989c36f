"""Dossier codes: how they are written, and every form that may be typed, scanned or arrive from elsewhere.

QĐ 20/2020/QĐ-TTg and the national rule: agency identifier, date of receipt, sequence of the day (NĐ 61/2018 Đ26).
TT 01/2018 wrote the agency the old way (`000.00.00.H99-190515-0001`); ministries use longer sequences and dates.
"""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote

from honglam.dossiers.contracts import CodeNotUnderstood

_CODE = re.compile(
    r"(?P<agency>(?:\d{3}\.\d{2}\.\d{2}\.)?[A-Y]\d{2}(?:\.\d{1,3}){0,6})-(?P<ymd>\d{8}|\d{6})-(?P<seq>\d{4,7})"
)
_REGISTRATION = re.compile(r"DK-[2-9A-HJKMNP-TW-Z]{10}")
_OLD_PREFIX = re.compile(r"\d{3}\.\d{2}\.\d{2}\.")
_TYPED_SEPARATORS = re.compile(r"[\s–—_]+")
# What stands behind the square code of our papers: a scanner types the whole address
_SCANNED = re.compile(r"https?://\S*[?&]ma=(?P<code>[^&#\s]+)", re.IGNORECASE)
# A telephone or identity number as people read it out: in groups, perhaps with the country's code
_READ_OUT = re.compile(r"(?:\+84)?[\s.]*(?:\d[\s.]*){9,12}", re.ASCII)
_FULL_DATE = len("yyyymmdd")


@dataclass(frozen=True, kw_only=True)
class DossierCode:
    """A code taken apart. `agency` keeps the form in which it was written."""

    agency: str
    on: date
    number: int

    def __str__(self) -> str:
        """The code as it is written on papers."""
        return format_code(self.agency, self.on, self.number)


def format_code(agency: str, on: date, number: int) -> str:
    """`H99.7-261122-0001`. Past 9999 on one day the sequence grows a digit rather than starting over."""
    return f"{agency}-{on:%y%m%d}-{number:04d}"


def parse_code(text: str) -> DossierCode:
    """Any form of a dossier code, or `CodeNotUnderstood`. Dates that do not exist are not understood."""
    match = _CODE.fullmatch(normalise(text))
    if match is None:
        raise CodeNotUnderstood(text=text.strip()[:40])
    digits = match["ymd"]
    full = digits if len(digits) == _FULL_DATE else f"20{digits}"
    try:
        on = date(int(full[:4]), int(full[4:6]), int(full[6:]))
    except ValueError as fault:
        raise CodeNotUnderstood(text=text.strip()[:40]) from fault
    return DossierCode(agency=match["agency"], on=on, number=int(match["seq"]))


def normalise(text: str) -> str:
    """What a scanner or a hand typed, as codes are stored: capitals, plain hyphens, no spaces, no NUL.

    Of the address of the look-up, which our papers carry, only the code in it.
    """
    scanned = _SCANNED.match(text.strip())
    typed = (unquote(scanned["code"]) if scanned else text).replace("\0", "").strip()
    return _TYPED_SEPARATORS.sub(lambda found: "" if found[0].isspace() else "-", typed).upper()


def is_registration_code(text: str) -> bool:
    """Whether this is the temporary code from before acceptance."""
    return _REGISTRATION.fullmatch(normalise(text)) is not None


def looks_like_code(text: str) -> bool:
    """Whether somebody is typing a code rather than a name: used to choose the way of searching."""
    typed = normalise(text)
    return bool(re.match(r"(DK-|(\d{3}\.\d{2}\.\d{2}\.)?[A-Y]\d{2}[.\-])", typed))


def spellings(text: str) -> tuple[str, ...]:
    """The stored forms a typed code may mean: as typed, and without the old prefix `000.00.00.`."""
    typed = normalise(text)
    return tuple(dict.fromkeys((typed, _OLD_PREFIX.sub("", typed, count=1))))


def in_one_piece(query: str) -> str:
    """A number typed in groups as it is kept: `042 085 001234`, `+84 912 345 678`; other words stay as they are."""
    bare = query.strip()
    if not _READ_OUT.fullmatch(bare):
        return query
    return re.sub(r"[\s.]", "", bare).replace("+84", "0")
