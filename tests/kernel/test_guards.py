"""A session that ended before a button was pressed: back to its page, and it is said that nothing was done."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from honglam.kernel.guards import SIGNED_IN, guard

SIGN_IN = "/tai-khoan/dang-nhap/"


@pytest.mark.parametrize(
    ("referer", "leads"),
    [
        ("http://testserver/ho-so/?sau=2", f"{SIGN_IN}?next=/ho-so/%3Fsau%3D2"),
        ("https://elsewhere.example/ho-so/", SIGN_IN),
        ("", SIGN_IN),
        ("http://testserver//elsewhere.example/", SIGN_IN),
        ("http://[", SIGN_IN),
    ],
)
def test_a_pressed_button_leads_back_to_its_page(referer: str, leads: str) -> None:
    page = guard(lambda _request: HttpResponse(), SIGNED_IN)
    request = RequestFactory().post("/ho-so/nhap/xoa/", headers={"Referer": referer} if referer else {})
    assert page(request)["Location"] == leads
    asked = page(RequestFactory().get("/ho-so/?sau=2"))
    assert asked["Location"] == f"{SIGN_IN}?next=/ho-so/%3Fsau%3D2"


@pytest.mark.django_db
def test_the_sign_in_page_says_that_nothing_was_done(client: Client) -> None:
    page = client.post("/ho-so/", headers={"Referer": "http://testserver/ho-so/"}, follow=True)
    assert "chưa có gì được thực hiện" in page.content.decode()
    assert "chưa có gì được thực hiện" not in client.get("/ho-so/", follow=True).content.decode()
