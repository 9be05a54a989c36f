"""The faces of the hall and of scanning at the counter."""

from collections.abc import Mapping, Sequence

from tests.journeys.face import DATA, FILE, Face, Other

_CLERK = "tiepnhan.xa"
COUNTER: Mapping[str, Sequence[Face] | Other] = {
    "can-bo/ban-chinh/": [Face(_CLERK, "/can-bo/ban-chinh/"), Face(_CLERK, "/can-bo/ban-chinh/?qua-han")],
    "can-bo/goi-so/": [Face(_CLERK, "/can-bo/goi-so/", dark=True), Face("tiepnhan.tinh", "/can-bo/goi-so/")],
    "can-bo/tiep-nhan/<str:code>/ban-quet/<uuid:scan_id>/": Other(
        _CLERK, "/can-bo/tiep-nhan/{birth}/ban-quet/{scan}/", "suggestions under a scanned paper"
    ),
    "can-bo/tiep-nhan/ban-quet/<uuid:scan_id>/": Other(_CLERK, "/can-bo/tiep-nhan/ban-quet/{scan}/", FILE),
    "goi-so/<str:code>/": [Face("", "/goi-so/{hall}/", dark=True)],
    "goi-so/<str:code>/bang/": Other("", "/goi-so/{hall}/bang/", DATA),
    "lay-so/": [Face("", "/lay-so/")],
    "lay-so/<str:code>/": [Face("", "/lay-so/{hall}/", dark=True)],
    "lay-so/may/<str:token>/": [Face("", "/lay-so/may/{kiosk}/", dark=True)],
    "so/<str:token>/": [Face("", "/so/{ticket}/", dark=True), Face("", "/so/{ticket}/?in")],
}
