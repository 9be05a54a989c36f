"""The faces of figures: the dictionary, a number and where it comes from, entry, contradictions."""

from collections.abc import Mapping, Sequence

from tests.journeys.face import Face, Other, post_only

_ENTER, _SIGNS = "kiemsoat.p-kstthc-vpubt", "lanhdao.vpubt"
_I = "/can-bo/so-lieu-van-ban/"
FIGURES: Mapping[str, Sequence[Face] | Other] = {
    "so-lieu/chi-tieu/": [
        Face("", "/so-lieu/chi-tieu/", dark=True),
        Face("", "/so-lieu/chi-tieu/?q=khong+co+chi+tieu+nao"),
    ],
    "so-lieu/chi-tieu/<slug:code>/": [
        Face("", "/so-lieu/chi-tieu/level3_services/", dark=True),
        Face("", "/so-lieu/chi-tieu/on_time_rate/"),
    ],
    "so-lieu/chi-tieu/<slug:code>/ve-ai/": [
        Face("", "/so-lieu/chi-tieu/level3_services/ve-ai/"),
        Face("", "/so-lieu/chi-tieu/level3_services/ve-ai/?q=khong+co+ai"),
    ],
    "so-lieu/muc-tieu/": [
        Face("", "/so-lieu/muc-tieu/?ngay=2019-06-30", dark=True),
        Face("", "/so-lieu/muc-tieu/?trang_thai=behind&ngay=2000-01-01"),
    ],
    "so-lieu/gia-tri/<uuid:value_id>/": [
        Face("", "/so-lieu/gia-tri/{figure}/", dark=True),
        Face(_SIGNS, "/so-lieu/gia-tri/{entered}/"),
    ],
    "dieu-hanh/chi-tieu/<slug:code>/nhap/": [
        Face(_ENTER, "/dieu-hanh/chi-tieu/level4_services/nhap/"),
        Face(_ENTER, "/dieu-hanh/chi-tieu/level4_services/nhap/", send=True),
    ],
    "dieu-hanh/gia-tri/<uuid:value_id>/dinh-chinh/": [
        Face(_SIGNS, "/dieu-hanh/gia-tri/{entered}/dinh-chinh/"),
        Face(_SIGNS, "/dieu-hanh/gia-tri/{entered}/dinh-chinh/", send=True),
    ],
    "dieu-hanh/gia-tri/<uuid:value_id>/xac-nhan/": post_only(_SIGNS, "/dieu-hanh/gia-tri/{entered}/xac-nhan/"),
    "can-bo/so-lieu-van-ban/": [
        Face("lanhdao.tinh", _I, dark=True),
        Face("lanhdao.xa", _I),
        Face("lanhdao.tinh", _I + "?trang_thai=aside"),
    ],
    "can-bo/so-lieu-van-ban/<uuid:incoming_id>/": [
        Face("lanhdao.tinh", _I + "{incoming_figure}/", dark=True),
        Face("lanhdao.tinh", _I + "{incoming_figure}/?q=khong+co+chi+tieu+nao"),
        Face("lanhdao.tinh", _I + "{incoming_figure}/?chi_tieu=level4_services", dark=True),
        Face("lanhdao.tinh", _I + "{incoming_figure}/?chi_tieu=level4_services", send=True),
        Face("lanhdao.tinh", _I + "{aside_figure}/"),
        Face("lanhdao.tinh", _I + "{taken_figure}/"),
    ],
    "dieu-hanh/mau-thuan/": [
        Face("lanhdao.tinh", "/dieu-hanh/mau-thuan/", dark=True),
        Face("lanhdao.tinh", "/dieu-hanh/mau-thuan/?trang_thai=corrected"),
    ],
    "dieu-hanh/mau-thuan/<uuid:finding_id>/": [
        Face(_SIGNS, "/dieu-hanh/mau-thuan/{finding}/"),
        Face(_SIGNS, "/dieu-hanh/mau-thuan/{finding}/", send=True),
        Face("lanhdao.tinh", "/dieu-hanh/mau-thuan/{finding_cited}/"),
    ],
}
