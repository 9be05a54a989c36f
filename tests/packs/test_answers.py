"""What the forms of the real province refuse and accept: questions left open, and facts that cannot be."""

from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from honglam.dossiers.services.loading.sampling import sample_answers
from honglam.kernel.values import FieldError
from honglam.pack import api as packs
from honglam.procedures.contracts import Channel
from honglam.procedures.contracts.shapes import VersionShape, stored
from honglam.procedures.queries.forms import FORMATS
from honglam.procedures.rules.conditions import Context
from honglam.procedures.rules.forms import CompiledForm, compile_form
from honglam.procedures.rules.paths import drop, own, put
from honglam.procedures.rules.storage import to_content
from honglam.procedures.rules.validation import finish, page_of, validate
from tests.procedures.samples import TODAY

ROOT = Path(__file__).parents[2] / "packs" / "ha_tinh"
ON = Context(on=TODAY, channel="online")
ID, TAX, PHONE, WARD = "042190004512", "0100109106", "0912345678", "18073"
Said = dict[str, Any]

ASKER = {"ho_ten": "Nguyễn Thị An", "so_dinh_danh": ID, "dien_thoai": PHONE, "noi_cu_tru": "Phường Thành Sen"}
PARTNER = {
    "ho_ten": "Nguyễn Thị An",
    "so_dinh_danh": ID,
    "ngay_sinh": "1990-03-08",
    "dan_toc": "Kinh",
    "quoc_tich": "Việt Nam",
    "noi_cu_tru": "Phường Thành Sen",
    "tinh_trang": "chua_ket_hon",
    "lan_ket_hon": 1,
}
GOOD: dict[str, Said] = {
    "1.004873": {
        "nguoi_yeu_cau": {"ho_ten": "Nguyễn Thị An", "so_dinh_danh": ID, "dien_thoai": PHONE, "quan_he": "ban_than"},
        "nguoi_duoc_xac_nhan": {
            "ho_ten": "Nguyễn Thị An",
            "so_dinh_danh": ID,
            "ngay_sinh": "1990-03-08",
            "gioi_tinh": "nu",
            "noi_cu_tru": "Phường Thành Sen",
        },
        "xa_thuong_tru": WARD,
        "tinh_trang": "chua_ket_hon",
        "tu_ngay": "2008-03-08",
        "den_ngay": "2026-11-22",
        "muc_dich": "khac",
        "muc_dich_khac": "Vay vốn ngân hàng",
        "so_ban": 3,
        "mien_giam": "khong",
    },
    "1.014027": {
        "viec": "huong_moi",
        "ho_ten": "Nguyễn Thị An",
        "ngay_sinh": "1950",
        "gioi_tinh": "nu",
        "so_dinh_danh": ID,
        "dia_chi": "Tổ 3",
        "xa": WARD,
        "hinh_thuc_tra": "tai_khoan",
        "tai_khoan": "0123, Agribank",
    },
    "1.001776": {
        "viec": "huong_moi",
        "nhom": "khuyet_tat",
        "dang_khuyet_tat": "nhin",
        "muc_do": "nang",
        "doi_tuong": {
            "ho_ten": "Nguyễn Thị An",
            "ngay_sinh": "1990",
            "gioi_tinh": "nu",
            "dia_chi": "Tổ 3",
            "xa": WARD,
        },
        "hinh_thuc_tra": "tai_khoan",
        "tai_khoan": "0123, Agribank",
    },
    "1.013225": {
        "loai_chu_dau_tu": "ca_nhan",
        "chu_dau_tu": {"ten": "Nguyễn Thị An", "so_dinh_danh": ID, "dien_thoai": PHONE, "dia_chi": "Tổ 3"},
        "thua_dat": {"so_thua": "1", "so_to": "2", "dien_tich": 120, "dia_chi": "Tổ 3", "xa": WARD},
        "loai_cong_trinh": "nha_o",
        "ten_cong_trinh": "Nhà ở",
        "dien_tich_xay_dung": 80,
        "mat_do": 70,
        "chieu_cao": 8,
        "so_tang": 2,
        "tang": [{"ten": "Tầng 1", "dien_tich": 80}],
        "don_vi_thiet_ke": "Tự thiết kế",
        "thoi_gian_xay": 6,
    },
    "1.013274": {
        "loai_nguoi": "ca_nhan",
        "nguoi_de_nghi": {"ten": "Nguyễn Thị An", "so_dinh_danh": ID, "dien_thoai": PHONE, "dia_chi": "Tổ 3"},
        "muc_dich": "cuoi",
        "dia_diem": {"duong": "Nguyễn Du", "xa": WARD},
        "dien_tich": 30,
        "tu_ngay": "2026-12-01",
        "den_ngay": "2026-12-02",
    },
    "1.001193": {
        "nguoi_yeu_cau": {**ASKER, "quan_he": "me"},
        "truong_hop": "thong_thuong",
        "con": {
            "ho_ten": "Trần Minh Ánh",
            "ngay_sinh": "2026-11-15",
            "gioi_tinh": "nu",
            "dan_toc": "Kinh",
            "quoc_tich": "Việt Nam",
            "noi_sinh": "Bệnh viện đa khoa tỉnh",
            "que_quan": "Phường Thành Sen",
        },
        "me": {"ho_ten": "Nguyễn Thị An", "ngay_sinh": "1990"},
        "giay_to_sinh": "giay_chung_sinh",
        "so_ban_sao": 0,
        "nhan_ket_qua": "tai_mot_cua",
    },
    "1.000656": {
        "nguoi_yeu_cau": {**ASKER, "quan_he": "con"},
        "nguoi_chet": {
            "ho_ten": "Nguyễn Văn Cũ",
            "ngay_sinh": "1940-05-06",
            "gioi_tinh": "nam",
            "ngay_chet": "2026-11-20",
            "noi_chet": "Tại nhà",
            "noi_cu_tru_cuoi": "Phường Thành Sen",
        },
        "giay_to": "giay_bao_tu",
        "so_ban_sao": 0,
    },
    "1.000894": {
        "nguoi_nop": {"ho_ten": "Nguyễn Thị An", "dien_thoai": PHONE},
        "nam": {**PARTNER, "ho_ten": "Trần Văn Bình"},
        "nu": PARTNER,
        "ngay_hen": "2026-11-30",
        "so_ban_sao": 0,
    },
    "3.000333": {
        "loai_phieu": "so_1",
        "muc_dich": "Xin việc",
        "nguoi_nop": "ban_than",
        "so_phieu": 1,
        "nguoi_duoc_cap": {
            "ho_ten": "Nguyễn Thị An",
            "ngay_sinh": "1990-03-08",
            "gioi_tinh": "nu",
            "noi_sinh": "Hà Tĩnh",
            "quoc_tich": "Việt Nam",
            "thuong_tru": "Tổ 3",
            "so_dinh_danh": ID,
            "dien_thoai": PHONE,
        },
        "qua_trinh_cu_tru": [{"tu": "2004", "den": "2026", "noi": "Hà Tĩnh"}],
        "doi_tuong_phi": "khong",
    },
}
PROXY = {"nguoi_nop": "duoc_uy_quyen", "nguoi_uy_quyen": {"ho_ten": "Trần Văn Bình", "so_dinh_danh": ID}}
MARRY = {
    "muc_dich": "ket_hon",
    "nguoi_du_dinh": {
        "ho_ten": "Trần Văn Bình",
        "ngay_sinh": "1989",
        "quoc_tich": "Việt Nam",
        "noi_dang_ky": "Thành Sen",
    },
}
AGENCY = {"chu_dau_tu.so_dinh_danh": None, "loai_chu_dau_tu": "to_chuc"}
USER = {"nguoi_de_nghi.so_dinh_danh": None, "loai_nguoi": "to_chuc"}
FOREIGNER = {"nguoi_de_nghi.so_dinh_danh": None, "loai_nguoi": "nguoi_nuoc_ngoai"}


