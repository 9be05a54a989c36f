"""A workbook: hostile ones refused, every fault at its cell, shown before it is taken, taken whole or not at all."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from honglam.directory import api as directory
from honglam.directory.contracts import (
    ImportAction,
    ImportChanged,
    ImportReport,
    NotAWorkbook,
    WorkbookTooLarge,
)
from honglam.directory.forms import workbook
from honglam.directory.forms.imports import read_rows, sheets
from honglam.directory.models import Absence, Agency, Holding, Post
from honglam.directory.queries import exports
from honglam.directory.services.imports import check_import, take_import
from honglam.identity.models import Account
from honglam.kernel.models import AuditEntry, OutboxMessage
from honglam.kernel.values import SYSTEM, Actor
from honglam.ui import workbooks
from tests.directory.people import AT, administrator, holding, local_administrator, post_id
from tests.directory.test_pages import browser_of

Rows = Sequence[Sequence[Any]]

AGENCY_HEAD = ("Mã cơ quan", "Tên đầy đủ", "Loại", "Cấp", "Cơ quan cấp trên", "Đơn vị hành chính", "Ngày đầu")
POST_HEAD = ("Mã cơ quan", "Mã vị trí", "Chức danh", "Quyền", "Số người")
STAFF_HEAD = (
    "Họ và tên",
    "Thư điện tử công vụ hoặc số di động",
    "Mã cơ quan",
    "Mã vị trí",
    "Hình thức giữ vị trí",
    "Ngày đầu",
    "Ngày cuối",
    "Chuyển từ",
)
ABSENCE_HEAD = (
    "Thư điện tử công vụ hoặc số di động",
    "Mã cơ quan",
    "Mã vị trí",
    "Vắng từ ngày",
    "Vắng đến ngày",
    "Người làm thay",
)


def book(**sheets_by_title: Rows) -> bytes:
    """A workbook with these sheets; each begins with its headings. Underscores in titles are blanks."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets_by_title.items():
        sheet = made.create_sheet(title.replace("_", " "))
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def checked(content: bytes, actor: Actor = SYSTEM) -> ImportReport:
    return check_import(actor=actor, rows=read_rows(content), at=AT)


def faults(report: ImportReport) -> list[tuple[str, str]]:
    return [(f"{line.sheet}!{fault.cell}", fault.error.code) for line in report.lines for fault in line.faults]


def actions(report: ImportReport) -> list[str]:
    return [line.action.value for line in report.lines]


WHOLE = {
    "Cơ_quan": [
        AGENCY_HEAD,
        ("P-MOI", "Phòng Mới", "Phòng", "Cấp tỉnh", "SO-MAU", "99", date(2026, 1, 1)),
        ("TO-MOI", "Tổ Mới", "division", "province", "p-moi", 99, "01/02/2026"),
    ],
    "Vị_trí": [POST_HEAD, ("P-MOI", "CV", "Chuyên viên", "Giải quyết hồ sơ; clerk", 3)],
    "Nhân_sự": [
        STAFF_HEAD,
        (
            "Lê Thị Mới",
            "moi@example.vn",
            "P-MOI",
            "CV",
            None,
            datetime(2026, 2, 1),  # noqa: DTZ001 - a cell of Excel knows no zone
            None,
            None,
        ),
        ("Trần Văn Số", 912345678.0, "P-MOI", "CV", "Phụ trách", "2026-02-01", None, None),
        (None, "nguynvnan@example.vn", "P-MOI", "CV", "Giữ chức", "17/11/2026", None, "VP-XA-99001/CV"),
    ],
    "Vắng_mặt": [
        ABSENCE_HEAD,
        ("moi@example.vn", "P-MOI", "CV", "18/11/2026", "19/11/2026", "nguynvnan@example.vn"),
    ],
}


