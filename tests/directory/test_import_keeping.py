"""A workbook changes what it says, nothing else: what is left out stays, whom it means is certain, ends are refused."""

from collections.abc import Sequence
from datetime import date
from time import monotonic
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from honglam.directory.contracts import AgencyKind, PostRole, TooManyChanges
from honglam.directory.forms.imports import read_import, read_rows
from honglam.directory.models import Agency, Holding, Post
from honglam.directory.services import imports
from honglam.directory.services.imports import take_import
from honglam.identity.contracts import AccountKind
from honglam.identity.models import Account
from honglam.kernel.values import SYSTEM
from tests.directory.people import AT, holding, local_administrator, person, post_id
from tests.directory.test_imports import (
    ABSENCE_HEAD,
    AGENCY_HEAD,
    POST_HEAD,
    STAFF_HEAD,
    actions,
    book,
    checked,
    faults,
)
from tests.directory.test_pages import browser_of

pytestmark = pytest.mark.usefixtures("province")


def taken(content: bytes) -> None:
    report = checked(content)
    assert faults(report) == []
    take_import(actor=SYSTEM, rows=read_rows(content), digest=report.digest, at=AT)


def test_columns_that_are_left_out_keep_what_is_known() -> None:
    before = Agency.objects.filter(code="SO-MAU").values().get()
    content = book(Cơ_quan=[("Mã cơ quan", "Tên viết tắt", "Loai co quan"), ("SO-MAU", "SMM", "")])
    (line,) = checked(content).lines
    assert (line.action.value, [(one.field, one.before, one.after) for one in line.changes]) == (
        "change",
        [("short_name", "SM", "SMM")],
    )
    taken(content)
    after = Agency.objects.filter(code="SO-MAU").values().get()
    changed = {field for field, value in after.items() if value != before[field]}
    assert changed == {"short_name", "search"}
    seats = Post.objects.get(pk=post_id("MC-MAU/TN"))
    taken(book(Vị_trí=[POST_HEAD[:3], ("MC-MAU", "TN", "Cán bộ một cửa")]))
    renamed = Post.objects.get(pk=seats.pk)
    assert (renamed.title, renamed.roles, renamed.seats) == ("Cán bộ một cửa", seats.roles, seats.seats)


def test_what_was_not_read_is_named() -> None:
    content = book(
        Cơ_quan=[("Mã cơ quan", "Tên đầy đủ", "Dien thoai"), ("SO-MAU", "Sở Mẫu", "0239")],
        Ghi_chú=[("a",)],
        Vị_trí=[("Không", "Có", "Đầu đề")],
    )
    assert list(read_import(content).unread) == ["Cơ quan!Dien thoai", "Ghi chú", "Vị trí"]


@pytest.mark.parametrize("left_out", [2, 3, 5])
def test_something_new_says_what_it_is(left_out: int) -> None:
    row = ["P-MOI", "Phòng Mới", "Phòng", "Cấp tỉnh", "SO-MAU", "99", date(2026, 1, 1)]
    head = [text for at, text in enumerate(AGENCY_HEAD) if at != left_out]
    cells = [text for at, text in enumerate(row) if at != left_out]
    assert faults(checked(book(Cơ_quan=[head, cells]))) == [("agencies!2", "column_needed")]
    row[left_out] = ""
    assert [code for _, code in faults(checked(book(Cơ_quan=[AGENCY_HEAD, row])))] == ["empty_cell"]


def test_no_row_ends_or_revives_an_agency() -> None:
    head = ("Mã cơ quan", "Ngày cuối")
    content = book(Cơ_quan=[head, ("SO-MAU", "30/11/2026"), ("SO-CU", ""), ("SO-CU", "28/02/2025")])
    report = checked(content)
    assert faults(report) == [("agencies!B2", "ended_elsewhere"), ("agencies!B3", "ended_elsewhere")]
    assert actions(report)[2] == "same"
    ended = ("P-XUA", "Phòng Xưa", "Phòng", "Cấp tỉnh", "SO-MAU", "99", date(2025, 4, 1), date(2025, 5, 1))
    assert actions(checked(book(Cơ_quan=[(*AGENCY_HEAD, "Ngày cuối"), ended]))) == ["create"]


def test_a_name_that_is_not_that_of_the_account_is_a_fault_at_its_cell() -> None:
    holding("Nguyễn Văn An", "VP-XA-99001/CV")
    who = "nguynvnan@example.vn"
    content = book(
        Nhân_sự=[
            STAFF_HEAD,
            ("Lê Thị Mới", who, "VP-XA-99001", "VT", None, "01/11/2026", None, None),
            ("Lê Thị Mới", who, "VP-XA-99001", "CV", None, "01/07/2025", "30/11/2026", None),
            ("nguyễn văn an", who, "VP-XA-99001", "VT", None, "01/11/2026", None, None),
            (None, who, "UBND-XA-99001", "CT", None, "01/11/2026", None, None),
            ("Lê Thị Mới", "moi@example.vn", "VP-XA-99001", "VT", None, "01/11/2026", None, None),
        ]
    )
    report = checked(content)
    assert faults(report) == [("staff!A2", "other_name"), ("staff!A3", "other_name")]
    assert actions(report)[2:] == ["appoint", "appoint", "open"]
    assert [line.title for line in report.lines[2:4]] == ["Nguyễn Văn An"] * 2


def test_a_contact_of_a_citizen_tells_an_administrator_nothing() -> None:
    citizen = person("Công Dân", AccountKind.CITIZEN)
    row = (None, citizen.email, "VP-XA-99001", "CV", None, "01/11/2026", None, None)
    (line,) = checked(book(Nhân_sự=[STAFF_HEAD, row]), local_administrator()).lines
    assert [fault.error.code for fault in line.faults] == ["not_staff"]
    assert "Công Dân" not in f"{line}"


