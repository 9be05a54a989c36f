"""Hostile containers: bombs in any part, entities anywhere and in any encoding; honest books pass."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from honglam.ui.workbooks import (
    MAX_CELLS,
    MAX_PARTS,
    MAX_SMALL,
    MAX_TAGS,
    MAX_UNPACKED,
    TooLarge,
    Unreadable,
    check_container,
)
from tests.files.samples import lying_archive

SHEET = "xl/worksheets/sheet1.xml"
DOCTYPE = "<!DOCTYPE a [<!ENTITY b 'c'>]>"


def book(parts: dict[str, bytes]) -> bytes:
    """A zip of parts."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("parts", "refusal"),
    [
        ({"xl/styles.xml": b"<a>" + b" " * MAX_SMALL + b"</a>"}, TooLarge),
        ({"xl/workbook.xml": b"<a>" + b" " * MAX_SMALL + b"</a>"}, TooLarge),
        ({SHEET: b" " * (MAX_UNPACKED // 2), "xl/sharedStrings.xml": b" " * (MAX_UNPACKED // 2 + 1)}, TooLarge),
        ({SHEET: b"<!-- " + b" " * 5000 + b"-->" + DOCTYPE.encode() + b"<a/>"}, Unreadable),
        ({SHEET: f"{DOCTYPE}<a/>".encode("utf-16")}, Unreadable),
        ({SHEET: f"{DOCTYPE}<a/>".encode("utf-16-le")}, Unreadable),
        ({SHEET: f"{DOCTYPE}<a/>".encode("utf-32")}, Unreadable),
        ({SHEET: b"<?xml version='1.0' encoding='utf-7'?>+ADwAIQ-DOCTYPE"}, Unreadable),
        ({SHEET: b"\xef\xbb\xbf<?xml version='1.0' encoding='cp037'?><a/>"}, Unreadable),
    ],
)
def test_a_hostile_part_is_refused(parts: dict[str, bytes], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        check_container(book(parts))


def sheet_of(rows: bytes) -> dict[str, bytes]:
    return {SHEET: b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"}


@pytest.mark.parametrize(
    "parts",
    [
        sheet_of(b"<row>" + b"<c/>" * (MAX_CELLS + 1) + b"</row>"),
        sheet_of(b"<row/>" * 9 + b"<x:row r='1'>" + b"<x:c></x:c>" * (MAX_CELLS + 1) + b"</x:row>"),
        {"xl/sharedStrings.xml": b"<sst>" + b"<si/>" * MAX_TAGS + b"</sst>"},
        sheet_of(b"<row><c/></row>" * (MAX_TAGS // 4)) | {"xl/sharedStrings.xml": b"<sst>" + b"<si/>" * 400_000},
    ],
    ids=["a wide row", "a wide row of another prefix", "texts", "in all"],
)
def test_what_would_become_millions_of_objects_is_refused(parts: dict[str, bytes]) -> None:
    with pytest.raises(TooLarge):
        check_container(book(parts))


def test_the_widest_row_of_office_programs_passes() -> None:
    check_container(book(sheet_of(b"<row>" + b"<c><v>1</v></c>" * MAX_CELLS + b"</row>" + b"<row><c/></row>" * 9)))


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_a_part_larger_than_its_header_says_is_refused(packing: int) -> None:
    """Whoever opens the book after the check unpacks such a part whole."""
    made = lying_archive(SHEET, b"<a/>" + b" " * 30_000_000, packing=packing, others={}, said=4)
    with pytest.raises(Unreadable):
        check_container(made)


def test_a_book_of_parts_that_would_fill_the_memory_is_not_listed() -> None:
    with pytest.raises(TooLarge):
        check_container(b"PK\x01\x02" * 20 * MAX_PARTS)


def test_an_honest_book_passes_with_many_cells_and_a_picture() -> None:
    made = Workbook(write_only=True)
    sheet = made.create_sheet("Biểu")
    for number in range(20_000):
        sheet.append([number, "Xã An", "<!DOCTYPE như chữ"])
    kept = io.BytesIO()
    made.save(kept)
    with zipfile.ZipFile(kept, "a") as archive:
        archive.writestr("xl/media/image1.png", bytes(range(256)) * 20)
        assert archive.getinfo(SHEET).file_size > MAX_SMALL
    check_container(kept.getvalue())
