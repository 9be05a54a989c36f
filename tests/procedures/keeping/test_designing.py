"""The designer's pure part: a form opened and closed is the same; questions come, go, move and get other names."""

import copy
from pathlib import Path
from typing import Any

import msgspec
import pytest

from honglam.procedures.contracts import FormDefinition, NameTaken
from honglam.procedures.rules.designing.closing import close_form
from honglam.procedures.rules.designing.faults import in_design
from honglam.procedures.rules.designing.kinds import KINDS, kind_of, plain_name
from honglam.procedures.rules.designing.opening import every_question, open_form
from honglam.procedures.rules.form_check import form_faults
from honglam.procedures.rules.forms import compile_form
from tests.procedures.keeping.test_rules import FILES, contents
from tests.procedures.samples import FORMATS

FORM = next(one["form"] for file in FILES if "trivial" in file.parts for one in contents(file) if "form" in one)


def faults(form: dict[str, Any] | None) -> list[str]:
    return [fault.code for fault in form_faults(msgspec.convert(form, FormDefinition))]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parts[-4]}-{file.stem}")
def test_a_form_opened_and_closed_is_the_same(file: Path) -> None:
    for content in contents(file):
        form = content.get("form")
        assert close_form(open_form(form), form) == form


def question(design: dict[str, Any], ref: str) -> dict[str, Any]:
    return next(one for _, one in every_question(design) if one["ref"] == ref)


def test_words_and_limits_of_one_question_change_and_nothing_else() -> None:
    design = open_form(FORM)
    question(design, "so_ban").update(label="Số bản cần cấp", most=5, required=False)
    form = close_form(design, FORM)
    assert form is not None
    assert form["schema"]["properties"]["so_ban"] == {
        "type": "integer", "title": "Số bản cần cấp", "minimum": 1, "maximum": 5,
    }  # fmt: skip
    assert form["schema"]["required"] == ["loai", "chu_ho"]
    others = {name: node for name, node in form["schema"]["properties"].items() if name != "so_ban"}
    assert others == {name: node for name, node in FORM["schema"]["properties"].items() if name != "so_ban"}
    assert form["layout"] == FORM["layout"]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_can_be_added_and_the_engine_takes_it(kind: str) -> None:
    design = open_form(FORM)
    new = {"label": "Câu hỏi thử", "kind": kind, "ref": "", "required": True, "choices": ["a | Một", "Hai điều"]}
    design["pages"][0]["sections"][0]["questions"].append(new)
    form = close_form(design, FORM)
    assert form is not None
    assert faults(form) == []
    node = form["schema"]["properties"]["cau_hoi_thu"]
    field = form["layout"]["pages"][0]["sections"][0]["fields"][-1]
    assert kind_of(node, field.get("widget", "")) == kind
    assert "cau_hoi_thu" in form["schema"]["required"]
    compiled = compile_form(msgspec.convert(form, FormDefinition), FORMATS)
    assert any(one.path == ("cau_hoi_thu",) for one in compiled.questions)
    assert close_form(open_form(form), form) == form


def test_choices_that_sound_alike_get_codes_of_their_own() -> None:
    design = open_form(FORM)
    lines = ["Hộ nghèo", "ho_ngheo | Hộ nghèo cũ", "Hồ nghèo", "Hỗ nghèo"]
    design["pages"][0]["sections"][0]["questions"].append(
        {"label": "Diện", "kind": "choice", "ref": "", "required": True, "choices": lines}
    )
    form = close_form(design, FORM)
    assert form is not None
    codes = [one["const"] for one in form["schema"]["properties"]["dien"]["oneOf"]]
    assert codes == ["ho_ngheo_2", "ho_ngheo", "ho_ngheo_3", "ho_ngheo_4"]
    assert faults(form) == []


