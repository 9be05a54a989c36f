"""A report of a quarter that never existed on paper, from made-up dossiers: docs/rewritten-online.md.

    HONGLAM_WRITE_DOCS=1 python -m pytest tests/indicators/test_rewritten_online.py

writes the page anew; without it the page must be what a run gives.
"""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

from honglam.dossiers.services.loading.load import load_dossiers
from honglam.indicators import api
from honglam.indicators.contracts import Content, PeriodKind, WritingVerb
from honglam.indicators.queries.writing.composing import pieces_of
from honglam.indicators.rules.periods import period_of
from honglam.kernel.values import SYSTEM
from tests.dossiers.scene import Scene, vn
from tests.indicators.rewriting import rows_of, said

ROOT = Path(__file__).resolve().parents[2]
PAGE, WORDS = ROOT / "docs" / "rewritten-online.md", Path(__file__).parent / "rewritten" / "online.md"
TODAY = vn("2026-11-16 10:30")
QUARTER = period_of(PeriodKind.QUARTER, date(2026, 8, 1))


def test_a_quarter_is_written_from_what_happened(open_scene: Scene) -> None:
    load_dossiers(how_many=400, at=TODAY, seed=7, say=lambda _: None)
    writer = open_scene.province_chairman
    made = api.draft_report(actor=writer, code="bc-dich-vu-cong", period=QUARTER, at=TODAY)
    revision = api.get_written(actor=writer, report_id=made).revision
    api.move_report(actor=writer, report_id=made, verb=WritingVerb.SUBMIT, revision=revision, at=TODAY)
    content = api.get_written(actor=writer, report_id=made).content
    page = "\n".join(_page(content)) + "\n"
    if os.environ.get("HONGLAM_WRITE_DOCS"):
        PAGE.write_text(page, "utf-8", newline="\n")
    assert PAGE.read_text("utf-8") == page


def _page(content: Content) -> Iterator[str]:
    yield WORDS.read_text("utf-8")
    yield from (f"## {content.document}: {content.subject}", "", f"*{content.agency}*", "")
    for part in content.parts:
        if part.kind == "heading":
            yield from (f"### {said(part.pieces)}", "")
        elif part.kind == "own":
            yield from (f"*(a place for people: {part.hint})*", "")
        elif part.kind == "chart":
            yield from (f"- {bar.label}: {bar.piece.text}" for bar in part.bars)
            yield ""
        elif part.table:
            rows = rows_of(part.table)
            yield from (f"| {' | '.join(part.table.head)} |", f"|{'---|' * len(part.table.head)}")
            yield from (f"| {' | '.join(row)} |" for row in rows)
            yield from ([part.table.none] if not rows else [])
            yield ""
        else:
            yield from (said(part.pieces), "")
    yield from ("## Where each figure comes from", "", "| figure | formula | inputs |", "|---|---|---|")
    seen: dict[str, str] = {}
    for piece in (piece for part in content.parts for piece in pieces_of(part) if piece.value):
        seen.setdefault(piece.value, piece.text)
    for value, words in seen.items():
        detail = api.get_value(actor=SYSTEM, value_id=UUID(value))
        assert detail.computation is not None
        inputs = ", ".join(f"{name} = {number.normalize():f}" for name, number in detail.computation.inputs.items())
        yield f"| {detail.value.indicator_name}: {words} | `{detail.computation.formula}` | {inputs} |"
