"""Faces of the pages about personal data and about letting somebody act for oneself."""

from collections.abc import Mapping, Sequence

from tests.journeys.face import FILE, Face, Other, post_only

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
