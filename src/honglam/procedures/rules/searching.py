"""What people type and what is looked for: words without accents, near words for typing errors, words that say little.

Vietnamese syllables are short, so similarity by trigrams alone confuses them ("sihn" shares less with "sinh" than with
"si"); the database offers near words by trigrams and the distance in letters decides.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from honglam.kernel.text import fold

T = TypeVar("T")
_WORD = re.compile(r"[a-z0-9]+")
_CODE = re.compile(r"[0-9a-z]{1,3}(?:[.\-][0-9a-z]+)+|\d{6,7}", re.IGNORECASE)
MAX_WORDS = 12
MAX_QUERY = 200

# Words of asking, which nearly every request holds. They weigh little ("hộ" in "hộ kinh doanh" folds to one of them, so
# they are not thrown away), and where no entry has them they are not taken for typing errors.
_ASKING = frozenset(
    """
    toi minh em anh chi ban muon can xin lam cho cua cai va voi ve o dau nao nhu the gi thi la duoc phai co khong hoi
    cach thu tuc ho so giay to dich vu cong truc tuyen online mau don nop bang khi de tai
    """.split()  # noqa: SIM905 - a list of words
)
_ASKING_WEIGHT = 0.2


@dataclass(frozen=True, kw_only=True)
class Group:
    """Words of which one must be there, and how much that tells: rare words tell more than frequent ones."""

    words: tuple[str, ...]
    weight: float


@dataclass(frozen=True, kw_only=True)
class Sought:
    """What is looked for: groups in the order typed, the phrase they make (errors mended), or a code."""

    phrase: str
    code: str
    groups: tuple[Group, ...]


def words_of(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return _WORD.findall(fold(text))


def is_code(query: str) -> str:
    """The code in a query that is nothing but a code (`1.001193`, `001193`), else empty."""
    compact = query.strip()
    return compact.upper() if _CODE.fullmatch(compact) and any(sign.isdigit() for sign in compact) else ""


def typed_words(query: str) -> list[str]:
    """The distinct words of a query, in order. Of a long one the words of asking go first, the earliest before others.

    People ask before they name the matter; words of asking beside its name ("giấy" in "giấy phép") tell most of them.
    """
    words = list(dict.fromkeys(words_of(query[:MAX_QUERY])))
    return _foremost(words, [word in _ASKING for word in words])


def _foremost(things: Sequence[T], asking: Sequence[bool]) -> list[T]:
    """As many as are looked for, in their order; what merely asks makes room for the rest."""
    tells = [place for place, is_asking in enumerate(asking) if not is_asking]
    asks = [place for place, is_asking in enumerate(asking) if is_asking]
    room = min(max(0, MAX_WORDS - len(tells)), len(asks))
    kept = {*tells[:MAX_WORDS], *asks[len(asks) - room :]}
    return [thing for place, thing in enumerate(things) if place in kept]


def puzzling_words(words: Iterable[str], known: Mapping[str, int]) -> list[str]:
    """The words that stand in no entry and are not mere words of asking: perhaps typing errors."""
    return [word for word in words if word not in known and word not in _ASKING]


def split_options(word: str) -> list[tuple[str, str]]:
    """The ways a word typed without its blank may fall apart: `khaisinh` → (`khai`, `sinh`), …"""
    return [(word[:at], word[at:]) for at in range(2, len(word) - 1)]


def sought(query: str, known: Mapping[str, int], near: Mapping[str, Sequence[str]], entries: int) -> Sought:
    """What to look for, given which words exist (`known`: in how many of all `entries`) and candidates near others."""
    found: list[tuple[str, ...]] = []
    for word in typed_words(query):
        if word in known:
            found.append((word,))
        elif word not in _ASKING:
            parts = _best_split(word, known)
            nearest = tuple(_nearest(word, near.get(word, ()), known))
            found.extend([(part,) for part in parts] if parts and not nearest else [nearest or (word,)])
    foremost = _foremost(found, [words[0] in _ASKING for words in found])
    groups = tuple(Group(words=words, weight=_weight(words, known, entries)) for words in foremost)
    return Sought(phrase=" ".join(group.words[0] for group in groups), code=is_code(query), groups=groups)


def _weight(words: tuple[str, ...], known: Mapping[str, int], entries: int) -> float:
    holding = max((known.get(word, 0) for word in words), default=0)
    rarity = math.log((entries + 1) / (holding + 0.5))
    return max(rarity, 0.05) * (_ASKING_WEIGHT if words[0] in _ASKING else 1.0)


def _best_split(word: str, known: Mapping[str, int]) -> tuple[str, str] | None:
    options = [parts for parts in split_options(word) if all(part in known for part in parts)]
    return max(options, key=lambda parts: min(known[part] for part in parts), default=None)


def _nearest(word: str, candidates: Sequence[str], known: Mapping[str, int]) -> list[str]:
    """Up to three words within one slip of the finger (two in long words), nearest and most frequent first."""
    limit = 1 if len(word) <= 6 else 2
    ranked = sorted(
        (distance(word, other, limit), -known.get(other, 0), other) for other in candidates if len(other) > 1
    )
    within = [(steps, other) for steps, _, other in ranked if steps <= limit]
    return [other for steps, other in within if steps == within[0][0]][:3]


def distance(left: str, right: str, limit: int) -> int:
    """Letters added, dropped, changed or swapped with a neighbour (Damerau); `limit + 1` for anything beyond."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        previous, before = before, row
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, previous[j - 2] + 1)
            row.append(cost)
    return min(row[-1], limit + 1)
