"""The public's page of figures: a good first part, everything for whoever asks, months as people write them."""

import re
from types import SimpleNamespace

import pytest
from django.test import Client

from honglam.dossiers.contracts import Measure
from honglam.ops.views import figures as pages
from honglam.ops.views.telling import Row, tell_course, tell_months


def line(number: int) -> Row:
    """An agency of that number."""
    numbers = dict.fromkeys(("received", "settled", "early", "late", "open", "paused"), 1)
    return Row(agency_id=number, label=f"Cơ quan {number:02}", in_time_share=1.0, **numbers)


def test_seventy_agencies_are_not_forced_on_who_came_for_four_numbers(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "tell_rows", lambda figures: [line(number) for number in range(71)])
    first = client.get("/so-lieu/?ky=month").content.decode()
    assert "Cơ quan 19" in first and "Cơ quan 20" not in first
    assert 'href="/so-lieu/?ky=month&amp;xem=het#co-quan">Xem tất cả 71 cơ quan' in first
    whole = client.get("/so-lieu/?ky=month&xem=het").content.decode()
    assert "Cơ quan 70" in whole and "Xem tất cả" not in whole


def test_a_month_is_written_as_people_write_it() -> None:
    assert tell_months(SimpleNamespace(by_month=[SimpleNamespace(label="2026-05-01")])) == ["05/2026"]  # type: ignore[arg-type]


def test_the_course_shows_what_its_title_says(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = {
        Measure.RECEIVED: 9,
        Measure.SETTLED_EARLY: 1,
        Measure.SETTLED_ON_TIME: 4,
        Measure.SETTLED_OVERDUE: 2,
        Measure.WITHDRAWN: 5,
    }
    of_months = SimpleNamespace(by_month=[SimpleNamespace(counts=counted), SimpleNamespace(counts={})])
    course = tell_course(of_months)  # type: ignore[arg-type]
    assert course == {"received": [9, 0], "settled": [7, 0], "late": [2, 0]}
    monkeypatch.setattr(pages, "tell_months", lambda figures: ["10/2026", "11/2026"])
    monkeypatch.setattr(pages, "tell_course", lambda figures: course)
    chart = client.get("/so-lieu/?ky=month").content.decode().partition("<figure")[2].partition("</figure>")[0]
    assert "Số hồ sơ tiếp nhận và giải quyết theo tháng" in chart
    row = chart.partition("10/2026</th>")[2].partition("</tr>")[0]
    assert re.findall(r">(\d+)</td>", row) == ["9", "7", "2"]
    assert re.findall(r"</svg>([^:<]+): <strong", chart) == ["Đã tiếp nhận", "Đã giải quyết", "Giải quyết quá hạn"]