@pytest.mark.usefixtures("province")
def test_a_whole_workbook_is_tried_and_then_taken() -> None:
    holding("Nguyễn Văn An", "VP-XA-99001/CV")
    actor = administrator()
    content = book(**WHOLE)
    report = checked(content, actor)
    assert faults(report) == []
    assert actions(report) == ["create", "create", "create", "open", "open", "transfer", "absence"]
    assert not Agency.objects.filter(code="P-MOI").exists()
    assert not Account.objects.filter(email="moi@example.vn").exists()
    before = OutboxMessage.objects.count()
    done = take_import(actor=actor, rows=read_rows(content), digest=report.digest, at=AT)
    assert done == report
    assert Post.objects.get(agency__code="P-MOI").roles == ["processing_officer", "clerk"]
    assert Agency.objects.get(code="TO-MOI").parent == Agency.objects.get(code="P-MOI")
    assert Account.objects.get(full_name="Trần Văn Số").phone == "+84912345678"
    assert set(Holding.objects.filter(post__agency__code="P-MOI").values_list("kind", flat=True)) == {
        "holder",
        "acting",
    }
    assert Holding.objects.get(post=post_id("VP-XA-99001/CV")).valid_to == date(2026, 11, 16)
    assert Absence.objects.count() == 1
    assert OutboxMessage.objects.count() > before
    entry = AuditEntry.objects.get(action="directory.imported")
    assert entry.detail == {"create": 3, "open": 2, "transfer": 1, "absence": 1}


@pytest.mark.usefixtures("province")
def test_taking_it_again_changes_nothing() -> None:
    holding("Nguyễn Văn An", "VP-XA-99001/CV")
    content = book(**WHOLE)
    take_import(actor=SYSTEM, rows=read_rows(content), digest=checked(content).digest, at=AT)
    assert set(actions(checked(content))) == {"same"}


def staff(*rows: Sequence[Any]) -> bytes:
    """A workbook of appointments of Nguyễn Văn An: post, first day, last day."""
    who = "nguynvnan@example.vn"
    return book(Nhân_sự=[STAFF_HEAD, *[(None, who, "VP-XA-99001", post, None, *days, None) for post, *days in rows]])


@pytest.mark.usefixtures("province")
def test_a_row_that_would_prolong_an_appointment_is_refused_at_its_cell() -> None:
    """Also where the longer one would meet a later appointment: no page breaks over it."""
    held = holding("Nguyễn Văn An", "VP-XA-99001/CV")
    directory.end_holding(actor=SYSTEM, holding_id=held.id, last_day=date(2026, 11, 30), at=AT)
    holding("Nguyễn Văn An", "VP-XA-99001/CV", since=date(2026, 12, 10))
    report = checked(staff(("CV", "01/07/2025", "31/12/2026"), ("CV", "01/07/2025", "20/11/2026")))
    assert faults(report) == [("staff!G2", "not_prolonged")]
    assert actions(report) == ["refused", "end"]


@pytest.mark.usefixtures("province")
def test_who_was_taken_back_is_appointed_by_the_same_row() -> None:
    content = staff(("CV", "01/12/2026", None))
    held = holding("Nguyễn Văn An", "VP-XA-99001/CV", since=date(2026, 12, 1))
    assert actions(checked(content)) == ["same"]
    directory.end_holding(actor=SYSTEM, holding_id=held.id, last_day=date(2026, 11, 16), at=AT)
    take_import(actor=SYSTEM, rows=read_rows(content), digest=checked(content).digest, at=AT)
    assert Holding.objects.filter(post=post_id("VP-XA-99001/CV"), valid_to=None).count() == 1


@pytest.mark.usefixtures("province")
def test_nobody_goes_into_a_workbook_who_was_taken_back() -> None:
    held = holding("Nguyễn Văn An", "VP-XA-99001/CV", since=date(2026, 12, 1))
    directory.end_holding(actor=SYSTEM, holding_id=held.id, last_day=date(2026, 11, 16), at=AT)
    assert list(exports.staff_rows(actor=SYSTEM, on=date(2026, 11, 16))) == []


@pytest.mark.parametrize("far", ["01/01/0001", "0001-01-01", "31/12/9999", date(9999, 12, 31), datetime(2200, 1, 2)])  # noqa: DTZ001 - a cell of Excel knows no zone
@pytest.mark.usefixtures("province")
def test_a_day_too_far_away_is_a_fault_of_its_cell(far: Any) -> None:
    holding("Nguyễn Văn An", "VP-XA-99001/VT")
    row = (None, "nguynvnan@example.vn", "VP-XA-99001", "CV", None, far, None, "VP-XA-99001/VT")
    assert faults(checked(book(Nhân_sự=[STAFF_HEAD, row]))) == [("staff!F2", "far_day")]


