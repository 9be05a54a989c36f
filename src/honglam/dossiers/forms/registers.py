"""Which register was asked for, and its lines as rows of a file."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from honglam.dossiers.rules.registers import COLUMNS, RegisterAsked
from honglam.ui.sheets import Cell

_FIRST_YEAR, _LAST_YEAR = 2018, 2100


def read_asked(data: Mapping[str, str], *, desk_ids: Iterable[int], today: date) -> RegisterAsked | None:
    """The register in the address: this year's of the first desk unless said otherwise; None without any desk."""
    desks = list(desk_ids)
    wanted = _number(data.get("quay", ""))
    if not desks and wanted is None:
        return None
    year, month = _number(data.get("nam", "")), _number(data.get("thang", ""))
    return RegisterAsked(
        desk_id=wanted if wanted is not None else desks[0],
        year=year if year is not None and _FIRST_YEAR <= year <= _LAST_YEAR else today.year,
        month=month if month is not None and 1 <= month <= 12 else None,
        procedure_code=data.get("thu-tuc", "").strip()[:40].replace("\0", ""),
        open_only="dang-giai-quyet" in data,
    )


def rows_of(lines: Iterable[Mapping[str, str]]) -> Iterator[list[Cell]]:
    """The register as rows of a file, its columns on top."""
    yield [label for _, label in COLUMNS]
    for line in lines:
        yield [line[name] for name, _ in COLUMNS]


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 12 else None
