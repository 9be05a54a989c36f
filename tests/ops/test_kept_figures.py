"""Figures are kept for some seconds, and say of when they are."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from honglam.ops import queries
from honglam.ops.contracts import Period, PeriodKind
from honglam.ops.queries import figures

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
NOVEMBER = Period(kind=PeriodKind.MONTH, first_on=date(2026, 11, 1), last_on=date(2026, 11, 30))
OCTOBER = Period(kind=PeriodKind.MONTH, first_on=date(2026, 10, 1), last_on=date(2026, 10, 31))


@pytest.fixture(autouse=True)
def five_seconds(settings: Any) -> None:
    settings.FIGURES_KEPT_SECONDS = 5
    figures._kept.forget()


@pytest.mark.parametrize(
    ("period", "later", "counted"),
    [(NOVEMBER, 4, False), (NOVEMBER, 5, True), (NOVEMBER, -1, True), (OCTOBER, 1, True)],
    ids=["soon after", "when they are old", "asked of an earlier moment", "of another period"],
)
def test_figures_are_counted_again(period: Period, later: int, counted: bool) -> None:
    queries.get_figures(period=NOVEMBER, agency_id=None, at=AT)
    at = AT + timedelta(seconds=later)
    with CaptureQueriesContext(connection) as asked:
        found = queries.get_figures(period=period, agency_id=None, at=at)
    assert (len(asked) > 0) is counted
    assert found.as_of == (at if counted else AT)
