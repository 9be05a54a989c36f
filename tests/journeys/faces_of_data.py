"""Faces of the pages about personal data, about letting somebody act for oneself, and about who somebody is."""

from collections.abc import Mapping, Sequence

from playwright.sync_api import Page

from tests.journeys.face import FILE, Face, Other, post_only, press
from tests.journeys.world import World


def _looked_at(page: Page, world: World) -> None:
    """A colleague shows the card: nobody vouched for an officer of the demo yet."""
    page.fill("main input[name=contact]", "ketoan.xa@honglam.example")
    page.fill("main input[name=qr]", f"042185004321||{world.named['unconfirmed']}|01071985|Nữ||25042021")
    press(page)


def _enterprise(page: Page, world: World) -> None:
    page.fill("main input[name=tax_code]", "0100109106")
    press(page)


PERSONAL_DATA: Mapping[str, Sequence[Face] | Other] = {
    "du-lieu-ca-nhan/": [Face("", "/du-lieu-ca-nhan/", dark=True)],
    "tai-khoan/du-lieu/dinh-chinh/": [
        Face("an", "/tai-khoan/du-lieu/dinh-chinh/"),
        Face("an", "/tai-khoan/du-lieu/dinh-chinh/", send=True),
    ],
    "tai-khoan/du-lieu/xoa/": [Face("an", "/tai-khoan/du-lieu/xoa/"), Face("an", "/tai-khoan/du-lieu/xoa/", send=True)],
    "tai-khoan/du-lieu/yeu-cau/<uuid:request_id>/": [Face("an", "/tai-khoan/du-lieu/yeu-cau/{data_request}/")],
    "quan-tri/du-lieu-ca-nhan/": [
        Face("quantri.tinh", "/quan-tri/du-lieu-ca-nhan/"),
        Face("quantri.tinh", "/quan-tri/du-lieu-ca-nhan/?muc=xong"),
    ],
    "quan-tri/du-lieu-ca-nhan/<uuid:request_id>/": [
        Face("quantri.tinh", "/quan-tri/du-lieu-ca-nhan/{data_request}/", dark=True),
        Face("quantri.tinh", "/quan-tri/du-lieu-ca-nhan/{data_request}/", send=True),
    ],
    "can-bo/xac-nhan/": [
        Face("tiepnhan.xa", "/can-bo/xac-nhan/", dark=True),
        Face("tiepnhan.xa", "/can-bo/xac-nhan/", send=True),
        Face("tiepnhan.xa", "/can-bo/xac-nhan/", by=_looked_at),
    ],
    "can-bo/xac-nhan/doanh-nghiep/": [
        Face("tiepnhan.xa", "/can-bo/xac-nhan/doanh-nghiep/"),
        Face("tiepnhan.xa", "/can-bo/xac-nhan/doanh-nghiep/", by=_enterprise),
    ],
    "quan-tri/tai-khoan/<uuid:account_id>/": [
        Face("quantri.tinh", "/quan-tri/tai-khoan/{officer_account}/", dark=True),
        Face("quantri.tinh", "/quan-tri/tai-khoan/{officer_account}/?dong=1"),
    ],
    "tai-khoan/uy-quyen/": [Face("an", "/tai-khoan/uy-quyen/"), Face("binh", "/tai-khoan/uy-quyen/")],
    "tai-khoan/uy-quyen/moi/": [
        Face("an", "/tai-khoan/uy-quyen/moi/"),
        Face("an", "/tai-khoan/uy-quyen/moi/", send=True),
    ],
    "tai-khoan/uy-quyen/<uuid:mandate_id>/": [
        Face("an", "/tai-khoan/uy-quyen/{mandate}/"),
        Face("binh", "/tai-khoan/uy-quyen/{mandate}/", dark=True),
    ],
    "tai-khoan/uy-quyen/<uuid:mandate_id>/chon/": post_only("an", "/tai-khoan/uy-quyen/{mandate}/chon/"),
    "tai-khoan/uy-quyen/<uuid:mandate_id>/giay/": Other("an", "/tai-khoan/uy-quyen/{mandate}/giay/", FILE),
}
