"""The electronic form at the counter: a form left as it came lies there on paper, all its pages stand on one screen."""

import re
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser

from honglam.dossiers.models import Answers, Dossier, Paper
from honglam.identity.models import Account
from honglam.procedures import api as procedures
from tests.dossiers.scene import HOUSEHOLD, MORNING, Scene
from tests.ui import browser as room

INTAKE = f"/can-bo/tiep-nhan/{HOUSEHOLD}/"


def clerk(scene: Scene) -> Client:
    client = Client()
    client.force_login(Account.objects.get(id=scene.reception.id))
    return client


def as_it_came(page: str) -> dict[str, str]:
    """What a browser sends of a page in which nobody touched anything."""
    sent = {}
    for tag in re.findall(r"<input [^>]*>", page):
        told = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        ticks = told.get("type") in ("radio", "checkbox")
        if "name" in told and told.get("type") != "file" and (not ticks or " checked" in tag):
            sent[told["name"]] = told.get("value", "")
    return sent


def brought(**more: str) -> dict[str, Any]:
    return {
        "applicant.name": "Nguyễn Thị Hồng",
        "applicant.phone": "0912345678",
        "unit_code": "99001",
        "papers.GT.copies": "1",
        "papers.CC.originals": "1",
    } | more


FILLED_IN = {
    "loai": "moi",
    "chu_ho.ho_ten": "Nguyễn Thị Hồng",
    "chu_ho.so_dinh_danh": "042185001234",
    "chu_ho.ngay_sinh-day": "12",
    "chu_ho.ngay_sinh-month": "3",
    "chu_ho.ngay_sinh-year": "1985",
    "chu_ho.xa": "99001",
    "so_ban": "1",
}


TYPED = """<!doctype html><html lang="vi"><title>Tiếp nhận</title>
<script src="/static/dossiers/intake.js" defer></script><form>
<section data-form><input name="chu_ho.ho_ten"></section><input name="papers.TK.originals" value="1">
<input type="hidden" name="papers.TK._proposed" value="1" data-proposed="papers.TK.originals"></form></html>"""


def test_the_number_goes_in_sight_of_who_types(chromium: Browser) -> None:
    with room.page(chromium, width=1280) as (tab, _):
        tab.route("**/quay/", lambda route: route.fulfill(body=TYPED, content_type="text/html; charset=utf-8"))
        tab.goto(f"{room.ORIGIN}/quay/")
        name, count = tab.locator('[name="chu_ho.ho_ten"]'), tab.locator('[name="papers.TK.originals"]')
        name.fill("An")
        assert count.input_value() == ""
        count.fill("1")
        name.fill("An Bình")
        assert count.input_value() == "1", "the clerk has it on the counter as well"


def test_a_form_that_lies_on_the_counter_is_not_asked_again(scene: Scene) -> None:
    page = clerk(scene).get(INTAKE).content.decode()
    untouched = as_it_came(page)
    assert any(name.startswith("_") for name in untouched), "counts of lists, keys"
    assert set(brought()) <= set(untouched), "what the clerk fills in stands on the page"
    received = clerk(scene).post(INTAKE, untouched | brought())
    assert received.status_code == 302, received.content.decode()
    dossier = Dossier.objects.get()
    assert "so_ban" not in Answers.objects.get(dossier=dossier).data, "proposed by the form, said by nobody"
    assert Paper.objects.filter(dossier=dossier, component_code="TK", originals=1).exists()


def test_a_form_that_is_neither_typed_nor_on_the_counter_is_missing(scene: Scene) -> None:
    untouched = as_it_came(clerk(scene).get(INTAKE).content.decode())
    assert untouched["papers.TK.originals"] == "1", "it is there, until the clerk says that it is not"
    without = clerk(scene).post(INTAKE, untouched | brought(**{"papers.TK.originals": ""}))
    page = without.content.decode()
    assert without.status_code == 422
    assert 'href="#papers-TK"' in page and 'id="papers-TK"' in page
    assert as_it_came(page)["papers.TK.originals"] == "", "as the clerk left it"
    assert not Dossier.objects.exists()


@pytest.mark.parametrize(
    ("changes", "originals"),
    [({}, 0), ({"papers.TK._proposed": ""}, 1), ({"papers.TK.originals": "2"}, 2)],
)
def test_a_form_that_is_filled_in_on_the_page_lies_not_on_the_counter(
    scene: Scene, changes: dict[str, str], originals: int
) -> None:
    """The number came with the page; it counts where the clerk wrote it."""
    untouched = as_it_came(clerk(scene).get(INTAKE).content.decode())
    sent = untouched | brought(**FILLED_IN) | changes
    if not originals:
        shown = as_it_came(clerk(scene).post(INTAKE, sent | {"_held": "1"}).content.decode())
        assert (shown["papers.TK.originals"], shown["papers.TK._proposed"]) == ("", ""), "the clerk sees it"
    received = clerk(scene).post(INTAKE, sent)
    assert received.status_code == 302, received.content.decode()
    counted = Paper.objects.filter(dossier=Dossier.objects.get(), component_code="TK")
    assert sum(counted.values_list("originals", flat=True)) == originals


@pytest.mark.parametrize(("typed", "status"), [("xã Không Có", 422), ("", 302), ("phường Bình", 302)])
def test_a_place_that_nobody_knows_is_not_taken_for_this_one(scene: Scene, typed: str, status: int) -> None:
    untouched = as_it_came(clerk(scene).get(INTAKE).content.decode())
    sent = untouched | brought(unit_code="", unit_code_text=typed)
    answer = clerk(scene).post(INTAKE, sent)
    assert answer.status_code == status
    if status == 422:
        assert 'href="#unit_code"' in answer.content.decode()
    assert Dossier.objects.exists() is (status == 302)


def test_one_typed_answer_asks_for_the_rest(scene: Scene) -> None:
    untouched = as_it_came(clerk(scene).get(INTAKE).content.decode())
    sent = untouched | brought(**{"chu_ho.ho_ten": "Nguyễn Thị Hồng"})
    refused = clerk(scene).post(INTAKE, sent)
    assert refused.status_code == 422
    assert 'href="#chu_ho-so_dinh_danh"' in refused.content.decode()


def test_nothing_said_is_nothing_touched(scene: Scene) -> None:
    version = procedures.current_version(code=HOUSEHOLD, on=MORNING.date()).version_id
    for answers, untouched in (
        ({}, True),
        ({"ho_ngheo": False, "thanh_vien": [{}], "chu_ho": {"ho_ten": ""}}, True),
        ({"ho_ngheo": True}, False),
        ({"thanh_vien": [{}, {"ho_ten": "An"}]}, False),
    ):
        assert procedures.is_untouched(version_id=version, answers=answers) is untouched
