"""Laws of words: every text translated, everything a keeper must know written down."""

import re

import pytest
from babel.messages.pofile import read_po
from django.urls import Resolver404, resolve

from tests.house import tree
from tests.house.drawing import page_with_drawing
from tests.house.reference import PAGES


def documented(page: str) -> str:
    """A page of the documentation."""
    path = tree.ROOT / "docs" / page
    assert path.exists(), f"docs/{page} is missing"
    return path.read_text(encoding="utf-8")


def test_every_setting_of_the_environment_is_documented() -> None:
    source = (tree.SRC / "settings" / "base.py").read_text(encoding="utf-8")
    names = set(re.findall(r'env(?:_[a-z]+)?\("([A-Z0-9_]+)"', source))
    page = documented("operations/settings.md")
    assert sorted(name for name in names if f"`{name}`" not in page) == []


def test_no_address_and_no_index_in_locked_files() -> None:
    locked = [*(tree.ROOT / "requirements").glob("*.txt"), *tree.ROOT.rglob("package-lock.json")]
    assert locked
    # A lock file of npm names sponsors' pages; what must not stand in it is where packages were fetched from.
    forbidden = {".txt": r"https?://|--index|--find-links", ".json": r'"resolved"'}
    faults = [
        tree.name_of(path)
        for path in locked
        if "node_modules" not in path.parts and re.search(forbidden[path.suffix], path.read_text(encoding="utf-8"))
    ]
    assert faults == []


def test_the_drawing_shows_todays_contracts() -> None:
    page = documented("architecture.md")
    assert page_with_drawing(page) == page, "run: python -m tests.house.drawing"


@pytest.mark.parametrize("name", sorted(PAGES))
def test_events_sections_and_jobs_are_documented(name: str) -> None:
    assert documented(f"reference/{name}") == PAGES[name](), "run: python -m tests.house.reference"


def test_what_the_coverage_says_to_click_is_there() -> None:
    """Addresses of the table that hold no example (`…`, `<code>`) lead to a page."""
    told = re.findall(r"`(/[^`?…<]*)(?:\?[^`]*)?`", documented("coverage.md"))
    assert len(told) > 30
    assert [path for path in told if not _leads_somewhere(path)] == []


def _leads_somewhere(path: str) -> bool:
    try:
        return bool(resolve(path))
    except Resolver404:
        return False


def test_a_text_is_translated_alike_in_every_block() -> None:
    """All catalogues share one space of texts: of two translations the reader would see whichever comes first."""
    said: dict[tuple[object, object], dict[str, object]] = {}
    for path in sorted(tree.SRC.glob("*/locale/vi/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="vi"):
                if message.id and message.string:
                    key = (message.context, message.id if isinstance(message.id, str) else message.id[0])
                    said.setdefault(key, {})[path.relative_to(tree.SRC).parts[0]] = message.string
    assert {key: words for key, words in said.items() if len({str(word) for word in words.values()}) > 1} == {}


@pytest.mark.parametrize("page", ["one-machine.md", "several-machines.md"])
def test_settings_to_copy_can_be_read_by_systemd_and_by_a_shell(page: str) -> None:
    """Both read /etc/honglam.env: of a comment behind a value, a blank or an & each makes something else."""
    blocks = re.findall(r"```sh\n(.*?)```", documented(f"operations/{page}"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if re.match(r"[A-Z0-9_]+=", line)]
    assert len(lines) > 5
    assert [line for line in lines if not re.fullmatch(r"[A-Z0-9_]+='[^']*'", line)] == []
