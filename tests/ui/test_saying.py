"""What templates say: in the visitor's language, filled, and never as markup that somebody typed."""

import re
from collections.abc import Iterator

import pytest
from django.utils import translation
from jinja2 import DictLoader, nodes
from markupsafe import Markup

from honglam.ui import tongues
from honglam.ui.environment import environment
from tests.database import ROOT

VALUE = re.compile(r"%\((\w+)\)")


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    """As visitors come."""
    with translation.override("vi"):
        yield


def drawn(template: str, *, autoescape: bool = True, **given: object) -> str:
    """The template as a page of ours."""
    env = environment(loader=DictLoader({"page": template}), autoescape=autoescape)
    return env.get_template("page").render(**given)


def test_it_speaks_the_language_of_each_visitor() -> None:
    for _ in range(2):
        assert drawn('{{ _("Worklist") }}|{% trans %}Worklist{% endtrans %}') == "Việc cần xử lý|Việc cần xử lý"
        with translation.override("en"):
            assert drawn('{{ _("Worklist") }}') == "Worklist"


@pytest.mark.parametrize("typed", ["<img src=x onerror=alert(1)>", '" autofocus onfocus="alert(1)', "a & b's"])
def test_what_somebody_typed_stays_text(typed: str) -> None:
    said = drawn('<p title="{{ _(name) }}">{{ _(name) }}</p>', name=typed)
    escaped = drawn('<p title="{{ name }}">{{ name }}</p>', name=typed)
    assert said == escaped


def test_a_word_that_is_ours_or_the_packs_is_called_in_the_visitors_tongue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tongues, "_lookups", [{"Duyệt": "Approve"}.get])
    page = "{% for word in ('Worklist', 'Duyệt', 'Ký <b>', '') %}{{ called(word) }}|{% endfor %}"
    assert drawn(page) == "Việc cần xử lý|Duyệt|Ký &lt;b&gt;||"
    with translation.override("en"):
        assert drawn(page) == 'Worklist|Approve|<span lang="vi">Ký &lt;b&gt;</span>||'


def test_values_are_escaped_unless_they_are_markup() -> None:
    assert drawn('{{ _("Step %(n)s", n=one) }}', one="<b>") == drawn('{{ _("Step %(n)s", n="&lt;b&gt;" | safe) }}')
    assert "<b>1</b>" in drawn('{{ _("Step %(n)s", n=one) }}', one=Markup("<b>1</b>"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("100% online", "100% online"),
        ("Nhanh 50%", "Nhanh 50%"),
        ("đúng 100%% hạn", "đúng 100% hạn"),
        ("Bước %(n)s", "Bước %(n)s"),
    ],
)
def test_a_per_cent_sign_is_one(text: str, shown: str) -> None:
    assert drawn("{{ _(text) }}", text=text) == shown


def test_a_value_that_is_lacking_among_others_is_our_mistake() -> None:
    with pytest.raises(KeyError):
        drawn('{{ _("Step %(n)s", m=1) }}')


def test_our_own_words_are_given_their_values() -> None:
    """Shown to a visitor, “Step %(n)s” would be a fault that no error tells."""
    env, looked, lacking = environment(loader=DictLoader({})), 0, []
    for path in sorted((ROOT / "src").rglob("jinja2/**/*.html")):
        for call in env.parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
            said = call.args[0] if call.args else None
            if not (isinstance(call.node, nodes.Name) and call.node.name in ("_", "gettext")):
                continue
            if isinstance(said, nodes.Const) and call.dyn_kwargs is None:
                looked += 1
                given = {pair.key for pair in call.kwargs}
                lacking += [(path.name, said.value) for name in VALUE.findall(said.value) if name not in given]
    assert looked > 2000
    assert lacking == []


def test_plain_text_is_not_escaped() -> None:
    assert drawn('{{ _("Step %(n)s", n=one) }}', autoescape=False, one="<b>").endswith("<b>")
