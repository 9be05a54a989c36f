"""The province's procedures say what the national catalogue says, or a written reason says why not.

`national_catalogue.csv`: the rows of our procedures in the extract of the Cơ sở dữ liệu quốc gia về thủ tục hành chính
(dichvucong.gov.vn, July 2026), as they stand there. The extract has nothing of the ministries in `NOT_EXTRACTED`.
`national_catalogue_reasons.csv`: each difference that stands. A row without `ours` leaves out what the catalogue has,
one without `catalogue` adds what only we have, one with both reads the first for the second. `*`: in any procedure.
"""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from honglam.procedures.rules.national.words import APPLICANTS, key

HERE = Path(__file__).parent
PACK = HERE.parents[1] / "packs" / "ha_tinh"
NOT_EXTRACTED = {
    *("Bộ Y tế", "Bộ Giáo dục và Đào tạo", "Bộ Nội vụ", "Bộ Công Thương", "Bộ Khoa học và Công nghệ"),
    "Bộ Văn hóa, Thể thao và Du lịch",
}
SETTLES = {
    "BTP": {"SOTUPHAP"},
    "BCA": {"CONGAN-TINH"},
    "BNNMT": {"SONNMT"},
    "BTC": {"SOTAICHINH", "BHXH-TINH"},
    "BXD": {"SOXAYDUNG"},
}
"""Who settles in the province what a ministry announced; its own units stand under it."""
SAYS_NO = ("từ chối", "trả hồ sơ", "sửa đổi, bổ sung", "không chấp thuận")
KINDS_OF_LAW = {
    "luật",
    "bộ luật",
    "pháp lệnh",
    "nghị quyết",
    "nghị định",
    "quyết định",
    "thông tư",
    "thông tư liên tịch",
}
OF_TWO_NAMES = {
    # One code for whatever is paid out, and one for whatever is entered about a residence.
    "KQ.G24.000053": {"Tiền trợ cấp", "Trợ cấp thai sản"},
    "KQ.G01.000066": {"Cập nhật thông tin trong Cơ sở dữ liệu về cư trú", "Cập nhật thông tin lưu trú"},
}
PARTS = ("name", "field", "levels", "decision", "applicants", "channels", "results", "law")

Said = dict[str, set[str]]


class Reason(NamedTuple):
    """One row of the reasons."""

    code: str
    part: str
    ours: str
    catalogue: str
    reason: str


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@cache
def catalogue() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in rows("national_catalogue.csv")}


@cache
def reasons() -> list[Reason]:
    return [Reason(**row) for row in rows("national_catalogue_reasons.csv")]


@cache
def fields() -> dict[str, dict[str, str]]:
    return {one["code"]: one for one in read(PACK / "fields.yaml")["fields"]}


@cache
def procedures() -> dict[str, Any]:
    found = (read(path) for path in sorted((PACK / "procedures").glob("*/*.yaml")))
    return {one["code"]: one for one in found}


def versions() -> Iterator[tuple[str, Any]]:
    yield from ((code, version) for code, one in procedures().items() for version in one["versions"])


def results_of(version: Any) -> list[dict[str, str]]:
    return [version["result"], *version["result"].get("also", ())]


def ours(code: str) -> Said:
    procedure = procedures()[code]
    version = procedure["versions"][-1]
    return {
        "name": {procedure["name"].strip()},
        "field": {fields()[procedure["field"]]["name"]},
        "levels": set(procedure["levels"]),
        "decision": {version["decision"]["number"]},
        "applicants": set(version["applicants"]),
        "channels": {one["channel"] for one in version["channels"]},
        "results": {one["code"] for one in results_of(version)},
        "law": {one["number"] for one in version["legal_basis"]},
    }


def theirs(code: str) -> Said:
    row = catalogue()[code]
    # The case of letters in the name of a field is no difference: the catalogue writes it both ways.
    same = [one["name"] for one in fields().values() if one["name"].casefold() == row["field"].casefold()]
    return {
        "name": {row["name"].strip()},
        "field": {*same} or {row["field"]},
        "levels": set(row["levels"].split("|")),
        "decision": {row["decision_no"]},
        "applicants": {APPLICANTS[key(words)].value for words in row["applicants"].split("|")},
        "channels": set(row["channels"].split("|")),
        "results": set(row["result_codes"].split("|")),
        "law": set(row["legal_refs"].split("|")) - {""},
    }


