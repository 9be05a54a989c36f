"""What a browser may send that no form of ours makes: it is answered in words, and nothing breaks."""

from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.test import Client

from honglam.dossiers import api
from honglam.dossiers.contracts import CountsAsked, DossierNotFound, Measure
from honglam.dossiers.forms.scanning import read_suggestion
from honglam.dossiers.models import Draft
from honglam.dossiers.queries.serving.behind import _keys
from honglam.dossiers.rules.numbers import normalise
from honglam.identity.models import Account
from honglam.kernel.measures import MeasureAsked
from honglam.kernel.paging import BadCursor, encode_cursor
from honglam.kernel.values import Actor
from tests.dossiers.scene import HOUSEHOLD, MORNING, Scene
from tests.dossiers.test_registers import asked as register_asked

SOME_ID = str(uuid4())
DIGITS = "9" * 5_000


def browser_of(actor: Actor) -> Client:
    """Somebody's browser."""
    client = Client()
    client.force_login(Account.objects.get(id=actor.id))
    return client


# A NUL in an address


@pytest.mark.parametrize("path", ["/tra-cuu/?ma=%00", "/tra-cuu/?ma=H99-%00", "/phan-anh/tra-cuu/?ma=%00", "/?x=%00"])
def test_anybody_may_ask_with_a_nul(scene: Scene, client: Client, path: str) -> None:
    assert client.get(path, follow=True).status_code in (200, 404)


@pytest.mark.parametrize(
    "path",
    [
        "/can-bo/tim/?q=%00",
        "/can-bo/tim/?q=H99-%00",
        "/can-bo/tim/?q=hong%00",
        "/can-bo/?procedure=%00",
        "/can-bo/so-theo-doi/?thu-tuc=%00",
    ],
)
def test_officers_may_ask_with_a_nul(scene: Scene, path: str) -> None:
    assert browser_of(scene.reception).get(path, follow=True).status_code == 200


def test_a_code_has_no_nul_in_it(scene: Scene) -> None:
    assert normalise(" h99\0-261116 - 0001\0 ") == "H99-261116-0001"
    with pytest.raises(DossierNotFound):
        api.look_up(code="\0", address="127.0.0.1")


@pytest.mark.parametrize("code", ["a/b", "/", "//a//", "../..", "a b", "%", "\\"])
def test_a_code_of_a_case_may_have_anything_in_it(scene: Scene, client: Client, code: str) -> None:
    answer = client.get(f"/phan-anh/tra-cuu/?ma={quote(code, safe='')}", follow=True)
    assert answer.status_code in (200, 404)


# Cursors of the right length with something else in them


WRONG_KEYS = ((None, None), ("x", SOME_ID), (MORNING.isoformat(), "x"), (1, 2), ("2026-11-16T09:00:00", SOME_ID))


@pytest.mark.parametrize("key", WRONG_KEYS)
def test_lists_refuse_a_cursor_that_is_none_of_theirs(scene: Scene, key: tuple[Any, Any]) -> None:
    with pytest.raises(BadCursor):
        api.list_lapses(actor=scene.unit_head, kind=None, after=encode_cursor(*key))
    with pytest.raises(BadCursor):
        api.list_register(actor=scene.reception, asked=register_asked(scene), after=encode_cursor(*key, 1))
    counts = CountsAsked(first_on=MORNING.date(), last_on=MORNING.date())
    with pytest.raises(BadCursor):
        api.list_behind(
            actor=scene.chairman, measure=Measure.RECEIVED, asked=counts, at=MORNING, after=encode_cursor(*key), limit=5
        )
    with pytest.raises(BadCursor):
        key_of_measure(encode_cursor(*key))
    browser = browser_of(scene.unit_head)
    assert browser.get("/can-bo/cham-bo-sot/", {"sau": encode_cursor(*key)}).status_code < 500


@pytest.mark.parametrize("start", [None, "x", 1.5])
def test_a_register_begins_at_a_number(scene: Scene, start: Any) -> None:
    after = encode_cursor(MORNING.isoformat(), SOME_ID, start)
    with pytest.raises(BadCursor):
        api.list_register(actor=scene.reception, asked=register_asked(scene), after=after)


def key_of_measure(after: str) -> object:
    """What the dossiers behind an index are asked for with."""
    asked = MeasureAsked(first_on=MORNING.date(), last_on=MORNING.date(), agency_ids=(), at=MORNING)
    return _keys("", asked, [], after, 5)


# Numbers that are none


@pytest.mark.parametrize("number", [DIGITS, "²", "-1", "1.5", "0", "NaN"])
def test_a_draft_is_kept_whatever_number_its_page_says(scene: Scene, number: str) -> None:
    draft = api.start_draft(actor=scene.citizen, procedure_code=HOUSEHOLD, at=MORNING)
    browser = browser_of(scene.citizen)
    saved = browser.post(f"/ho-so/nhap/{draft.id}/luu/", {"_page": number, "applicant.name": "Lan"})
    assert saved.status_code == 200
    assert Draft.objects.get().revision == draft.revision + 1


def test_a_revision_that_none_could_be_has_moved_on(scene: Scene) -> None:
    draft = api.start_draft(actor=scene.citizen, procedure_code=HOUSEHOLD, at=MORNING)
    browser = browser_of(scene.citizen)
    for revision in (DIGITS, "0"):
        assert browser.post(f"/ho-so/nhap/{draft.id}/luu/", {"_revision": revision}).status_code in (409, 422)
    assert Draft.objects.get().revision == draft.revision
    assert browser.post(f"/ho-so/nhap/{draft.id}/luu/", {"_revision": str(draft.revision)}).status_code == 200


def test_a_suggestion_has_a_number_of_some_length() -> None:
    assert read_suggestion(f"{SOME_ID}:{DIGITS}:ho_ten") is None
    assert read_suggestion(f"{SOME_ID}:3:ho_ten") is not None
