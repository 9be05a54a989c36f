"""The citizen identity number: three digits for the place of birth registration, one for century and gender, two for
the year, six at random.

Law 26/2023/QH15 article 12 and Decree 70/2024/NĐ-CP; before them Decree 137/2015/NĐ-CP article 13.
"""

import re
import unicodedata
from datetime import date

from honglam.identity.contracts import (
    CitizenIdBirth,
    CitizenIdFuture,
    CitizenIdGender,
    CitizenIdLength,
    CitizenIdOldCard,
    CitizenIdProvince,
    Gender,
)

# The 63 provinces and cities of their time: Circular 07/2016/TT-BCA, annex I (kept by Circular 59/2021/TT-BCA). Numbers
# once given do not change when provinces merge, and the 34 units since 1 July 2025 keep codes out of this list.
PROVINCE_CODES = frozenset(
    """
    001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042
    044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087
    089 091 092 093 094 095 096
    """.split()  # noqa: SIM905 - a table to be read
)
# Births registered abroad carry the code of a country from 101 on (annex II of the same circular). The list of
# countries changes by decision of the Ministry of Public Security, so only its beginning is checked.
FIRST_COUNTRY_CODE = 101

# Century and gender, Circular 07/2016/TT-BCA article 7: even digits men, odd digits women, from the 20th century on.
_FIRST_CENTURY = 1900
_SEPARATORS = re.compile(r"[\s.\-\u200b\u00a0]+")


def clean_digits(value: str) -> str:
    """`value` without the blanks, dots and hyphens that people put between digits; wide digits become plain ones."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", value))


def birth_year(citizen_id: str) -> int:
    """The year of birth that a well-formed number carries."""
    return _FIRST_CENTURY + int(citizen_id[3]) // 2 * 100 + int(citizen_id[4:6])


def gender(citizen_id: str) -> Gender:
    """The gender that a well-formed number carries."""
    return Gender.FEMALE if int(citizen_id[3]) % 2 else Gender.MALE


def check_citizen_id(
    value: str, *, birth: str | date | None = None, gender_entered: str | None = None, on: date | None = None
) -> str:
    """The number as twelve plain digits.

    `birth` (a date, or ISO text of which the end may be missing) and `gender_entered` are compared with what the number
    says; `on` is today, against which a birth in the future is refused. Raises a `FormatFault` by name.
    """
    digits = clean_digits(value)
    _check_shape(digits)
    year = birth_year(digits)
    if on is not None and year > on.year:
        raise CitizenIdFuture(year=year)
    if birth and int(str(birth)[:4]) != year:
        raise CitizenIdBirth(year=year)
    if gender_entered and gender_entered != gender(digits).value:
        raise CitizenIdGender
    return digits


def _check_shape(digits: str) -> None:
    if not (digits.isascii() and digits.isdigit()):
        raise CitizenIdLength
    if len(digits) == 9:
        raise CitizenIdOldCard
    if len(digits) != 12:
        raise CitizenIdLength
    place = digits[:3]
    if place not in PROVINCE_CODES and int(place) < FIRST_COUNTRY_CODE:
        raise CitizenIdProvince(digits=place)