def test_kind_and_limits_change_in_one_save() -> None:
    design = open_form(FORM)
    question(design, "ly_do").update(kind="whole", least=2, most=9)
    question(design, "so_ban").update(kind="text")
    form = close_form(design, FORM)
    assert form is not None
    properties = form["schema"]["properties"]
    assert properties["ly_do"] == {"type": "integer", "title": "Lý do", "minimum": 2, "maximum": 9}
    assert properties["so_ban"] == {"type": "string", "title": "Số bản", "maxLength": 200}, "none of the old limits"


def test_faults_of_limits_and_choices_stand_at_their_boxes() -> None:
    design = open_form(FORM)
    question(design, "so_ban").update(least=9, most=2)
    question(design, "loai").update(choices=["a | Một", "a | Hai"])
    form = close_form(design, FORM)
    found = {in_design(fault, design).path for fault in form_faults(msgspec.convert(form, FormDefinition))}
    assert found == {"pages[1].sections[1].questions[3].most", "pages[0].sections[0].questions[0].choices"}


@pytest.mark.parametrize("name", ["Lý do", "lydo!", "item", "chu_ho.Nghề", "chu_ho."])
def test_a_name_that_cannot_be_one_is_said_at_its_box(name: str) -> None:
    design = open_form(FORM)
    question(design, "ly_do")["ref"] = name
    form = close_form(design, FORM)
    found = [in_design(fault, open_form(form)).path for fault in form_faults(msgspec.convert(form, FormDefinition))]
    assert found == ["pages[0].sections[0].questions[1].ref"]


def test_a_question_taken_out_takes_its_answer_along() -> None:
    design = open_form(FORM)
    design["pages"][0]["sections"][1]["questions"] = []
    form = close_form(design, FORM)
    assert form is not None
    assert "chu_ho" not in form["schema"]["properties"]
    assert form["schema"]["required"] == ["loai", "so_ban"]


def test_a_question_renamed_keeps_its_schema() -> None:
    design = open_form(FORM)
    question(design, "chu_ho.ho_ten")["ref"] = "chu_ho.ten_day_du"
    form = close_form(design, FORM)
    assert form is not None
    person = form["schema"]["properties"]["chu_ho"]
    assert person["properties"]["ten_day_du"]["format"] == "person-name"
    assert "ho_ten" not in person["properties"]
    assert sorted(person["required"]) == ["ngay_sinh", "so_dinh_danh", "ten_day_du", "xa"]


def test_a_list_renamed_keeps_its_questions_and_a_section_can_be_made_one() -> None:
    design = open_form(FORM)
    design["pages"][1]["sections"][0]["repeat"]["ref"] = "nguoi_o_cung"
    form = close_form(design, FORM)
    assert form is not None
    assert "thanh_vien" not in form["schema"]["properties"]
    people = form["schema"]["properties"]["nguoi_o_cung"]
    assert people["items"]["properties"] == FORM["schema"]["properties"]["thanh_vien"]["items"]["properties"]
    design = open_form(FORM)
    section = {"title": "Con", "repeat": {"ref": "con"}, "questions": [
        {"label": "Tên con", "kind": "name", "ref": "ten", "required": True}]}  # fmt: skip
    design["pages"][0]["sections"].append(section)
    form = close_form(design, FORM)
    assert form is not None
    assert faults(form) == []
    assert form["schema"]["properties"]["con"]["items"]["required"] == ["ten"]


def others(form: dict[str, Any] | None, *but: str) -> dict[str, Any]:
    """The schema of every answer, those named so left out."""
    return {one["was"]: one["node"] for _, one in every_question(open_form(form)) if one["ref"] not in but}


