"""Index and report pages over many dossiers: warm, and exact.

Exact means two things here: the roll-ups that the pages read are compared with the same numbers counted straight from
the rows by plain SQL, agency by agency; and the overview's control sum must hold.
"""

import re
from collections.abc import Iterator

from bench.installation import Installation
from bench.measuring import load, show
from bench.pages import measure_page

AIM = 200.0
_LEADER = "lanhdao.tinh"
_YEAR = "ky=year"
_COMMUNE = """
SELECT lead_agency_id FROM dossiers_dossier GROUP BY 1 ORDER BY count(*) DESC LIMIT 1
"""
_PROCEDURE = "SELECT procedure_code FROM dossiers_dossier GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
_EXACT = """
from datetime import timedelta
from django.db import connection
from honglam.dossiers.models.serving import NUMBERS
from honglam.dossiers.queries.serving import statements, times
from honglam.dossiers.queries.serving.reading import full_versions, moments, read_agencies, read_officers
from honglam.kernel.clock import now, today
from honglam.kernel.measures import MeasureAsked
last = today() - timedelta(days=1)
asked = MeasureAsked(first_on=last.replace(month=1, day=1), last_on=last, at=now())
start, end = moments(asked)
span = {"start": start, "end": end, "full": full_versions()}
kept = {agency: {name: int(row[name]) for name in NUMBERS} for agency, row in read_agencies(asked).items()}
with connection.cursor() as cursor:
    cursor.execute(statements.by_agency(""), span)
    counted = {agency: dict(zip(NUMBERS, numbers)) for agency, *numbers in cursor.fetchall()}
    cursor.execute(
        "SELECT procedure_code, count(*), percentile_disc(0.9) WITHIN GROUP (ORDER BY"
        " ceil(extract(epoch FROM resolved_at - clock_started_at) / 3600)) FROM dossiers_dossier"
        " WHERE resolved_at >= %(start)s AND resolved_at < %(end)s AND clock_started_at IS NOT NULL GROUP BY 1", span)
    plain = {code: (float(settled), float(p90)) for code, settled, p90 in cursor.fetchall()}
    cursor.execute(
        "SELECT holder_id, count(*) FROM dossiers_task WHERE state = 'done' AND result_class <> ''"
        " AND holder_id IS NOT NULL AND closed_at >= %(start)s AND closed_at < %(end)s GROUP BY 1", span)
    hands = dict(cursor.fetchall())
    cursor.execute("SELECT procedure_code FROM dossiers_dossier GROUP BY 1 ORDER BY count(*) DESC LIMIT 1")
    commonest = cursor.fetchone()[0]
    cursor.execute(
        "SELECT coalesce(nullif(t.step_code, ''), t.step_name) AS step, count(*),"
        " percentile_disc(0.9) WITHIN GROUP (ORDER BY ceil(extract(epoch FROM t.closed_at - t.opened_at) / 3600))"
        " FROM dossiers_task t JOIN dossiers_dossier d ON d.id = t.dossier_id WHERE t.state = 'done'"
        " AND t.closed_at >= %(start)s AND t.closed_at < %(end)s AND d.procedure_code = %(commonest)s GROUP BY 1",
        {**span, "commonest": commonest})
    steps = {step: (float(many), float(p90)) for step, many, p90 in cursor.fetchall()}
officers = read_officers(MeasureAsked(first_on=asked.first_on, last_on=last, at=asked.at, agency_ids=tuple(kept)))
finished = {officer: int(numbers["steps"]) for officer, _, numbers in officers}
mistaken = [one for one in {*hands, *finished} if hands.get(one, 0) != finished.get(one, 0)]
empty = dict.fromkeys(NUMBERS, 0)
differing = [one for one in {*kept, *counted} if kept.get(one, empty) != counted.get(one, empty)]
told = {row.key: (row.values["settled"], row.values["hours_p90"]) for row in times.read_procedure_times(asked)}
wrong = [code for code in {*plain, *told} if plain.get(code) != told.get(code)]
by_step = {
    row.key: (row.values["settled"], row.values["hours_p90"]) for row in times.read_step_times(asked, commonest)
}
lost = [step for step in {*steps, *by_step} if steps.get(step) != by_step.get(step)]
settled = sum(row["settled"] for row in kept.values())
told_otherwise = [(counted, differing), (plain, wrong), (hands, mistaken), (steps, lost)]
print("RESULT", settled, *(len(one) for pair in told_otherwise for one in pair))
"""


def run(tree: Installation) -> None:
    """All index and report pages, then whether what they say is so."""
    rows = [row for what, login, path in _pages(tree) for row in measure_page(tree, what, login, path, AIM)]
    show(
        "Index and report pages",
        ("page", "connections", "a second", "median ms", "p95 ms", "aim: p95", "load"),
        rows,
    )
    answer = tree.honglam_for("manage", "shell", "-c", _EXACT)
    found = re.search(r"RESULT (\d+) (\d+) (\d+) (\d+) (\d+) (\d+) (\d+) (\d+) (\d+)", answer)
    if found is None:
        raise RuntimeError(answer)
    numbers = tuple(map(int, found.groups()))
    show(
        "The same numbers from the rows, this year",
        (
            *("settled", "agencies", "told otherwise", "procedures", "told otherwise", "officers", "told otherwise"),
            *("steps", "told otherwise", "load"),
        ),
        [(*numbers, load())],
    )


def _pages(tree: Installation) -> Iterator[tuple[str, str, str]]:
    """Name, whose login (nobody's where empty), address."""
    with tree.database() as look:
        agency, procedure = (str(_first(look.execute(one.encode()).fetchone())) for one in (_COMMUNE, _PROCEDURE))
        indices = _indices(tree)
    for index in indices:
        yield f"ranking {index}", "", f"/so-lieu/chi-so/{index}/?{_YEAR}"
        yield f"province's card {index}", "", f"/so-lieu/chi-so/{index}/toan-tinh/?{_YEAR}"
        yield f"largest agency's card {index}", "", f"/so-lieu/chi-so/{index}/{agency}/?{_YEAR}"
    for kind in ("ii-06a", "qua-han", "truc-tuyen", "thoi-gian", "khong-phat-sinh"):
        yield f"report {kind}", "", f"/so-lieu/bao-cao/{kind}/?{_YEAR}"
    yield (
        "report thoi-gian, steps of the commonest procedure",
        "",
        (f"/so-lieu/bao-cao/thoi-gian/?{_YEAR}&thu_tuc={procedure}"),
    )
    yield "officers of the largest agency", _LEADER, f"/dieu-hanh/chi-so/can-bo/?{_YEAR}&co_quan={agency}"
    yield "dossiers behind a number", _LEADER, f"/dieu-hanh/chi-so/phia-sau/?{_YEAR}&chi_so=dossiers.settled_overdue"
    yield "public statistics, this year", "", "/so-lieu/?ky=year"
    yield "register of a desk", "tiepnhan.xa", "/can-bo/so-theo-doi/"
    yield "load of the units", _LEADER, "/can-bo/phu-tai/"


def _indices(tree: Installation) -> list[str]:
    """The indices that rank agencies, as their page links them."""
    import httpx

    page = httpx.get(f"{tree.address}/so-lieu/chi-so/", timeout=60).text
    return sorted(set(re.findall(r"/so-lieu/chi-so/([a-z0-9-]+)/(?:\?|\")", page)))


def _first(row: tuple[object, ...] | None) -> object:
    return row[0] if row else ""
