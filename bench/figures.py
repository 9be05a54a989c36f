"""Many values of indicators: pages that show them, the checker's run over all of them, a month computed again.

BENCH_VALUES (1,000,000): how many values are made (bench/figures_data.py); 10,000,000 is what was promised. The checker
has to find exactly the contradictions that were made, beside those of the pack.
"""

import os
import re
import time

from bench import figures_data, figures_rounds
from bench.installation import Installation
from bench.machine import select_one
from bench.measuring import load, met, show
from bench.pages import measure_page

PAGE_AIM, AGAIN_AIM, RUNS = 200.0, 30.0, 3
CHECK_AIM = 120.0
"""Seconds for ten million; told beside what was measured, in proportion to the values."""
TEN_MILLION = 10_000_000
_CHECK = """
import resource, time
from honglam.indicators import api
from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM
began, used = time.monotonic(), time.process_time()
found = api.check_figures(actor=SYSTEM, at=now())
took, peak = time.monotonic() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print("RESULT", found.found, round(took, 2), round(time.process_time() - used, 2), peak // 1024)
"""
_AGAIN = """
import resource, time
from honglam.indicators import api
from honglam.indicators.rules.figures.spans import read_span
from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM
began, used = time.monotonic(), time.process_time()
made = api.recompute_values(actor=SYSTEM, span=read_span("2025-Q4"), at=now())
took, peak = time.monotonic() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print("RESULT", made.seen, made.changed, round(took, 2), round(time.process_time() - used, 2), peak // 1024)
"""
_LATE = """
INSERT INTO indicators_indicatorvalue
(id, indicator_id, version_id, scope_id, nature, first_on, last_on, value, bound, unit, ground_id, corrects_id)
SELECT gen_random_uuid(), v.indicator_id, v.version_id, v.scope_id, v.nature, v.first_on, v.last_on, v.value - 1,
    v.bound, v.unit, v.ground_id, v.id
FROM indicators_indicatorvalue v JOIN indicators_indicator i ON i.id = v.indicator_id
WHERE i.code = %(code)s AND v.last_on = '2025-12-31' AND v.value > 0
"""


def run(tree: Installation) -> None:
    """Check what the pack says, make the values, look at the pages, check again, compute again; then the rounds."""
    before = int(_asked(tree, _CHECK)[0])
    made = figures_data.make(tree, int(os.environ.get("BENCH_VALUES", "1000000")))
    row = (f"{made.values:,}", f"{made.values / made.copied:,.0f}", made.copied, made.seconds, load())
    show("Values of indicators copied in", ("values", "a second", "copying s", "with indexes s", "load"), [row])
    one = select_one(tree, each=1000)
    rows = [row for what, path in _pages() for row in measure_page(tree, what, "", path, PAGE_AIM)]
    rows.append(("SELECT 1", 1, one.rate, one.median, one.p95, "", load()))
    show("Pages of figures", ("page", "connections", "a second", "median ms", "p95 ms", "aim: p95", "load"), rows)
    _check(tree, made, before)
    _compute_again(tree, made)
    figures_rounds.run(tree)


def _check(tree: Installation, made: figures_data.Made, before: int) -> None:
    bare = _bare(tree)
    rows = []
    for _ in range(RUNS):
        found, took, used, memory = _asked(tree, _CHECK)
        share = CHECK_AIM * made.values / TEN_MILLION
        told = f"{int(found) - before} of {made.planted}"
        rows.append((told, float(took), float(used), memory, bare, met(float(took), share, " s"), load()))
    head = (
        "made contradictions found",
        "seconds",
        "of that Python",
        "MB",
        "one bare pass s",
        "aim in proportion",
        "load",
    )
    show(f"The checker over {made.values:,} values", head, rows)


def _compute_again(tree: Installation, made: figures_data.Made) -> None:
    """A quarter in which most families speak: everything is written, nothing has changed, one number is late."""
    rows = []
    with tree.database() as hand:
        for what in ("all are written", "nothing changed", "late data of 400 agencies"):
            if what.startswith("late"):
                hand.execute(_LATE.encode(), {"code": made.late})
            seen, changed, took, used, memory = _asked(tree, _AGAIN)
            told = met(float(took), AGAIN_AIM, " s")
            rows.append((what, seen, changed, float(took), float(used), memory, told, load()))
    head = ("what", "computed values", "changed", "seconds", "of that Python", "MB", "aim", "load")
    show("A quarter computed again", head, rows)


def _bare(tree: Installation) -> float:
    """Seconds in which the database alone reads every value once."""
    began = time.monotonic()
    with tree.database() as look:
        look.execute(b"SELECT sum(value), max(last_on) FROM indicators_indicatorvalue").fetchone()
    return time.monotonic() - began


def _asked(tree: Installation, script: str) -> list[str]:
    answer = tree.honglam_for("manage", "shell", "-c", script)
    found = re.search(r"RESULT (.+)", answer)
    if found is None:
        raise RuntimeError(answer)
    return found[1].split()


def _pages() -> list[tuple[str, str]]:
    return [
        ("dictionary", "/so-lieu/chi-tieu/"),
        ("dictionary, searched", "/so-lieu/chi-tieu/?q=chi+tieu+thu+7"),
        ("one indicator: course and agencies", "/so-lieu/chi-tieu/bench_1/"),
        ("targets", "/so-lieu/muc-tieu/"),
        ("map and public figures", "/so-lieu/"),
    ]