@pytest.mark.parametrize(
    ("first", "second"),
    [("loai", "loai_khac"), ("chu_ho", "chu_ho.noi_sinh"), ("chu_ho.xa", "chu_ho.xa_cu"), ("loai.x", "loai_x"),
     ("thanh_vien", "thanh_vien_khac"), ("thanh_vien.ho_ten", "ten_khac")],
)  # fmt: skip
def test_a_name_that_is_taken_changes_nothing_and_says_so_at_its_box(first: str, second: str) -> None:
    design = open_form(FORM)
    question(design, "ly_do")["ref"] = first
    with pytest.raises(NameTaken) as refusal:
        close_form(design, FORM)
    assert (refusal.value.field, refusal.value.params) == ("pages.0.sections.0.questions.1.ref", {"name": first})
    design = open_form(FORM)
    question(design, "ly_do")["ref"] = second
    form = close_form(design, FORM)
    assert others(form, second) == others(FORM, "ly_do")
    assert others(form)[second] == others(FORM)["ly_do"]
    assert faults(form) == []


@pytest.mark.parametrize("name", ["chu_ho", "loai", "loai.x", "ho_ngheo"])
def test_a_list_is_not_named_like_something_else(name: str) -> None:
    design = open_form(FORM)
    design["pages"][1]["sections"][0]["repeat"]["ref"] = name
    with pytest.raises(NameTaken) as refusal:
        close_form(design, FORM)
    assert (refusal.value.field, refusal.value.params) == ("pages.1.sections.0.repeat.ref", {"name": name})


def test_a_section_does_not_slip_into_another_ones_list_while_its_name_is_typed() -> None:
    design = open_form(FORM)
    design["pages"][0]["sections"][0]["repeat"] = {"ref": "thanh_vien"}
    with pytest.raises(NameTaken) as refusal:
        close_form(design, FORM)
    assert refusal.value.field == "pages.0.sections.0.repeat.ref"
    design = open_form(FORM)
    del design["pages"][1]["sections"][0]["repeat"]
    question(design, "thu_nhap")["ref"] = "so_ban"
    with pytest.raises(NameTaken) as refusal:
        close_form(design, FORM)
    assert refusal.value.field == "pages.1.sections.0.repeat.ref", "the answer is to stand beside one of that name"


def test_a_doubled_list_that_gets_a_name_of_its_own_leaves_the_first_alone() -> None:
    design = open_form(FORM)
    section = copy.deepcopy(design["pages"][1]["sections"][0])
    for one in section["questions"]:
        one.update(ref="", was="")
    section["repeat"]["ref"] = "nguoi_khac"
    design["pages"][1]["sections"].insert(1, section)
    form = close_form(design, FORM)
    assert form is not None
    assert form["schema"]["properties"]["thanh_vien"] == FORM["schema"]["properties"]["thanh_vien"]
    assert [one["ref"] for one in form["layout"]["pages"][1]["sections"][1]["fields"]] == [
        "ho_va_ten", "ngay_hoac_nam_sinh", "thu_nhap_mot_thang",
    ]  # fmt: skip
    assert faults(form) == []


def test_a_name_made_from_words_is_nobody_elses() -> None:
    design = open_form(FORM)
    design["pages"][0]["sections"][0]["questions"].append({"label": "Chủ hộ", "kind": "name", "ref": ""})
    form = close_form(design, FORM)
    assert others(form, "chu_ho_2") == others(FORM)
    assert faults(form) == []


def test_what_is_required_and_asked_nowhere_can_be_asked() -> None:
    before = copy.deepcopy(FORM)
    person = before["schema"]["properties"]["chu_ho"]
    person["properties"]["nghe"] = {"type": "string", "title": "Nghề"}
    person["required"].append("nghe")
    assert faults(before) == ["never_asked"]
    design = open_form(before)
    new = {"label": "Nghề nghiệp", "kind": "text", "ref": "chu_ho.nghe", "required": True}
    design["pages"][0]["sections"][1]["questions"].append(new)
    assert faults(close_form(design, before)) == []