def agree(code: str) -> tuple[Said, Said, set[Reason]]:
    """What we say, what the catalogue says once the reasons are heard, and which of them were needed."""
    here, there, heard = ours(code), theirs(code), set()
    for one in sorted(reasons(), key=lambda one: not (one.ours and one.catalogue)):
        if one.code not in {"*", code}:
            continue
        mine, said = here[one.part], there[one.part]
        extra = bool(one.ours) and not one.catalogue and one.ours in mine and one.ours not in said
        if extra or (one.catalogue in said and one.catalogue not in mine):
            said.discard(one.catalogue)
            said.update({one.ours} - {""})
            heard.add(one)
    return here, there, heard


def test_every_procedure_of_a_ministry_in_the_extract_has_its_row() -> None:
    assert set(catalogue()) <= set(procedures())
    missing = {
        code
        for code, one in procedures().items()
        if code not in catalogue() and fields()[one["field"]]["ministry"] not in NOT_EXTRACTED
    }
    assert missing == set()
    assert len(catalogue()) >= 60


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_a_procedure_says_what_the_catalogue_says(code: str) -> None:
    here, there, _ = agree(code)
    assert {part: here[part] for part in PARTS} == {part: there[part] for part in PARTS}


def test_every_reason_is_written_and_needed() -> None:
    heard = {one for code in catalogue() for one in agree(code)[2]}
    assert [one for one in reasons() if one not in heard] == []
    assert [one for one in reasons() if len(one.reason) < 15 or one.part not in PARTS] == []
    assert len(set(reasons())) == len(reasons())


def test_a_department_settles_what_its_own_ministry_announced() -> None:
    """2.001576 is about science, and announced by agriculture for agriculture."""
    found = (read(path)["agencies"] for path in (PACK / "agencies").glob("*.yaml"))
    parents = {one["code"]: one.get("parent", "") for agencies in found for one in agencies}
    wrong = {}
    for code, row in catalogue().items():
        agency = procedures()[code]["versions"][-1]["competent"].get("agency", "")
        ministry = row["decision_no"].split("-")[1]
        line = [agency]
        while line[-1] in parents:
            line.append(parents[line[-1]])
        if agency and not SETTLES[ministry] & {*line}:
            wrong[code] = (agency, ministry)
    assert wrong == {}


def test_no_procedure_rests_on_a_text_that_is_left_out_everywhere() -> None:
    """Also where the extract has no row of the procedure."""
    gone = {one.catalogue for one in reasons() if (one.code, one.part, one.ours) == ("*", "law", "")}
    assert {code: said for code, version in versions() if (said := gone & _law(version))} == {}
    assert len(gone) >= 30


def _law(version: Any) -> set[str]:
    return {one["number"] for one in version["legal_basis"]}


def test_a_text_of_law_has_a_name_and_not_only_a_kind() -> None:
    named = [(code, one["number"], one["name"]) for code, version in versions() for one in version["legal_basis"]]
    assert [one for one in named if one[2].strip().casefold() in KINDS_OF_LAW] == []


def test_a_main_result_is_what_was_asked_for() -> None:
    found = [one for _, version in versions() for one in results_of(version)]
    letters = {one["code"] for one in found if "code" in one and _says_no(one)}
    mains = [(code, version["result"]) for code, version in versions()]
    assert [code for code, one in mains if _says_no(one) or one.get("code") in letters] == []
    assert len(letters) >= 5


def _says_no(result: dict[str, str]) -> bool:
    return any(words in result["name"].casefold() for words in SAYS_NO)


def test_a_code_of_a_result_has_one_name() -> None:
    names: dict[str, set[str]] = {}
    for _, version in versions():
        for one in results_of(version):
            names.setdefault(one.get("code", ""), set()).add(one["name"])
    assert {code: said for code, said in names.items() if code and len(said) > 1} == OF_TWO_NAMES
