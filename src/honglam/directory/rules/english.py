"""What places and agencies are called in English. Official papers keep the Vietnamese names."""

from collections.abc import Iterator, Mapping

from honglam.directory.contracts import UnitKind
from honglam.kernel.text import fold

UNDER = " – "
"""Between a unit and the agency that it belongs to; some names have one of their own."""
_KINDS: Mapping[UnitKind, str] = {
    UnitKind.PROVINCE: "Province",
    UnitKind.CENTRAL_CITY: "City",
    UnitKind.CITY: "City",
    UnitKind.TOWN: "Town",
    UnitKind.DISTRICT: "District",
    UnitKind.COMMUNE: "Commune",
    UnitKind.WARD: "Ward",
    UnitKind.TOWNSHIP: "Township",
}


def english_place(kind: UnitKind, name: str) -> str:
    """`Phường Bình Minh` → `Bình Minh Ward`."""
    words, said = name.split(), kind.value.removesuffix("_tw").split("_")
    bare = words[len(said) :] if [fold(word) for word in words[: len(said)]] == said else words
    return f"{' '.join(bare)} {_KINDS[kind]}"


def english_of(text: str, known: Mapping[str, str]) -> str:
    """The English of a name, or of a unit with its agency (`Phòng Kinh tế – Sở Y tế`); empty if any of it has none."""
    if text in known:
        return known[text]
    pairs = ((known.get(unit), known.get(agency)) for unit, agency in _splits(text))
    return next((f"{unit}{UNDER}{agency}" for unit, agency in pairs if unit and agency), "")


def _splits(text: str) -> Iterator[tuple[str, str]]:
    parts = text.split(UNDER)
    return ((UNDER.join(parts[:cut]), UNDER.join(parts[cut:])) for cut in range(1, len(parts)))
