"""The change to give back is said while a sum is typed, in every way in which the server reads it."""

import pytest
from playwright.sync_api import Browser

from tests.ui import browser as room

FORM = (
    '<meta charset="utf-8">'
    '<form data-hl-due="15000"><input name="given"><p data-hl-change data-words="Thối lại"></p></form>'
    '<script src="/static/payments/cash.js"></script>'
)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("20000", "Thối lại: 5.000 đ"),
        ("20.000", "Thối lại: 5.000 đ"),
        ("1,215,000", "Thối lại: 1.200.000 đ"),
        ("20.000,50", ""),
        ("20,00", ""),
        ("-20000", ""),
    ],
)
def test_the_change_is_of_the_sum_that_is_taken(chromium: Browser, typed: str, said: str) -> None:
    with room.page(chromium, width=1280) as (tab, _):
        room.show(tab, FORM)
        tab.fill("[name=given]", typed)
        assert tab.locator("[data-hl-change]").inner_text() == said
