"""The faces of committees and of registers: everybody's, their keepers'."""

from collections.abc import Mapping, Sequence

from tests.journeys.face import FILE, Face, Other

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
}