EVERY_FAULT = [
    ("agencies!A2", "bad_code"),
    ("agencies!B2", "empty_cell"),
    ("agencies!C2", "unknown_word"),
    ("agencies!G2", "bad_day"),
    ("agencies!E3", "unknown_agency"),
    ("agencies!F4", "unknown_unit"),
    ("posts!D2", "unknown_word"),
    ("posts!E2", "bad_number"),
    ("posts!A3", "unknown_agency"),
    ("staff!B2", "contact_format"),
    ("staff!A3", "unknown_person"),
    ("staff!D4", "unknown_post"),
    ("staff!F5", "empty_cell"),
    ("staff!G6", "wrong_order"),
    ("staff!A7", "name_format"),
    ("staff!H8", "unknown_holding"),
]


@pytest.mark.usefixtures("province")
def test_every_fault_stands_at_its_cell_and_nothing_is_taken() -> None:
    content = book(
        Cơ_quan=[
            AGENCY_HEAD,
            ("SO MAU!", "", "Vụ", "Cấp tỉnh", "SO-MAU", "99", "31/02/2026"),
            ("P-MOI", "Phòng Mới", "Phòng", "Cấp tỉnh", "SO-KHAC", "99", date(2026, 1, 1)),
            ("P-HAI", "Phòng Hai", "Phòng", "Cấp tỉnh", "SO-MAU", "12345", date(2026, 1, 1)),
        ],
        Vị_trí=[POST_HEAD, ("SO-MAU", "CV", "Chuyên viên", "ngủ", "nhiều"), ("P-MOI", "CV", "Chuyên viên", "clerk", 1)],
        Nhân_sự=[
            STAFF_HEAD,
            ("Lê Thị Mới", "không phải", "SO-MAU", "GD", None, "01/11/2026", None, None),
            ("", "khongco@example.vn", "SO-MAU", "GD", None, "01/11/2026", None, None),
            ("Lê Thị Mới", "moi@example.vn", "SO-MAU", "KHONG", None, "01/11/2026", None, None),
            ("Lê Thị Mới", "moi@example.vn", "SO-MAU", "GD", None, None, None, None),
            ("Lê Thị Mới", "moi@example.vn", "SO-MAU", "GD", None, "02/11/2026", "01/11/2026", None),
            ("Lê Thị 9", "moi@example.vn", "SO-MAU", "GD", None, "02/11/2026", None, None),
            ("Lê Thị Mới", "moi@example.vn", "SO-MAU", "GD", None, "02/11/2026", None, "SO-MAU/VT"),
        ],
    )
    report = checked(content)
    assert faults(report) == EVERY_FAULT
    with pytest.raises(ImportChanged):
        take_import(actor=SYSTEM, rows=read_rows(content), digest=report.digest, at=AT)
    assert not Account.objects.filter(email="moi@example.vn").exists()


@pytest.mark.usefixtures("province")
def test_only_what_was_shown_is_taken() -> None:
    content = book(Vị_trí=[POST_HEAD, ("SO-MAU", "CV", "Chuyên viên", "clerk", 1)])
    shown = checked(content)
    Post.objects.create(agency=Agency.objects.get(code="SO-MAU"), code="CV", title="Khác", roles=["clerk"])
    with pytest.raises(ImportChanged):
        take_import(actor=SYSTEM, rows=read_rows(content), digest=shown.digest, at=AT)
    assert Post.objects.get(code="CV", agency__code="SO-MAU").title == "Khác"


@pytest.mark.usefixtures("province")
def test_an_administrator_imports_into_the_own_subtree_only() -> None:
    actor = local_administrator()
    content = book(
        Cơ_quan=[
            AGENCY_HEAD,
            ("P-XA", "Phòng", "Phòng", "Cấp xã", "UBND-XA-99001", "99001", "01/01/2026"),
            ("P-KHAC", "Phòng", "Phòng", "Cấp xã", "UBND-XA-99002", "99002", "01/01/2026"),
            ("SO-MAU", "Tên khác", "Sở", "Cấp tỉnh", "UBND-MAU", "99", "01/03/2025"),
        ],
        Vị_trí=[POST_HEAD, ("SO-MAU", "CV", "Chuyên viên", "clerk", 1)],
        Nhân_sự=[STAFF_HEAD, ("Lê Thị Mới", "moi@example.vn", "SO-MAU", "GD", None, "01/11/2026", None, None)],
    )
    assert actions(checked(content, actor)) == ["create", *["refused"] * 4]


