"""The public's page of figures: a good first part, everything for whoever asks, months as people write them."""

from types import SimpleNamespace

import pytest
from django.test import Client

from honglam.ops.views import figures as pages
from honglam.ops.views.telling import Row, tell_months


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
