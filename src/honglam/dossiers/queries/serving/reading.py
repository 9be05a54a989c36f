"""The numbers of agencies, officers, procedures and single dossiers. What is still open is told as of a moment.

Open at a moment in the past = open now − received since + settled since + taken back since; late at that moment = the
appointment (as it stands today) had passed while the clock ran and nothing was settled. So every past report can be
told again.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.db import connection

from honglam.dossiers.models.serving import NUMBERS
from honglam.dossiers.queries.serving import statements
from honglam.dossiers.queries.serving.facts import LATE_STANDING, RUNNING, STANDING, STOOD
from honglam.dossiers.queries.serving.keeping import kept
from honglam.kernel.clock import VIETNAM
from honglam.kernel.measures import MeasureAsked
from honglam.procedures import api as procedures

Numbers = dict[str, float]
_SUMS = ", ".join(f"sum({name})" for name in NUMBERS)
_NOTHING = ", ".join("0" for _ in NUMBERS)
_PERIOD = f"""
SELECT agency_id, {_SUMS}, sum(before), sum(after) FROM (
    SELECT agency_id, {", ".join(NUMBERS)}, 0 AS before, 0 AS after
    FROM dossiers_serviceday WHERE "on" BETWEEN %(first)s AND %(last)s {{where}}
    UNION ALL
    SELECT agency_id, {_NOTHING}, sum(received - settled - withdrawn) FILTER (WHERE "on" < %(first)s),
        sum(received - settled - withdrawn) FILTER (WHERE "on" > %(last)s)
    FROM dossiers_serviceday WHERE ("on" < %(first)s OR "on" > %(last)s) {{where}} GROUP BY agency_id
) d GROUP BY agency_id
"""
_OPEN = f"""
SELECT agency_id, sum(held), sum(late) FROM (
    SELECT lead_agency_id AS agency_id, count(*) AS held, count(*) FILTER (WHERE due_at < %(end)s) AS late
    FROM dossiers_dossier d WHERE {RUNNING} {{where}} GROUP BY 1
    UNION ALL
    SELECT lead_agency_id, count(*), count(*) FILTER (WHERE d.due_at < %(end)s AND {LATE_STANDING})
    FROM dossiers_dossier d WHERE {STANDING} {{where}} GROUP BY 1
    UNION ALL
    SELECT lead_agency_id, 0, count(*) FROM dossiers_dossier
    WHERE resolved_at IS NOT NULL AND result_class = 'overdue' AND resolved_at >= %(end)s AND due_at < %(end)s {{where}}
    GROUP BY 1
    UNION ALL
    SELECT lead_agency_id, 0, count(*) FROM dossiers_dossier d
    WHERE closed_at >= %(end)s AND accepted_at IS NOT NULL AND due_at < %(end)s AND NOT {STOOD} {{where}} GROUP BY 1
) open GROUP BY agency_id
"""


def full_versions() -> list[int]:
    """The versions whose whole course is online (dịch vụ công trực tuyến toàn trình)."""
    return procedures.list_full_online_versions()


def moments(asked: MeasureAsked) -> tuple[datetime, datetime]:
    """The period's first midnight in Vietnam, and the one after its last day."""
    start = datetime.combine(asked.first_on, time.min, tzinfo=VIETNAM)
    return start, datetime.combine(asked.last_on + timedelta(days=1), time.min, tzinfo=VIETNAM)


@kept
def read_agencies(asked: MeasureAsked) -> dict[int, Numbers]:
    """Every agency's numbers from the roll-up, and what it had open when the period ended (or has now). Two queries."""
    start, end = moments(asked)
    params = {
        "first": asked.first_on,
        "last": asked.last_on,
        "end": min(end, asked.at),
        "agencies": list(asked.agency_ids or ()),
    }
    del start
    narrowed = asked.agency_ids is not None
    flows = _rows(_PERIOD.format(where="AND agency_id = ANY(%(agencies)s)" if narrowed else ""), params)
    stocks = _rows(_OPEN.format(where="AND lead_agency_id = ANY(%(agencies)s)" if narrowed else ""), params)
    found: dict[int, Numbers] = {}
    grown: dict[int, float] = {}
    for agency, *numbers in flows:
        *counts, carried, since = (float(number or 0) for number in numbers)
        found[agency] = dict(zip(NUMBERS, counts, strict=True)) | {"carried_over": carried}
        grown[agency] = since
    held = {agency: (float(number), float(late)) for agency, number, late in stocks}
    for agency in {*found, *held}:
        numbers_of = found.setdefault(agency, empty() | {"carried_over": 0.0})
        now_open, late = held.get(agency, (0.0, 0.0))
        numbers_of["open"] = now_open - grown.get(agency, 0.0)
        numbers_of["open_overdue"] = late
    return {agency: derived(numbers) for agency, numbers in found.items()}


def read_rows(asked: MeasureAsked) -> Numbers:
    """The same numbers for one officer or one dossier, straight from the rows. One query."""
    start, end = moments(asked)
    where = ""
    params: dict[str, Any] = {"start": start, "end": end, "full": full_versions()}
    if asked.person_id is not None:
        where += " AND {person}"
        params["person"] = asked.person_id
    if asked.subject_id is not None:
        where += " AND d.id = %(subject)s"
        params["subject"] = asked.subject_id
    if asked.agency_ids is not None:
        where += " AND {agency} = ANY(%(agencies)s)"
        params["agencies"] = list(asked.agency_ids)
    rows = _rows(statements.totals(where), params)
    return derived({name: float(number) for name, number in zip(NUMBERS, rows[0], strict=True)})


def read_officers(asked: MeasureAsked) -> list[tuple[Any, str, Numbers]]:
    """Officers of the agencies asked for, in the order of their names, from their days' roll-up. One query."""
    params = {"first": asked.first_on, "last": asked.last_on, "agencies": list(asked.agency_ids or ())}
    return [
        (key, label, derived({name: float(number) for name, number in zip(NUMBERS, numbers, strict=True)}))
        for key, label, *numbers in _rows(statements.by_officer(), params)
    ]


def derived(numbers: Numbers) -> Numbers:
    """Numbers that follow from others, so that no formula has to repeat them."""
    get = numbers.get
    settled, steps = get("settled", 0), get("steps_early", 0) + get("steps_on_time", 0) + get("steps_overdue", 0)
    found = dict(numbers)
    found["received_offline"] = get("received", 0) - get("received_online", 0)
    found["asked_more"] = settled - get("asked_never", 0) - get("asked_once", 0)
    found["visited_desk"] = settled - get("visited_none", 0)
    found["steps"] = steps
    found["rated"] = get("rated_very", 0) + get("rated_satisfied", 0) + get("rated_not", 0)
    if "open" in numbers:
        found["open_in_time"] = get("open", 0) - get("open_overdue", 0)
    return found


def empty() -> Numbers:
    """Nothing of everything."""
    return dict.fromkeys(NUMBERS, 0.0)


def summed(every: Iterable[Mapping[str, float]]) -> Numbers:
    """Several agencies as one."""
    total: Numbers = derived(empty() | {"carried_over": 0.0, "open": 0.0, "open_overdue": 0.0})
    for numbers in every:
        for name, number in numbers.items():
            total[name] = total.get(name, 0.0) + number
    return total


def _rows(statement: str, params: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall())
