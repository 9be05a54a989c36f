"""The faces of directives and tasks: the leader's, the lead unit's, the office's."""

from collections.abc import Mapping, Sequence

from tests.journeys.face import FILE, Face, Other

_T, _D = "/can-bo/nhiem-vu/", "/can-bo/chi-dao/"
DIRECTIVES: Mapping[str, Sequence[Face] | Other] = {
    "can-bo/nhiem-vu/": [
        Face("lanhdao.xa", _T, dark=True),
        Face("lanhdao.xa", _T + "?q=khong+co+viec+nao"),
        Face("buuchinh.xa", _T),
    ],
    "can-bo/nhiem-vu/tai-ve.<slug:kind>": Other("lanhdao.xa", _T + "tai-ve.xlsx", FILE),
    "can-bo/nhiem-vu/<uuid:task_id>/": [
        Face("lanhdao.xa", _T + "{task_late}/"),
        Face("truongphong.xa", _T + "{task_whole}/", dark=True),
    ],
    "can-bo/nhiem-vu/<uuid:task_id>/tep/<uuid:file_id>/": Other(
        "lanhdao.xa", _T + "{task_whole}/tep/{task_file}/", FILE
    ),
    "can-bo/nhiem-vu/<uuid:task_id>/<slug:verb>/": [
        Face("truongphong.xa", _T + "{task_whole}/break_down/", send=True),
        Face("truongphong.xa", _T + "{task_whole}/report/", send=True),
        Face("truongphong.xa", _T + "{task_late}/advance/"),
        Face("truongphong.xa", _T + "{task_late}/ask_extension/"),
    ],
    "can-bo/chi-dao/": [Face("lanhdao.xa", _D, dark=True), Face("lanhdao.tinh", _D)],
    "can-bo/chi-dao/giao/": [Face("lanhdao.xa", _D + "giao/"), Face("lanhdao.xa", _D + "giao/", send=True)],
    "can-bo/chi-dao/<uuid:directive_id>/": [Face("lanhdao.xa", _D + "{directive}/")],
    "can-bo/chi-dao/<uuid:directive_id>/tai-ve.<slug:kind>": Other("lanhdao.xa", _D + "{directive}/tai-ve.csv", FILE),
    "can-bo/don-doc/": [Face("lanhdao.xa", "/can-bo/don-doc/"), Face("lanhdao.xa", "/can-bo/don-doc/", send=True)],
    "can-bo/don-doc/<uuid:letter_id>/cong-van.pdf": Other("lanhdao.xa", "/can-bo/don-doc/{urging}/cong-van.pdf", FILE),
    "can-bo/ke-hoach/": [Face("lanhdao.tinh", "/can-bo/ke-hoach/", dark=True), Face("lanhdao.xa", "/can-bo/ke-hoach/")],
    "can-bo/ke-hoach/tai-ve.<slug:kind>": Other("lanhdao.tinh", "/can-bo/ke-hoach/tai-ve.xlsx", FILE),
    "can-bo/ke-hoach/<str:code>/": [Face("lanhdao.tinh", "/can-bo/ke-hoach/{plan}/")],
    "can-bo/kinh-phi/": [Face("lanhdao.tinh", "/can-bo/kinh-phi/"), Face("lanhdao.xa", "/can-bo/kinh-phi/")],
    "can-bo/kinh-phi/trung-lap/": [Face("lanhdao.tinh", "/can-bo/kinh-phi/trung-lap/")],
    "can-bo/kinh-phi/du-an/<uuid:project_id>/": [
        Face("lanhdao.tinh", "/can-bo/kinh-phi/du-an/{project}/", dark=True),
        Face("lanhdao.tinh", "/can-bo/kinh-phi/du-an/{project}/", send=True),
    ],
    "can-bo/kinh-phi/<str:code>/": [Face("lanhdao.tinh", "/can-bo/kinh-phi/{programme}/", dark=True)],
    "can-bo/kinh-phi/<str:code>/tai-ve.<slug:kind>": Other(
        "lanhdao.tinh", "/can-bo/kinh-phi/{programme}/tai-ve.csv", FILE
    ),
    "can-bo/kien-nghi/": [
        Face("lanhdao.tinh", "/can-bo/kien-nghi/", dark=True),
        Face("lanhdao.xa", "/can-bo/kien-nghi/"),
    ],
    "can-bo/kien-nghi/tai-ve.<slug:kind>": Other("lanhdao.tinh", "/can-bo/kien-nghi/tai-ve.xlsx", FILE),
    "can-bo/kien-nghi/<uuid:recommendation_id>/": [
        Face("lanhdao.tinh", "/can-bo/kien-nghi/{recommendation}/"),
        Face("lanhdao.tinh", "/can-bo/kien-nghi/{recommendation}/", send=True),
    ],
}
