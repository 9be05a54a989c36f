"""Texts of workbooks: as somebody would have typed them, and never a formula."""

from datetime import date, datetime

import pytest
from openpyxl import Workbook

from honglam.ui.workbook_cells import text_cell, text_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 11, 5), "05/11/2026"),
        (datetime(2026, 11, 5, 13, 0), "05/11/2026"),  # noqa: DTZ001 - as a workbook gives it
        ("  Hà Ti\u0303nh ", "Hà Tĩnh"),
        ("a\0b", "ab"),
        ("dài" * 10, "dàid"),
    ],
)
def test_a_text_as_it_would_be_typed(value: object, text: str) -> None:
    assert text_of(value, most=4 if value == "dài" * 10 else 100) == text


def test_a_text_stays_a_text() -> None:
    made = text_cell(Workbook().create_sheet(), "=cmd|' /C calc'!A0\x07")
    assert (made.data_type, made.value) == ("s", "=cmd|' /C calc'!A0")
