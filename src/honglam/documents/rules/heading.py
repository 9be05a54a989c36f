"""What stands around the body of an official document (NĐ 30/2020/NĐ-CP, Appendix I): head, recipients, signature."""

import re
from collections.abc import Sequence
from datetime import date

from honglam.documents.contracts import DocumentKind, Head
from honglam.documents.rules.dates import find_dates
from honglam.documents.rules.kinds import BY_NAME
from honglam.documents.rules.paragraphs import is_upper
from honglam.documents.rules.symbols import PATTERN, from_match
from honglam.kernel.text import nfc

TOP = 40
"""How many lines of a text a head may take."""
_NATION = re.compile(r"CỘNG\s+H[OÒ][AÀ]\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN")
_NUMBER = re.compile(r"^\s*Số\s*:\s*")
_SUBJECT = re.compile(r"^\s*(?:V/v|Về việc)\s*:?\s*(?P<words>.+)", re.IGNORECASE)
_BODY = re.compile(r"^(?:Căn cứ|Thực hiện|Kính gửi|Ngày \d|Xét|Theo|Triển khai|[IVX]+\.|[A-Z]\.|\d+\.|Điều \d)")
_AUTHORITY = re.compile(r"^(?P<mark>TM|KT|TL|TUQ|Q)\s*\.\s*(?P<name>.*)$")
_AGENCY = r"(?:Sở|UBND|Ủy ban nhân dân|Ban Chỉ đạo|Cục|Chi cục|Trung tâm|Văn phòng|Ban Quản lý)"
_REPORTS = re.compile(rf"(?:^|[,.;]\s+)(?P<name>{_AGENCY}(?:\s+[^\s,.;]+){{1,10}}?)\s+báo cáo\b")
_AGENCY_LINE = re.compile(
    r"^(?:ỦY BAN|UỶ BAN|UBND|SỞ|BAN|BỘ|CỤC|HỘI ĐỒNG|VĂN PHÒNG|CHÍNH PHỦ|THỦ TƯỚNG|CHI CỤC|TRUNG TÂM|CHỦ TỊCH)\b"
)
_POST = re.compile(r"(?:CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG|BỘ TRƯỞNG|THỦ TƯỚNG|CHÁNH|PHÓ|CỤC TRƯỞNG)")


def read_head(text: str) -> Head:
    """What the head, the recipients and the signature say. Nothing is guessed that is not written."""
    lines = [line.strip().strip("*").strip() for line in nfc(text).replace("\f", "\n").splitlines()]
    kind, at = _kind(lines)
    authority, post, signer, board = _signature(lines)
    symbol = _symbol(lines)
    return Head(
        kind=kind or (DocumentKind.OFFICIAL_LETTER if symbol else None),
        symbol=symbol,
        dated=_dated(lines[:TOP]),
        issuer=_issuer(lines, at) or board or _reporting(lines),
        abstract=_abstract(lines, at),
        recipients=_recipients(lines),
        authority=authority,
        signer_post=post,
        signer=signer,
    )


def _kind(lines: Sequence[str]) -> tuple[DocumentKind | None, int]:
    """The kind of the document and its line; -1 where no line names one (an official letter)."""
    for number, line in enumerate(lines[:TOP]):
        if is_upper(line) and line.rstrip(":").lower() in BY_NAME:
            return BY_NAME[line.rstrip(":").lower()], number
    return None, -1


def _symbol(lines: Sequence[str]) -> str:
    for line in lines[:TOP]:
        found = PATTERN.match(line, _NUMBER.match(line).end()) if _NUMBER.match(line) else None  # type: ignore[union-attr]
        if found:
            return from_match(found).text
    return ""


def _dated(lines: Sequence[str]) -> date | None:
    """The day beside the place: `Đà Nẵng, ngày 05 tháng 01 năm 2020`; days in the body are not the document's."""
    for line in lines:
        for found in find_dates(line):
            if re.fullmatch(r"[^\d]{0,120},\s*", line[: found.start]) and found.end >= len(line.rstrip(" .")):
                return found.on
    return None


def _abstract(lines: Sequence[str], at: int) -> str:
    if at < 0:
        subject = next((found for line in lines[:TOP] if (found := _SUBJECT.match(line))), None)
        return subject["words"].strip() if subject else ""
    taken: list[str] = []
    gap, usual = 0, None
    for line in lines[at + 1 : at + 1 + TOP]:
        if not line:
            gap += 1
            continue
        if taken and (_BODY.match(line) or is_upper(line) or (usual is not None and gap > usual)):
            break
        usual = gap if taken and usual is None else usual
        taken.append(line)
        gap = 0
    return " ".join(" ".join(taken).split())


def _issuer(lines: Sequence[str], at: int) -> str:
    """The agency in capitals above the symbol, else the one that decides below the abstract."""
    top = lines[: max(at, 0) or TOP]
    if any(_NATION.search(line) for line in top):
        agencies = [_left(line) for line in top if _AGENCY_LINE.match(line)]
        if agencies:
            return agencies[-1]
    below = [line for line in lines[at + 1 : at + 12] if is_upper(line) and _AGENCY_LINE.match(line)]
    return below[0].rstrip(",:") if at >= 0 and below else ""


def _left(line: str) -> str:
    return re.split(r"\s{3,}|\t|\s\|\s", _NATION.split(line)[0])[0].strip()


def _reporting(lines: Sequence[str]) -> str:
    """`…, Sở … báo cáo …` in the first sentences: who speaks, where the head is lost."""
    found = _REPORTS.search(" ".join(filter(None, lines[:TOP])))
    return found["name"] if found else ""


def _recipients(lines: Sequence[str]) -> tuple[str, ...]:
    start = next((number for number, line in enumerate(lines) if line.startswith("Nơi nhận")), None)
    if start is None:
        return ()
    found: list[str] = []
    for line in filter(None, lines[start + 1 :]):
        if is_upper(line) or _AUTHORITY.match(line) or line.startswith("+") or "Gửi:" in line:
            break
        if line.startswith("-") or not found:
            found.append(line.lstrip("- ").strip())
        else:
            found[-1] += " " + line
    named = (" ".join(one.split()).rstrip(";./ ") for one in found)
    return tuple(one for one in named if one and not one.startswith("Lưu"))


def _signature(lines: Sequence[str]) -> tuple[str, str, str, str]:
    """Authority, post, name, and the agency in whose name it is signed."""
    written = [line for line in lines if line]
    tail = written[-14:]
    marks = [(number, found) for number, line in enumerate(tail) if (found := _AUTHORITY.match(line))]
    begin = marks[0][0] if marks else next((n for n, line in enumerate(tail) if _is_post(line)), len(tail))
    block = tail[begin:]
    posts = [line for line in block if _is_post(line)]
    signer = block[-1] if block and _is_name(block[-1]) else ""
    board = next((found["name"] for _, found in marks if found["mark"] == "TM"), "")
    if not board and tail and is_upper(tail[-1]) and _AGENCY_LINE.match(tail[-1]) and not posts:
        board = tail[-1]
    return (marks[-1][1]["mark"] + "." if marks else ""), (posts[-1] if posts else ""), signer, board.strip()


def _is_post(line: str) -> bool:
    return is_upper(line) and not _AUTHORITY.match(line) and bool(_POST.search(line)) and len(line) < 80


def _is_name(line: str) -> bool:
    words = line.split()
    return 2 <= len(words) <= 6 and not is_upper(line) and all(word[0].isupper() and word.isalpha() for word in words)
