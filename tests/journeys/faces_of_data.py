"""Faces of the pages about personal data: what is kept, what a person asks, what an officer answers."""

from collections.abc import Mapping, Sequence

from tests.journeys.face import Face, Other

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
}
