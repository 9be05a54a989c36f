"""The faces of the register of documents and of reading those that come in."""

from collections.abc import Mapping, Sequence

from tests.journeys.face import FILE, Face, Other

_V = "/can-bo/van-ban/"
DOCUMENTS: Mapping[str, Sequence[Face] | Other] = {
    "can-bo/van-ban/": [
        Face("lanhdao.tinh", _V, dark=True),
        Face("lanhdao.tinh", _V + "?q=khong+co+van+ban+nao"),
        Face("lanhdao.xa", _V + "?khac_nhau=1"),
    ],
    "can-bo/van-ban/tai-ve.<slug:kind>": Other("lanhdao.tinh", _V + "tai-ve.xlsx", FILE),
    "can-bo/van-ban/<uuid:document_id>/": [Face("lanhdao.tinh", _V + "{document}/", dark=True)],
}
