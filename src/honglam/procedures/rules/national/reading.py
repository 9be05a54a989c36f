"""One record of the national catalogue in our words. What it says and we have no place for is named, not dropped."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from honglam.kernel.text import nfc
from honglam.kernel.values import text_noop
from honglam.procedures.contracts.national import NationalRecord, Remark
from honglam.procedures.rules.national.words import APPLICANTS, CHANNELS, ENDED_LEVEL, LEVELS, UNITS, key

CODE = re.compile(r"(?P<base>\d\.\d{6})(?:\.[0-9A-Z.]{1,40})?")
"""`1.001193`, or an older provincial writing `1.001193.000.00.00.X99`, whose suffix names the agency only."""
MOST_LETTERS, MOST_THINGS, MOST_OF_KEYWORD = 4000, 200, 200
_PAPER = re.compile(r"[^A-Z0-9.\-]+")

Record = Mapping[str, Any]


def read_record(record: object) -> NationalRecord | Remark:
    """The record, or the one thing without which it is none."""
    head = _head(record)
    if isinstance(head, Remark):
        return head
    code, name, said = head
    remarks: list[Remark] = []
    kind = next(iter(things(said.get("LINHVUCTHUCHIEN"))), {})
    return NationalRecord(
        code=code,
        name=name[:600],
        field_code=text(kind, "MALINHVUC")[:40],
        field_name=text(kind, "TENLINHVUC")[:200],
        levels=tuple(_levels(said, remarks)),
        keywords=tuple(word[:MOST_OF_KEYWORD].strip() for word in _split(text(said, "TUKHOA"), ";,"))[:50],
        content=_content(said, name, remarks),
        remarks=tuple(remarks),
    )


def read_code(record: object) -> str:
    """The code alone, for who looks for the same one elsewhere in a file; empty for what is no record."""
    head = _head(record)
    return "" if isinstance(head, Remark) else head[0]


def _head(record: object) -> tuple[str, str, Record] | Remark:
    """The code, the name and the record with its keys in capitals, or what is wrong with it."""
    if not isinstance(record, Mapping):
        return Remark(place="", message=text_noop("This is not a record."))
    said = {str(name).upper(): value for name, value in record.items()}
    code = CODE.fullmatch(text(said, "MA_TTHC") or text(said, "MATTHC"))
    if code is None:
        return Remark(place="MA_TTHC", message=text_noop("The record has no national code such as 1.001193."))
    name = text(said, "TENTTHC")
    if not name:
        return Remark(place="TENTTHC", message=text_noop("The name is missing."))
    return code["base"], name, said


def text(record: Record, name: str) -> str:
    """A text of a record; lists of texts are joined, everything else is none."""
    value = record.get(name)
    if isinstance(value, list):
        value = "; ".join(str(one) for one in value[:MOST_THINGS] if isinstance(one, str | int))
    return nfc(str(value)).strip()[:MOST_LETTERS] if isinstance(value, str | int | float) else ""


def things(value: object) -> list[dict[str, Any]]:
    """The objects of a list, or the one object itself, with their keys in capitals."""
    found = value if isinstance(value, list) else [value]
    objects = [one for one in found[:MOST_THINGS] if isinstance(one, Mapping)]
    return [{str(name).upper(): inner for name, inner in one.items()} for one in objects]


def _content(said: Record, name: str, remarks: list[Remark]) -> dict[str, Any]:
    """Only what the record says: the rest of the definition stays as it stands here."""
    content: dict[str, Any] = {
        "name": name[:600],
        "summary": text(said, "MOTA"),
        "applicants": list(dict.fromkeys(_applicants(said, remarks))),
        "channels": list(_channels(said, remarks)),
        "components": list(_papers(said)),
        "sequence": list(_sequence(said)),
        "requirements": _split(text(said, "YEUCAU"), "\n"),
        "legal_basis": list(_legal_basis(said)),
        "result": _result(said),
    }
    if text(said, "SOQUYETDINH"):
        _remark(remarks, "SOQUYETDINH", text_noop("Announced there by %(text)s."), text(said, "SOQUYETDINH"))
    return {name: value for name, value in content.items() if value}


def _levels(said: Record, remarks: list[Remark]) -> Iterator[str]:
    for word in _split(text(said, "CAPTHUCHIEN"), ";,|"):
        level = LEVELS.get(key(word))
        if level:
            yield level.value
        elif key(word) == ENDED_LEVEL:
            _remark(remarks, "CAPTHUCHIEN", text_noop("“%(text)s” ended on 1 July 2025; choose who settles now."), word)


def _applicants(said: Record, remarks: list[Remark]) -> Iterator[str]:
    whole = text(said, "DOITUONGTHUCHIEN")
    # One of the names holds a comma itself, so names are taken out of the whole, the longest first.
    rest = key(whole)
    for name in sorted(APPLICANTS, key=len, reverse=True):
        if name in rest:
            rest = rest.replace(name, "")
            yield APPLICANTS[name].value
    if rest.strip(" ;,|"):
        _remark(remarks, "DOITUONGTHUCHIEN", text_noop("These applicants are not all known here: %(text)s"), whole)


def _channels(said: Record, remarks: list[Remark]) -> Iterator[dict[str, Any]]:
    seen = set()
    for way in things(said.get("CACHTHUCTHUCHIEN")):
        channel = CHANNELS.get(key(text(way, "KENH")))
        if channel is None or channel in seen:
            _remark(
                remarks, "KENH", text_noop("This way of filing is unknown or stands twice: %(text)s"), text(way, "KENH")
            )
            continue
        seen.add(channel)
        times = things(way.get("THOIGIAN"))
        found = {"channel": channel.value, "duration": _duration(times[0]) if times else "", "note": ""}
        found["note"] = "; ".join(filter(None, (text(one, "MOTA") for one in times)))
        if not found["duration"]:
            _remark(
                remarks,
                "THOIGIANGIAIQUYET",
                text_noop("No time limit could be read for the way %(text)s."),
                text(way, "KENH"),
            )
        if len(times) > 1:
            _remark(remarks, "THOIGIAN", text_noop("Several time limits stand there; the first was taken."), "")
        for money in (fee for one in times for fee in things(one.get("PHILEPHI"))):
            said_fee = " ".join(filter(None, (text(money, part) for part in ("SOTIEN", "DONVI", "MOTA"))))
            _remark(remarks, "PHILEPHI", text_noop("Fee or charge to be entered by hand: %(text)s"), said_fee)
        yield {name: value for name, value in found.items() if value}


def _duration(time: Record) -> str:
    """`3wd`; nothing where number or unit cannot be read."""
    number, unit = text(time, "THOIGIANGIAIQUYET"), UNITS.get(key(text(time, "DONVITINH")), "")
    whole = number.removesuffix(".0").removesuffix(",0").lstrip("0")
    return f"{whole}{unit}" if unit and whole.isascii() and whole.isdigit() and len(whole) <= 4 else ""


def _papers(said: Record) -> Iterator[dict[str, Any]]:
    codes: set[str] = set()
    for case in things(said.get("THANHPHANHOSO")):
        for paper in things(case.get("GIAYTO")):
            name = text(paper, "TENGIAYTO")
            if not name:
                continue
            code = _PAPER.sub("-", text(paper, "MAGIAYTO").upper()).strip("-.")[:50] or f"GT{len(codes) + 1}"
            while code in codes:
                code += "-2"
            codes.add(code)
            found = {
                "code": code,
                "name": name,
                "originals": _count(paper, "SOBANCHINH"),
                "copies": _count(paper, "SOBANSAO"),
                "required": True,
                "form_name": text(paper, "TENMAUDON"),
                "note": text(case, "TRUONGHOP"),
            }
            yield {name: value for name, value in found.items() if value != ""}


def _count(record: Record, name: str) -> int:
    number = text(record, name)
    return min(int(number), 100) if number.isascii() and number.isdigit() and len(number) < 5 else 0


def _sequence(said: Record) -> Iterator[str]:
    for case in things(said.get("TRINHTUTHUCHIEN")):
        heading = text(case, "TRUONGHOP")
        for place, step in enumerate(things(case.get("TRINHTU"))):
            words = text(step, "TENTRINHTU")
            if words:
                yield f"{heading}: {words}" if heading and not place else words


def _legal_basis(said: Record) -> Iterator[dict[str, str]]:
    for document in things(said.get("CANCUPHAPLY")):
        number, name = text(document, "SOVANBAN"), text(document, "TENVANBAN")
        if number:
            yield {"number": number, "name": name or number}


def _result(said: Record) -> dict[str, Any]:
    """In the record's order, which puts the letter of refusal first as often as not: the joining says what is main."""
    first, *also = [one for one in map(_named, things(said.get("KETQUATHUCHIEN"))) if one] or [{}]
    return {**first, "also": also} if also else first


def _named(result: Record) -> dict[str, str]:
    found = {"code": text(result, "MAKETQUA"), "name": text(result, "TENKETQUA")}
    return {name: value for name, value in found.items() if value}


def _split(words: str, marks: str) -> list[str]:
    for mark in marks:
        words = words.replace(mark, "\n")
    return [part for line in words.splitlines() if (part := line.strip(" -•–\t"))]


def _remark(remarks: list[Remark], place: str, message: str, words: str) -> None:
    remarks.append(Remark(place=place, message=message, params={"text": words[:300]}))
