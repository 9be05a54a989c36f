"""Number and symbol of a document (số, ký hiệu): NĐ 30/2020/NĐ-CP, Article 15 and Appendix I.

`47/BC-STTTT` with its kind, `125/SGDĐT-VP` an official letter, `15/2016/QĐ-UBND` a normative document, `52-NQ/TW` of
the Party, `148/2025/QH15` of the National Assembly. Texts break lines and put spaces inside; a symbol is compared by
its key.
"""

import re
from dataclasses import dataclass
from datetime import date

from honglam.documents.contracts import DocumentKind
from honglam.documents.rules.kinds import BY_ABBREVIATION
from honglam.kernel.text import fold, nfc

_LETTERS = "A-Za-zĐđÂĂÊÔƠƯâăêôơư&."
_PART = rf"[A-ZĐ][{_LETTERS}]*\d{{0,2}}"
PATTERN = re.compile(
    rf"(?P<number>\d{{1,6}})(?P<suffix>[a-z]?)(?P<join>\s{{0,2}}/\s{{0,2}}|-)(?:(?P<year>(?:19|20)\d{{2}})\s?/\s?)?"
    rf"(?P<symbol>{_PART}(?:\s{{0,2}}[-/]\s{{0,2}}{_PART})*)"
)
"""A number and symbol anywhere in a text."""
_SPACES = re.compile(r"\s+")
_FULL = re.compile(rf"\s*{PATTERN.pattern}\s*")


@dataclass(frozen=True, kw_only=True)
class Symbol:
    """A number and symbol, taken apart. `agency`: the issuer's abbreviation; `unit`: the drafting unit of a letter."""

    number: int
    suffix: str
    year: int | None
    kind: DocumentKind
    agency: str
    unit: str
    text: str


def parse_symbol(text: str) -> Symbol | None:
    """The number and symbol that a text is, or None when it is none."""
    found = _FULL.fullmatch(nfc(text))
    return from_match(found) if found else None


def from_match(found: "re.Match[str]") -> Symbol:
    """What a match of PATTERN says."""
    parts = re.split(r"\s*[-/]\s*", found["symbol"].strip("."))
    kind = BY_ABBREVIATION.get(parts[0]) or (
        DocumentKind.LAW if parts[0].startswith("QH") else DocumentKind.OFFICIAL_LETTER
    )
    is_letter = kind is DocumentKind.OFFICIAL_LETTER
    agency = parts[0] if is_letter or len(parts) == 1 else "-".join(parts[1:])
    join = "-" if found["join"] == "-" else "/"
    year = f"{found['year']}/" if found["year"] else ""
    return Symbol(
        number=int(found["number"]),
        suffix=found["suffix"],
        year=int(found["year"]) if found["year"] else None,
        kind=kind,
        agency=agency,
        unit="-".join(parts[1:]) if is_letter else "",
        text=f"{found['number']}{found['suffix']}{join}{year}{_SPACES.sub('', found['symbol']).strip('.')}",
    )


def may_mean(symbol: str, dated: date | None, other: date | None) -> bool:
    """Whether a place that writes `symbol` with a day may mean the document of that symbol that bears another day.

    `10/QĐ-UBND` is given out again every year, so the years must agree; `15/2016/QĐ-UBND` says its year itself, and
    then the day is only written wrongly. A day that is missing denies nothing.
    """
    return _year_in(symbol) is not None or dated is None or other is None or dated.year == other.year


def same_day(symbol: str, dated: date | None, other: date | None) -> bool:
    """Whether nothing that is written speaks against one document: as `may_mean`, and two days are one.

    Stricter, for what nobody looked at: a day that was written wrongly is seen by a person, not by a rule.
    """
    return _year_in(symbol) is not None or dated is None or other is None or dated == other


def _year_in(symbol: str) -> int | None:
    parsed = parse_symbol(symbol)
    return parsed.year if parsed else None


def symbol_key(text: str) -> str:
    """What is compared: `05/KH-UBND`, `5 /KH-UBND` and `5/kh-ubnd` are one; accents do not matter."""
    return re.sub(r"^0+(?=\d)", "", _SPACES.sub("", fold(text)))
