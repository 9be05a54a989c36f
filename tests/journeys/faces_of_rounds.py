"""The faces of reporting rounds: the officer's, the head's, the receiver's."""

from collections.abc import Mapping, Sequence

from tests.journeys.face import FILE, Face, Other, post_only

_F, _R = "/can-bo/bieu/", "/can-bo/ky-bao-cao/"
ROUNDS: Mapping[str, Sequence[Face] | Other] = {
    "can-bo/ky-bao-cao/": [
        Face("chuyenvien.xa", _R, dark=True),
        Face("lanhdao.sokhcn", _R),
        Face("buuchinh.xa", _R),
    ],
    "can-bo/ky-bao-cao/mo/": [Face("lanhdao.sokhcn", _R + "mo/")],
    "can-bo/ky-bao-cao/<uuid:round_id>/": [
        Face("lanhdao.sokhcn", _R + "{round}/", dark=True),
        Face("lanhdao.sokhcn", _R + "{round}/?xem=accepted"),
    ],
    "can-bo/ky-bao-cao/<uuid:round_id>/tong-hop/": [Face("lanhdao.sokhcn", _R + "{round}/tong-hop/")],
    "can-bo/bieu/<uuid:form_id>/": [
        Face("chuyenvien.xa", _F + "{form_drafted}/", dark=True),
        Face("chuyenvien.xa", _F + "{form_drafted}/?kiem-tra=1"),
        Face("lanhdao.sokhcn", _F + "{form_sent}/"),
    ],
    "can-bo/bieu/<uuid:form_id>/lan/<int:number>/": [Face("lanhdao.sokhcn", _F + "{form_sent}/lan/1/")],
    "can-bo/bieu/<uuid:form_id>/tai-len/": [
        Face("chuyenvien.xa", _F + "{form_drafted}/tai-len/"),
        Face("chuyenvien.xa", _F + "{form_drafted}/tai-len/", send=True),
    ],
    "can-bo/bieu/<uuid:form_id>/bieu.xlsx": Other("chuyenvien.xa", _F + "{form_drafted}/bieu.xlsx", FILE),
    "can-bo/bieu/<uuid:form_id>/luu/": post_only("chuyenvien.xa", _F + "{form_drafted}/luu/"),
    "can-bo/bieu/<uuid:form_id>/<slug:verb>/": [
        Face("lanhdao.sokhcn", _F + "{form_sent}/return/", send=True),
        Face("lanhdao.sokhcn", _F + "{form_sent}/accept/"),
    ],
}
