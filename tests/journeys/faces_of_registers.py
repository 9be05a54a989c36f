"""The faces of committees and of registers: everybody's, their keepers'."""

from collections.abc import Mapping, Sequence

from tests.journeys.face import FILE, Face, Other, post_only

_S, _ONE = "/can-bo/so/training_classes/", "/can-bo/so/training_classes/{record}/"
_B, _W = "/to-chuc/ban-chi-dao/", "/can-bo/ban-chi-dao/"
REGISTERS: Mapping[str, Sequence[Face] | Other] = {
    "to-chuc/ban-chi-dao/": [Face("", _B, dark=True), Face("", _B + "?q=khong+co+ban+nao")],
    "to-chuc/ban-chi-dao/<str:code>/": [
        Face("lanhdao.tinh", _B + "BCD-CNTT/", dark=True),
        Face("", _B + "BCD-CNTT/?ngay=2015-01-01"),
        Face("", _B + "BCD-CDS/"),
    ],
    "to-chuc/ban-chi-dao/<str:code>/phien-hop/": [
        Face("lanhdao.tinh", _B + "BCD-CNTT/phien-hop/"),
        Face("lanhdao.tinh", _B + "BCD-CNTT/phien-hop/", send=True),
    ],
    "to-chuc/ban-chi-dao/<str:code>/quyet-dinh/": [
        Face("lanhdao.tinh", _B + "BCD-CNTT/quyet-dinh/"),
        Face("lanhdao.tinh", _B + "BCD-CNTT/quyet-dinh/", send=True),
    ],
    "to-chuc/ban-chi-dao/<str:code>/thanh-vien.csv": Other("", _B + "BCD-CNTT/thanh-vien.csv", FILE),
    "to-chuc/ban-chi-dao/moi/": [
        Face("lanhdao.tinh", _B + "moi/"),
        Face("lanhdao.tinh", _B + "moi/", send=True),
    ],
    "can-bo/ban-chi-dao/": [Face("lanhdao.tinh", _W, dark=True)],
    "can-bo/ban-chi-dao/<str:code>/": [
        Face("lanhdao.tinh", _W + "BCD-CDS/"),
        Face("lanhdao.tinh", _W + "BCD-CNTT/", dark=True),
    ],
    "can-bo/so/": [Face("lanhdao.xa", "/can-bo/so/", dark=True), Face("buuchinh.xa", "/can-bo/so/")],
    "can-bo/so/<slug:code>/": [
        Face("lanhdao.xa", _S, dark=True),
        Face("lanhdao.xa", _S + "?q=khong+co+muc+nao"),
        Face("lanhdao.xa", "/can-bo/so/it_staff/"),
    ],
    "can-bo/so/<slug:code>/<uuid:record_id>/": [Face("lanhdao.xa", _ONE, dark=True), Face("tiepnhan.xa", _ONE)],
    "can-bo/so/<slug:code>/<uuid:record_id>/<slug:verb>/": post_only("lanhdao.xa", _ONE + "xac-nhan/"),
    "can-bo/so/<slug:code>/<uuid:record_id>/sua/": [Face("lanhdao.xa", _ONE + "sua/")],
    "can-bo/so/<slug:code>/in/": [Face("lanhdao.xa", _S + "in/")],
    "can-bo/so/<slug:code>/nhap/": [
        Face("lanhdao.xa", _S + "nhap/"),
        Face("lanhdao.xa", _S + "nhap/", send=True),
    ],
    "can-bo/so/<slug:code>/nhap/<uuid:file_id>/": Other(
        "lanhdao.xa",
        _S + "nhap/{paper}/",
        "only for the file that was just sent; tests/registries draws it",
    ),
    "can-bo/so/<slug:code>/so.xlsx": Other("lanhdao.xa", _S + "so.xlsx", FILE),
    "can-bo/so/<slug:code>/them/": [
        Face("lanhdao.xa", _S + "them/", dark=True),
        Face("lanhdao.xa", _S + "them/", send=True),
        Face("lanhdao.xa", "/can-bo/so/it_staff/them/"),
    ],
}
