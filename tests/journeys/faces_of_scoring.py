"""The faces of scoring rounds: who fills in, who judges, what everybody sees;
how others rank the province."""

from collections.abc import Mapping, Sequence

from tests.journeys.face import FILE, Face, Other, post_only

_S, _R, _P = "/can-bo/phieu-cham/", "/can-bo/cham-diem/", "/so-lieu/cham-diem/"
SCORING: Mapping[str, Sequence[Face] | Other] = {
    "can-bo/cham-diem/": [Face("lanhdao.xa", _R), Face("lanhdao.tinh", _R), Face("buuchinh.xa", _R)],
    "can-bo/cham-diem/mo/": [Face("lanhdao.tinh", _R + "mo/"), Face("lanhdao.tinh", _R + "mo/", send=True)],
    "can-bo/cham-diem/<uuid:round_id>/": [
        Face("lanhdao.tinh", _R + "{scoring}/", dark=True),
        Face("lanhdao.xa", _R + "{scoring}/"),
        Face("lanhdao.tinh", _R + "{scoring_published}/?xem=appeals"),
    ],
    "can-bo/cham-diem/<uuid:round_id>/tinh-lai/": [Face("lanhdao.tinh", _R + "{scoring_published}/tinh-lai/")],
    "can-bo/phieu-cham/<uuid:subject_id>/": [
        Face("lanhdao.xa", _S + "{sheet_open}/", dark=True),
        Face("lanhdao.tinh", _S + "{sheet_handed_in}/", dark=True),
        Face("lanhdao.sokhcn", _S + "{sheet_appraised}/"),
        Face("lanhdao.tinh", _S + "{sheet_published}/", dark=True),
    ],
    "can-bo/phieu-cham/<uuid:subject_id>/luu/": post_only("lanhdao.xa", _S + "{sheet_open}/luu/"),
    "can-bo/phieu-cham/<uuid:subject_id>/tep/<uuid:file_id>/": Other(
        "lanhdao.xa", _S + "{sheet_open}/tep/{sheet_proof}/", FILE
    ),
    "can-bo/phieu-cham/<uuid:subject_id>/tra-lai/": [
        Face("lanhdao.tinh", _S + "{sheet_handed_in}/tra-lai/"),
        Face("lanhdao.tinh", _S + "{sheet_handed_in}/tra-lai/", send=True),
    ],
    "can-bo/phieu-cham/<uuid:subject_id>/kien-nghi/<str:code>/": [
        Face("lanhdao.xa", _S + "{sheet_published}/kien-nghi/1.2/", send=True),
        Face("lanhdao.tinh", _S + "{sheet_published}/kien-nghi/1.1/", send=True),
    ],
    "so-lieu/xep-hang/": [Face("", "/so-lieu/xep-hang/")],
    "so-lieu/xep-hang/<slug:code>/": [
        Face("", "/so-lieu/xep-hang/pci/", dark=True),
        Face("", "/so-lieu/xep-hang/dti/"),
    ],
    "so-lieu/cham-diem/": [Face("", _P)],
    "so-lieu/cham-diem/<uuid:round_id>/": [Face("", _P + "{scoring_published}/", dark=True)],
    "so-lieu/cham-diem/<uuid:round_id>/<int:agency_id>/": [
        Face("", _P + "{scoring_published}/{scored_agency}/", dark=True)
    ],
}
