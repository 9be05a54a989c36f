"""Records of the national catalogue: read in our words, shown as a plan, made into drafts, refused by name."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM
from honglam.pack import api as pack
from honglam.procedures.api import keeping, national
from honglam.procedures.contracts import Act
from honglam.procedures.contracts.national import (
    ImportNotFound,
    ImportPlan,
    NationalFileTooLarge,
    NationalFileUnreadable,
    NationalRecord,
    NothingChosen,
    PlanChanged,
    RecordState,
    Remark,
)
from honglam.procedures.models import CatalogueImport, Field, Procedure, VersionDraft
from honglam.procedures.queries import national as planning
from honglam.procedures.rules.national.joining import joined, remarks_on
from honglam.procedures.rules.national.reading import read_record
from tests.cost import cost
from tests.procedures.conftest import ROOT
from tests.procedures.keeping.browsers import browser, controller

pytestmark = pytest.mark.usefixtures("trivial")
S = RecordState
KNOWN = {
    "MA_TTHC": "1.000001.000.00.00.H99",
    "TENTTHC": "Đăng ký việc nhà",
    "CAPTHUCHIEN": "Cấp xã",
    "LINHVUCTHUCHIEN": {"MALINHVUC": "G99-MAU", "TENLINHVUC": "Mẫu"},
    "CACHTHUCTHUCHIEN": [
        {
            "KENH": "1",
            "THOIGIAN": [{"THOIGIANGIAIQUYET": "5", "DONVITINH": "Ngày làm việc", "MOTA": "Kể từ ngày nhận"}],
        },
        {"KENH": 2, "THOIGIAN": [{"THOIGIANGIAIQUYET": 16, "DONVITINH": "Giờ làm việc"}]},
    ],
    "THANHPHANHOSO": [
        {"TRUONGHOP": "", "GIAYTO": [{"TENGIAYTO": "Văn bản ủy quyền", "SOBANCHINH": "2", "SOBANSAO": "0"}]},
    ],
    "DOITUONGTHUCHIEN": "Công dân Việt Nam; Cán bộ, công chức, viên chức",
    "CANCUPHAPLY": [{"SOVANBAN": "01/2020/QH14", "TENVANBAN": "Luật Mẫu"}],
}
NEW: dict[str, Any] = {
    "MA_TTHC": "2.009999",
    "TENTTHC": "Cấp giấy phép thử nghiệm",
    "CAPTHUCHIEN": "Cấp tỉnh",
    "LINHVUCTHUCHIEN": [{"MALINHVUC": "G77-TN", "TENLINHVUC": "Thử nghiệm"}],
    "CACHTHUCTHUCHIEN": [
        {
            "KENH": "2",
            "THOIGIAN": [
                {
                    "THOIGIANGIAIQUYET": "10",
                    "DONVITINH": "Ngày",
                    "PHILEPHI": [{"SOTIEN": "50000", "DONVI": "đồng", "MOTA": "Lệ phí"}],
                }
            ],
        }
    ],
    "KETQUATHUCHIEN": [{"MAKETQUA": "KQ.G77.000001", "TENKETQUA": "Giấy phép"}],
}
LICENCE, REFUSAL = NEW["KETQUATHUCHIEN"][0], {"MAKETQUA": "KQ.G77.000002", "TENKETQUA": "Văn bản từ chối"}


def read(**changes: Any) -> NationalRecord:
    record = read_record({**NEW, **changes})
    assert isinstance(record, NationalRecord)
    return record


def plan_of(*records: object) -> ImportPlan:
    made = national.bring_in(
        actor=controller(), file_name="quoc-gia.json", content=json.dumps(records).encode(), at=now()
    )
    return national.get_plan(actor=controller(), import_id=made)


def take(plan: ImportPlan, *numbers: int, digest: str = "") -> int:
    return national.take_over(
        actor=controller(), import_id=plan.id, digest=digest or plan.digest, numbers=numbers, at=now()
    )


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        ("3", "Ngày làm việc", "3wd"),
        ("03", "ngày", "3d"),
        ("8", "Giờ làm việc", "8wh"),
        (2, "Tháng", "2m"),
        ("3.0", "Ngày", "3d"),
        ("3,5", "Ngày", None),
        ("", "Ngày", None),
        ("ngay", "Ngày làm việc", None),
        ("5", "Năm", None),
        ("99999", "Ngày", None),
    ],
)
def test_time_limits(number: object, unit: str, said: str | None) -> None:
    way = {"KENH": "1", "THOIGIAN": [{"THOIGIANGIAIQUYET": number, "DONVITINH": unit}]}
    record = read(CACHTHUCTHUCHIEN=[way])
    assert record.content["channels"][0].get("duration") == said
    assert ("THOIGIANGIAIQUYET" in {one.place for one in record.remarks}) is (said is None)


@pytest.mark.parametrize(
    ("words", "found", "remarked"),
    [
        ("Công dân Việt Nam", ["citizen"], False),
        ("Cán bộ, công chức, viên chức;Doanh nghiệp", ["official", "enterprise"], False),
        ("Doanh nghiệp có vốn đầu tư nước ngoài", ["foreign_enterprise"], False),
        ("Doanh nghiệp Việt Nam;Người nước ngoài cư trú tại Việt Nam", ["enterprise", "foreigner"], False),
        (["Công dân Việt Nam", "Người ngoài hành tinh"], ["citizen"], True),
        ("", [], False),
    ],
)
def test_applicants(words: object, found: list[str], remarked: bool) -> None:
    record = read(DOITUONGTHUCHIEN=words)
    assert set(record.content.get("applicants", [])) == set(found)
    assert any(one.place == "DOITUONGTHUCHIEN" for one in record.remarks) is remarked


@pytest.mark.parametrize(
    ("record", "place"),
    [
        (None, ""),
        ("1.000001", ""),
        ([], ""),
        ({}, "MA_TTHC"),
        ({"MA_TTHC": "12345", "TENTTHC": "A"}, "MA_TTHC"),
        ({"MA_TTHC": {"a": 1}, "TENTTHC": "A"}, "MA_TTHC"),
        ({"MA_TTHC": "1.000001"}, "TENTTHC"),
    ],
)
def test_what_is_no_record(record: object, place: str) -> None:
    found = read_record(record)
    assert isinstance(found, Remark)
    assert found.place == place


def test_any_value_in_any_place_is_read_without_a_fault() -> None:
    """A record comes from outside: no shape of it may be more than a remark."""
    for wrong in (None, 7, "x", [], {}, [[]], [None], {"A": []}, ["x", {"KENH": []}], "0" * 9000):
        for name in (*NEW, *KNOWN, "TRINHTUTHUCHIEN", "YEUCAU", "TUKHOA", "MOTA"):
            read_record({**NEW, **KNOWN, name: wrong})


def test_what_only_we_have_stays() -> None:
    base = {
        "summary": "Cũ",
        "form": {"schema": {}},
        "decision": {"number": "1/QĐ"},
        "components": [{"code": "UQ", "name": "Văn bản ủy quyền", "required": True, "when": "co_uy_quyen == true"}],
        "channels": [{"channel": "in_person", "duration": "3wd", "source": {"document": "01/2020/QH14"}}],
        "legal_basis": [{"number": "01/2020/QH14", "name": "Luật Mẫu", "article": "Đ1"}],
    }
    record = read_record(KNOWN)
    assert isinstance(record, NationalRecord)
    made = joined(base, record.content)
    (paper,) = made["components"]
    assert (paper["code"], paper["when"], paper["originals"]) == ("UQ", "co_uy_quyen == true", 2)
    assert made["channels"][0] == {
        "channel": "in_person", "duration": "5wd", "note": "Kể từ ngày nhận", "source": {"document": "01/2020/QH14"}
    }  # fmt: skip
    assert made["legal_basis"][0]["article"] == "Đ1"
    assert made["form"] == {"schema": {}} and "decision" not in made
    assert base["channels"][0]["duration"] == "3wd", "the version in force is not touched"


FORM, LETTER = ({"TENGIAYTO": name, "SOBANCHINH": "1"} for name in ("Tờ khai", "Giấy giới thiệu"))


def cases(*papers: list[dict[str, str]]) -> dict[str, Any]:
    """What a record says that lists these papers case by case."""
    said = [{"TRUONGHOP": f"Trường hợp {number}", "GIAYTO": one} for number, one in enumerate(papers, 1)]
    return read(THANHPHANHOSO=said).content


def test_a_paper_of_several_cases_stays_what_it_is() -> None:
    content = cases([FORM], [FORM])
    base = joined({}, content)
    assert joined(base, content) == base
    base["components"][1]["when"] = "loai == 'khac'"
    assert [paper.get("when") for paper in joined(base, content)["components"]] == [None, "loai == 'khac'"]
    assert joined(base, content) == base


def test_what_is_put_before_a_paper_does_not_take_its_place() -> None:
    base = joined({}, cases([FORM], [FORM]))
    base["components"][1]["when"] = "loai == 'khac'"
    made = joined(base, cases([LETTER, FORM], [FORM]))["components"]
    assert [(paper["code"], paper["name"], paper.get("when")) for paper in made] == [
        ("GT1-2", "Giấy giới thiệu", None), ("GT1", "Tờ khai", None), ("GT2", "Tờ khai", "loai == 'khac'"),
    ]  # fmt: skip


def test_a_paper_under_another_name_is_known_by_its_code() -> None:
    base = joined({}, cases([FORM | {"MAGIAYTO": "TK"}]))
    base["components"][0]["when"] = "loai == 'khac'"
    made = joined(base, cases([LETTER, FORM | {"MAGIAYTO": "TK", "TENGIAYTO": "Đơn"}]))["components"]
    assert [(paper["code"], paper.get("when")) for paper in made] == [("GT1", None), ("TK", "loai == 'khac'")]


def test_further_results_stand_beside_the_first() -> None:
    also = [{"code": "KQ.G77.000002", "name": "Văn bản từ chối"}]
    content = read(KETQUATHUCHIEN=[LICENCE, REFUSAL, {"MAKETQUA": "KQ.G77.000003"}]).content
    before = {"result": {"name": "Cũ", "template": {"title": "Giấy phép"}, "also": [{"name": "Giấy khác"}]}}
    made = joined(before, content)["result"]
    named = {"code": "KQ.G77.000001", "name": "Giấy phép"}
    assert made == {**named, "template": {"title": "Giấy phép"}, "also": also}
    assert "also" not in joined(before, read().content)["result"], "the record names every result"
    ours = {"result": {**named, "also": [{"code": "KQ.G77.000003", "name": "Biển số"}]}}
    assert joined(ours, content)["result"]["also"] == [*also, {"code": "KQ.G77.000003", "name": "Biển số"}]
    assert remarks_on(ours, content) == ()


@pytest.mark.parametrize(
    "ours",
    [{"code": "KQ.G77.000001", "name": "Giấy phép cũ"}, {"name": "giấy phép"}, {"code": "X", "name": "Giấy phép"}],
)
def test_the_main_result_stays_it_where_the_record_puts_the_refusal_first(ours: dict[str, Any]) -> None:
    content = read(KETQUATHUCHIEN=[REFUSAL, LICENCE]).content
    before = {"result": {**ours, "template": {"title": "Giấy phép"}}}
    also = [{"code": "KQ.G77.000002", "name": "Văn bản từ chối"}]
    main = {"code": "KQ.G77.000001", "name": "Giấy phép", "template": {"title": "Giấy phép"}}
    assert joined(before, content)["result"] == {**main, "also": also}
    assert remarks_on(before, content) == ()


def test_a_main_result_that_nobody_chose_and_one_without_a_name_are_remarked() -> None:
    results = [{"MAKETQUA": "KQ.G77.000003"}, REFUSAL, {}, LICENCE]
    new = plan_of({**NEW, "KETQUATHUCHIEN": results}).records[0]
    said = [one.params["text"] for one in new.remarks if one.place == "KETQUATHUCHIEN"]
    assert said == ["KQ.G77.000002 Văn bản từ chối", "KQ.G77.000003"]
    assert [one["code"] for one in new.after["result"]["also"]] == ["KQ.G77.000001"]
    alone = plan_of({**NEW, "KETQUATHUCHIEN": [REFUSAL]}).records[0]
    assert not any(one.place == "KETQUATHUCHIEN" for one in alone.remarks), "nothing was chosen"


def test_a_keyword_is_no_longer_than_its_column() -> None:
    read = read_record({**NEW, "TUKHOA": "giấy phép; " + "rất dài " * 60})
    assert isinstance(read, NationalRecord)
    assert read.keywords[0] == "giấy phép"
    assert [len(word) <= 200 for word in read.keywords] == [True, True]


def test_the_plan_says_what_becomes_of_each_record() -> None:
    district = {**NEW, "MA_TTHC": "2.009998", "CAPTHUCHIEN": "Cấp huyện"}
    plan = plan_of(KNOWN, NEW, {"x": 1}, NEW, district)
    assert [one.state for one in plan.records] == [S.CHANGED, S.NEW, S.FAULTY, S.FAULTY, S.NOT_OURS]
    new = plan.records[1]
    assert new.field_is_new and new.field_name == "Thử nghiệm"
    assert any("50000" in one.params.get("text", "") for one in new.remarks), "money is entered by hand"
    same = plan_of({"MA_TTHC": "1.000001", "TENTTHC": KNOWN["TENTTHC"]}).records[0]
    assert same.state is S.SAME


def test_one_record_is_planned_alone_as_it_stands_in_the_whole_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plan_of(KNOWN, NEW, {"x": 1}, {**NEW, "TENTTHC": ""}, NEW, KNOWN)
    compared = len(plan.records)
    for one in plan.records:
        assert national.get_planned(actor=controller(), import_id=plan.id, number=one.number) == one
    assert [one.state for one in plan.records] == [S.CHANGED, S.NEW, S.FAULTY, S.FAULTY, S.FAULTY, S.FAULTY]
    for number in (0, compared + 1):
        with pytest.raises(ImportNotFound):
            national.get_planned(actor=controller(), import_id=plan.id, number=number)
    read = []
    monkeypatch.setattr(planning, "read_record", lambda record: read.append(record) or read_record(record))
    national.get_planned(actor=controller(), import_id=plan.id, number=2)
    assert len(read) == 1


def test_a_plan_costs_the_same_however_many_records_it_has() -> None:
    few, many = plan_of(KNOWN, NEW), plan_of(KNOWN, *(_new(n) for n in range(30)))
    one, all_ = (
        cost(lambda plan=plan: national.get_plan(actor=controller(), import_id=plan.id)) for plan in (few, many)
    )
    assert one == all_
    assert cost(lambda: national.get_planned(actor=controller(), import_id=many.id, number=9)) <= all_


def test_taking_over_asks_once_for_all_that_stands() -> None:
    """Each draft writes its own rows; what stands here is not asked for record by record."""

    def asked(plan: ImportPlan, *numbers: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            take(plan, *numbers)
        tables = ("procedures_procedure", "procedures_procedureversion", "procedures_field")
        return sum(any(f'FROM "{table}"' in one["sql"] for table in tables) for one in queries.captured_queries)

    take(plan_of(_new(99)), 1)  # the field of the new ones stands
    few, many = plan_of(*(_new(n) for n in range(2))), plan_of(*(_new(n) for n in range(2, 12)))
    assert asked(few, 1, 2) == asked(many, *range(1, 11))


def _new(number: int) -> dict[str, Any]:
    return {**NEW, "MA_TTHC": f"2.00{8000 + number}"}


def test_chosen_records_become_drafts_and_nothing_else_changes() -> None:
    before = Procedure.objects.count()
    plan = plan_of(KNOWN, NEW)
    assert take(plan, 1, 2) == 2
    draft = keeping.find_open_draft(actor=controller(), code="1.000001")
    assert draft is not None
    assert draft.base_number == 2
    assert draft.content["channels"][1]["duration"] == "16wh"
    assert draft.content["form"], "the electronic form stays"
    (line, *_) = keeping.list_history(actor=controller(), code="1.000001")
    assert (line.act, line.note) == (Act.IMPORTED, "quoc-gia.json")
    made = Procedure.objects.get(code="2.009999")
    assert (made.field.code, Procedure.objects.count()) == ("G77-TN", before + 1)
    assert not made.versions.exists(), "nothing is public by an import"
    again = national.get_plan(actor=controller(), import_id=plan.id)
    assert [one.state for one in again.records] == [S.BEING_DRAFTED, S.BEING_DRAFTED]
    assert again.applied_at is not None


def test_a_plan_is_carried_out_as_it_was_shown_or_not_at_all() -> None:
    plan = plan_of(KNOWN, NEW)
    keeping.start_draft(actor=controller(), code="1.000001", at=now())
    with pytest.raises(PlanChanged):
        take(plan, 1, 2)
    assert not Procedure.objects.filter(code="2.009999").exists()
    fresh = national.get_plan(actor=controller(), import_id=plan.id)
    with pytest.raises(NothingChosen):
        take(fresh, 1)  # somebody is drafting it
    with pytest.raises(NothingChosen):
        take(fresh)
    assert take(fresh, 1, 2) == 1, "only what can be taken over"


def test_a_field_is_known_by_its_name_too() -> None:
    known = Field.objects.get(code="MAU")
    named = {**NEW, "LINHVUCTHUCHIEN": {"MALINHVUC": "", "TENLINHVUC": known.name.upper()}}
    take(plan_of(named), 1)
    assert Procedure.objects.get(code="2.009999").field_id == known.id


def test_fields_of_one_name_under_two_codes_are_two_fields() -> None:
    fields = ({"MALINHVUC": code, "TENLINHVUC": ""} for code in ("G77-A", "G77-B"))
    records = [{**NEW, "MA_TTHC": f"2.00999{n}", "LINHVUCTHUCHIEN": one} for n, one in enumerate(fields)]
    assert take(plan_of(*records), 1, 2) == 2
    assert {one.field.code for one in Procedure.objects.filter(code__startswith="2.00999")} == {"G77-A", "G77-B"}


def test_the_pack_does_not_retire_what_is_only_being_drafted() -> None:
    take(plan_of(NEW), 1)
    planned = pack.plan(path=ROOT / "packs" / "trivial")
    assert [(one.kind, one.key) for one in planned.changes if one.key == "2.009999"] == []


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", NationalFileUnreadable),
        (b"\xff\xfe\x00", NationalFileUnreadable),
        (b"{", NationalFileUnreadable),
        (b"[]", NationalFileUnreadable),
        (b"[1, 2]", NationalFileUnreadable),
        (b"7", NationalFileUnreadable),
        (b'[{"a": NaN}]', NationalFileUnreadable),
        (b'[{"a": 1e999}]', NationalFileUnreadable),
        (b'[{"a": "\\ud800"}]', NationalFileUnreadable),
        (b'[{"a": "\\u00\\u000000"}]', NationalFileUnreadable),
        (b"[" * 100_000, NationalFileUnreadable),
        (b"[" + b"{}," * 3000 + b"{}]", NationalFileTooLarge),
        (b" " * (national.MAX_BYTES + 1), NationalFileTooLarge),
    ],
)
def test_files_that_are_refused(content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        national.bring_in(actor=controller(), file_name="x.json", content=content, at=now())
    assert not CatalogueImport.objects.exists()


def test_a_keeper_looks_a_file_through_and_takes_it_over() -> None:
    keeper = browser()
    assert keeper.post(reverse("procedures:national")).status_code == 422
    hostile = {**NEW, "TENTTHC": "<script>alert(1)</script>\0", "MOTA": "=HYPERLINK(1)"}
    body = "\ufeff" + json.dumps({"RESULT": [KNOWN, hostile]})
    file = SimpleUploadedFile("quốc gia.json", body.encode())
    answer = keeper.post(reverse("procedures:national"), {"file": file})
    address = answer.headers["Location"]
    shown = keeper.get(address).content.decode()
    assert "<script>alert" not in shown and "chỗ khác nhau" in shown
    assert "Ngày làm việc" not in shown
    assert keeper.get(f"{address}?loai=new").content.decode().count('name="records"') == 1
    assert "Kể từ ngày nhận" in keeper.get(f"{address}1/").content.decode()
    assert keeper.get(f"{address}9/").status_code == 404
    digest = shown.split('name="digest" value="')[1].split('"')[0]
    assert keeper.post(address, {"digest": digest}).status_code == 422, "nothing ticked"
    assert keeper.post(address, {"digest": "x", "records": "1"}).status_code == 422
    done = keeper.post(address, {"digest": digest, "records": ["1", "٣", "9" * 40]}, follow=True).content.decode()
    assert "Đã tạo 1 bản dự thảo." in done
    assert VersionDraft.objects.count() == 1
    assert SYSTEM.name not in done
