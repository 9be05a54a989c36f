"""What a line of the table of faces is made of."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.journeys.world import World

Way = Callable[[Page, World], None]


@dataclass(frozen=True)
class Face:
    """One page in one state: who looks and at which address; `by` walks on; `dark`: in the dark scheme too."""

    who: str
    at: str
    send: bool = False
    by: Way | None = None
    dark: bool = False


@dataclass(frozen=True)
class Other:
    """An address that answers with something other than a page: a file, JSON, a redirect, or nothing to GET."""

    who: str
    at: str
    what: str


POST_ONLY = "only POST"
FILE = "a file"
DATA = "for programs"


def post_only(who: str, at: str) -> Other:
    """An address to which a form is sent; looked at, it leads elsewhere or is refused."""
    return Other(who, at, POST_ONLY)


def press(page: Page) -> None:
    """The last button of the page's own form that is no aid in filling it in, as a person in a hurry would press it."""
    with page.expect_navigation():
        forms = page.locator("main form:has(input:visible, textarea:visible, select:visible)")
        form = forms.last if forms.count() else page.locator("main form").last
        form.locator("button[type=submit]:visible:not([formnovalidate]):not([name^='_'])").last.click()
