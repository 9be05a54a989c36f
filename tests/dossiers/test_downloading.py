"""A result that is returned online: its owner's button hands it over, once; nothing else that opens it does."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from honglam.dossiers import api
from honglam.dossiers.contracts import ReturnMethod, Status, Verb
from honglam.dossiers.models import HistoryEvent, Paper, ResultDocument, Slip, TaskScope
from honglam.identity.contracts import Power
from honglam.identity.models import Account, Mandate
from honglam.kernel.clock import today
from honglam.kernel.values import Actor
from tests.dossiers.scene import MORNING, Scene
from tests.dossiers.test_mandates import held

pytestmark = pytest.mark.django_db


def browser(actor: Actor) -> Client:
    """Somebody's browser, signed in."""
    client = Client()
    client.force_login(Account.objects.get(id=actor.id))
    return client


def the_file(dossier_id: UUID) -> str:
    """Where the page's button leads."""
    file_id = ResultDocument.objects.get(dossier=dossier_id, revoked_at=None).file_id
    return f"/ho-so/{dossier_id}/tep/{file_id}/?tai-ve"


def pressed(client: Client, address: str) -> bytes:
    """What comes when the button is pressed."""
    answer = client.post(address)
    assert answer.status_code == 200
    return _body(answer)


def _body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def rejected(scene: Scene) -> UUID:
    """Refused in writing, to be returned online."""
    dossier_id = scene.at_last_step(outcome="khong_dat", return_method=ReturnMethod.ONLINE)
    api.issue_result(actor=scene.clerk, dossier_id=dossier_id, result=scene.refusal(), at=MORNING)
    return dossier_id


def test_the_button_hands_over_once_and_a_link_does_not(scene: Scene) -> None:
    dossier_id = scene.resolved(return_method=ReturnMethod.ONLINE)
    mother, page, address = browser(scene.citizen), f"/ho-so/{dossier_id}/", the_file(dossier_id)
    assert f'<form method="post" action="{address}" data-hl-download' in mother.get(page).content.decode()
    for look in (mother.get, mother.head):
        _body(look(address))
        assert scene.status(dossier_id) is Status.RESOLVED, "browsers follow links unasked"
    for _ in range(2):
        assert pressed(mother, address).startswith(b"%PDF")
    row = scene.row(dossier_id)
    assert (row.status, row.returned_by) == (Status.RETURNED, "download")
    assert not TaskScope.objects.filter(task__dossier=dossier_id).exists(), "nobody at the desk waits for anybody"
    assert HistoryEvent.objects.filter(dossier=dossier_id, verb=Verb.RETURN_RESULT.value).count() == 1
    view = api.get_dossier(actor=scene.citizen, dossier_id=dossier_id, at=MORNING)
    assert Verb.RATE in {action.verb for action in view.actions}
    again = mother.get(page).content.decode()
    assert f'href="{address}"' in again, "it may be fetched again as often as one likes"
    assert "data-hl-download" not in again, "by this the open page sees that it was handed over"


def test_a_written_refusal_is_fetched_alike(scene: Scene) -> None:
    dossier_id = rejected(scene)
    mother, page = browser(scene.citizen), f"/ho-so/{dossier_id}/"
    slips = dict(Slip.objects.filter(dossier=dossier_id).values_list("kind", "id"))
    receipt, refusal = (f"{page}phieu/{slips[kind]}.pdf" for kind in ("receipt_slip", "refusal_slip"))
    assert f'<form method="post" action="{refusal}" data-hl-download' in mother.get(page).content.decode()
    assert mother.get(refusal).status_code == 200
    assert pressed(mother, receipt).startswith(b"%PDF")
    assert scene.status(dossier_id) is Status.RESOLVED
    assert pressed(mother, refusal).startswith(b"%PDF")
    assert scene.row(dossier_id).returned_by == "download"


def test_what_hands_nothing_over(scene: Scene) -> None:
    online = scene.resolved(return_method=ReturnMethod.ONLINE)
    pressed(browser(scene.officer), the_file(online))
    assert browser(scene.stranger).post(the_file(online)).status_code == 404
    paper = Paper.objects.filter(dossier=online, file_id__isnull=False).values_list("file_id", flat=True)[0]
    pressed(browser(scene.citizen), f"/ho-so/{online}/tep/{paper}/")
    at_desk = scene.resolved()
    pressed(browser(scene.citizen), the_file(at_desk))
    assert scene.status(online) is scene.status(at_desk) is Status.RESOLVED
    old = the_file(online)
    api.revoke_result(actor=scene.chairman, dossier_id=online, reason="Sai ngày sinh", at=MORNING)
    pressed(browser(scene.citizen), old)
    assert scene.status(online) is Status.PROCESSING


@pytest.mark.parametrize("power", [Power.FOLLOW, Power.COLLECT])
def test_a_proxy_fetches_by_the_power_to_collect(scene: Scene, power: Power) -> None:
    dossier_id = rejected(scene)
    proxy = held(scene, powers=frozenset({power}))
    slip_id = Slip.objects.get(dossier=dossier_id, kind="refusal_slip").id
    collects = power is Power.COLLECT
    client, address = browser(scene.stranger), f"/ho-so/{dossier_id}/phieu/{slip_id}.pdf"
    receipt = Slip.objects.get(dossier=dossier_id, kind="receipt_slip").id
    assert proxy.mandate is not None
    # The browser's clock is today's, and the mandate is of the day of the story.
    Mandate.objects.filter(id=proxy.mandate.id).update(first_day=today(), last_day=today())
    assert client.post(f"/tai-khoan/uy-quyen/{proxy.mandate.id}/chon/").status_code == 302
    assert client.get(f"/ho-so/{dossier_id}/phieu/{receipt}.pdf").status_code == (404 if collects else 200)
    assert client.get(address).status_code == 200
    assert pressed(client, address).startswith(b"%PDF")
    assert scene.status(dossier_id) is (Status.RETURNED if collects else Status.RESOLVED)
