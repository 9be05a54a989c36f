"""How long steps took: told once a day is over, read from the rows until then, equal to plain SQL either way."""

from datetime import date, timedelta
from typing import Any

from django.db import connection

from honglam.dossiers import api
from honglam.dossiers.models import ServiceDay, StepDay, StepTimes, Task
from honglam.dossiers.queries.serving.times import CAUSES, read_late_units, read_step_times
from honglam.kernel.measures import MeasureAsked
from honglam.kernel.relay import drain
from tests.dossiers.conftest import TODAY
from tests.dossiers.scene import MORNING, Scene, later, vn
from tests.dossiers.test_serving import asked

SPANS = (("2026-11-16", "2026-11-16"), ("2026-10-15", "2026-11-14"), ("2026-01-01", "2026-12-31"))
_PLAIN = """
SELECT step, count(*), round(avg(hours), 1), percentile_disc(0.9) WITHIN GROUP (ORDER BY hours)
FROM (
    SELECT coalesce(nullif(t.step_code, ''), t.step_name) AS step,
        ceil(extract(epoch FROM t.closed_at - t.opened_at) / 3600) AS hours
    FROM dossiers_task t JOIN dossiers_dossier d ON d.id = t.dossier_id
    WHERE t.state = 'done' AND d.procedure_code = %s AND (t.agency_id = %s OR %s IS NULL)
        AND (t.closed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date BETWEEN %s AND %s
) t GROUP BY 1
"""

Row = tuple[str, float, float, float]


def counted(question: MeasureAsked, procedure: str) -> list[Row]:
    """Straight from the rows."""
    agency = question.agency_ids[0] if question.agency_ids else None
    with connection.cursor() as cursor:
        cursor.execute(_PLAIN, [procedure, agency, agency, question.first_on, question.last_on])
        return sorted((code, *map(float, numbers)) for code, *numbers in cursor.fetchall())


_PLAIN_LATE = """
SELECT unit_id, count(*) FROM dossiers_task
WHERE state = 'done' AND result_class = 'overdue' AND (agency_id = %s OR %s IS NULL)
    AND (closed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date BETWEEN %s AND %s
GROUP BY 1
"""


def late(question: MeasureAsked) -> tuple[dict[Any, float], dict[Any, float]]:
    """Steps finished late by unit: straight from the rows, and as the report reads them."""
    agency = question.agency_ids[0] if question.agency_ids else None
    with connection.cursor() as cursor:
        cursor.execute(_PLAIN_LATE, [agency, agency, question.first_on, question.last_on])
        plain = {unit: float(many) for unit, many in cursor.fetchall()}
    rows = read_late_units(question)
    for row in rows:
        assert sum(row.values[cause] for cause in CAUSES) == row.values["late_steps"], "no step without a cause"
    return plain, {row.key: row.values["late_steps"] for row in rows}


def told(question: MeasureAsked, procedure: str) -> list[Row]:
    """As the report reads it."""
    names = ("settled", "hours_mean", "hours_p90")
    found = [(str(row.key), *(row.values[one] for one in names)) for row in read_step_times(question, procedure)]
    return sorted(found)


def questions() -> list[tuple[MeasureAsked, str]]:
    """Every procedure in a day that runs, an administrative month and a year: the province, and its busiest agency."""
    tasks = Task.objects.filter(state="done")
    busiest = max(ServiceDay.objects.all(), key=lambda row: row.steps_on_time).agency_id
    procedures = sorted(set(tasks.values_list("dossier__procedure_code", flat=True)))
    return [
        (asked(first_on=date.fromisoformat(first), last_on=date.fromisoformat(last), at=TODAY, **where), one)
        for one in procedures
        for first, last in SPANS
        for where in ({}, {"agency_ids": (busiest,)})
    ]


def test_told_and_read_are_what_the_rows_say(loaded: Scene) -> None:
    every = questions()
    expected = [counted(*one) for one in every]
    assert sum(map(len, expected)) > 20
    lost = [late(question) for question, _ in every]
    assert sum(sum(plain.values()) for plain, _ in lost) > 20
    assert all(plain == read for plain, read in lost)
    assert max(StepDay.objects.values_list("on", flat=True)) < TODAY.date(), "today is not over"
    assert [told(*one) for one in every] == expected
    StepTimes.objects.all().delete()
    StepDay.objects.all().delete()
    assert [told(*one) for one in every] == expected, "no day told: all is read from the rows"
    assert [late(question) for question, _ in every] == lost


def test_the_night_tells_what_came_late_and_leaves_the_rest(loaded: Scene) -> None:
    assert api.tell_step_days(at=TODAY) == 0
    before = set(StepTimes.objects.values_list("pk", flat=True))
    done = Task.objects.filter(state="done", closed_at__lt=TODAY - timedelta(days=5)).earliest("closed_at")
    done.pk = None
    done.save(force_insert=True)
    rebuilt: dict[str, Any] = {"on": done.closed_at.astimezone(TODAY.tzinfo).date(), "agency_id": done.agency_id}
    day = ServiceDay.objects.get(**rebuilt)
    name = f"steps_{done.result_class}"
    ServiceDay.objects.filter(**rebuilt).update(**{name: getattr(day, name) + 1})
    every = questions()
    expected = [counted(*one) for one in every]
    assert [told(*one) for one in every] == expected, "a day that counts more steps than it tells is read from the rows"
    assert api.tell_step_days(at=TODAY) == 1
    assert [told(*one) for one in every] == expected
    assert set(StepTimes.objects.values_list("pk", flat=True)) == before


def test_a_day_of_events_is_told_after_midnight(scene: Scene) -> None:
    dossier_id = scene.at_last_step(at=MORNING)
    api.issue_result(actor=scene.clerk, dossier_id=dossier_id, result=scene.result(), at=later(days=9))
    drain()
    question = asked(at=later(days=10))
    procedure = Task.objects.filter(dossier_id=dossier_id)[0].dossier.procedure_code
    read = told(question, procedure)
    assert read == counted(question, procedure)
    assert sum(row[1] for row in read) == 5
    assert api.tell_step_days(at=later(days=9)) == StepDay.objects.count() > 0
    assert api.tell_step_days(at=later(days=10)) == 1
    assert told(question, procedure) == read
    assert not [row for row in told(asked(last_on=date(2026, 11, 1), at=vn("2026-11-30 17:00")), procedure) if row[1]]
