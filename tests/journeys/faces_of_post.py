"""The faces of the public postal service, at the post office and at the desk."""

from collections.abc import Mapping, Sequence

from tests.journeys.face import DATA, FILE, Face, Other, post_only

_P = "/can-bo/buu-chinh/"
POST: Mapping[str, Sequence[Face] | Other] = {
    "can-bo/nhan-ho/": [Face("buuchinh.xa", "/can-bo/nhan-ho/")],
    "can-bo/nhan-ho/<str:code>/": [
        Face("buuchinh.xa", "/can-bo/nhan-ho/{birth}/"),
        Face("buuchinh.xa", "/can-bo/nhan-ho/{birth}/", send=True),
    ],
    "can-bo/buu-chinh/": [
        Face("buuchinh.xa", _P, dark=True),
        Face("tiepnhan.xa", _P),
        Face("tiepnhan.tinh", _P),
        Face("buuchinh.xa", _P + "?so=zz"),
    ],
    "can-bo/buu-chinh/<uuid:parcel_id>/": [
        Face("buuchinh.xa", _P + "{parcel_new}/"),
        Face("buuchinh.xa", _P + "{parcel_ready}/", dark=True),
        Face("tiepnhan.xa", _P + "{parcel_lost}/"),
        Face("buuchinh.xa", _P + "{parcel_lost}/"),
    ],
    "can-bo/buu-chinh/<uuid:parcel_id>/bao/": post_only("buuchinh.xa", _P + "{parcel_ready}/bao/"),
    "can-bo/buu-chinh/<uuid:parcel_id>/dong-goi/": [Face("buuchinh.xa", _P + "{parcel_new}/", send=True)],
    "can-bo/buu-chinh/<uuid:parcel_id>/giai-quyet/": post_only("buuchinh.xa", _P + "{parcel_lost}/giai-quyet/"),
    "can-bo/buu-chinh/<uuid:parcel_id>/gui-lai/": post_only("tiepnhan.xa", _P + "{parcel_lost}/gui-lai/"),
    "can-bo/buu-chinh/<uuid:parcel_id>/phieu-gui.pdf": Other("buuchinh.xa", _P + "{parcel_ready}/phieu-gui.pdf", FILE),
    "can-bo/buu-chinh/<uuid:parcel_id>/tim-thay/": post_only("buuchinh.xa", _P + "{parcel_lost}/tim-thay/"),
    "can-bo/buu-chinh/<uuid:parcel_id>/tra-lai/": post_only("buuchinh.xa", _P + "{parcel_ready}/tra-lai/"),
    "can-bo/buu-chinh/giao-nhan/": [Face("buuchinh.xa", _P + "giao-nhan/"), Face("tiepnhan.tinh", _P + "giao-nhan/")],
    "can-bo/buu-chinh/giao-nhan/<uuid:record_id>/": [
        Face("tiepnhan.xa", _P + "giao-nhan/{record_given}/", dark=True),
        Face("buuchinh.xa", _P + "giao-nhan/{record_given}/"),
        Face("tiepnhan.xa", _P + "giao-nhan/{record_settled}/"),
    ],
    "can-bo/buu-chinh/giao-nhan/<uuid:record_id>/bien-ban.pdf": Other(
        "tiepnhan.xa", _P + "giao-nhan/{record_settled}/bien-ban.pdf", FILE
    ),
    "can-bo/buu-chinh/giao-nhan/<uuid:record_id>/rut/": post_only("buuchinh.xa", _P + "giao-nhan/{record_given}/rut/"),
    "can-bo/buu-chinh/giao-nhan/moi/<slug:kind>/": [
        Face("buuchinh.xa", _P + "giao-nhan/moi/dossiers/"),
        Face("buuchinh.xa", _P + "giao-nhan/moi/returns/"),
        Face("tiepnhan.xa", _P + "giao-nhan/moi/results/"),
    ],
    "gia-lap/buu-chinh/": [Face("", "/gia-lap/buu-chinh/")],
    "gia-lap/buu-chinh/bao": post_only("", "/gia-lap/buu-chinh/bao"),
    "gia-lap/buu-chinh/giao": post_only("", "/gia-lap/buu-chinh/giao"),
    "gia-lap/buu-chinh/nghe": Other("", "/gia-lap/buu-chinh/nghe", DATA),
}
