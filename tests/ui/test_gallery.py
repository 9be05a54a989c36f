"""Every component has an example that renders; an undefined name fails; nothing inline that the policy refuses."""

import re

import pytest
from django.template import engines
from django.test import Client
from jinja2 import UndefinedError

from honglam.ui import gallery, icons


@pytest.mark.parametrize("name", gallery.names())
def test_every_macro_is_shown_in_an_example(name: str) -> None:
    code = "".join(code for _, code in gallery.sources(name))
    missing = [macro for macro in gallery.macros(name) if not re.search(rf"\b{macro}\(", code)]
    assert gallery.macros(name), f"{name} has no macro"
    assert missing == []


@pytest.mark.parametrize("name", gallery.names())
def test_every_example_renders_without_anything_inline(name: str) -> None:
    for state in gallery.component(name).states:
        assert state.html.strip()
        assert not re.search(r"\sstyle=|<script|<style|\son[a-z]+=", state.html), state.title


def test_every_example_belongs_to_a_component() -> None:
    assert {path.stem for path in (gallery.HERE / "examples").glob("*.html")} == set(gallery.names())


@pytest.mark.parametrize("path", ["/ui/", "/ui/?face=desk", "/ui/status/"])
def test_living_page_answers(path: str) -> None:
    response = Client().get(path)
    assert response.status_code == 200
    assert "Thành phần giao diện" in response.content.decode()


def test_a_component_that_is_not_there() -> None:
    response = Client().get("/ui/khong-co/")
    text = response.content.decode()
    assert response.status_code == 404
    assert "Không tìm thấy trang này" in text
    assert "Mã tra cứu sự cố" in text


@pytest.mark.parametrize("code", ["{{ nobody }}", "{{ {}.nothing }}", "{% if nobody %}{% endif %}"])
def test_an_undefined_name_fails(code: str) -> None:
    with pytest.raises(UndefinedError):
        engines["jinja2"].from_string(code).render({})


def test_borrowed_macros_may_ask_for_what_is_not_given() -> None:
    code = (
        '{% from "govuk_frontend_jinja/components/accordion/macro.html" import govukAccordion %}'
        '{{ govukAccordion({"id": "a", "items": [{"heading": {"text": "Một"}, "content": {"text": "Hai"}}]}) }}'
    )
    assert "Hai" in engines["jinja2"].from_string(code).render({})


def test_words_are_escaped() -> None:
    code = '{% from "ui/components/input.html" import input %}{{ input("a", "<b>", value=\'"><script>\') }}'
    html = engines["jinja2"].from_string(code).render({})
    assert "<script>" not in html
    assert "<b>" not in html


def test_every_icon_draws() -> None:
    for name in icons.names():
        assert 'aria-hidden="true"' in icons.icon(name)
    assert 'aria-label="Quá &lt;hạn&gt;"' in icons.icon("alert", "Quá <hạn>")
