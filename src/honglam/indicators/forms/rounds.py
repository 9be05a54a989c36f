"""What is typed into a form of a reporting round, and said with a verb."""

from collections.abc import Mapping
from datetime import date

from honglam.indicators.contracts import FormContent
from honglam.indicators.forms.asked import read_typed_day

CELL, ANSWER, REASON = "cell.", "answer.", "reason."


def read_content(typed: Mapping[str, str]) -> FormContent:
    """Cells, answers and reasons by the names of their fields."""
    return FormContent(
        cells=_under(typed, CELL),
        answers=_under(typed, ANSWER),
        reasons=_under(typed, REASON),
    )


def read_revision(typed: Mapping[str, str]) -> int:
    """The revision that the window opened with; one that nobody ever saw where it is missing."""
    text = typed.get("_revision", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


def read_number_of_page(text: str) -> int:
    """A page by its number, the first where it is none."""
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 7 else 1


def read_until(typed: Mapping[str, str]) -> date | None:
    """The day until which there is time. Raises NotADay."""
    return read_typed_day(typed, "until_on")


def _under(typed: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): text for name, text in typed.items() if name.startswith(prefix)}
