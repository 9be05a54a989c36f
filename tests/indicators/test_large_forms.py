"""A form of thousands of cells is saved from its page; nobody else may send as much, and not more than it has."""

import json
import re
from collections.abc import Iterator
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from honglam.identity.models import Account
from honglam.indicators.models import FormTemplateRow, RoundForm
from honglam.indicators.views.rounds import filling
from honglam.kernel.values import Actor
from tests.dossiers.scene import Scene
from tests.indicators.test_rounds import AT, QUARTER, api, form_of

ROWS, COLUMNS = 250, 10
CELLS = ROWS * COLUMNS


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages look at the clock of the tests."""
    monkeypatch.setattr(filling, "now", lambda: AT)


@pytest.fixture
def large(scene: Scene) -> UUID:
    """Commune An's form of 2,500 typed cells."""
    small = FormTemplateRow.objects.get(code="bc-mau")
    columns = [{"code": f"c{at}", "title": f"Cột {at}", "type": "integer"} for at in range(COLUMNS)]
    rows = [{"code": f"r{at}", "title": f"Hàng {at}"} for at in range(ROWS)]
    table = {"code": "t", "title": "Bảng", "columns": columns, "rows": rows}
    content = {**small.content, "code": "bc-lon", "tables": [table], "questions": [], "rules": []}
    FormTemplateRow.objects.create(
        code="bc-lon", version=1, receiver_id=small.receiver_id, valid_from=small.valid_from, content=content
    )
    return form_of(scene, api.open_round(actor=scene.department_head, code="bc-lon", period=QUARTER, at=AT))


class Browser:
    """Somebody's browser, without scripts: a page's fields, and what becomes of sending them."""

    def __init__(self, actor: Actor, form_id: UUID) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.client.force_login(Account.objects.get(id=actor.id))
        self.at = f"/can-bo/bieu/{form_id}/"

    def fields(self) -> dict[str, str]:
        """What the page would send, untouched."""
        page = self.client.get(self.at).content.decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        names = re.findall(r'<input class="govuk-input hl-grid__input[^>]*name="([^"]+)"', page)
        return {"csrfmiddlewaretoken": token[1] if token else "", "_revision": "0", **dict.fromkeys(names, "")}

    def send(self, fields: dict[str, str], more: str = "") -> HttpResponse:
        """As a form is sent."""
        answer = self.client.post(self.at + more, urlencode(fields), content_type="application/x-www-form-urlencoded")
        assert isinstance(answer, HttpResponse)
        return answer


def typed(fields: dict[str, str]) -> dict[str, str]:
    """A number in every cell."""
    return {name: "7" if name.startswith("cell.") else text for name, text in fields.items()}


def kept(form_id: UUID) -> Iterator[str]:
    """What stands in the cells."""
    return iter(RoundForm.objects.get(id=form_id).content.get("cells", {}).values())


def test_every_cell_is_saved_with_and_without_scripts(scene: Scene, large: UUID) -> None:
    browser = Browser(scene.officer, large)
    fields = typed(browser.fields())
    assert len(fields) == CELLS + 2 > settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    assert browser.send(fields | {"_do": "save"}).status_code == 302
    assert list(kept(large)) == ["7"] * CELLS
    told = browser.send(fields | {"_revision": "1", "cell.t.r9.c9": "8 người"}, more="luu/")
    assert told.status_code == 200
    assert json.loads(told.content)["revision"] == 2
    assert sorted(kept(large))[-1] == "8 người"


def test_who_does_not_fill_it_in_sends_no_more_than_anybody(scene: Scene, large: UUID) -> None:
    officer = Browser(scene.officer, large)
    fields = typed(officer.fields())
    for stranger in (scene.other_officer, scene.department_head, scene.citizen):
        browser = Browser(stranger, large)
        browser.client.cookies[settings.CSRF_COOKIE_NAME] = officer.client.cookies[settings.CSRF_COOKIE_NAME].value
        refused = browser.send(fields)
        assert refused.status_code == 400
        assert "Gửi quá nhiều trong một lần" in refused.content.decode()
    assert not list(kept(large))


def test_more_than_the_form_has_is_refused_by_name(scene: Scene, large: UUID) -> None:
    browser = Browser(scene.officer, large)
    fields = typed(browser.fields())
    refused = browser.send(fields | {f"cell.x{at}": "" for at in range(2 * CELLS + 100)})
    assert refused.status_code == 400
    assert "Gửi quá nhiều trong một lần" in refused.content.decode()
    without = browser.send({name: text for name, text in fields.items() if name != "csrfmiddlewaretoken"})
    assert without.status_code == 403, "a large form is not believed without its token either"
    assert not list(kept(large))
