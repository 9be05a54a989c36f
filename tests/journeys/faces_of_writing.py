"""The faces of written reports: a draft to write into, one that waits for its head, one that everybody reads."""

from collections.abc import Mapping, Sequence

from tests.journeys.face import FILE, Face, Other

_W = "/can-bo/bao-cao/"
WRITING: Mapping[str, Sequence[Face] | Other] = {
    "can-bo/bao-cao/": [Face("chuyenvien.xa", _W, dark=True), Face("buuchinh.xa", _W)],
    "can-bo/bao-cao/<uuid:report_id>/": [
        Face("chuyenvien.xa", _W + "{writing_draft}/", dark=True),
        Face("lanhdao.xa", _W + "{writing_submitted}/"),
        Face("lanhdao.xa", _W + "{writing_published}/"),
    ],
    "can-bo/bao-cao/<uuid:report_id>/bao-cao.<slug:form>": Other(
        "chuyenvien.xa", _W + "{writing_draft}/bao-cao.pdf", FILE
    ),
    "so-lieu/bao-cao-cong-bo/": [Face("", "/so-lieu/bao-cao-cong-bo/", dark=True)],
    "so-lieu/bao-cao-cong-bo/<uuid:report_id>/": [Face("", "/so-lieu/bao-cao-cong-bo/{writing_published}/", dark=True)],
}
