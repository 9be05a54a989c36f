"""The map on the public figures: a square for each commune, dark where more was in time, empty where nothing was."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.test import Client

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind, Level, TileView
from honglam.dossiers.contracts import CountRow, Measure
from honglam.ops.contracts import MapTile
from honglam.ops.queries.map import list_map
from honglam.ops.views.telling import map_classes, tell_map


def tile(share: float | None, agency_id: int | None = 7) -> MapTile:
    """A commune of that share."""
    return MapTile(name="Xã Mẫu", short="M", row=0, column=0, agency_id=agency_id, in_time_share=share)


@pytest.mark.parametrize(
    ("share", "level"),
    [(None, None), (0.0, 0), (0.799, 0), (0.8, 1), (0.9, 2), (0.949, 2), (0.95, 3), (0.999, 3), (1.0, 4)],
)
def test_how_dark(share: float | None, level: int | None) -> None:
    (drawn,) = tell_map([tile(share)])
    assert drawn["level"] == level
    assert level is None or map_classes()[level]


def test_a_commune_without_an_agency_leads_nowhere() -> None:
    assert [one["href"] for one in tell_map([tile(1.0), tile(None, None)])] == ["?co_quan=7", ""]
    assert [one["href"] for one in tell_map([tile(1.0)], "ky=month")] == ["?co_quan=7&ky=month"]


def test_a_commune_counts_its_agencies_together_and_leads_to_its_committee(monkeypatch: pytest.MonkeyPatch) -> None:
    def agency(key: int, kind: AgencyKind, unit: str, level: Level = Level.COMMUNE) -> SimpleNamespace:
        return SimpleNamespace(id=key, kind=kind, unit_code=unit, level=level)

    def row(key: int, on_time: int, late: int) -> CountRow:
        return CountRow(key=key, label="", counts={Measure.SETTLED_ON_TIME: on_time, Measure.SETTLED_OVERDUE: late})

    known = [
        agency(1, AgencyKind.ONE_STOP, "a"),
        agency(2, AgencyKind.COMMITTEE, "a"),
        agency(3, AgencyKind.ONE_STOP, "b"),
        agency(4, AgencyKind.OFFICE, "b"),
        agency(5, AgencyKind.DEPARTMENT, "c", Level.PROVINCE),
    ]
    tiles = [TileView(code=code, name=code, short=code, row=0, column=at) for at, code in enumerate("abc")]
    monkeypatch.setattr(directory, "get_agencies", lambda *, agency_ids: {one.id: one for one in known})
    monkeypatch.setattr(directory, "list_tiles", lambda *, on: tiles)
    figures = SimpleNamespace(by_agency=(row(1, 3, 1), row(2, 1, 0), row(3, 1, 0), row(4, 5, 5), row(5, 9, 0)))
    drawn = list_map(figures=figures, at=datetime(2026, 11, 25, tzinfo=UTC))  # type: ignore[arg-type]
    assert [(one.name, one.agency_id, one.in_time_share) for one in drawn] == [
        ("a", 2, 4 / 5),
        ("b", 4, 6 / 11),
        ("c", None, None),
    ]


@pytest.mark.django_db
def test_the_page_draws_it(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("honglam.ops.queries.list_map", lambda **_: [tile(0.925), tile(None, None)])
    page = client.get("/so-lieu/").content.decode()
    assert 'aria-label="M – Xã Mẫu: 92,5 %"' in page
    assert "chưa giải quyết hồ sơ nào" in page
    assert "dưới 80\u00a0%" in page


@pytest.mark.django_db
def test_a_day_is_read_as_people_write_it_and_a_wrong_one_is_named(client: Client) -> None:
    assert "01/02/2026 – 28/02/2026" in client.get("/so-lieu/?ky=month&ngay=15/02/2026").content.decode()
    wrong = client.get("/so-lieu/?ky=month&ngay=31/02/2026").content.decode()
    assert 'value="31/02/2026"' in wrong and "Không có ngày này" in wrong


@pytest.mark.django_db
def test_the_map_is_a_picture_for_other_sites_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("honglam.ops.queries.list_map", lambda **_: [tile(0.925), tile(None, None)])
    drawn = client.get("/so-lieu/?dang=svg")
    assert drawn["Content-Type"].startswith("image/svg+xml")
    assert drawn["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Xã Mẫu: 92,5 %" in drawn.content.decode()
    monkeypatch.setattr("honglam.ops.queries.list_map", lambda **_: [])
    assert client.get("/so-lieu/?dang=svg").status_code == 404