def test_a_list_taken_out_is_gone_and_its_name_is_free() -> None:
    design = open_form(FORM)
    question(design, "tong_thu_nhap")["formula"] = ""
    del design["pages"][1]["sections"][0]
    form = close_form(design, FORM)
    assert form is not None
    assert "thanh_vien" not in form["schema"]["properties"]
    design = open_form(form)
    again = {"title": "Người cùng ở", "repeat": {"ref": "thanh_vien"}, "questions": [
        {"label": "Năm sinh", "kind": "partial_date", "ref": "nam_sinh", "required": True}]}  # fmt: skip
    design["pages"][1]["sections"].insert(0, again)
    form = close_form(design, form)
    assert form is not None
    assert list(form["schema"]["properties"]["thanh_vien"]["items"]["properties"]) == ["nam_sinh"]
    assert faults(form) == []


def test_a_list_whose_questions_all_go_stays_while_its_section_repeats_it() -> None:
    design = open_form(FORM)
    question(design, "tong_thu_nhap")["formula"] = ""
    design["pages"][1]["sections"][0]["questions"] = []
    form = close_form(design, FORM)
    assert form is not None
    people = form["schema"]["properties"]["thanh_vien"]
    assert (people["maxItems"], people["items"]["properties"]) == (10, {})
    assert faults(form) == []


def test_a_shared_definition_changes_for_one_question_only() -> None:
    shared = {
        "schema": {
            "type": "object",
            "properties": {"cha": {"$ref": "#/$defs/nguoi"}, "me": {"$ref": "#/$defs/nguoi"}},
            "$defs": {"nguoi": {"type": "object", "properties": {"ten": {"type": "string", "title": "Tên"}}}},
        },
        "layout": {"pages": [{"title": "A", "sections": [{"fields": [{"ref": "cha.ten"}, {"ref": "me.ten"}]}]}]},
    }
    assert close_form(open_form(shared), shared) == shared
    design = open_form(shared)
    question(design, "cha.ten")["label"] = "Tên cha"
    form = close_form(design, shared)
    assert form is not None
    assert form["schema"]["properties"]["cha"]["properties"]["ten"]["title"] == "Tên cha"
    assert form["schema"]["properties"]["me"] == {"$ref": "#/$defs/nguoi"}
    assert form["schema"]["$defs"] == shared["schema"]["$defs"]


def test_a_formula_makes_an_answer_worked_out() -> None:
    design = open_form(FORM)
    question(design, "tong_thu_nhap")["formula"] = ""
    question(design, "so_ban")["formula"] = "1 + 1"
    form = close_form(design, FORM)
    assert form is not None
    assert form["layout"]["calculated"] == [{"ref": "so_ban", "formula": "1 + 1"}]


def test_the_fault_of_a_formula_stands_at_its_question() -> None:
    design = open_form(FORM)
    question(design, "so_ban")["formula"] = "khong_co + 1"
    question(design, "ly_do")["formula"] = "so_ban + 1"
    form = close_form(design, FORM)
    design = open_form(form)
    found = [in_design(fault, design).path for fault in form_faults(msgspec.convert(form, FormDefinition))]
    assert found == ["pages[0].sections[0].questions[1].formula", "pages[1].sections[1].questions[3].formula"]


def test_no_pages_are_no_form_and_a_first_page_begins_one() -> None:
    assert close_form(open_form(None), None) is None
    design = {"pages": [{"title": "Một", "sections": [{"questions": [{"label": "Lý do", "kind": "area", "ref": ""}]}]}]}
    form = close_form(design, None)
    assert form is not None
    assert faults(form) == []


@pytest.mark.parametrize(
    ("words", "taken", "name"),
    [("Họ và tên", (), "ho_va_ten"), ("Đơn vị", (), "don_vi"), ("2 con", (), "cau_2_con"), ("???", (), "cau"),
     ("Tên", ("ten", "ten_2"), "ten_3")],
)  # fmt: skip
def test_names_are_made_from_words(words: str, taken: tuple[str, ...], name: str) -> None:
    assert plain_name(words, frozenset(taken)) == name