@cache
def versions() -> dict[str, VersionShape]:
    """All versions of the pack by key."""
    records = packs.check(path=ROOT).pack.records("procedure_version", VersionShape)
    return {key: record.value for key, record in records.items()}


@cache
def form(code: str) -> CompiledForm:
    """The form of version 1."""
    definition = to_content(stored(versions()[f"{code}/1"])).form
    assert definition is not None
    return compile_form(definition, FORMATS)


def answers(code: str, changes: Said) -> Said:
    """Good answers, some of them put differently; None takes one away."""
    made = own(GOOD[code])
    for name, value in changes.items():
        path = tuple(name.split("."))
        drop(made, path) if value is None else put(made, path, value)
    return made


def refused(code: str, changes: Said) -> list[tuple[str, str]]:
    """Where the form finds fault, and of which kind."""
    faults = validate(form(code), answers(code, changes), ON)
    assert all(page_of(form(code), fault.field) for fault in faults)
    return [(fault.field, fault.code) for fault in faults]


@pytest.mark.parametrize("code", GOOD)
def test_good_answers_are_accepted(code: str) -> None:
    assert refused(code, {}) == []


@pytest.mark.parametrize("code", sorted(GOOD.keys() - {"1.013225"}))  # the number of a parcel is shorter than any guess
def test_the_loader_of_made_up_dossiers_still_fills_them_in(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def faults(*, answers: Said, **_: object) -> list[FieldError]:
        return validate(form(code), answers, ON)

    monkeypatch.setattr("honglam.procedures.api.validate_answers", faults)
    version: Any = SimpleNamespace(form=form(code).definition, version_id=0)
    made = sample_answers(version=version, channel=Channel.ONLINE, on=TODAY, number=ID, unit_code=WARD)
    assert made is not None


@pytest.mark.parametrize(
    ("code", "changes", "open_questions"),
    [
        ("1.004873", {"muc_dich_khac": None}, ["muc_dich_khac"]),
        ("1.004873", {"muc_dich_khac": "  "}, ["muc_dich_khac"]),
        ("1.004873", {"cap_lai": True}, ["ly_do_khong_nop"]),
        ("1.014027", {"tai_khoan": None}, ["tai_khoan"]),
        ("1.001776", {"tai_khoan": None}, ["tai_khoan"]),
        ("1.001776", {"dang_khuyet_tat": None, "muc_do": None}, ["dang_khuyet_tat", "muc_do"]),
        ("1.013225", {"chu_dau_tu.so_dinh_danh": None}, ["chu_dau_tu.so_dinh_danh"]),
        ("1.013225", AGENCY, ["chu_dau_tu.ma_so_thue"]),
        ("1.013274", {"nguoi_de_nghi.so_dinh_danh": None}, ["nguoi_de_nghi.so_dinh_danh"]),
        ("1.013274", USER, ["nguoi_de_nghi.ma_so_thue"]),
        ("1.013274", FOREIGNER, ["nguoi_de_nghi.so_ho_chieu"]),
        ("1.001193", {"me": None}, ["cha.ho_ten"]),
        ("1.001193", {"me": None, "truong_hop": "mang_thai_ho"}, ["cha.ho_ten"]),
    ],
)
def test_a_question_that_opens_must_be_answered(code: str, changes: Said, open_questions: list[str]) -> None:
    assert refused(code, changes) == [(field, "required") for field in open_questions]


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("1.004873", {**MARRY, "muc_dich_khac": None, "so_ban": 1}),
        ("1.004873", {"cap_lai": True, "con_giay_cu": True}),
        ("1.004873", {"cap_lai": True, "ly_do_khong_nop": "Giấy cũ bị mất"}),
        ("1.014027", {"hinh_thuc_tra": "tien_mat", "tai_khoan": None}),
        ("1.001776", {"hinh_thuc_tra": "tien_mat", "tai_khoan": None}),
        ("1.001776", {"nhom": "tre_mo_coi", "dang_khuyet_tat": None, "muc_do": None}),
        ("1.013225", {**AGENCY, "chu_dau_tu.ma_so_thue": TAX}),
        ("1.013225", {**AGENCY, "chu_dau_tu.khong_ma_so": True}),
        ("1.013274", {**USER, "nguoi_de_nghi.ma_so_thue": TAX}),
        ("1.013274", {**USER, "nguoi_de_nghi.khong_ma_so": True}),
        ("1.013274", {**FOREIGNER, "nguoi_de_nghi.so_ho_chieu": "N1234567"}),
        ("1.001193", {"me": None, "cha.ho_ten": "Trần Văn Bình"}),
        ("1.001193", {"cha.ho_ten": "Trần Văn Bình"}),
        ("1.001193", {"me": None, "truong_hop": "bo_roi", "giay_to_sinh": "khong"}),
        ("1.001193", {"me": None, "truong_hop": "chua_xac_dinh", "giay_to_sinh": "khong"}),
    ],
)
def test_a_question_that_stays_closed_is_not_asked_for(code: str, changes: Said) -> None:
    assert refused(code, changes) == []


