"""Papers as PDF, set by typst in Tinos; no system library is needed.

A compiler reads the fonts once and is kept for each template: a paper then takes some milliseconds. Templates only
place what is put into words before; what stands on a paper is text, never code of the typesetter.
"""

import json
from functools import lru_cache
from pathlib import Path

import typst

FONTS = Path(__file__).parent / "fonts" / "tinos"
_MOST_TEMPLATES = 20


def set_paper(template: Path, **inputs: object) -> bytes:
    """One PDF; each input reaches the template as JSON under its name. The same inputs give the same bytes."""
    said = {name: json.dumps(value, ensure_ascii=False) for name, value in inputs.items()}
    pdf = _compiler(template).compile(format="pdf", sys_inputs=said)
    assert isinstance(pdf, bytes)  # noqa: S101 - one document in, one out
    return pdf


@lru_cache(maxsize=_MOST_TEMPLATES)
def _compiler(template: Path) -> typst.Compiler:
    return typst.Compiler(str(template), root=str(template.parent), font_paths=[str(FONTS)], ignore_system_fonts=True)
