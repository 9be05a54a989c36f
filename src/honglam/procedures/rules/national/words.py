"""What the words of the national catalogue mean here: levels, applicants, units of time, ways of filing.

Source: fields and values of real records of dichvucong.gov.vn. Words are compared without accents and case.
"""

from honglam.kernel.text import fold
from honglam.procedures.contracts import ApplicantKind, Channel, ChannelCode, Level

A = ApplicantKind
LEVELS = {"cap tinh": Level.PROVINCE, "cap xa": Level.COMMUNE}
ENDED_LEVEL = "cap huyen"
"""Districts ended on 1 July 2025 (Luật Tổ chức chính quyền địa phương 2025)."""
APPLICANTS = {
    "cong dan viet nam": A.CITIZEN,
    "ca nhan": A.CITIZEN,
    "nguoi viet nam dinh cu o nuoc ngoai": A.OVERSEAS_VIETNAMESE,
    "nguoi nuoc ngoai": A.FOREIGNER,
    "nguoi nuoc ngoai cu tru tai viet nam": A.FOREIGNER,
    "can bo, cong chuc, vien chuc": A.OFFICIAL,
    "doanh nghiep": A.ENTERPRISE,
    "doanh nghiep viet nam": A.ENTERPRISE,
    "doanh nghiep co von dau tu nuoc ngoai": A.FOREIGN_ENTERPRISE,
    "hop tac xa": A.COOPERATIVE,
    "to chuc (khong bao gom doanh nghiep, htx)": A.ORGANISATION,
    "to chuc nuoc ngoai": A.FOREIGN_ORGANISATION,
    "dang vien": A.PARTY,
    "to chuc dang": A.PARTY,
}
UNITS = {
    "gio": "h",
    "gio lam viec": "wh",
    "ngay": "d",
    "ngay lam viec": "wd",
    "thang": "m",
}
CHANNELS = {str(code.value): Channel[code.name] for code in ChannelCode} | {
    "truc tiep": Channel.IN_PERSON,
    "truc tuyen": Channel.ONLINE,
    "dich vu buu chinh": Channel.POSTAL,
    "buu chinh cong ich": Channel.POSTAL,
}


def key(text: str) -> str:
    """A word as these tables hold it."""
    return " ".join(fold(text).split())
