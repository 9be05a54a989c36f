"""Numbers of the indices are kept for some seconds, each question by itself."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from honglam.dossiers.queries.serving import keeping
from honglam.kernel.measures import MeasureAsked

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
ASKED = MeasureAsked(first_on=date(2026, 11, 1), last_on=date(2026, 11, 30), at=NOW)


@pytest.mark.parametrize(
    ("again", "counted"),
    [
        (replace(ASKED, at=NOW + timedelta(seconds=4)), False),
        (replace(ASKED, at=NOW + timedelta(seconds=5)), True),
        (replace(ASKED, at=NOW - timedelta(seconds=1)), True),
        (replace(ASKED, agency_ids=(7,)), True),
        (replace(ASKED, first_on=date(2026, 10, 1)), True),
    ],
    ids=["soon after", "when they are old", "asked of an earlier moment", "of one agency", "of another period"],
)
def test_numbers_are_counted_again(settings: Any, again: MeasureAsked, counted: bool) -> None:
    settings.FIGURES_KEPT_SECONDS = 5
    keeping._kept.forget()
    asked: list[MeasureAsked] = []

    @keeping.kept
    def count(one: MeasureAsked) -> int:
        asked.append(one)
        return len(asked)

    count(ASKED)
    assert count(again) == (2 if counted else 1)


def test_each_procedure_is_told_its_own_steps(settings: Any) -> None:
    settings.FIGURES_KEPT_SECONDS = 5
    keeping._kept.forget()

    @keeping.kept
    def steps_of(_one: MeasureAsked, procedure: str) -> str:
        return f"of {procedure}"

    assert [steps_of(ASKED, code) for code in ("1.001193", "1.000656", "1.001193")] == [
        "of 1.001193",
        "of 1.000656",
        "of 1.001193",
    ]
