"""Tables as files: a cell is never a formula, whoever wrote it, and a list of any length flows."""

import csv
import io
from itertools import repeat

import pytest
from openpyxl import load_workbook

from honglam.ui.sheets import as_csv, as_file, as_stream, as_xlsx, csv_lines

FORMULAS = ["=1+1", "+84", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x"]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_is_quoted(text: str) -> None:
    (row,) = csv.reader(io.StringIO(as_csv([[text, f"a{text}"]]).decode("utf-8-sig"), newline=""))
    assert row == [f"'{text}", f"a{text}"]
    sheet = load_workbook(io.BytesIO(as_xlsx("Thử", [[text]], 0))).active
    assert sheet is not None and sheet["A1"].data_type != "f"


def test_numbers_stay_numbers_and_nothing_stays_empty() -> None:
    assert as_csv([[-5, 2.0, 1.5, None]]) == "\ufeff-5,2,1.5,\r\n".encode()


def test_rows_flow_one_by_one() -> None:
    lines = csv_lines(repeat(["không hết"]))
    assert [next(lines) for _ in range(3)][1:] == ["không hết\r\n".encode()] * 2


def test_files_have_a_name_and_nobody_keeps_them() -> None:
    for answer in (as_file("csv", "so", "Sổ", [["a"]]), as_file("xlsx", "so", "Sổ", [["a"]]), as_stream("so", [["a"]])):
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="so.')
    assert b"".join(as_stream("so", [["a"]])) == as_csv([["a"]])  # type: ignore[arg-type]
