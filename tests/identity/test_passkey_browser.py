"""Passkeys in a real browser with a virtual authenticator: our own script is part of the journey."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from honglam.identity.contracts import AccountView
from tests.identity.conftest import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of a browser whose device has a fingerprint reader that always agrees."""
    with chromium.new_context(locale="vi-VN") as context:
        opened = context.new_page()
        device = opened.context.new_cdp_session(opened)
        device.send("WebAuthn.enable")
        options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
        device.send(
            "WebAuthn.addVirtualAuthenticator",
            {"options": {**options, "isUserVerified": True, "automaticPresenceSimulation": True}},
        )
        yield opened


def test_from_password_to_passkey(page: Page, live_server: Any, an: AccountView) -> None:
    site = live_server.url.replace("127.0.0.1", "localhost")
    page.goto(f"{site}/tai-khoan/dang-nhap/")
    page.fill("[name=login]", "an@example.vn")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.goto(f"{site}/tai-khoan/xac-thuc-hai-buoc/khoa/them/")
    page.fill("[name=name]", "Máy tính")
    page.click("form[data-hl=passkey-add] button[type=button]")
    expect(page.locator("main li code")).to_have_count(10)
    page.goto(f"{site}/tai-khoan/dang-xuat/")
    page.click("main button[type=submit]")
    page.goto(f"{site}/tai-khoan/dang-nhap/?next=/tai-khoan/thiet-bi/")
    page.click("form[data-hl=passkey-sign-in] button[type=button]")
    page.wait_for_url(f"{site}/tai-khoan/thiet-bi/")
    expect(page.locator("h1")).to_be_visible()
    page.goto(f"{site}/tai-khoan/xac-thuc-hai-buoc/")
    expect(page.get_by_text("Máy tính")).to_be_visible()
