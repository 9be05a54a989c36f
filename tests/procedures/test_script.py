"""Form pages in a real browser: questions come and go, sums are worked out, the script thinks like the server."""

import json
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.utils import translation
from playwright.sync_api import Browser, Page

from honglam.kernel import registry
from honglam.kernel.expressions import ExpressionError, evaluate, parse, to_json
from honglam.procedures.rules.browser import read_page
from honglam.procedures.rules.forms import compile_form
from honglam.procedures.rules.pages import page_model
from honglam.ui import branding
from tests.procedures.figures import MONEY, NUMBERS
from tests.procedures.samples import FORMATS, GOOD_ANSWERS, ON, TODAY, UNITS, WORDS, definition, form, small
from tests.ui import browser as helper

SOURCE = """{% extends "ui/plain.html" %}
{% from "procedures/form/page.html" import form_page with context %}
{% block content %}<h1>Form</h1><form method="post" novalidate>{{ form_page(model) }}</form>{% endblock %}
{% block scripts %}<script src="{{ static('procedures/form.js') }}" defer></script>{% endblock %}"""


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No database: the neutral name, no menu of other blocks."""
    monkeypatch.setattr(branding, "_provider", [])
    monkeypatch.setattr(registry, "menu", registry.Registry("menu"))


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    """A tab that must not complain."""
    with helper.page(chromium, width=1280) as (page, complaints):
        yield page
        assert complaints == []


def draw(tab: Page, compiled: Any, answers: dict[str, Any], number: int = 1) -> None:
    model = page_model(compiled, version_id=1, page=number, answers=answers, context=ON, errors=[], words=WORDS)
    with translation.override("vi"):
        helper.show(tab, SOURCE, model=model)


NAMES: dict[str, Any] = {
    "so": 3,
    "le": 2.5,
    "chu": "nam",
    "trong": "",
    "vang": None,
    "co": True,
    "khong": False,
    "ngay": "2020-02-29",
    "nam_sinh": "1966",
    "ds": [{"a": 1, "b": "x"}, {"a": 2}, {"b": "y"}],
    "chon": ["p", "q"],
    "o": {"p": {"q": 7}},
}
EXPRESSIONS = [
    "so", "le", "chu", "vang", "la.la", "o.p.q", "ds.a", "ds.b", "len(ds)", "sum(ds.a)", "min(ds.a)", "max(ds.a)",
    "1 + 2 * 3 - 4 / 2", "0.1 + 0.2", "-so + le", "so * vang", "chu + '!'", "so == 3", "so == '3'", "co == 1",
    "vang == null", "la == null", "vang < 1", "vang >= 1", "so > 2 and chu == 'nam'", "so > 5 or co", "not khong",
    "not trong", "trong == ''", "chu in ['nam', 'nu']", "chu not in ['nu']", "'p' in chon", "1 in vang", "so in [3.0]",
    "age(ngay, today)", "age(nam_sinh, today)", "age(chu, today)", "days_between(ngay, today)", "round(2.5)",
    "round(-2.5)", "round(10 / 3, 2)", "round(123456, -3)", "round(vang)", "len(chu)", "len(vang)", "sum(1, 2, vang)",
    "min(chon)",
    "ngay < today", "'a' < 'b'", "'a' < 1", "[so, chu, vang]", "so != 3", "(so + 1) * 2 >= 8", "sum(ds.a) / len(ds)",
    "age(ngay, '2026-02-28')", "age(ngay, '2026-03-01')", "not (so > 1 and so < 4)", "true and vang", "co or vang",
]  # fmt: skip


def test_the_script_thinks_like_the_server(tab: Page) -> None:
    draw(tab, form(), {})
    trees = [to_json(parse(source)) for source in EXPRESSIONS]
    names = {**NAMES, "today": TODAY.isoformat()}
    script = (
        "([trees, names]) => trees.map((tree) => hlForm.evaluate(tree, names)).map((v) => v === undefined ? null : v)"
    )
    there = tab.evaluate(script, [json.loads(json.dumps(trees)), names])
    here = [evaluate(parse(source), {**NAMES, "today": date(2026, 11, 22)}) for source in EXPRESSIONS]
    differing = [
        (source, theirs, ours)
        for source, theirs, ours in zip(EXPRESSIONS, there, here, strict=True)
        if theirs != ours and not (isinstance(ours, float) and abs(ours - theirs) < 1e-8)
    ]
    assert differing == []


def test_faults_of_the_server_break_nothing_on_the_page(tab: Page) -> None:
    draw(tab, form(), {})
    for source in ("1 / 0", "chu * 2", "-chu", "1 in chu"):
        with pytest.raises(ExpressionError):
            evaluate(parse(source), NAMES)
        assert tab.evaluate("([tree, names]) => !hlForm.evaluate(tree, names)", [to_json(parse(source)), NAMES])


def test_a_question_comes_and_goes_with_the_answer_it_depends_on(tab: Page) -> None:
    draw(tab, form(), {"loai": "moi"})
    reason = tab.locator('[data-name="ly_do"]')
    assert not reason.is_visible()
    tab.get_by_label("Việc khác").check()
    assert reason.is_visible()
    tab.get_by_label("Đăng ký mới").check()
    assert not reason.is_visible()


def test_hidden_answers_hide_in_turn(tab: Page) -> None:
    text = {"type": "string"}
    fields = ["a", {"ref": "b", "visible_when": "a == 'x'"}, {"ref": "c", "visible_when": "b == 'y'"}]
    draw(tab, small({"a": text, "b": text, "c": text}, fields), {"a": "x", "b": "y"})
    assert tab.locator('[data-name="c"]').is_visible()
    tab.locator("#a").fill("z")
    assert not tab.locator('[data-name="b"]').is_visible()
    assert not tab.locator('[data-name="c"]').is_visible(), "what still stands in a hidden box does not count"


def test_dates_money_boxes_and_items_are_understood(tab: Page) -> None:
    text = {"type": "string"}
    properties = {
        "sinh": {"type": "string", "format": "date-vn"},
        "tien": {"type": "integer", "format": "money"},
        "chon": {"type": "array", "items": {"type": "string", "enum": ["p", "q"]}},
        "co": {"type": "boolean"},
        **{f"m{n}": text for n in range(4)},
    }
    conditions = ["age(sinh, today) < 6", "tien > 1000000", "'q' in chon", "co"]
    fields = ["sinh", "tien", "chon", "co", *({"ref": f"m{n}", "visible_when": c} for n, c in enumerate(conditions))]
    draw(tab, small(properties, fields), {})
    shown = [tab.locator(f'[data-name="m{n}"]') for n in range(4)]
    assert [one.is_visible() for one in shown] == [False] * 4
    for name, value in (("sinh-day", "1"), ("sinh-month", "2"), ("sinh-year", "2025"), ("tien", "1.215.000")):
        tab.locator(f'[name="{name}"]').fill(value)
    tab.get_by_label("q", exact=True).check()
    tab.locator("#co").check()
    assert [one.is_visible() for one in shown] == [True] * 4


def test_sums_are_worked_out_while_typing(tab: Page) -> None:
    draw(tab, form(), GOOD_ANSWERS, number=2)
    total = tab.locator('[data-name="tong_thu_nhap"] output')
    assert total.inner_text() == "5.000.000"
    tab.locator('[name="thanh_vien.1.thu_nhap"]').fill("250.000")
    assert total.inner_text() == "5.250.000"


def test_pages_on_one_screen_answer_together(tab: Page) -> None:
    """At the counter all pages stand below each other: a part of the third may wait for an answer of the first."""
    text = {"type": "string"}
    sections = (
        {"fields": [{"ref": "loai"}]},
        {"visible_when": "loai == 'x'", "fields": [{"ref": "khac"}]},
        {"fields": [{"ref": "them", "visible_when": "khac == 'y'"}]},
    )
    pages = [{"title": f"Trang {at}", "sections": [section]} for at, section in enumerate(sections)]
    properties = {"loai": text, "khac": text, "them": text}
    compiled = compile_form(definition({"properties": properties, "required": []}, {"pages": pages}), FORMATS)
    models = [
        page_model(compiled, version_id=1, page=n, answers={}, context=ON, errors=[], words=WORDS, together=True)
        for n in (1, 2, 3)
    ]
    source = SOURCE.replace("{{ form_page(model) }}", "{% for model in models %}{{ form_page(model) }}{% endfor %}")
    with translation.override("vi"):
        helper.show(tab, source, models=models)
    other, more = tab.locator('[data-name="khac"]'), tab.locator('[data-name="them"]')
    assert (other.is_visible(), more.is_visible()) == (False, False)
    tab.locator("#loai").fill("x")
    assert (other.is_visible(), more.is_visible()) == (True, False)
    tab.locator("#khac").fill("y")
    assert more.is_visible()
    tab.locator("#loai").fill("z")
    assert (other.is_visible(), more.is_visible()) == (False, False)


PIECES = (
    ("", "-", "−", "--", "- ", "+", " "),
    ("0", "00", "7", "1215", "1.215", "1,215", "1 215", "1\u00a0215", "1\u2009215", "1.215.000", "1,215,000", "1.215,5",
     "1,215.5", "1215,5", "3.5", "3,", ",5", "1.21", "12.1500", "1.215 000", "9" * 15, "9" * 16, "9" * 16 + ",5", "1e3",
     "１２", "abc", "NaN", "Infinity", "0x10"),
    ("", " đ", "đ.", " ĐỒNG", " đo\u0302\u0300ng", "₫", " vnd", "%", " "),
)  # fmt: skip


def test_the_script_reads_numbers_as_the_server_does(tab: Page) -> None:
    compiled = small({"so": {"type": "number"}, "tien": {"type": "integer", "format": "money"}}, ["so", "tien"])
    draw(tab, compiled, {})
    typed = ["".join(parts) for parts in product(*PIECES)] + [text for text, _ in (*MONEY, *NUMBERS)]
    script = "(all) => all.map((text) => ['number', 'money'].map((widget) => hlForm.figure(text, widget)))"
    there = tab.evaluate(script, typed)
    here = [read_page(compiled, 1, {"so": [text], "tien": [text]}, {}, UNITS) for text in typed]
    differing = [
        (text, theirs, ours)
        for text, theirs, ours in zip(typed, there, here, strict=True)
        if theirs != [ours.get("so"), ours.get("tien")]
    ]
    assert differing == []


def test_a_sum_of_what_is_no_number_is_none(tab: Page) -> None:
    properties = {"a": {"type": "number"}, "b": {"type": "number"}, "ca": {"type": "number"}, "it": {"type": "number"}}
    formulas = [{"ref": "ca", "formula": "sum(a, b)"}, {"ref": "it", "formula": "min(a, b)"}]
    draw(tab, small(properties, [*properties], calculated=formulas), {})
    total, least = (tab.locator(f'[data-name="{name}"] output') for name in ("ca", "it"))
    tab.locator("#a").fill("120,125")
    tab.locator("#b").fill("1.000")
    assert (total.inner_text(), least.inner_text()) == ("1.120,125", "120,125")
    tab.locator("#b").fill("abc")
    assert (total.inner_text(), least.inner_text()) == ("–", "–")


def test_without_scripts_everything_that_may_apply_is_shown(chromium: Browser) -> None:
    with helper.page(chromium, width=390, java_script_enabled=False) as (tab, _):
        draw(tab, form(), {"loai": "moi"})
        assert tab.locator('[data-name="ly_do"]').is_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_inaccessible_or_cut_off(chromium: Browser, width: int) -> None:
    with helper.page(chromium, width=width) as (tab, _):
        for number in (1, 2):
            draw(tab, form(), GOOD_ANSWERS, number=number)
            tab.add_script_tag(path=str(helper.AXE))
            found = tab.evaluate(
                "async () => (await axe.run()).violations.map((v) => [v.id, v.nodes.map((n) => n.html)])"
            )
            assert found == []
            assert tab.evaluate("document.documentElement.scrollWidth") <= width
