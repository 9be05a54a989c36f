"""Kinds by abbreviation and by name (NĐ 30/2020/NĐ-CP, Appendix III; names of normative documents beside them)."""

from collections.abc import Mapping

from honglam.documents.contracts import DocumentKind as K

BY_ABBREVIATION: Mapping[str, K] = {
    "NĐ": K.DECREE,
    "TT": K.CIRCULAR,
    "TTLT": K.JOINT_CIRCULAR,
    "NQ": K.RESOLUTION,
    "QĐ": K.DECISION,
    "CT": K.DIRECTIVE,
    "QC": K.WORKING_RULES,
    "QyĐ": K.REGULATION,
    "TC": K.COMMUNIQUE,
    "TB": K.NOTICE,
    "HD": K.GUIDANCE,
    "CTr": K.PROGRAMME,
    "KH": K.PLAN,
    "PA": K.OPTION,
    "ĐA": K.SCHEME,
    "DA": K.PROJECT,
    "BC": K.REPORT,
    "BB": K.MINUTES,
    "TTr": K.SUBMISSION,
    "HĐ": K.CONTRACT,
    "CĐ": K.TELEGRAM,
    "BGN": K.MEMORANDUM,
    "BTT": K.AGREEMENT,
    "GUQ": K.AUTHORISATION,
    "GM": K.INVITATION,
    "GGT": K.INTRODUCTION,
    "GNP": K.LEAVE,
    "PG": K.SENDING_SLIP,
    "PC": K.TRANSFER_SLIP,
    "PB": K.REPORT_SLIP,
}
BY_NAME: Mapping[str, K] = {
    "luật": K.LAW,
    "bộ luật": K.LAW,
    "pháp lệnh": K.ORDINANCE,
    "nghị định": K.DECREE,
    "thông tư liên tịch": K.JOINT_CIRCULAR,
    "thông tư": K.CIRCULAR,
    "nghị quyết": K.RESOLUTION,
    "quyết định": K.DECISION,
    "chỉ thị": K.DIRECTIVE,
    "quy chế": K.WORKING_RULES,
    "quy định": K.REGULATION,
    "thông cáo": K.COMMUNIQUE,
    "thông báo": K.NOTICE,
    "hướng dẫn": K.GUIDANCE,
    "chương trình": K.PROGRAMME,
    "kế hoạch": K.PLAN,
    "phương án": K.OPTION,
    "đề án": K.SCHEME,
    "dự án": K.PROJECT,
    "báo cáo": K.REPORT,
    "biên bản": K.MINUTES,
    "tờ trình": K.SUBMISSION,
    "hợp đồng": K.CONTRACT,
    "công điện": K.TELEGRAM,
    "bản ghi nhớ": K.MEMORANDUM,
    "bản thỏa thuận": K.AGREEMENT,
    "giấy ủy quyền": K.AUTHORISATION,
    "giấy mời": K.INVITATION,
    "giấy giới thiệu": K.INTRODUCTION,
    "giấy nghỉ phép": K.LEAVE,
    "phiếu gửi": K.SENDING_SLIP,
    "phiếu chuyển": K.TRANSFER_SLIP,
    "phiếu báo": K.REPORT_SLIP,
    "công văn": K.OFFICIAL_LETTER,
    "thư công": K.PUBLIC_LETTER,
}
BY_THEIR_NAME = (K.LAW, K.ORDINANCE)
"""Kinds that texts name without number and symbol."""
NAME_OF: Mapping[K, str] = {kind: name for name, kind in reversed(tuple(BY_NAME.items()))}
"""The legal term of each kind, for search and for printed lists."""


def kind_of_name(text: str) -> K | None:
    """The kind that words begin with: `Luật Công nghệ thông tin` is a law; None where they name none."""
    words = text.lower().split()
    return next((BY_NAME[name] for count in (3, 2, 1) if (name := " ".join(words[:count])) in BY_NAME), None)
