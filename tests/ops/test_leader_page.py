"""The pages of figures: each number opens the dossiers it counts, and addresses keep what was chosen."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.http import Http404
from django.test import Client

from honglam.dossiers.models import Dossier
from honglam.kernel.relay import drain
from honglam.ops.queries import figures as kept
from honglam.ops.views import figures as pages
from honglam.ops.views.telling import OPENED
from tests.dossiers.conftest import province, scene
from tests.dossiers.scene import Scene, vn

__all__ = ("province", "scene")
NOVEMBER = "tu=2026-11-01&den=2026-11-30"
Visit = Callable[..., Any]


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks does so on Friday the 20th."""
    monkeypatch.setattr(pages, "now", lambda: vn("2026-11-20 09:00"))
    kept._kept.forget()


def addresses(html: str, path: str) -> list[list[tuple[str, str]]]:
    """What the links to a page ask it for."""
    found = [urlsplit(unescape(one)) for one in re.findall(r'href="([^"]+)"', html)]
    return [parse_qsl(one.query) for one in found if one.path == path]


def behind(visit: Visit, scene: Scene, asked: str) -> str:
    """The page of a number, as the chairman of the province sees it."""
    return str(visit(scene.province_chairman, f"/dieu-hanh/ho-so/?{asked}").content.decode())


def test_every_number_of_the_page_opens(scene: Scene, visit: Visit) -> None:
    late, waits = scene.accepted(), scene.processing()
    scene.ask(waits)
    fresh = scene.accepted(vn("2026-11-20 08:00"))
    drain()
    page = visit(scene.province_chairman, f"/dieu-hanh/?{NOVEMBER}").content.decode()
    asked = addresses(page, "/dieu-hanh/ho-so/")
    measures = {dict(one)["chi_so"] for one in asked}
    assert {"open_overdue", "open_running", "settled_overdue"} <= measures <= set(OPENED)
    of_a_line = {dict(one)["chi_so"] for one in asked if ("rieng", "1") in one}
    assert of_a_line == {"received", "settled_overdue", "open_running", "open_paused"}
    for one in asked:
        behind(visit, scene, "&".join("=".join(part) for part in one))
    assert str(late) in behind(visit, scene, f"chi_so=open_overdue&{NOVEMBER}")
    running = behind(visit, scene, f"chi_so=open_running&{NOVEMBER}")
    assert str(late) in running and str(fresh) in running and str(waits) not in running
    standing = behind(visit, scene, f"chi_so=open_paused&{NOVEMBER}")
    assert str(waits) in standing and "Đang dừng tính thời gian" in standing, "by whomever it was stopped"


@pytest.mark.parametrize("measure", OPENED)
def test_what_is_open_is_told_as_of_now_and_what_was_done_of_the_period(
    scene: Scene, visit: Visit, measure: str
) -> None:
    shown = behind(visit, scene, f"chi_so={measure}&tu=2026-10-01&den=2026-10-31")
    assert ("31/10/2026" in shown, "09:00 ngày 20/11/2026" in shown) == (
        (False, True) if measure.startswith("open_") else (True, False)
    )


@pytest.mark.parametrize("measure", ["open_due", "submitted", "refused", ""])
def test_what_no_number_asks_is_not_there(scene: Scene, visit: Visit, measure: str) -> None:
    with pytest.raises(Http404):
        behind(visit, scene, f"chi_so={measure}")


def test_an_agencys_line_counts_and_opens_its_own_alone(scene: Scene, visit: Visit) -> None:
    own, below, above = scene.accepted(), scene.accepted(), scene.unit("UBND-MAU")
    Dossier.objects.filter(id=own).update(lead_agency=above)
    drain()
    page = visit(scene.province_chairman, f"/dieu-hanh/?{NOVEMBER}").content.decode()
    (line,) = [
        one
        for one in addresses(page, "/dieu-hanh/ho-so/")
        if ("chi_so", "open_running") in one and ("co_quan", str(above)) in one
    ]
    shown = behind(visit, scene, "&".join("=".join(part) for part in line))
    assert str(own) in shown and str(below) not in shown
    whole = behind(visit, scene, f"chi_so=open_running&co_quan={above}&{NOVEMBER}")
    assert str(own) in whole and str(below) in whole


def test_what_came_in_by_each_channel_opens_its_own(scene: Scene, visit: Visit) -> None:
    online, at_the_desk = scene.accepted(), scene.walk_in().dossier_id
    drain()
    page = visit(scene.province_chairman, f"/dieu-hanh/?{NOVEMBER}").content.decode()
    asked = {dict(one)["kenh"] for one in addresses(page, "/dieu-hanh/ho-so/") if "kenh" in dict(one)}
    assert asked == {"online", "in_person", "postal"}
    shown = {one: behind(visit, scene, f"chi_so=received&kenh={one}&{NOVEMBER}") for one in asked}
    assert str(online) in shown["online"] and str(at_the_desk) not in shown["online"]
    assert str(at_the_desk) in shown["in_person"] and str(online) not in shown["in_person"]
    assert str(online) not in shown["postal"] and str(at_the_desk) not in shown["postal"]


@pytest.mark.parametrize("path", ["/dieu-hanh/", "/so-lieu/"])
def test_another_agency_is_asked_for_once_and_in_the_same_period(scene: Scene, visit: Visit, path: str) -> None:
    scene.accepted()
    drain()
    chosen = scene.unit("UBND-MAU")
    page = visit(scene.province_chairman, f"{path}?{NOVEMBER}&co_quan={chosen}").content.decode()
    for asked in addresses(page, path):
        assert [name for name, _ in asked].count("co_quan") <= 1, asked
    commune = [("co_quan", str(scene.unit("UBND-XA-99001"))), ("tu", "2026-11-01"), ("den", "2026-11-30")]
    assert commune in addresses(page, path)


@pytest.mark.django_db
def test_the_day_is_that_of_the_land(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before seven in the morning it is still yesterday in Greenwich."""
    monkeypatch.setattr(pages, "now", lambda: vn("2026-11-21 06:30"))
    assert 'value="21/11/2026"' in client.get("/so-lieu/?ky=year&ngay=20/11/2026").content.decode()
