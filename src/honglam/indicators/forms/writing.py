"""What is typed into a written report: its number and own words by the key of a piece."""

from collections.abc import Mapping
from datetime import date

from honglam.indicators.contracts import OwnWords, ReportInput
from honglam.indicators.forms.asked import read_typed_day

OWN, INSTEAD = "own.", "instead."


def read_report(typed: Mapping[str, str]) -> ReportInput:
    """The number, and the words of every field that stands on the page."""
    own = {
        name.removeprefix(OWN): OwnWords(
            text=text.replace("\r\n", "\n"), instead=bool(typed.get(INSTEAD + name.removeprefix(OWN)))
        )
        for name, text in typed.items()
        if name.startswith(OWN)
    }
    return ReportInput(number=typed.get("number", ""), own=own)


def read_day(typed: Mapping[str, str]) -> date | None:
    """A day inside the period that the report is about. Raises NotADay."""
    return read_typed_day(typed, "ngay")
