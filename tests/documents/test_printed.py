"""The annex of money of a real report, printed again with its lines: which of its cells are proposed, and as what.

No PDF of the five reports is at hand. The annex is the one table whose cells their texts keep; it is set anew, with its
heads over two columns and its rows broken by pages, and held against what was written down by hand before tables of
PDFs were read (`printed/`). It says how well cells are told, nothing of scans and of other people's ways of drawing.
"""

import io
from pathlib import Path
from typing import Any

import typst
import yaml

from honglam.documents.rules.laying import as_text
from honglam.documents.rules.paragraphs import read_paragraphs
from honglam.documents.rules.tabling import find_cells
from honglam.files.contracts import MediaType, TableBlock
from honglam.files.gateways import extraction

HERE = Path(__file__).parent
COLUMNS = {"nq22": "Nguồn thực hiện NQ 22", "blended": "Lồng ghép từ các nguồn khác", "next": "Đề xuất kinh phí"}
MILLION = 1_000_000


def annex() -> list[list[str]]:
    """The rows of the table as the text has them; those that its pages broke are put together again."""
    lines = (HERE / "texts" / "bc-47-2019.txt").read_text(encoding="utf-8").splitlines()
    rows: list[list[str]] = []
    for line in (line for line in lines if "\t" in line):
        cells = (line.split("\t") + [""] * 8)[:8]
        if len(rows) > 1 and not cells[0] and cells[1] != "Tổng":
            rows[-1] = [f"{one} {more}".strip() for one, more in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    return rows


def printed(rows: list[list[str]]) -> bytes:
    """The table on A4 across, as the annex stands in the report."""
    heads = [f"table.cell(rowspan: 2)[{one}]" for one in rows[0][:5]]
    heads += [f"table.cell(colspan: 2)[{rows[0][5]}]", f"table.cell(rowspan: 2)[{rows[0][7]}]"]
    heads += [f"[{one}]" for one in rows[1][5:7]]
    cells = [f"[{one}]" for row in rows[2:] for one in row]
    source = (
        '#set page(paper: "a4", flipped: true, numbering: "1")\n#set text(size: 12pt)\nPhụ lục\n\n'
        f"#table(columns: (1fr, 5fr, 2fr, 2fr, 2fr, 2fr, 2fr, 2fr), table.header({', '.join(heads)}), "
        f"{', '.join(cells)})\n\nCác đơn vị căn cứ danh mục trên để thực hiện."
    )
    return typst.compile(source.encode())


def proposed(content: bytes) -> list[Any]:
    """The figures that are proposed out of cells."""
    found = extraction.extract(io.BytesIO(content), MediaType.PDF)
    text = as_text([one.rows if isinstance(one, TableBlock) else one for one in found.blocks])
    return find_cells(read_paragraphs(text, broken=True))


def test_each_number_that_stands_alone_in_a_cell_is_proposed_with_its_row_and_column() -> None:
    rows = annex()
    names = {row[0] or "total": row[1] for row in rows[2:]}
    truth = yaml.safe_load((HERE / "printed" / "bc-47-2019-phu-luc.yaml").read_text(encoding="utf-8"))["cells"]
    wanted = {(names[one["row"]][:40], COLUMNS[one["column"]], one["number"]) for one in truth}
    found = set()
    for one in proposed(printed(rows)):
        value = one.value / MILLION if one.unit == "đồng" else one.value
        row, _, head = one.what.partition(" – ")
        column = next((words for words in COLUMNS.values() if words in head), head)
        found.add((row[:40], column, int(value)))
    assert found == wanted, "all twelve and nothing else: precision and recall as docs/extraction.md says"
