"""A written report of thirty pages: composed over many values, set as PDF, written as Word. Prints, asserts nothing.

BENCH_VALUES (1,000,000): how many values are made up first, over every agency and indicator, month by month.
"""

import os
import re

from bench.installation import Installation
from bench.measuring import load, show

AIM = 5.0
_FILL = """
WITH ground AS (
    INSERT INTO indicators_ground (id, kind, place, quote, note, reference, public, person, recorded_at)
    VALUES (gen_random_uuid(), 'person', '', '', 'bench', '', true, 'bench', now()) RETURNING id
), scopes AS (
    SELECT id FROM indicators_scope WHERE kind = 'agency' AND part = ''
), months AS (
    SELECT (date_trunc('month', m))::date AS first_on, (m + interval '1 month - 1 day')::date AS last_on
    FROM generate_series(date '2020-11-01', date '2026-10-01', interval '1 month') m
)
INSERT INTO indicators_indicatorvalue (id, indicator_id, version_id, scope_id, nature, first_on, last_on, value, bound,
    unit, ground_id)
SELECT gen_random_uuid(), v.indicator_id, v.id, s.id, 'actual', m.first_on, m.last_on, (random() * 1000)::int, 'exact',
    '', g.id
FROM ground g, months m, scopes s, indicators_indicatorversion v
WHERE v.valid_from <= m.last_on AND (v.valid_to IS NULL OR v.valid_to >= m.last_on) LIMIT %s
"""
_SCOPES = """
INSERT INTO indicators_scope (kind, agency_id, external, part)
SELECT 'agency', id, '', '' FROM directory_agency WHERE level = 'commune' AND kind = 'committee'
ON CONFLICT DO NOTHING
"""
_WRITE = """
import io, resource, time
from datetime import date
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader
from honglam.directory import api as directory
from honglam.indicators.contracts import *
from honglam.indicators.gateways.typesetting import set_written
from honglam.indicators.gateways.word import write_docx
from honglam.indicators.models import Indicator
from honglam.indicators.queries.writing.composing import compose, pieces_of
from honglam.indicators.rules.periods import period_of
from honglam.indicators.views.writing.layout import laid_out
from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM
codes = list(Indicator.objects.filter(retired_at=None).order_by("code").values_list("code", flat=True)[:20])
kinds = directory.list_agencies(on=date(2026, 10, 1))
communes = [a.code for a in kinds if a.level == "commune" and a.kind == "committee"][:69]
columns = tuple(PatternColumn(title=w.value, when=w) for w in (When.THIS, When.BEFORE, When.YEAR_AGO))
def section(at, code):
    lines = tuple(PatternLine(bind=Binding(indicator=code, agency=a), title=a) for a in communes)
    words = tuple(Sentence(say="Trong {period}, {x.name} của đơn vị là {x.noun}.", figures={
        "x": Binding(indicator=code, agency=a)}) for a in communes[:12])
    return PatternSection(key=f"s{at}", title="{period}", blocks=(Block(key=f"w{at}", words=words),
        Block(key=f"t{at}", table=PatternTable(title="Theo xã", columns=columns, lines=lines))))
pattern = Pattern(code="bench", name="bench", subject="{period}", frequency=PeriodKind.MONTH, authors=(),
    document="Báo cáo", symbol="BC", signer="x", sections=tuple(section(*one) for one in enumerate(codes)))
agency = next(a.id for a in kinds if a.parent_id is None)
period = period_of(PeriodKind.MONTH, date(2026, 10, 5))
def once():
    began = time.monotonic()
    with CaptureQueriesContext(connection) as ran:
        content = compose(pattern=pattern, actor=SYSTEM, agency_id=agency, period=period, at=now())
    composed = time.monotonic() - began
    view = WritingView(id=None, name="", agency_id=agency, period=period, state=WritingState.DRAFT, revision=1,
        number="", content=content, own={}, made_at=now(), made_by="", approved_at=None, approved_by="",
        approved_title="", returned="", due_at=None, lines=(), verbs=(), editable=False, provisional=False)
    laid = laid_out(view, base="https://example.org", inside=True)
    pdf = set_written(laid)
    set_ = time.monotonic() - began - composed
    write_docx(laid)
    word = time.monotonic() - began - composed - set_
    figures = sum(bool(p.number) for part in content.parts for p in pieces_of(part))
    return composed, set_, word, len(ran), figures, len(PdfReader(io.BytesIO(pdf)).pages)
once()
best = min((once() for _ in range(3)), key=lambda one: sum(one[:3]))
print("RESULT", *best, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def run(tree: Installation) -> None:
    """Fill, write three times, tell the best."""
    many = int(os.environ.get("BENCH_VALUES", "1000000"))
    with tree.database() as look:
        look.execute(_SCOPES.encode())
        made = look.execute(_FILL.encode(), [many]).rowcount
        look.execute(b"ANALYZE indicators_indicatorvalue")
    answer = tree.honglam_for("manage", "shell", "-c", _WRITE)
    found = re.search(r"RESULT ([\d.]+) ([\d.]+) ([\d.]+) (\d+) (\d+) (\d+) (\d+)", answer)
    if found is None:
        raise RuntimeError(answer)
    composed, pdf, word = (float(one) for one in found.groups()[:3])
    queries, figures, pages, memory = (int(one) for one in found.groups()[3:])
    row = (made, pages, figures, queries, composed, pdf, word, composed + pdf + word, AIM, memory, load())
    show(
        "A written report",
        ("values", "pages", "figures", "queries", "composed s", "PDF s", "Word s", "in all s", "aim s", "MB", "load"),
        [row],
    )