@pytest.mark.parametrize(
    ("code", "changes", "field"),
    [
        ("1.001193", {"con.ngay_sinh": "2026-11-23"}, "con.ngay_sinh"),
        ("1.000656", {"nguoi_chet.ngay_chet": "2026-11-23"}, "nguoi_chet.ngay_chet"),
        ("1.000656", {"nguoi_chet.ngay_chet": "1940-05-05"}, "nguoi_chet.ngay_chet"),
        ("1.000656", {"nguoi_chet.ngay_sinh": "2027"}, "nguoi_chet.ngay_chet"),
        ("1.000656", {"nguoi_chet.ngay_sinh": "2026-12"}, "nguoi_chet.ngay_chet"),
        ("1.000894", {"ngay_hen": "2026-11-21"}, "ngay_hen"),
        ("1.000894", {"nam.ngay_sinh": "2006-12-01"}, "ngay_hen"),
        ("1.000894", {"nu.ngay_sinh": "2008-12-01"}, "ngay_hen"),
        ("1.000894", {"nu.ngay_sinh": "2030-01-01"}, "ngay_hen"),
        ("1.013274", {"den_ngay": "2026-11-30"}, "den_ngay"),
        ("3.000333", {"loai_phieu": "so_2", **PROXY}, "nguoi_nop"),
        ("1.004873", {"den_ngay": "2008-03-07"}, "den_ngay"),
        ("1.004873", {**MARRY, "so_ban": 2}, "so_ban"),
    ],
)
def test_what_cannot_be_is_refused(code: str, changes: Said, field: str) -> None:
    assert refused(code, changes) == [(field, "rule")]


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("1.001193", {"con.ngay_sinh": "2026-11-22"}),
        ("1.001193", {"con.ngay_sinh": "22/11/2026"}),
        ("1.000656", {"nguoi_chet.ngay_chet": "2026-11-22"}),
        ("1.000656", {"nguoi_chet.ngay_chet": "1940-05-06"}),
        ("1.000656", {"nguoi_chet.ngay_sinh": "1940"}),
        ("1.000656", {"nguoi_chet.ngay_sinh": "5/1940", "nguoi_chet.ngay_chet": "20/11/2026"}),
        ("1.000656", {"nguoi_chet.ngay_sinh": "2026"}),
        ("1.000656", {"nguoi_chet.ngay_sinh": "2026-11"}),
        ("1.000894", {"ngay_hen": "2026-11-22"}),
        ("1.000894", {"nam.ngay_sinh": "2006-11-30", "nu.ngay_sinh": "2008-11-30"}),
        ("1.000894", {"nam.ngay_sinh": "30/11/2006", "ngay_hen": "30/11/2026"}),
        ("1.013274", {"den_ngay": "2026-12-01"}),
        ("3.000333", {"loai_phieu": "so_2"}),
        ("3.000333", {"loai_phieu": "so_2", "nguoi_nop": "cha_me"}),
        ("3.000333", PROXY),
        ("1.004873", {"den_ngay": "2008-03-08"}),
    ],
)
def test_what_can_be_is_accepted(code: str, changes: Said) -> None:
    assert refused(code, changes) == []


@pytest.mark.parametrize(
    ("code", "missing"),
    [
        ("1.000656", "nguoi_chet.ngay_sinh"),
        ("1.000894", "nam.ngay_sinh"),
        ("1.000894", "nu.ngay_sinh"),
        ("1.013274", "tu_ngay"),
        ("1.004873", "tu_ngay"),
    ],
)
def test_a_date_that_is_missing_is_only_missing(code: str, missing: str) -> None:
    assert refused(code, {missing: None}) == [(missing, "required")]


def test_days_are_counted_however_they_were_written() -> None:
    code = "1.013274"
    typed = finish(form(code), answers(code, {"tu_ngay": "1/12/2026", "den_ngay": "3/12/2026"}), ON)
    assert (typed["tu_ngay"], typed["den_ngay"], typed["so_ngay"]) == ("2026-12-01", "2026-12-03", 3)
