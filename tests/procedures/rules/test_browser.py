"""From a page to answers and back: nothing typed is lost, nothing shown is changed by sending it unchanged."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from honglam.kernel.values import FieldError
from honglam.procedures.contracts import Answers, FieldModel, FormPageNotFound, PageModel, Widget
from honglam.procedures.rules.browser import edit_items, read_page
from honglam.procedures.rules.forms import CompiledForm
from honglam.procedures.rules.pages import page_model
from honglam.procedures.rules.paths import compact
from honglam.procedures.rules.summary import summarise
from tests.procedures.samples import GOOD_ANSWERS, ON, UNITS, WORDS, form, small


def page(compiled: CompiledForm, number: int, answers: Answers, errors: Sequence[FieldError] = ()) -> PageModel:
    return page_model(compiled, version_id=7, page=number, answers=answers, context=ON, errors=errors, words=WORDS)


def fields_of(model: PageModel) -> Iterator[FieldModel]:
    for section in model.sections:
        yield from section.fields
        if section.repeat:
            for item in section.repeat.items:
                yield from item.fields


def sent_by_browser(model: PageModel) -> dict[str, list[str]]:
    """What a browser sends when somebody presses the button without touching anything."""
    sent: dict[str, list[str]] = {}
    for section in model.sections:
        if section.repeat:
            sent["_count." + section.repeat.name] = [str(len(section.repeat.items))]
    for field in fields_of(model):
        if field.read_only:
            continue
        sent.update(_controls(field))
    return sent


def _controls(field: FieldModel) -> dict[str, list[str]]:
    match field.widget:
        case Widget.CHECKBOX:
            return {field.name: ["", "true"] if field.value == "true" else [""]}
        case Widget.CHECKBOXES:
            return {field.name: ["", *(option.value for option in field.options if option.selected)]}
        case Widget.RADIO:
            chosen = [option.value for option in field.options if option.selected]
            return {field.name: chosen} if chosen else {}
        case Widget.SELECT:
            return {field.name: [option.value for option in field.options if option.selected] or [""]}
        case Widget.DATE | Widget.PARTIAL_DATE:
            assert field.parts is not None
            return {f"{field.name}-{part}": [getattr(field.parts, part)] for part in ("day", "month", "year")}
        case Widget.COMMUNE:
            return {field.name: [field.stored], field.name + "_text": [field.value]}
    return {field.name: [field.value]}


def read(number: int, sent: dict[str, list[str]], answers: Answers | None = None) -> Answers:
    return read_page(form(), number, sent, answers or {}, UNITS)


def test_a_page_as_people_fill_it_in() -> None:
    sent = {
        "loai": ["moi"],
        "chu_ho.ho_ten": ["  Nguye\u0302\u0303n  Va\u0306n An "],
        "chu_ho.so_dinh_danh": ["042 085 001 234"],
        "chu_ho.ngay_sinh-day": ["12"],
        "chu_ho.ngay_sinh-month": ["3"],
        "chu_ho.ngay_sinh-year": ["1985"],
        "chu_ho.xa": [""],
        "chu_ho.xa_text": ["Xã cũ"],
        "chu_ho.dien_thoai": ["0912345678"],
    }
    assert read(1, sent) == {
        "loai": "moi",
        "chu_ho": {
            "ho_ten": "Nguyễn Văn An",
            "so_dinh_danh": "042085001234",
            "ngay_sinh": "1985-03-12",
            "xa": "99001",
            "dien_thoai": "0912345678",
        },
    }


def test_what_cannot_be_understood_stays_as_typed() -> None:
    sent = {
        "chu_ho.ngay_sinh-day": ["31"],
        "chu_ho.ngay_sinh-month": ["02"],
        "chu_ho.ngay_sinh-year": ["1985"],
        "chu_ho.so_dinh_danh": ["123"],
        "chu_ho.xa": [""],
        "chu_ho.xa_text": ["Xã không có"],
        "loai": ["xyz"],
    }
    answers = read(1, sent)
    assert answers["chu_ho"] == {"ngay_sinh": "31/02/1985", "so_dinh_danh": "123", "xa": "Xã không có"}
    shown = {field.name: field for field in fields_of(page(form(), 1, answers))}
    parts = shown["chu_ho.ngay_sinh"].parts
    assert parts is not None
    assert (parts.day, parts.month, parts.year) == ("31", "02", "1985")
    assert shown["chu_ho.xa"].value == "Xã không có"
    assert sent_by_browser(page(form(), 1, answers))["chu_ho.so_dinh_danh"] == ["123"]


def test_a_commune_changed_without_scripts() -> None:
    before: Answers = {"chu_ho": {"xa": "99001"}}
    kept = {"chu_ho.xa": ["99001"], "chu_ho.xa_text": ["Xã An"]}
    assert read(1, kept, before) == before
    retyped = {"chu_ho.xa": ["99001"], "chu_ho.xa_text": ["99002"]}
    assert read(1, retyped, before)["chu_ho"]["xa"] == "99002"
    emptied = {"chu_ho.xa": ["99001"], "chu_ho.xa_text": [""]}
    assert read(1, emptied, before) == {"chu_ho": {}}
    picked_by_script = {"chu_ho.xa": ["99002"], "chu_ho.xa_text": ["Phường Bình (trước là Xã Cũ)"]}
    assert read(1, picked_by_script, before)["chu_ho"]["xa"] == "99002"
    # An autosave has stored the code; the words of the suggestion still stand in the box when the page is sent.
    suggested = {"chu_ho.xa": ["99001"], "chu_ho.xa_text": ["Xã An (một phần của Xã Bình cũ)"]}
    assert read(1, suggested, before) == before
    other = {"chu_ho.xa": ["99001"], "chu_ho.xa_text": ["Xã An Bình"]}
    assert read(1, other, before)["chu_ho"]["xa"] == "Xã An Bình"


def test_unticked_boxes_are_no_and_absent_ones_stay() -> None:
    assert read(2, {"ho_ngheo": [""]}, {"ho_ngheo": True, "co_uy_quyen": True}) == {
        "ho_ngheo": False,
        "co_uy_quyen": True,
    }
    assert read(2, {"ho_ngheo": ["", "true"]})["ho_ngheo"] is True


def test_items_are_brought_to_the_number_shown() -> None:
    sent = {"_count.thanh_vien": ["2"], "thanh_vien.0.ho_ten": ["A"], "thanh_vien.1.ho_ten": ["B"]}
    assert read(2, sent)["thanh_vien"] == [{"ho_ten": "A"}, {"ho_ten": "B"}]
    fewer = {"_count.thanh_vien": ["1"], "thanh_vien.0.ho_ten": ["A"]}
    assert read(2, fewer, {"thanh_vien": [{"ho_ten": "X", "nam_sinh": "1985"}, {"ho_ten": "Y"}]})["thanh_vien"] == [
        {"ho_ten": "A", "nam_sinh": "1985"}
    ]


@pytest.mark.parametrize("count", ["999999999", "-1", "hai", "", "1e9"])
def test_a_hostile_number_of_items_makes_no_list_beyond_the_limit(count: str) -> None:
    answers = read(2, {"_count.thanh_vien": [count]})
    assert len(answers.get("thanh_vien", [])) <= 11


def test_other_pages_and_calculated_answers_are_out_of_reach() -> None:
    answers = read(1, {"so_ban": ["5"], "tong_thu_nhap": ["9"], "_count.thanh_vien": ["3"]})
    assert answers == {}
    assert read(2, {"tong_thu_nhap": ["9"]}) == {}


def test_control_characters_are_taken_out() -> None:
    assert read(1, {"chu_ho.ho_ten": ["A\x00n\x1b\r\n"]})["chu_ho"]["ho_ten"] == "An"


@pytest.mark.parametrize(
    "typed", ["Nguyễn\tVăn An", "Nguyễn\u00a0Văn\u2003An", "Nguyễn\u2028Văn An", "\tNguyễn Văn An\x85"]
)
def test_blanks_of_other_kinds_stay_blanks(typed: str) -> None:
    assert read(1, {"chu_ho.ho_ten": [typed]})["chu_ho"]["ho_ten"] == "Nguyễn Văn An"


def test_adding_and_removing_items() -> None:
    compiled = form()
    one = edit_items(compiled, {}, "add:thanh_vien")
    assert one == {"thanh_vien": [{}]}
    two = edit_items(compiled, {"thanh_vien": [{"ho_ten": "A"}, {"ho_ten": "B"}]}, "remove:thanh_vien.0")
    assert two == {"thanh_vien": [{"ho_ten": "B"}]}
    full: Answers = {"thanh_vien": [{}] * 10}
    assert edit_items(compiled, full, "add:thanh_vien") == full
    for nonsense in (
        "",
        "add:",
        "add:so_ban",
        "remove:thanh_vien",
        "remove:thanh_vien.99",
        "drop:thanh_vien.0",
        "x" * 99,
    ):
        assert edit_items(compiled, two, nonsense) == two


def test_a_page_that_does_not_exist() -> None:
    for number in (0, 3, -1):
        with pytest.raises(FormPageNotFound):
            page(form(), number, {})


def test_what_a_page_says_of_its_questions() -> None:
    model = page(
        form(), 1, {"loai": "moi"}, [FieldError(field="chu_ho.xa", code="x", message="Not %(a)s", params={"a": 1})]
    )
    shown = {field.name: field for field in fields_of(model)}
    assert (model.number, model.count, model.title, model.titles) == (1, 2, "Chủ hộ", ("Chủ hộ", "Thành viên"))
    assert shown["loai"].widget is Widget.RADIO
    assert [option.selected for option in shown["loai"].options] == [True, False]
    assert not shown["ly_do"].visible
    assert shown["ly_do"].condition == '{"when":["==",["name","loai"],["is","khac"]],"item":""}'
    assert shown["chu_ho.dien_thoai"].required is False
    assert shown["chu_ho.ho_ten"].autocomplete == "name"
    assert shown["chu_ho.xa"].error == "Not 1"
    assert [(fault.href, fault.text) for fault in model.faults] == [("#chu_ho-xa", "Not 1")]


def test_what_depends_on_another_page_is_decided_by_the_server() -> None:
    from honglam.procedures.rules.forms import compile_form
    from tests.procedures.samples import FORMATS, definition

    text = {"type": "string"}
    pages = [
        {"title": "1", "sections": [{"fields": [{"ref": "a"}]}]},
        {"title": "2", "sections": [{"fields": [{"ref": "b", "visible_when": 'a == "x"'}]}]},
    ]
    compiled = compile_form(definition({"properties": {"a": text, "b": text}}, {"pages": pages}), FORMATS)
    assert list(fields_of(page(compiled, 2, {"a": "y"}))) == []
    assert [field.condition for field in fields_of(page(compiled, 2, {"a": "x"}))] == [""]


def test_items_on_a_page() -> None:
    model = page(form(), 2, {"thanh_vien": [{"ho_ten": "A"}]})
    repeat = model.sections[0].repeat
    assert repeat is not None
    assert (repeat.name, repeat.can_add, len(repeat.items)) == ("thanh_vien", True, 1)
    assert repeat.items[0].removable
    assert [field.name for field in repeat.items[0].fields] == [
        "thanh_vien.0.ho_ten",
        "thanh_vien.0.nam_sinh",
        "thanh_vien.0.thu_nhap",
    ]


def test_a_calculated_answer_is_shown_and_cannot_be_typed() -> None:
    shown = {field.name: field for field in fields_of(page(form(), 2, GOOD_ANSWERS))}
    assert shown["tong_thu_nhap"].read_only
    assert shown["tong_thu_nhap"].value == "5.000.000"
    assert "sum" in shown["tong_thu_nhap"].formula


def test_summary_in_words() -> None:
    first, second = summarise(form(), {**GOOD_ANSWERS, "tong_thu_nhap": 1}, ON, WORDS)
    rows = {row.label: row.value for group in first.groups for row in group.rows}
    assert rows["Loại việc"] == "Đăng ký mới"
    assert rows["Ngày sinh"] == "12/03/1985"
    assert rows["Xã nơi ở"] == "Xã An"
    assert rows["Điện thoại"] == ""
    assert "Lý do" not in rows
    assert [(group.title, group.number) for group in second.groups] == [
        ("Thành viên", 1),
        ("Thành viên", 2),
        ("", None),
    ]
    rows = {row.label: row.value for row in second.groups[2].rows}
    assert rows["Tổng thu nhập"] == "5.000.000\u00a0đ"
    assert rows["Thuộc hộ nghèo"] == "No"


def test_every_widget_goes_there_and_back() -> None:
    choices = [{"const": code, "title": code.upper()} for code in ("a", "b", "c", "d", "e")]
    properties = {
        "chu": {"type": "string"},
        "dai": {"type": "string"},
        "so": {"type": "integer"},
        "le": {"type": "number"},
        "tien": {"type": "integer", "format": "money"},
        "ngay": {"type": "string", "format": "date-vn"},
        "nam": {"type": "string", "format": "partial-date"},
        "it": {"type": "string", "enum": ["x", "y"]},
        "nhieu": {"type": "string", "oneOf": choices},
        "bac": {"type": "integer", "enum": [1, 2, 3]},
        "co": {"type": "boolean"},
        "co_khong": {"type": "boolean"},
        "chon": {"type": "array", "items": {"type": "string", "enum": ["p", "q", "r"]}},
        "xa": {"type": "string", "format": "commune"},
    }
    widgets = {"dai": "textarea", "co_khong": "radio"}
    compiled = small(properties, [{"ref": name, "widget": widgets.get(name)} for name in properties])
    answers = {
        "chu": "Một dòng", "dai": "Hai\ndòng", "so": 12345, "le": 1234.5, "tien": 1_215_000, "ngay": "2026-11-22",
        "nam": "1985", "it": "y", "nhieu": "e", "bac": 2, "co": True, "co_khong": False, "chon": ["p", "r"],
        "xa": "99002",
    }  # fmt: skip
    model = page(compiled, 1, answers)
    assert {field.name: field.widget.value for field in fields_of(model)} == {
        "chu": "text", "dai": "textarea", "so": "number", "le": "number", "tien": "money", "ngay": "date",
        "nam": "partial_date", "it": "radio", "nhieu": "select", "bac": "radio", "co": "checkbox", "co_khong": "radio",
        "chon": "checkboxes", "xa": "commune",
    }  # fmt: skip
    assert read_page(compiled, 1, sent_by_browser(model), {}, UNITS) == answers


_typed = st.text(alphabet="aAếđ 0123456789/.,-\n", max_size=12)
_answers = st.fixed_dictionaries(
    {},
    optional={
        "loai": st.sampled_from(["moi", "khac"]),
        "ly_do": _typed,
        "chu_ho": st.fixed_dictionaries(
            {},
            optional={
                "ho_ten": _typed,
                "so_dinh_danh": st.just("042085001234") | st.text("0123456789", max_size=9),
                "ngay_sinh": st.dates().filter(lambda day: 1900 < day.year < 2100).map(lambda day: day.isoformat()),
                "xa": st.sampled_from(["99001", "99002", "Xã không có"]),
            },
        ),
        "thanh_vien": st.lists(
            st.fixed_dictionaries(
                {}, optional={"ho_ten": _typed, "nam_sinh": st.just("1985"), "thu_nhap": st.integers(0, 10**9)}
            ),
            max_size=10,
        ),
        "so_ban": st.integers(0, 99),
        "ho_ngheo": st.booleans(),
        "co_uy_quyen": st.booleans(),
    },
)


@settings(max_examples=60, deadline=None)
@given(typed=_answers)
def test_sending_a_page_as_it_was_shown_changes_nothing(typed: dict[str, Any]) -> None:
    """What was read once from a browser is read again the same from the page that shows it."""
    answers = typed
    for number in (1, 2):
        answers = read(number, sent_by_browser(page(form(), number, answers)), answers)
    again = answers
    for number in (1, 2):
        again = read(number, sent_by_browser(page(form(), number, again)), again)
    assert compact(again) == compact(answers)
    assert again.get("so_ban") == typed.get("so_ban")
    assert again.get("chu_ho", {}).get("xa") == typed.get("chu_ho", {}).get("xa")


HOSTILE_NAMES = [
    *("loai", "chu_ho.ho_ten", "chu_ho.ngay_sinh-day", "chu_ho.ngay_sinh-year", "_count.thanh_vien", "so_ban"),
    *("thanh_vien.0.ho_ten", "thanh_vien.99.ho_ten", "chu_ho", "thanh_vien", "chu_ho.xa_text"),
]


@settings(max_examples=80, deadline=None)
@given(
    sent=st.dictionaries(
        st.sampled_from(HOSTILE_NAMES),
        st.lists(st.text(max_size=10), max_size=3),
    )
)
def test_no_input_breaks_reading(sent: dict[str, list[str]]) -> None:
    for number in (1, 2):
        answers = read(number, sent, {})
        page(form(), number, answers)
        summarise(form(), answers, ON, WORDS)
