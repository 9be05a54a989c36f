"""Laws of words: every text translated, everything a keeper must know written down."""

import re

import pytest

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
    names = set(re.findall(r'env(?:_bool)?\("([A-Z0-9_]+)"', source))
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
