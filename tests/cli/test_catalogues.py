"""Extraction, compilation and the check of translations, on a small block of its own."""

import gettext
import os
import textwrap
from pathlib import Path

import pytest

from honglam.cli import catalogues
from honglam.cli.catalogues import Block
from honglam.embedded.errors import MachineError

PYTHON = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext
from honglam.kernel.values import text_noop
A = _("Submit")
B = gettext_lazy("Name of %(who)s")
C = ngettext("%(count)s file", "%(count)s files", 2)
D = pgettext("month", "May")
E = text_noop("Refused")
"""
JINJA = """
{% trans name=x %}Hello, {{ name }}.{% endtrans %}
<p title="{{ _('In a template') }}">{{ _("From a variable") ~ count }}</p>
"""
VIETNAMESE = {
    "Submit": "Nộp",
    "Name of %(who)s": "Tên của %(who)s",
    "%(count)s file": "%(count)s tệp",
    "May": "Tháng Năm",
    "Refused": "Đã từ chối",
    "Hello, %(name)s.": "Xin chào %(name)s.",
    "In a template": "Trong mẫu",
    "From a variable": "Từ biến",
}


@pytest.fixture
def block(tmp_path: Path) -> Block:
    """A block with texts in Python and in a template, and one in a migration that does not count."""
    folder = tmp_path / "mau"
    for name, text in (
        ("views.py", PYTHON),
        ("jinja2/mau/page.html", JINJA),
        ("migrations/0001_initial.py", 'from x import _\n_("In a migration")\n'),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    return Block(folder)


def translate(block: Block, words: dict[str, str]) -> None:
    """Fill the catalogue."""
    catalog = catalogues.read_catalogue(block)
    for message in catalog:
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            message.string = (words[key],) if message.pluralizable else words[key]
    with block.po.open("wb") as file:
        catalogues.write_po(file, catalog)


def test_texts_of_python_and_templates_are_found_and_spoken(block: Block) -> None:
    assert catalogues.extract(block) == len(VIETNAMESE)
    translate(block, VIETNAMESE)
    assert list(catalogues.check(block)) == []
    catalogues.compile_all([block])
    with block.mo.open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    assert spoken.gettext("Refused") == "Đã từ chối"
    assert spoken.ngettext("%(count)s file", "%(count)s files", 5) == "%(count)s tệp"
    assert spoken.pgettext("month", "May") == "Tháng Năm"
    assert spoken.gettext("Hello, %(name)s.") == "Xin chào %(name)s."


def test_each_kind_of_hole_is_named(block: Block) -> None:
    catalogues.extract(block)
    translate(block, VIETNAMESE | {"Submit": "", "Name of %(who)s": "Tên của %(ai)s"})
    (block.folder / "more.py").write_text('_("Added later")\n', encoding="utf-8")
    text = block.po.read_text(encoding="utf-8")
    block.po.write_text(text.replace('msgid "Refused"', '#, fuzzy\nmsgid "Refused"'), encoding="utf-8")
    faults = list(catalogues.check(block))
    assert len(faults) == 4
    for words in (
        "more.py: not in the catalogue: 'Added later'",
        "'Name of %(who)s'",
        "marked fuzzy: 'Refused'",
        "not translated: 'Submit'",
    ):
        assert len([fault for fault in faults if words in fault]) == 1, words


def test_extracting_again_keeps_translations_and_drops_what_is_gone(block: Block) -> None:
    catalogues.extract(block)
    translate(block, VIETNAMESE)
    (block.folder / "views.py").write_text('_("Submit"); _("New")\n', encoding="utf-8")
    catalogues.extract(block)
    text = block.po.read_text(encoding="utf-8")
    assert 'msgstr "Nộp"' in text
    assert 'msgid "New"' in text
    assert "Refused" not in text


def test_a_catalogue_is_compiled_only_when_it_changed(block: Block) -> None:
    catalogues.extract(block)
    catalogues.compile_all([block])
    first = block.mo.stat().st_mtime_ns
    catalogues.compile_all([block])
    assert block.mo.stat().st_mtime_ns == first
    assert {path.name for path in block.mo.parent.iterdir()} == {"django.mo", "django.po"}


def test_an_older_catalogue_of_another_release_is_compiled_too(block: Block) -> None:
    catalogues.extract(block)
    translate(block, VIETNAMESE)
    catalogues.compile_all([block])
    translate(block, VIETNAMESE | {"Submit": "Gửi"})
    os.utime(block.po, (1_000_000_000, 1_000_000_000))
    catalogues.compile_all([block])
    with block.mo.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Submit") == "Gửi"


def test_an_unknown_block_is_refused_by_name() -> None:
    with pytest.raises(MachineError, match="no block nowhere"):
        catalogues.find_blocks(["nowhere"])


def test_a_folder_that_is_closed_to_us_is_said_with_what_to_do(block: Block) -> None:
    catalogues.extract(block)
    block.mo.with_suffix(f".{os.getpid()}.mo").mkdir()  # even root cannot write a file where a folder stands
    with pytest.raises(MachineError, match=r"translations of mau are not made yet.*install\.py run"):
        catalogues.compile_all([block])


def test_what_is_made_already_needs_no_open_folder(block: Block) -> None:
    catalogues.extract(block)
    catalogues.compile_all([block])
    block.mo.with_suffix(f".{os.getpid()}.mo").mkdir()
    catalogues.compile_all([block])
