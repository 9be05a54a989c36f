"""The faces of the register of documents and of reading those that come in."""

from collections.abc import Mapping, Sequence

from playwright.sync_api import Page

from tests.journeys.face import FILE, Face, Other, post_only
from tests.journeys.world import World

_V = "/can-bo/van-ban/"
_N = _V + "nhap/{incoming}/"


def _enter_unseen(page: Page, world: World) -> None:
    """Into the register before anybody has looked: refused at the box that leaves proposals out."""
    with page.expect_navigation():
        page.locator("button[value=confirm]").click()
    page.locator(".govuk-error-summary").wait_for()


def _leave_out(page: Page, world: World) -> None:
    """The second proposal is left out: the page goes on to the next one."""
    page.locator("button[value=drop]").click()
    page.wait_for_url("**/de-xuat/3/")


DOCUMENTS: Mapping[str, Sequence[Face] | Other] = {
    "can-bo/van-ban/": [
        Face("lanhdao.tinh", _V, dark=True),
        Face("lanhdao.tinh", _V + "?q=khong+co+van+ban+nao"),
        Face("lanhdao.xa", _V + "?khac_nhau=1"),
    ],
    "can-bo/van-ban/tai-ve.<slug:kind>": Other("lanhdao.tinh", _V + "tai-ve.xlsx", FILE),
    "can-bo/van-ban/<uuid:document_id>/": [
        Face("lanhdao.tinh", _V + "{document}/", dark=True),
        Face("lanhdao.tinh", _V + "{entered_document}/"),
    ],
    "can-bo/van-ban/<uuid:document_id>/dua-ra/": [Face("lanhdao.tinh", _V + "{entered_document}/dua-ra/", send=True)],
    "can-bo/van-ban/<uuid:document_id>/sua/": [
        Face("lanhdao.tinh", _V + "{entered_document}/sua/", dark=True),
        Face("lanhdao.tinh", _V + "{entered_document}/sua/", send=True),
    ],
    "can-bo/van-ban/<uuid:document_id>/tep/": Other("lanhdao.tinh", _V + "{entered_document}/tep/", FILE),
    "can-bo/van-ban/nhap/": [
        Face("lanhdao.tinh", _V + "nhap/", dark=True),
        Face("lanhdao.tinh", _V + "nhap/", send=True),
        Face("lanhdao.xa", _V + "nhap/"),
    ],
    "can-bo/van-ban/nhap/<uuid:import_id>/": [
        Face("lanhdao.tinh", _N, dark=True),
        Face("lanhdao.tinh", _N, by=_enter_unseen),
        Face("lanhdao.tinh", _V + "nhap/{unreadable}/"),
        Face("lanhdao.tinh", _V + "nhap/{confirmed}/"),
    ],
    "can-bo/van-ban/nhap/<uuid:import_id>/de-xuat/<int:number>/": [
        Face("lanhdao.tinh", _N + "de-xuat/1/", dark=True),
        Face("lanhdao.tinh", _N + "de-xuat/2/", by=_leave_out),
        Face("lanhdao.tinh", _V + "nhap/{confirmed}/de-xuat/2/"),
    ],
    "can-bo/van-ban/nhap/<uuid:import_id>/doc-lai/": post_only("lanhdao.tinh", _V + "nhap/{unreadable}/doc-lai/"),
    "can-bo/van-ban/nhap/<uuid:import_id>/luu/": post_only("lanhdao.tinh", _N + "luu/"),
    "can-bo/van-ban/nhap/<uuid:import_id>/rut/": [Face("lanhdao.tinh", _N + "rut/")],
    "can-bo/van-ban/nhap/<uuid:import_id>/so-lieu/": [
        Face("lanhdao.tinh", _N + "so-lieu/?doan=11", send=True, dark=True),
        Face("lanhdao.tinh", _N + "so-lieu/"),
    ],
    "can-bo/van-ban/nhap/<uuid:import_id>/tep/": Other("lanhdao.tinh", _N + "tep/", FILE),
}
