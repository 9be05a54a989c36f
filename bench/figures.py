"""Many values of indicators: the pages that show them, the targets, and the checker's run over all of them.

BENCH_VALUES (1,000,000): how many values are made. Each made-up indicator has one for each of 400 agencies and each
month of five years; the checker finds nothing wrong in them, as on most nights.
"""

import os
import re
import time

from bench.installation import Installation
from bench.measuring import load, met, show
from bench.pages import measure_page

AGENCIES, MONTHS = 400, 60
PAGE_AIM = 200.0
CHECK_AIM = 120.0
"""Seconds for ten million; told beside what was measured, in proportion to the values."""
TEN_MILLION = 10_000_000
_INDICATORS = """
INSERT INTO indicators_indicator (code, name, sort_key, search, topic, owner_id, public)
SELECT 'bench_' || n, 'Chỉ tiêu thử ' || n, 'bench ' || lpad(n::text, 6, '0'), 'chi tieu thu ' || n, 'Thử', o.id, true
FROM generate_series(1, %(indicators)s) n, (SELECT min(id) AS id FROM directory_agency) o
"""
_VERSIONS = """
INSERT INTO indicators_indicatorversion (indicator_id, number, valid_from, content)
SELECT i.id, 1, '2000-01-01', m.content || jsonb_build_object('code', i.code)
FROM indicators_indicator i, (
    SELECT v.content FROM indicators_indicatorversion v
    WHERE v.content->>'unit' = 'count' AND coalesce(v.content->>'formula', '') = ''
    AND coalesce(v.content->>'limit', '') = '' AND coalesce(v.content->>'accumulates', '') <> 'true' LIMIT 1
) m WHERE i.code LIKE 'bench_%%'
"""
_SCOPES = """
INSERT INTO indicators_scope (kind, external, part, agency_id)
SELECT 'agency', '', '', a.id FROM directory_agency a
WHERE NOT EXISTS (SELECT 1 FROM indicators_scope s WHERE s.agency_id = a.id AND s.part = '')
ORDER BY a.id LIMIT %(agencies)s
"""
_COUNTED = b"SELECT count(*) FROM indicators_scope WHERE agency_id IS NOT NULL AND part = ''"
_GROUND = """
INSERT INTO indicators_ground (id, kind, place, quote, note, reference, public, person, recorded_at)
VALUES (gen_random_uuid(), 'reporting', '', '', '', 'bench', true, '', now())
"""
_VALUES = """
INSERT INTO indicators_indicatorvalue
(id, indicator_id, version_id, scope_id, nature, first_on, last_on, value, bound, unit, ground_id)
SELECT gen_random_uuid(), v.indicator_id, v.id, s.id, 'actual', m.day::date,
    (m.day + interval '1 month' - interval '1 day')::date, 100 + (v.id * 7 + s.id * 13 + m.n) %% 900, 'exact', '', g.id
FROM indicators_indicatorversion v JOIN indicators_indicator i ON i.id = v.indicator_id
CROSS JOIN (SELECT id FROM indicators_scope WHERE agency_id IS NOT NULL AND part = '' ORDER BY id LIMIT %(agencies)s) s
CROSS JOIN (
    SELECT n, timestamp '2021-01-01' + n * interval '1 month' AS day FROM generate_series(0, %(months)s - 1) n
) m
CROSS JOIN (SELECT id FROM indicators_ground WHERE reference = 'bench') g
WHERE i.code LIKE 'bench_%%'
"""
_CHECK = """
import resource, time
from honglam.indicators import api
from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM
began = time.monotonic()
found = api.check_figures(actor=SYSTEM, at=now())
took, peak = time.monotonic() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print("RESULT", found.found, round(took, 2), peak // 1024)
"""


def run(tree: Installation) -> None:
    """Make the values, look at the pages, run the checker."""
    made, seconds = _make(tree)
    show("Values of indicators made", ("values", "seconds", "load"), [(f"{made:,}", seconds, load())])
    rows = [row for what, path in _pages() for row in measure_page(tree, what, "", path, PAGE_AIM)]
    show("Pages of figures", ("page", "connections", "a second", "median ms", "p95 ms", "aim: p95", "load"), rows)
    answer = tree.honglam_for("manage", "shell", "-c", _CHECK)
    found = re.search(r"RESULT (\d+) ([\d.]+) (\d+)", answer)
    if found is None:
        raise RuntimeError(answer)
    took, share = float(found[2]), made / TEN_MILLION
    show(
        "The checker over all of them",
        ("values", "found", "seconds", "memory MB", "aim in proportion", "load"),
        [(f"{made:,}", found[1], took, found[3], met(took, CHECK_AIM * share, " s"), load())],
    )


def _make(tree: Installation) -> tuple[int, float]:
    wanted = int(os.environ.get("BENCH_VALUES", "1000000"))
    asked = {"agencies": AGENCIES, "months": MONTHS}
    began = time.monotonic()
    with tree.database() as hand:
        hand.execute(_SCOPES.encode(), asked)
        row = hand.execute(_COUNTED).fetchone()
        each = min(AGENCIES, int(str(row[0])) if row else 0) * MONTHS
        hand.execute(_INDICATORS.encode(), {"indicators": max(1, wanted // each)})
        hand.execute(_VERSIONS.encode(), {})
        hand.execute(_GROUND.encode())
        made = hand.execute(_VALUES.encode(), asked).rowcount
        hand.execute(b"VACUUM ANALYZE indicators_indicatorvalue")
    return made, time.monotonic() - began


def _pages() -> list[tuple[str, str]]:
    return [
        ("dictionary", "/so-lieu/chi-tieu/"),
        ("dictionary, searched", "/so-lieu/chi-tieu/?q=chi+tieu+thu+7"),
        ("one indicator: course and agencies", "/so-lieu/chi-tieu/bench_1/"),
        ("targets", "/so-lieu/muc-tieu/"),
        ("map and public figures", "/so-lieu/"),
    ]