@pytest.mark.usefixtures("province")
def test_what_is_exported_imports_as_the_same() -> None:
    holding("Nguyễn Văn An", "VP-XA-99001/CV")
    client = browser_of(holding("Quản Trị Viên", "UBND-MAU/QT"))
    response = client.get(reverse("directory:export"))
    assert "attachment" in response.headers["Content-Disposition"]
    report = checked(response.content)
    assert len(report.lines) > 20
    assert faults(report) == []
    assert set(actions(report)) == {ImportAction.SAME.value}


@pytest.mark.usefixtures("province")
def test_a_name_that_looks_like_a_formula_stays_a_name() -> None:
    Agency.objects.filter(code="SO-MAU").update(name='=HYPERLINK("http://x")')
    client = browser_of(holding("Quản Trị Viên", "UBND-MAU/QT"))
    found = load_workbook(io.BytesIO(client.get(reverse("directory:export")).content))
    cells = [cell for row in found["Cơ quan"].iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert [cell.data_type for cell in cells] == ["s"]


def test_the_template_has_every_sheet_with_notes() -> None:
    found = load_workbook(io.BytesIO(workbook.write_workbook((sheet, ()) for sheet in sheets())))
    assert found.sheetnames == ["Cơ quan", "Vị trí", "Nhân sự", "Vắng mặt"]
    assert found["Nhân sự"]["F1"].comment is not None
    content = io.BytesIO()
    found.save(content)
    assert read_rows(content.getvalue()) == []


class CountedRows:
    """How many rows the library hands out of any sheet."""

    def __enter__(self) -> "CountedRows":
        self.rows, self._patch = 0, pytest.MonkeyPatch()
        handed = ReadOnlyWorksheet._cells_by_row

        def counted(sheet: Any, *args: Any, **named: Any) -> Any:
            for row in handed(sheet, *args, **named):
                self.rows += 1
                yield row

        self._patch.setattr(ReadOnlyWorksheet, "_cells_by_row", counted)
        return self

    def __exit__(self, *_: object) -> None:
        self._patch.undo()


def test_columns_may_be_moved_left_out_and_added() -> None:
    (row,) = read_rows(
        book(
            Vị_trí=[
                ("Ghi chú", "chuc danh", "QUYỀN", "Mã vị trí", "Mã cơ quan"),
                ("x", "Thư ký", "clerk", "TK", "SO-MAU"),
            ]
        )
    )
    assert row.faults == ()
    assert row.columns == {"title": "B", "roles": "C", "code": "D", "agency": "E"}
    assert row.wish.post.seats == 1  # type: ignore[union-attr]


def test_the_english_template_is_read_too() -> None:
    (row,) = read_rows(
        book(Posts=[("Agency code", "Post code", "Title of the post", "Roles"), ("SO-MAU", "TK", "Thư ký", "Audits")])
    )
    assert row.faults == ()


def _zip(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _with_part(name: str, change: tuple[bytes, bytes]) -> bytes:
    """A good workbook with one passage of one part replaced."""
    good = book(Vị_trí=[POST_HEAD, ("SO-MAU", "TK", "Thư ký", "clerk", 1)])
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        parts = {item: archive.read(item) for item in archive.namelist()}
    assert change[0] in parts[name]
    parts[name] = parts[name].replace(*change)
    return _zip(parts)


ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 not really",
        b"%PDF-1.4",
        _zip({"hello.txt": b"no workbook"}),
        _zip({"[Content_Types].xml": b"<broken", "xl/workbook.xml": b"<broken"}),
        book(Khác=[("a", "b"), (1, 2)]),
        _with_part("xl/worksheets/sheet1.xml", (b"<sheetData>", b"<sheetData><row><c r='ZZZZ9'>")),
        _with_part("xl/workbook.xml", (b"<workbook", ENTITY + b"<workbook")),
        _with_part("xl/worksheets/sheet1.xml", (b"<worksheet", ENTITY + b"<worksheet")),
    ],
    ids=["empty", "cut", "pdf", "zip", "broken", "other sheets", "broken cells", "entities", "entities in a sheet"],
)
def test_what_is_no_workbook_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(NotAWorkbook):
        read_rows(content)


