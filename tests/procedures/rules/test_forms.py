"""Form rules: conditions, required, formats, calculated answers, lists; what is stored and what is refused."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from honglam.procedures.rules.conditions import settle
from honglam.procedures.rules.forms import CompiledForm, compile_form
from honglam.procedures.rules.paths import compact, find, own, put
from honglam.procedures.rules.validation import finish, known_answers, page_faults, page_of, validate
from tests.procedures.samples import FORMATS, GOOD_ANSWERS, ON, definition, form, small


def faults(compiled: CompiledForm, answers: dict[str, Any]) -> dict[str, str]:
    """Field → code."""
    return {fault.field: fault.code for fault in validate(compiled, answers, ON)}


def changed(path: str, value: Any) -> dict[str, Any]:
    """The good answers with one of them changed."""
    answers = own(GOOD_ANSWERS)
    put(answers, [int(part) if part.isdigit() else part for part in path.split(".")], value)
    return answers


def with_list(
    node: dict[str, Any], fields: list[Any] | None = None, required: bool = False, visible_when: str = ""
) -> CompiledForm:
    """A question `co`, and the list `ds` in a section of its own."""
    section = {"repeat": {"ref": "ds"}, "fields": fields or [{"ref": name} for name in node["items"]["properties"]]}
    if visible_when:
        section["visible_when"] = visible_when
    schema = {"properties": {"co": {"type": "string"}, "ds": node}, "required": ["ds"] if required else []}
    pages = [{"title": "T", "sections": [{"fields": [{"ref": "co"}]}, section]}]
    return compile_form(definition(schema, {"pages": pages}), FORMATS)


def test_good_answers_have_no_fault() -> None:
    assert validate(form(), GOOD_ANSWERS, ON) == []


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("loai", "xyz", "not_a_choice"),
        ("loai", 7, "not_a_choice"),
        ("chu_ho.ho_ten", "", "required"),
        ("chu_ho.ho_ten", 5, "not_valid"),
        ("chu_ho.ho_ten", "A" * 101, "too_long"),
        ("chu_ho.so_dinh_danh", "04208500123", "id_too_short"),
        ("chu_ho.ngay_sinh", "31/02/1985", "not_a_date"),
        ("chu_ho.ngay_sinh", "1985", "not_a_date"),
        ("chu_ho.xa", "Thành Sen", "not_a_unit"),
        ("thanh_vien.1.nam_sinh", "năm 1985", "not_a_partial_date"),
        ("thanh_vien.0.ho_ten", None, "required"),
        ("thanh_vien.0.thu_nhap", "năm triệu", "not_money"),
        ("thanh_vien.0.thu_nhap", -1, "too_small"),
        ("so_ban", 0, "too_small"),
        ("so_ban", 21, "too_large"),
        ("so_ban", 2.5, "not_a_number"),
        ("so_ban", "hai", "not_a_number"),
        ("so_ban", True, "not_a_number"),
        ("ho_ngheo", "có", "not_yes_or_no"),
        ("thanh_vien", [{"ho_ten": "A"}] * 11, "too_many"),
    ],
)
def test_each_fault_stands_at_its_field(path: str, value: Any, code: str) -> None:
    assert faults(form(), changed(path, value)) == {path: code}


def test_messages_say_what_to_do() -> None:
    (fault,) = validate(form(), changed("so_ban", 21), ON)
    assert fault.message % fault.params == "Enter 20 or less."
    (fault,) = validate(form(), changed("chu_ho.so_dinh_danh", "123"), ON)
    assert fault.message % fault.params == "The number has 12 digits, not 3."
    (fault,) = validate(form(), changed("chu_ho.ho_ten", " \t"), ON)
    assert fault.message % fault.params == "Fill in: Họ và tên."


def test_nothing_answered_asks_for_every_required_question_in_order() -> None:
    assert list(faults(form(), {})) == [
        "loai",
        "chu_ho.ho_ten",
        "chu_ho.so_dinh_danh",
        "chu_ho.ngay_sinh",
        "chu_ho.xa",
        "so_ban",
    ]


def test_faults_of_one_page_only() -> None:
    every = validate(form(), {}, ON)
    assert [fault.field for fault in page_faults(form(), every, 2)] == ["so_ban"]
    assert page_of(form(), "thanh_vien.3.ho_ten") == 2
    assert page_of(form(), "thanh_vien") == 2
    assert page_of(form(), "papers.GT") is None


def test_a_hidden_answer_is_dropped_and_never_asked_for() -> None:
    answers = changed("ly_do", "x")
    assert faults(form(), answers) == {}
    assert "ly_do" not in finish(form(), answers, ON)
    shown = {**answers, "loai": "khac"}
    assert faults(form(), shown) == {"ly_do": "too_short"}


def test_a_hidden_answer_hides_what_depends_on_it() -> None:
    compiled = small(
        {name: {"type": "string"} for name in ("a", "b", "c")},
        ["a", {"ref": "b", "visible_when": 'a == "x"'}, {"ref": "c", "visible_when": 'b == "y"'}],
        required=["c"],
    )
    assert finish(compiled, {"a": "x", "b": "y", "c": "z"}, ON) == {"a": "x", "b": "y", "c": "z"}
    assert finish(compiled, {"a": "-", "b": "y", "c": "z"}, ON) == {"a": "-"}
    assert faults(compiled, {"a": "-", "b": "y"}) == {}
    assert faults(compiled, {"a": "x", "b": "y"}) == {"c": "required"}


def test_required_only_under_a_condition() -> None:
    compiled = small(
        {"a": {"type": "string"}, "b": {"type": "string"}}, ["a", {"ref": "b", "required_when": 'a == "x"'}]
    )
    assert faults(compiled, {"a": "x"}) == {"b": "required"}
    assert faults(compiled, {"a": "y"}) == {}


def test_an_object_counts_as_there_whenever_one_of_its_questions_is_visible() -> None:
    mother = {
        "type": "object",
        "required": ["ten", "noi_o"],
        "properties": {
            "ten": {"type": "string"},
            "nam": {"type": "string"},
            "noi_o": {"type": "object", "required": ["xa"], "properties": {"xa": {"type": "string"}}},
        },
    }
    fields = [{"ref": ref, "visible_when": 'co == "x"'} for ref in ("me.ten", "me.nam", "me.noi_o.xa")]
    compiled = small({"co": {"type": "string"}, "me": mother}, ["co", *fields])
    assert faults(compiled, {}) == {}
    assert faults(compiled, {"co": "x"}) == {"me.ten": "required", "me.noi_o.xa": "required"}
    assert faults(compiled, {"co": "x", "me": {"ten": "A", "noi_o": {"xa": "B"}}}) == {}


def test_what_a_schema_requires_only_sometimes() -> None:
    schema = {
        "properties": {"a": {"type": "string"}, "b": {"type": "string"}, "c": {"type": "string"}},
        "dependentRequired": {"a": ["b"]},
        "if": {"properties": {"a": {"const": "x"}}, "required": ["a"]},
        "then": {"required": ["c"]},
    }
    layout = {"pages": [{"title": "T", "sections": [{"fields": [{"ref": name} for name in "abc"]}]}]}
    compiled = compile_form(definition(schema, layout), FORMATS)
    assert faults(compiled, {}) == {}
    assert faults(compiled, {"a": "y"}) == {"b": "required"}
    assert faults(compiled, {"a": "x"}) == {"b": "required", "c": "required"}


def test_lists_are_counted() -> None:
    item = {"type": "object", "required": ["ten"], "properties": {"ten": {"type": "string"}, "ghi": {"type": "string"}}}
    compiled = with_list({"type": "array", "maxItems": 2, "items": item}, required=True)
    assert faults(compiled, {}) == {"ds": "too_few"}
    assert faults(compiled, {"ds": [{"ten": "a"}] * 3}) == {"ds": "too_many"}
    assert faults(compiled, {"ds": [{"ghi": "x"}, {"ten": "b"}]}) == {"ds.0.ten": "required"}
    assert faults(compiled, {"ds": [{"ten": "a"}, {}]}) == {}, "an empty item at the end is as good as none"
    assert finish(compiled, {"ds": [{"ten": "a"}, {}]}, ON) == {"ds": [{"ten": "a"}]}


def test_conditions_inside_a_list_look_at_their_own_item() -> None:
    item = {"type": "object", "properties": {"loai": {"type": "string"}, "so": {"type": "string"}}, "required": ["so"]}
    compiled = with_list(
        {"type": "array", "items": item},
        fields=[{"ref": "loai"}, {"ref": "so", "visible_when": 'item.loai == "k"'}],
    )
    answers = {"ds": [{"loai": "k", "so": "1"}, {"loai": "m", "so": "2"}, {"loai": "k"}]}
    assert faults(compiled, answers) == {"ds.2.so": "required"}
    assert finish(compiled, answers, ON) == {"ds": [{"loai": "k", "so": "1"}, {"loai": "m"}, {"loai": "k"}]}


def test_an_empty_item_is_not_counted_in_what_is_stored() -> None:
    item = {"type": "object", "properties": {"ten": {"type": "string"}}}
    schema = {"properties": {"ds": {"type": "array", "items": item}, "so": {"type": "integer"}}}
    layout = {
        "pages": [{"title": "T", "sections": [{"repeat": {"ref": "ds"}, "fields": [{"ref": "ten"}]}]}],
        "calculated": [{"ref": "so", "formula": "len(ds)"}],
    }
    compiled = compile_form(definition(schema, layout), FORMATS)
    assert finish(compiled, {"ds": [{}, {"ten": "a"}, {"ten": ""}]}, ON) == {"ds": [{"ten": "a"}], "so": 1}


def test_a_hidden_list_is_dropped() -> None:
    item = {"type": "object", "required": ["ten"], "properties": {"ten": {"type": "string"}}}
    compiled = with_list({"type": "array", "minItems": 1, "items": item}, visible_when='co == "x"')
    assert faults(compiled, {"co": "y", "ds": [{"ghi": 1}]}) == {"ds.ghi": "unknown_field"}
    assert finish(compiled, {"co": "y", "ds": [{"ten": "a"}]}, ON) == {"co": "y"}
    assert faults(compiled, {"co": "x"}) == {"ds": "too_few"}


def test_a_list_behind_a_hidden_question_is_not_asked_for() -> None:
    rows = {"type": "array", "items": {"type": "object", "properties": {"ten": {"type": "string"}}}}
    properties = {"a": {"type": "string"}, "b": {"type": "string"}, "ds": rows}
    sections = [
        {"fields": [{"ref": "a"}, {"ref": "b", "visible_when": 'a == "x"'}]},
        {"repeat": {"ref": "ds", "min": 1}, "visible_when": 'b == "y"', "fields": [{"ref": "ten"}]},
    ]
    schema = {"properties": properties, "required": ["ds"]}
    compiled = compile_form(definition(schema, {"pages": [{"title": "T", "sections": sections}]}), FORMATS)
    assert faults(compiled, {"a": "x", "b": "y"}) == {"ds": "too_few"}
    assert faults(compiled, {"a": "-", "b": "y"}) == {}
    assert finish(compiled, {"a": "-", "b": "y", "ds": [{"ten": "An"}]}, ON) == {"a": "-"}


def test_a_box_that_must_be_ticked_asks_for_the_tick() -> None:
    yes = {"a": {"type": "boolean"}}
    box, question = small(yes, ["a"], required=["a"]), small(yes, [{"ref": "a", "widget": "radio"}], required=["a"])
    for answers, asked in (({}, True), ({"a": False}, True), ({"a": True}, False)):
        assert faults(box, answers) == ({"a": "required"} if asked else {})
    assert faults(question, {"a": False}) == {}, "a no is an answer where yes or no is asked"


def test_calculated_answers_are_the_servers() -> None:
    finished = finish(form(), changed("tong_thu_nhap", 1), ON)
    assert finished["tong_thu_nhap"] == 5_000_000
    assert faults(form(), changed("tong_thu_nhap", "nhiều")) == {}
    assert finish(form(), changed("thanh_vien.1.thu_nhap", 250_000), ON)["tong_thu_nhap"] == 5_250_000


def test_a_condition_may_look_at_a_calculated_answer() -> None:
    number = {"type": "integer"}
    compiled = small(
        {"a": number, "b": number, "tong": number, "ly_do": {"type": "string"}},
        ["a", {"ref": "b", "visible_when": "a > 1"}, "tong", {"ref": "ly_do", "visible_when": "tong > 10"}],
        required=["ly_do"],
        calculated=[{"ref": "tong", "formula": "sum(a, b)"}],
    )
    assert faults(compiled, {"a": 5, "b": 6}) == {"ly_do": "required"}
    assert faults(compiled, {"a": 1, "b": 60}) == {}, "b is hidden, so it does not count"
    assert finish(compiled, {"a": 1, "b": 60}, ON) == {"a": 1, "tong": 1}


def test_rules_between_answers() -> None:
    date = {"type": "string", "format": "date-vn"}
    rule = {"ref": "den", "ensure": "tu <= den", "message": "Ngày đến phải sau ngày đi. Ví dụ: 25/11/2026."}
    compiled = small({"tu": date, "den": date}, ["tu", "den"], rules=[rule])
    assert faults(compiled, {"tu": "2026-11-22", "den": "2026-11-21"}) == {"den": "rule"}
    assert faults(compiled, {"tu": "2026-11-22", "den": "2026-11-22"}) == {}
    assert faults(compiled, {"tu": "2026-11-22"}) == {}, "what is not answered is not compared"


def test_formats_are_stored_in_their_one_writing() -> None:
    finished = finish(form(), changed("chu_ho.so_dinh_danh", "042 085 001 234"), ON)
    assert finished["chu_ho"]["so_dinh_danh"] == "042085001234"


@pytest.mark.parametrize("schema", [{"const": True}, {"enum": [True]}])
def test_something_that_must_be_agreed_to(schema: dict[str, Any]) -> None:
    compiled = small({"dong_y": {"type": "boolean", **schema}}, ["dong_y"], required=["dong_y"])
    assert list(faults(compiled, {"dong_y": False})) == ["dong_y"]
    assert faults(compiled, {"dong_y": True}) == {}


def test_references_and_conditional_schemas_work() -> None:
    person = {"type": "object", "required": ["ten"], "properties": {"ten": {"type": "string", "title": "Tên"}}}
    schema = {
        "properties": {"a": {"$ref": "#/$defs/nguoi"}, "k": {"type": "string"}},
        "required": ["a"],
        "$defs": {"nguoi": person},
        "if": {"properties": {"k": {"const": "x"}}, "required": ["k"]},
        "then": {"properties": {"a": {"properties": {"ten": {"maxLength": 3}}}}},
    }
    layout = {"pages": [{"title": "T", "sections": [{"fields": [{"ref": "a.ten"}, {"ref": "k"}]}]}]}
    compiled = compile_form(definition(schema, layout), FORMATS)
    assert faults(compiled, {}) == {"a.ten": "required"}
    assert faults(compiled, {"a": {"ten": "Bình"}}) == {}
    assert faults(compiled, {"a": {"ten": "Bình"}, "k": "x"}) == {"a.ten": "too_long"}


def test_programs_hear_of_questions_that_do_not_exist() -> None:
    answers = {**GOOD_ANSWERS, "la": 1, "chu_ho": {**GOOD_ANSWERS["chu_ho"], "x": {"y": 1}}}
    assert faults(form(), answers) == {"la": "unknown_field", "chu_ho.x": "unknown_field"}
    assert "la" not in finish(form(), answers, ON)


@pytest.mark.parametrize(
    "value",
    ["a\x00b", "a\ud800b", float("nan"), float("inf"), 2**80, "x" * 30_000, "\x1b[31m"],
    ids=["nul", "surrogate", "nan", "infinite", "huge", "long", "escape"],
)
def test_what_cannot_be_stored_is_named_and_left_out(value: Any) -> None:
    answers = changed("chu_ho.ho_ten", value)
    assert faults(form(), answers)["chu_ho.ho_ten"] == "unstorable"
    assert "ho_ten" not in finish(form(), answers, ON)["chu_ho"]


def test_endless_nesting_is_refused() -> None:
    deep: Any = "x"
    for _ in range(500):
        deep = [deep]
    assert "unstorable" in faults(form(), changed("loai", deep)).values()


# -- properties ---------------------------------------------------------------------------------------------------

_junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=6), below, max_size=3),
    max_leaves=6,
)
_values = {
    "loai": st.sampled_from(["moi", "khac", "xyz"]),
    "ly_do": st.text(alphabet="abế .", max_size=6),
    "chu_ho": st.fixed_dictionaries(
        {},
        optional={
            "ho_ten": st.sampled_from(["An", "", "Nguyễn  Văn An"]),
            "so_dinh_danh": st.sampled_from(["042085001234", "042 085 001 234", "1"]),
            "ngay_sinh": st.sampled_from(["1985-03-12", "31/02/1985", ""]),
            "xa": st.sampled_from(["99001", "Mẫu"]),
            "dien_thoai": st.text(alphabet="09+ ", max_size=5),
        },
    ),
    "thanh_vien": st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "ho_ten": st.sampled_from(["Bình", ""]),
                "nam_sinh": st.sampled_from(["1985", "x"]),
                "thu_nhap": st.integers(-5, 10**6) | st.just("năm"),
            },
        ),
        max_size=12,
    ),
    "ho_ngheo": st.booleans(),
    "so_ban": st.integers(-1, 25) | st.just("hai"),
    "tong_thu_nhap": st.integers(0, 5),
}
_answers = st.fixed_dictionaries({}, optional=_values)


@settings(max_examples=60, deadline=None)
@given(answers=_answers)
def test_what_is_stored_is_stored_again_unchanged(answers: dict[str, Any]) -> None:
    finished = finish(form(), answers, ON)
    assert finish(form(), finished, ON) == finished
    json.dumps(finished, allow_nan=False).encode()


@settings(max_examples=60, deadline=None)
@given(answers=_answers)
def test_faultless_answers_stay_faultless_and_hidden_ones_go(answers: dict[str, Any]) -> None:
    finished = finish(form(), answers, ON)
    if not validate(form(), answers, ON):
        assert validate(form(), finished, ON) == []
    hidden = answers.get("loai") != "khac"
    assert not (hidden and "ly_do" in finished)
    assert not (hidden and any(fault.field == "ly_do" for fault in validate(form(), answers, ON)))


@settings(max_examples=60, deadline=None)
@given(answers=_answers)
def test_a_fault_stands_at_a_visible_question_or_a_list_and_only_once(answers: dict[str, Any]) -> None:
    found = [fault.field for fault in validate(form(), answers, ON)]
    settled = settle(form(), compact(known_answers(form(), answers)), ON)
    visible = {".".join(map(str, asked.path)) for asked in settled.asked if asked.visible}
    assert len(found) == len(set(found))
    assert set(found) <= visible | {"thanh_vien"}


@settings(max_examples=60, deadline=None)
@given(answers=_answers)
def test_mending_what_is_refused_leads_to_no_fault(answers: dict[str, Any]) -> None:
    """Each fault can be mended at its field: putting the good answer there takes it away.

    A mended answer may open further questions, so it takes rounds; there are no more of them than questions.
    """
    mended = own(answers)
    for _ in range(len(_values) + 2):
        for fault in validate(form(), mended, ON):
            path = [int(part) if part.isdigit() else part for part in fault.field.split(".")]
            good = {"thanh_vien": [], "ly_do": "vì thế"}.get(fault.field)
            if good is None:
                like = [0 if isinstance(part, int) else part for part in path]
                good = find(GOOD_ANSWERS, like)
            put(mended, path, good)
    assert validate(form(), mended, ON) == []


@settings(max_examples=150, deadline=None)
@given(answers=st.dictionaries(st.sampled_from([*_values, "la"]), _junk, max_size=5))
def test_no_junk_breaks_the_rules(answers: dict[str, Any]) -> None:
    before = repr(answers)
    for fault in validate(form(), answers, ON):
        assert fault.code
        assert fault.message % fault.params if fault.params else fault.message
    json.dumps(finish(form(), answers, ON), allow_nan=False).encode()
    assert repr(answers) == before, "answers given are never changed"
