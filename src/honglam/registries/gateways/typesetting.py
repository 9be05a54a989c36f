"""The log of a wallet as PDF."""

from collections.abc import Iterable
from pathlib import Path

from honglam.ui.typesetting import set_paper

TEMPLATE = Path(__file__).resolve().parents[1] / "assets" / "log.typ"


def set_log(*, title: str, subtitle: str, columns: Iterable[str], rows: Iterable[Iterable[str]], lang: str) -> bytes:
    """One table over as many A4 sheets as it needs; what stands in it is text, never code of the typesetter."""
    data = {"title": title, "subtitle": subtitle, "columns": list(columns), "rows": [list(row) for row in rows]}
    return set_paper(TEMPLATE, log=data | {"lang": lang})