@pytest.mark.parametrize(
    "content",
    [
        b"x" * (workbooks.MAX_BYTES + 1),
        _zip({"xl/media/bomb": b"\0" * (workbooks.MAX_UNPACKED + 1)}),
        _zip({f"part{number}": b"" for number in range(workbooks.MAX_PARTS + 1)}),
        _with_part(
            "xl/worksheets/sheet1.xml", (b"<sheetData>", b"<sheetData><row r='1'>" + b"<c/>" * 20_000 + b"</row>")
        ),
    ],
    ids=["bytes", "bomb", "parts", "cells of a row"],
)
def test_what_is_too_large_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(WorkbookTooLarge):
        read_rows(content)


def test_more_rows_than_a_province_has_are_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 20)
    content = book(Vị_trí=[POST_HEAD, *[("SO-MAU", f"C{n}", "x", "clerk", 1) for n in range(21)]])
    with pytest.raises(WorkbookTooLarge):
        read_rows(content)


def test_a_cell_far_away_costs_nothing() -> None:
    content = _with_part("xl/worksheets/sheet1.xml", (b'r="A2"', b'r="XFD2"'))
    read_rows(content)


def test_a_row_far_below_costs_nothing() -> None:
    """The library makes every row that is missing above it."""
    far = b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
    content = _with_part("xl/worksheets/sheet1.xml", (b"</sheetData>", far))
    with CountedRows() as counted:
        read_rows(content)
    assert counted.rows < 60_000


def test_a_formula_counts_as_nothing_and_strange_letters_are_dropped() -> None:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = "Vị trí"
    sheet.append(list(POST_HEAD))
    sheet.append(["SO-MAU", "TK", "Thư\u200b\u202e ký", "clerk", "=1+1"])
    out = io.BytesIO()
    made.save(out)
    (row,) = read_rows(out.getvalue())
    assert row.wish.post.title == "Thư ký"  # type: ignore[union-attr]
    assert row.wish.post.seats == 1  # type: ignore[union-attr]


@pytest.mark.usefixtures("province")
def test_the_way_through_the_pages() -> None:
    client = browser_of(holding("Quản Trị Viên", "UBND-MAU/QT"))
    assert "Tải lên và kiểm tra" in client.get(reverse("directory:import")).content.decode()
    assert client.get(reverse("directory:import_template")).status_code == 200
    bad = client.post(reverse("directory:import"), {"workbook": SimpleUploadedFile("x.xlsx", b"PK nothing")})
    assert bad.status_code == 422
    assert "không phải tệp Excel" in bad.content.decode()
    assert client.post(reverse("directory:import")).status_code == 422
    content = book(Vị_trí=[POST_HEAD, ("SO-MAU", "CV", "Chuyên viên", "clerk", 1)])
    sent = client.post(reverse("directory:import"), {"workbook": SimpleUploadedFile("vi tri.xlsx", content)})
    address = sent.headers["Location"]
    text = client.get(address).content.decode()
    assert "Nhận tất cả 1 dòng" in text
    assert not Post.objects.filter(agency__code="SO-MAU", code="CV").exists()
    assert client.post(address, {"digest": "wrong"}).status_code == 422
    digest = text.split('name="digest" value="')[1].split('"')[0]
    assert client.post(address, {"digest": digest}).status_code == 302
    assert Post.objects.filter(agency__code="SO-MAU", code="CV").exists()
    stranger = Client()
    stranger.force_login(Account.objects.get(full_name="Quản Trị Viên"))
    assert stranger.get(address).status_code == 404


@pytest.mark.usefixtures("province")
def test_a_workbook_with_faults_offers_no_way_to_take_it() -> None:
    client = browser_of(holding("Quản Trị Viên", "UBND-MAU/QT"))
    content = book(Vị_trí=[POST_HEAD, ("SO-KHAC", "CV", "Chuyên viên", "ngủ", 1)])
    sent = client.post(reverse("directory:import"), {"workbook": SimpleUploadedFile("x.xlsx", content)})
    text = client.get(sent.headers["Location"]).content.decode()
    assert "Chưa thể nhận" in text
    assert "Vị trí!D2" in text
    assert "“ngủ” không có trong danh sách" in text
    assert 'name="digest"' not in text
