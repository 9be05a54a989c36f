"""Vietnamese text: one normal form in, accents ignored in search, the alphabet's own order in lists.

The C locale and glibc's vi_VN both sort Vietnamese wrongly, so lists sort by a stored key (`sort_key`):
letters in the order a ă â b c d đ e ê … , then the tone ngang huyền hỏi ngã sắc nặng.
"""

import re
import unicodedata
from functools import lru_cache

from honglam.kernel.values import TooLong

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: chr(0x41 + rank) for rank, letter in enumerate(_LETTERS)}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_CONTROLS = dict.fromkeys(code for code in (*range(32), 127) if chr(code) not in "\t\n\r")
_SEPARATORS = re.compile(r"[-/._\s]+")


def nfc(text: str) -> str:
    """Composed form: keyboards and scanners send both NFC and NFD, the database keeps one.

    Control characters go: nobody types them, and PostgreSQL refuses a text with a zero in it.
    """
    return unicodedata.normalize("NFC", text.translate(_CONTROLS))


def whole(text: str, limit: int, *, field: str | None = None) -> str:
    """A text with lines in its normal form, without spaces around it. Raises TooLong rather than cut any of it off.

    A line's end counts as one letter, as the page counts that it was written on.
    """
    kept = nfc(text).replace("\r\n", "\n").strip()
    if len(kept) > limit:
        raise TooLong(field=field, over=len(kept) - limit, limit=limit)
    return kept


def fold(text: str) -> str:
    """Lower case without any accent, spaces collapsed: what a search compares. Equal to the database's honglam_fold."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(plain.split())


@lru_cache(maxsize=4096)
def sort_key(text: str) -> str:
    """A key whose byte order is the Vietnamese dictionary's: by letters word for word, then by tones."""
    letters: list[str] = []
    tones: list[str] = []
    for word in nfc(text).lower().split():
        for letter in word:
            base, tone = _split_tone(letter)
            letters.append(_LETTER_RANK.get(base, base))
            tones.append(tone)
        letters.append(" ")
    return "".join(letters).strip() + "!" + "".join(tones).rstrip("0")


def _split_tone(letter: str) -> tuple[str, str]:
    tone = "0"
    kept: list[str] = []
    for part in unicodedata.normalize("NFD", letter):
        if part in _TONES:
            tone = _TONES[part]
        else:
            kept.append(part)
    return unicodedata.normalize("NFC", "".join(kept)), tone


def words_of_code(code: str) -> str:
    """A code such as `12/QĐ-UBND` as separate words: PostgreSQL's text parser would break it at odd places."""
    return _SEPARATORS.sub(" ", code).strip()