@pytest.mark.parametrize(
    ("sheet", "field", "code", "expected"),
    [
        ("Cơ_quan", 0, "P/MOI", "bad_code"),
        ("Cơ_quan", 0, "P" * 61, "long_cell"),
        ("Cơ_quan", 4, "SO/MAU", "bad_code"),
        ("Vị_trí", 1, "C/V", "bad_code"),
        ("Vị_trí", 1, "C" * 41, "long_cell"),
    ],
)
def test_codes_that_no_address_could_carry_are_refused(sheet: str, field: int, code: str, expected: str) -> None:
    rows: dict[str, list[Any]] = {
        "Cơ_quan": ["P-MOI", "Phòng Mới", "Phòng", "Cấp tỉnh", "SO-MAU", "99", date(2026, 1, 1)],
        "Vị_trí": ["SO-MAU", "CV", "Chuyên viên", "clerk", 1],
    }
    heads: dict[str, Sequence[str]] = {"Cơ_quan": AGENCY_HEAD, "Vị_trí": POST_HEAD}
    rows[sheet][field] = code
    assert [one for _, one in faults(checked(book(**{sheet: [heads[sheet], rows[sheet]]})))] == [expected]


def test_a_post_that_ends_the_day_before_is_left_by_a_transfer() -> None:
    held = holding("Nguyễn Văn An", "VP-XA-99001/CV")
    Holding.objects.filter(pk=held.id).update(valid_to=date(2026, 11, 30))
    who = "nguynvnan@example.vn"
    row = (None, who, "VP-XA-99001", "VT", None, "01/12/2026", None, "VP-XA-99001/CV")
    assert actions(checked(book(Nhân_sự=[STAFF_HEAD, row]))) == ["transfer"]


def province_of(count: int) -> None:
    """A tree of so many rooms below the department, each with a post and somebody in it."""
    above = Agency.objects.get(code="SO-MAU")
    rooms = Agency.objects.bulk_create(
        Agency(
            code=f"P-{n}",
            name=f"Phòng {n}",
            kind=AgencyKind.DIVISION,
            level="province",
            parent=above,
            administrative_unit=above.administrative_unit,
            sort_key=f"p{n}",
        )
        for n in range(count)
    )
    posts = Post.objects.bulk_create(
        Post(agency=room, code="CV", title="Chuyên viên", roles=[PostRole.CLERK, PostRole.LEADER]) for room in rooms
    )
    people = Account.objects.bulk_create(
        Account(full_name=f"Nguyễn Văn {n}", kind="staff", email=f"so{n}@example.vn", created_at=AT, sort_key=f"s{n}")
        for n in range(count)
    )
    Holding.objects.bulk_create(
        Holding(post=post, account=one, kind="holder", valid_from=date(2025, 7, 1))
        for post, one in zip(posts, people, strict=True)
    )


def test_the_export_of_a_province_is_compared_in_a_few_queries() -> None:
    province_of(2000)
    client = browser_of(holding("Quản Trị Viên", "UBND-MAU/QT"))
    exported = client.get(reverse("directory:export")).content
    began = monotonic()
    rows = read_rows(exported)
    with CaptureQueriesContext(connection) as asked:
        report = imports.check_import(actor=SYSTEM, rows=rows, at=AT)
    assert len(report.lines) > 6000
    assert report.moving == ()
    assert len(asked) < 15
    assert monotonic() - began < 60


def test_more_changes_than_are_taken_at_a_time_are_refused_at_the_upload(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "MAX_CHANGES", 2)
    same = ("MC-MAU", "TN", "Cán bộ tiếp nhận", "reception_officer; result_officer; cashier", 2)
    new = [("SO-MAU", f"C{n}", "Chuyên viên", "clerk", 1) for n in range(3)]
    client = browser_of(holding("Quản Trị Viên", "UBND-MAU/QT"))
    content = book(Vị_trí=[POST_HEAD, same, *new])
    with pytest.raises(TooManyChanges):
        checked(content)
    sent = client.post(reverse("directory:import"), {"workbook": SimpleUploadedFile("x.xlsx", content)})
    assert sent.status_code == 422
    assert "Mỗi lần nhận tối đa 2 dòng" in sent.content.decode()
    assert actions(checked(book(Vị_trí=[POST_HEAD, same, *new[:2]]))) == ["same", "create", "create"]


def test_the_check_page_shows_before_and_after_and_leaves_out_what_stays() -> None:
    client = browser_of(holding("Quản Trị Viên", "UBND-MAU/QT"))
    content = book(
        Vị_trí=[
            (*POST_HEAD, "Lạ"),
            ("MC-MAU", "TN", "Cán bộ tiếp nhận", "cashier; result_officer; reception_officer", 2),
            ("SO-MAU", "GD", "Giám đốc", "Lãnh đạo cơ quan", 1),
        ],
        Vắng_mặt=[ABSENCE_HEAD],
    )
    sent = client.post(reverse("directory:import"), {"workbook": SimpleUploadedFile("x.xlsx", content)})
    text = client.get(sent.headers["Location"]).content.decode()
    assert "Nhận tất cả 1 dòng" in text
    assert "1 dòng giống dữ liệu hiện có" in text
    assert "Vị trí!Lạ" in text
    assert "→" in text
    assert "Cán bộ tiếp nhận" not in text


def test_rows_of_one_thing_lean_on_each_other() -> None:
    """The second says what is known now, but not what the first leaves behind."""
    content = book(Vị_trí=[POST_HEAD, ("SO-MAU", "VT", "Thư ký", "clerk", 1), ("SO-MAU", "VT", "Văn thư", "clerk", 1)])
    assert actions(checked(content)) == ["change", "change"]
