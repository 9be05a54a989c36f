"""Golden pages: what a page looked like when somebody last looked at it. HONGLAM_GOLDEN=write renews them."""

import os
import re
from difflib import unified_diff
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "golden"
_MAIN = re.compile(r"<main.*?</main>", re.DOTALL)


def compare(name: str, html: str) -> None:
    """The main part of the page must equal the golden one, blanks aside."""
    found = _MAIN.search(html)
    assert found, "the page has no main part"
    lines = [line.strip() for line in found[0].splitlines()]
    shown = "\n".join(line for line in lines if line) + "\n"
    shown = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]*', r"\1…", shown)
    path = FOLDER / f"{name}.html"
    if os.environ.get("HONGLAM_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(shown, "utf-8")
    golden = path.read_text("utf-8")
    if golden != shown:
        pytest.fail("\n".join(unified_diff(golden.splitlines(), shown.splitlines(), str(path), "drawn", lineterm="")))
