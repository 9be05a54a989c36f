"""The words of the national portal: records and lines of progress in the fields of its services.

Field names and meanings: the portal's services DongBoHoSoMC and CapNhatTienDoHoSoMC (QCVN 120:2019/BTTTT). Moments are
`yyyyMMddHHmmss` in Vietnamese time. What no source could confirm is said in the block's README.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from honglam.dossiers.contracts import (
    STATUSES,
    Channel,
    NationalRecord,
    OwnerKind,
    RecordSupplement,
    ReturnMethod,
    Status,
)
from honglam.exchange.contracts import Topic
from honglam.kernel.clock import VIETNAM, local

MOMENT = "%Y%m%d%H%M%S"
CHANNELS: Mapping[Channel, str] = {Channel.IN_PERSON: "1", Channel.ONLINE: "2", Channel.POSTAL: "3"}
OWNERS: Mapping[OwnerKind, str] = {
    OwnerKind.CITIZEN: "0",
    OwnerKind.ENTERPRISE: "1",
    OwnerKind.HOUSEHOLD_BUSINESS: "2",
    OwnerKind.ORGANISATION: "1",
}
RETURNS: Mapping[ReturnMethod, str] = {ReturnMethod.AT_DESK: "0", ReturnMethod.POSTAL: "1", ReturnMethod.ONLINE: "0"}
OK_CODES = frozenset({"0", "00"})
SESSION_CODES = frozenset({"-2", "401"})
"""Answers that mean: sign in again. Taken from what such gateways answer; the portal's own list could not be seen."""


def moment(at: datetime | None) -> str:
    """A moment as the portal writes it; empty for none."""
    return local(at).strftime(MOMENT) if at else ""


def read_moment(text: str) -> datetime | None:
    """A moment as the portal writes it; None when there is no such moment."""
    try:
        return datetime.strptime(text, MOMENT).replace(tzinfo=VIETNAM)
    except ValueError:
        return None


def report_code(*, code: str | None, national_code: str | None) -> str | None:
    """Under which code the portal is told; None: it need not know (a dossier filed here and not yet received)."""
    return national_code or code


def in_turn(*, event_id: UUID, topic: str) -> tuple[int, int]:
    """What a dossier's reports are sorted by: when they happened, not when they were heard of, which may be much later.

    An event's id begins with its millisecond. Within one, the topics stand as a dossier's life goes.
    """
    return event_id.int >> 80, [one.value for one in Topic].index(topic)


def record_of(record: NationalRecord, *, code: str, agency_name: str) -> dict[str, Any]:
    """One element of `data` of DongBoHoSoMC."""
    return {
        "MaHoSo": code,
        "MaTTHC": record.procedure_code,
        "TenTTHC": record.procedure_name,
        "MaLinhVuc": record.field_code,
        "TenLinhVuc": record.field_name,
        "KenhThucHien": CHANNELS[record.channel],
        "ChuHoSo": record.applicant_name,
        "LoaiDoiTuong": OWNERS[record.applicant_kind],
        "MaDoiTuong": record.applicant_id_number,
        "ThongTinKhac": "",
        "Email": record.applicant_email,
        "Fax": "",
        "SoDienThoai": record.applicant_phone,
        "TrichYeuHoSo": record.procedure_name,
        "NgayTiepNhan": moment(record.accepted_at),
        "NgayHenTra": moment(record.due_at),
        "TrangThaiHoSo": status_number(record.status),
        "NgayTra": moment(record.returned_at),
        "ThongTinTra": "",
        "HinhThuc": RETURNS[record.return_method],
        "NgayKetThucXuLy": moment(record.resolved_at),
        "DonViXuLy": agency_name,
        "GhiChu": "" if code == record.code else (record.code or record.registration_code),
        **_lists_of(record),
    }


def line_of(
    *, code: str, at: datetime, who: str, unit: str, what: str, status: str, due_at: datetime | None
) -> dict[str, str]:
    """One element of `data` of CapNhatTienDoHoSoMC: who did what, when, and where the dossier stands then."""
    return {
        "MaHoSo": code,
        "NguoiXuLy": who,
        "ChucDanh": "",
        "ThoiDiemXuLy": moment(at),
        "PhongBanXuLy": unit,
        "NoiDungXuLy": what,
        "TrangThai": status_number(Status(status)),
        "NgayBatDau": moment(at),
        "NgayKetThucTheoQuyDinh": moment(due_at),
    }


def refusal_line(*, code: str, at: datetime, faults: Sequence[str]) -> dict[str, str]:
    """The line for a dossier that could not be taken in: every fault at once."""
    return line_of(code=code, at=at, who="", unit="", what=" ".join(faults), status=Status.REFUSED.value, due_at=None)


def status_number(status: Status) -> str:
    """The national number of a status, 1 to 10."""
    return str(STATUSES[status].number)


def _lists_of(record: NationalRecord) -> dict[str, Any]:
    return {
        "TaiLieuNop": [
            {
                "TepDinhKemId": str(paper.id),
                "TenTepDinhKem": paper.name,
                "IsDeleted": "False",
                "MaThanhPhanHoSo": paper.component_code,
                "DuongDanTaiTepTin": "",
                "DuocSoHoa": "1" if paper.digitised else "0",
                "DuocLayTuKhoDMQG": "0",
            }
            for paper in record.papers
        ],
        "DanhSachLePhi": [],
        "DanhSachTepDinhKemKhac": [],
        "DanhSachHoSoBoSung": [_supplement_of(one) for one in record.supplements],
        "DanhSachGiayToKetQua": [
            {"TenGiayTo": one.title, "MaThanhPhanHoSo": "", "GiayToId": str(one.id), "DuongDanTepTinKetQua": ""}
            for one in record.results
        ],
    }


def _supplement_of(supplement: RecordSupplement) -> dict[str, Any]:
    return {
        "HoSoBoSungId": str(supplement.id),
        "NoiDungBoSung": "; ".join([supplement.reason, *supplement.items]),
        "NgayBoSung": moment(supplement.asked_at),
        "NgayTiepNhanBoSung": moment(supplement.answered_at),
        "TrangThaiBoSung": "1" if supplement.answered_at else "0",
    }
