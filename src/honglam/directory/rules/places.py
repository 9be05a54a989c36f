"""The words of an address, from the smallest place to the largest."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from honglam.directory.contracts import UnitKind, UnitView
from honglam.kernel.text import fold, nfc

_CITIES = frozenset({UnitKind.CITY, UnitKind.CENTRAL_CITY})
_PROVINCES = frozenset({UnitKind.PROVINCE, UnitKind.CENTRAL_CITY})
_LOWEST = frozenset({UnitKind.COMMUNE, UnitKind.WARD, UnitKind.TOWNSHIP})
_WORDS: Mapping[str, frozenset[UnitKind]] = {
    "thanh pho": _CITIES,
    "thi tran": frozenset({UnitKind.TOWNSHIP}),
    "thi xa": frozenset({UnitKind.TOWN}),
    "phuong": frozenset({UnitKind.WARD}),
    "huyen": frozenset({UnitKind.DISTRICT}),
    "tinh": _PROVINCES,
    "xa": frozenset({UnitKind.COMMUNE}),
}
_SHORT: Mapping[str, frozenset[UnitKind]] = {
    "tp": _CITIES,
    "tx": _WORDS["thi xa"],
    "tt": _WORDS["thi tran"],
    "p": _WORDS["phuong"],
    "x": _WORDS["xa"],
    "h": _WORDS["huyen"],
    "t": _PROVINCES,
}
_ABBREVIATED = re.compile(rf"({'|'.join(_SHORT)})(\.\s*|\s+)")
# A comma, or the next kind word where nobody typed commas. “tinh” and “phuong” without accents are parts of names.
_BOUNDARY = re.compile(
    r"[,;\n]| - |(?<!\bthị)(?<!\bthi)\s+(?=(?:xã|xa|phường|thị trấn|thi tran|huyện|huyen|thị xã|thi xa"
    r"|thành phố|thanh pho|tỉnh|tp|tx)\.?\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Place:
    """One part of an address: the name without its kind word, and which kinds the word allows (none said: any)."""

    written: str
    folded: str
    kinds: frozenset[UnitKind]

    def may_be(self, unit: UnitView) -> bool:
        """Whether the kind word, if there is one, fits the unit."""
        return not self.kinds or unit.kind in self.kinds

    @property
    def may_be_commune(self) -> bool:
        """Whether the kind word, if there is one, is that of a unit at the lowest tier."""
        return not self.kinds or not self.kinds.isdisjoint(_LOWEST)

    def names(self, unit: UnitView) -> bool:
        """Whether this is the unit's name, accents aside."""
        return self.may_be(unit) and self.folded == fold(bare_name(unit))


def bare_name(unit: UnitView) -> str:
    """The name in lower case without the kind word: “Phường Bình” → “bình”."""
    words = nfc(unit.name).lower().split()
    kind = unit.kind.value.removesuffix("_tw").replace("_", " ")
    return " ".join(words[len(kind.split()) :]) if fold(unit.name).startswith(kind + " ") else " ".join(words)


def read_address(text: str) -> list[Place]:
    """The parts of an address as it was typed."""
    return [_read_place(part) for part in _BOUNDARY.split(nfc(text)) if part.strip()]


def _read_place(text: str) -> Place:
    written = " ".join(text.lower().split())
    folded = fold(written)
    short = _ABBREVIATED.match(folded)
    if short:
        return _place(written[short.end() :], _SHORT[short.group(1)])
    for word, kinds in _WORDS.items():
        if folded.startswith(word + " "):
            return _place(written[len(word) + 1 :], kinds)
    return _place(written, frozenset())


def _place(written: str, kinds: frozenset[UnitKind]) -> Place:
    return Place(written=written.strip(), folded=fold(written), kinds=kinds)
