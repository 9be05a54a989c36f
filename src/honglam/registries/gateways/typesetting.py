"""The log of a wallet as PDF, set by typst in Tinos; no system library is needed."""

import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import typst

from honglam import ui

TEMPLATE = Path(__file__).resolve().parents[1] / "assets" / "log.typ"
FONTS = Path(ui.__file__).parent / "fonts" / "tinos"


def set_log(*, title: str, subtitle: str, columns: Iterable[str], rows: Iterable[Iterable[str]], lang: str) -> bytes:
    """One table over as many A4 sheets as it needs; what stands in it is text, never code of the typesetter."""
    data = {"title": title, "subtitle": subtitle, "columns": list(columns), "rows": [list(row) for row in rows]}
    inputs = {"log": json.dumps(data | {"lang": lang}, ensure_ascii=False)}
    pdf = _compiler().compile(format="pdf", sys_inputs=inputs)
    assert isinstance(pdf, bytes)  # noqa: S101 - one document in, one out
    return pdf


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    return typst.Compiler(str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=[str(FONTS)], ignore_system_fonts=True)
