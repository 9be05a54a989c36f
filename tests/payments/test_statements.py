"""Bank statements: read with suspicion, planned, booked as planned, once; the rest settled by hand."""

import io
import zipfile
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from openpyxl import Workbook

from honglam.kernel.paging import BadCursor, encode_cursor
from honglam.kernel.values import DomainError, NotFound
from honglam.payments import api
from honglam.payments.contracts import (
    AmountsDiffer,
    LineSettled,
    LineState,
    LineTwice,
    NotCash,
    OrderNotOpen,
    OrderState,
    PlanChanged,
    ReasonMissing,
    ReferenceUnknown,
    StatementBooked,
    StatementCell,
    StatementColumns,
    StatementEmpty,
    StatementEncoding,
    StatementEntry,
    StatementNotFound,
    StatementTooLarge,
    StatementUnreadable,
    StatementView,
)
from honglam.payments.forms.statements import read_statement
from honglam.payments.forms.tables import read_table
from honglam.payments.models import BankAccount, Order, Payment, Receipt, Reversal, StatementLine
from honglam.payments.rules import matching
from honglam.payments.services import settling, statements
from honglam.ui.sheets import Cell, as_csv, as_xlsx
from tests.dossiers.scene import MORNING, Scene
from tests.payments.conftest import Opens, line

HEAD = "Ngày giao dịch;Số giao dịch;Nội dung;Ghi nợ;Ghi có\n"


def csv(*rows: str, head: str = HEAD) -> bytes:
    return (head + "\n".join(rows)).encode()


def workbook(*rows: list[Any]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 61_000_000)
    return out.getvalue()


def entity() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    return out.getvalue()


def test_csv_and_xlsx_read_alike_with_a_head_of_the_bank() -> None:
    bank = "NGÂN HÀNG MẪU;;;;\nSao kê tài khoản 0011012345678;;;;\n"
    rows = ["16/11/2026;FT1;HL23456789AB nop phi;;8.000", "16/11/2026;FT2;phí dịch vụ;11.000;", ";;Cộng;11.000;8.000"]
    from_csv = read_statement(("\ufeff" + bank + HEAD + "\n".join(rows)).encode())
    from_xlsx = read_statement(
        workbook(
            ["NGÂN HÀNG MẪU"],
            ["Ngày giao dịch", "Số giao dịch", "Nội dung", "Ghi nợ", "Ghi có"],
            [date(2026, 11, 16), "FT1", "HL23456789AB nop phi", None, 8000],
        )
    )
    assert [(one.booked_on, one.amount, one.bank_ref, one.text) for one in from_csv] == [
        (one.booked_on, one.amount, one.bank_ref, one.text) for one in from_xlsx
    ]
    assert len(from_csv) == 1
    assert read_statement(("ngay,so giao dich,noi dung,so tien\n" + "2026-11-16,FT1,x,5\n").encode("utf-16"))


GOOD_ROW = "16/11/2026;FT1;HL23456789AB;;8000"
HOSTILE: dict[str, tuple[bytes, type[DomainError]]] = {
    "missing": (b"", StatementUnreadable),
    "blank": (b" \n \n", StatementUnreadable),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0", StatementUnreadable),
    "a PDF": (b"%PDF-1.4 ...", StatementUnreadable),
    "an old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", StatementUnreadable),
    "a broken zip": (b"PK\x03\x04 broken", StatementUnreadable),
    "truncated": (workbook(["Ngày"])[:400], StatementUnreadable),
    "a zip bomb": (bomb(), StatementTooLarge),
    "an entity": (entity(), StatementUnreadable),
    "huge": (b"x" * 5_000_001, StatementTooLarge),
    "too many rows": (csv(*[f"16/11/2026;FT{n};x;;5" for n in range(5001)]), StatementTooLarge),
    "wrong encoding": ((HEAD + GOOD_ROW + "; phí").encode("latin-1", "replace") + b"\xe9\xff", StatementEncoding),
    "an open quote": (csv('16/11/2026;FT1;"open;;8000'), StatementUnreadable),
    "no columns": (csv("a;b", head="x;y\n"), StatementColumns),
    "no amount column": (csv("16/11/2026;FT1;x", head="Ngày;Số giao dịch;Nội dung\n"), StatementColumns),
    "only debits": (csv("16/11/2026;FT1;x;5000;"), StatementEmpty),
    "only a head": (csv(), StatementEmpty),
    "a date that is none": (csv("31/02/2026;FT1;x;;8000"), StatementCell),
    "a year out of range": (csv("16/11/1026;FT1;x;;8000"), StatementCell),
    "an amount that is none": (csv("16/11/2026;FT1;x;;=8000+1"), StatementCell),
    "a negative amount": (csv("16/11/2026;FT1;x;;-8000"), StatementCell),
    "an absurd amount": (csv("16/11/2026;FT1;x;;99999999999999"), StatementCell),
    "one number, two facts": (csv(GOOD_ROW, "16/11/2026;FT1;HL23456789AB;;9000"), LineTwice),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_by_name(what: str) -> None:
    content, refusal = HOSTILE[what]
    with pytest.raises(refusal) as told:
        read_statement(content)
    assert told.value.field == "file"


def test_the_same_line_twice_in_a_file_is_one_line() -> None:
    assert len(read_statement(csv(GOOD_ROW, GOOD_ROW))) == 1


def test_one_number_of_two_payers_is_two_lines() -> None:
    """Some banks give one number to all that came in together."""
    first, second = "16/11/2026;1001;HL23456789AB;;8.000", "16/11/2026;1001;HLBA98765432;;8.000"
    assert [one.text for one in read_statement(csv(first, second, first))] == ["HL23456789AB", "HLBA98765432"]
    assert len(read_statement(csv(first, "16/11/2026;1001;HLBA98765432;;9.000"))) == 2


SIGNED = "Ngày;Số giao dịch;Nội dung;Số tiền\n"


@pytest.mark.parametrize(
    ("head", "typed", "amounts"),
    [
        (SIGNED, "-5.000", [8000]),
        (SIGNED, "−5,000.00", [8000]),
        (SIGNED, "+5.000", [5000, 8000]),
        (SIGNED, "5,000.00", [5000, 8000]),
        (SIGNED, "5.000,00 VND", [5000, 8000]),
        (SIGNED, "0.00", [8000]),
        (SIGNED.replace("Số tiền", "Amount"), "-5.000", [8000]),
        (SIGNED.replace("Số tiền", "Ghi có"), "0,00", [8000]),
    ],
)
def test_amounts_as_banks_write_them(head: str, typed: str, amounts: list[int]) -> None:
    """In one column for both ways a minus says that money went out; the whole statement was refused for it."""
    found = read_statement(csv(f"16/11/2026;FT1;phí;{typed}", "16/11/2026;FT2;HL23456789AB;8.000", head=head))
    assert [one.amount for one in found] == amounts


def test_what_we_write_is_safe_and_comes_back() -> None:
    rows: list[list[Cell]] = [["=cmd|' /C calc'!A0", 5, None], ["Nguyễn", -3, "+84"]]
    assert b"'=cmd" in as_csv(rows)
    assert read_table(as_xlsx("sheet", rows, 1))[0][0] == "=cmd|' /C calc'!A0"


@pytest.fixture
def upload(scene: Scene) -> Any:
    def send(*rows: str, account: str = "TK-XA-99001") -> StatementView:
        made = api.upload_statement(
            actor=scene.accountant,
            account_code=account,
            name="sao-ke.csv",
            entries=read_statement(csv(*rows)),
            at=MORNING,
        )
        return api.get_statement(actor=scene.accountant, statement_id=made)

    return send


def book(scene: Scene, plan: StatementView) -> None:
    api.book_statement(actor=scene.accountant, statement_id=plan.id, digest=plan.digest, at=MORNING)


def test_a_plan_books_what_it_shows_and_the_same_file_again_plans_nothing(
    scene: Scene, opened: Opens, upload: Any
) -> None:
    order, other = opened(), opened(line(20_000))
    rows = [
        f"16/11/2026;FT1;{order.reference} nop phi;;8.000",
        f"16/11/2026;FT2;{other.reference};;19.999",
        "16/11/2026;FT3;nop le phi;;8.000",
    ]
    plan = upload(*rows)
    assert [one.state for one in plan.lines] == [LineState.MATCHED, LineState.AMBIGUOUS, LineState.UNMATCHED]
    assert not Payment.objects.exists()
    book(scene, plan)
    paid = api.get_order(actor=scene.accountant, order_id=order.id)
    assert (paid.state, paid.receipt.label if paid.receipt else "") == (OrderState.PAID, "AB-26/0000001")
    with pytest.raises(StatementBooked):
        book(scene, plan)
    again = upload(*rows)
    assert (again.fresh, {one.known for one in again.lines}) == (0, {True})
    book(scene, again)
    assert (Payment.objects.count(), StatementLine.objects.count()) == (1, 3)


def test_two_equal_credits_without_a_number_are_two(scene: Scene, opened: Opens, upload: Any) -> None:
    """Two people paid the same in the same words, and the bank numbers nothing."""
    same, other = "16/11/2026;;nop le phi;;8.000", "16/11/2026;;nop phi;;9.000"
    book(scene, upload(same))
    plan = upload(same, other, same)
    assert [one.known for one in plan.lines] == [True, False, False], "the first was booked from another file"
    book(scene, plan)
    again = upload(same, other, same)
    assert (again.fresh, StatementLine.objects.count()) == (0, 3)
    for line_ in api.list_lines_waiting(actor=scene.accountant).items:
        if line_.amount == 8000 and line_.id:
            api.settle_line(actor=scene.accountant, line_id=line_.id, reference=opened().reference, at=MORNING)
    assert Payment.objects.count() == 2


def test_a_plan_that_has_moved_on_is_refused(scene: Scene, opened: Opens, upload: Any) -> None:
    order = opened()
    plan = upload(f"16/11/2026;FT1;{order.reference};;8000")
    api.take_cash(actor=scene.reception, order_id=order.id, at=MORNING)
    with pytest.raises(PlanChanged):
        book(scene, plan)
    assert not StatementLine.objects.exists()


def test_what_is_unclear_is_settled_by_hand(scene: Scene, opened: Opens, upload: Any) -> None:
    order, dear = opened(), opened(line(20_000))
    book(scene, upload("16/11/2026;FT1;nop le phi;;8000", "16/11/2026;FT2;chuyen nham;;7000"))
    first, second = sorted(api.list_lines_waiting(actor=scene.accountant).items, key=lambda one: -one.amount)
    assert [one.reference for one in first.candidates] == [order.reference]

    def settle(reference: str, line_id: UUID | None = first.id) -> None:
        assert line_id is not None
        api.settle_line(actor=scene.accountant, line_id=line_id, reference=reference, at=MORNING)

    for wrong, refusal in (("HL0", ReferenceUnknown), ("\0", ReferenceUnknown), (dear.reference, AmountsDiffer)):
        with pytest.raises(refusal):
            settle(wrong)
    settle(f" {order.reference.lower()} ")
    with pytest.raises(LineSettled):
        settle(order.reference)
    assert second.id is not None
    with pytest.raises(ReasonMissing):
        api.set_aside(actor=scene.accountant, line_id=second.id, note="", at=MORNING)
    api.set_aside(actor=scene.accountant, line_id=second.id, note="Đã báo ngân hàng hoàn", at=MORNING)
    assert not api.list_lines_waiting(actor=scene.accountant).items
    assert api.get_order(actor=scene.accountant, order_id=order.id).state is OrderState.PAID
    with pytest.raises(NotCash):
        api.void_receipt(actor=scene.reception, receipt_id=Receipt.objects.get().id, reason="Nhầm", at=MORNING)


def test_a_number_that_the_bank_gives_anew_is_another_line_for_a_person(
    scene: Scene, opened: Opens, upload: Any
) -> None:
    first, second = opened(), opened(line(20_000))
    november, december = f"16/11/2026;00017;{first.reference};;8.000", f"16/12/2026;00017;{second.reference};;20.000"
    book(scene, upload(november))
    plan = upload(december)
    [told] = plan.lines
    assert (told.known, told.state, told.note, told.order_id) == (False, LineState.AMBIGUOUS, "number_again", second.id)
    book(scene, plan)
    assert (upload(november).fresh, upload(december).fresh, StatementLine.objects.count()) == (0, 0, 2)
    [waits] = api.list_lines_waiting(actor=scene.accountant).items
    assert waits.id is not None
    assert api.settle_line(actor=scene.accountant, line_id=waits.id, reference=second.reference, at=MORNING)
    assert api.get_order(actor=scene.accountant, order_id=second.id).state is OrderState.PAID


def test_a_batch_under_one_number_loses_no_payer(scene: Scene, opened: Opens, upload: Any) -> None:
    first, second = opened(), opened()
    one, other = (f"16/11/2026;1001;{order.reference};;8.000" for order in (first, second))
    plan = upload(one, other)
    assert [(line_.state, line_.note) for line_ in plan.lines] == [
        (LineState.MATCHED, ""),
        (LineState.AMBIGUOUS, "number_again"),
    ]
    book(scene, plan)
    assert [upload(*rows).fresh for rows in ((one, other), (other, one), (one,), (other,))] == [0, 0, 0, 0]
    [waits] = api.list_lines_waiting(actor=scene.accountant).items
    assert waits.id is not None
    assert api.settle_line(actor=scene.accountant, line_id=waits.id, reference=second.reference, at=MORNING)
    states = {api.get_order(actor=scene.accountant, order_id=order.id).state for order in (first, second)}
    assert states == {OrderState.PAID}


def test_a_batch_over_two_files_loses_no_payer(scene: Scene, opened: Opens, upload: Any) -> None:
    first, second = opened(), opened()
    book(scene, upload(f"16/11/2026;1001;{first.reference};;8.000"))
    plan = upload(f"16/11/2026;1001;{second.reference};;8.000")
    assert [(line_.known, line_.note) for line_ in plan.lines] == [(False, "number_again")]


def test_a_transfer_that_another_file_words_differently_is_known(scene: Scene, opened: Opens, upload: Any) -> None:
    """Settling it as new would give back what never came in twice."""
    first, second = opened(), opened()
    one, other = (f"16/11/2026;1001;{order.reference}" for order in (first, second))
    book(scene, upload(f"{one};;8.000", f"{other};;8.000"))
    for row in (one, other):
        [told] = upload(f"{row} nop phi ho so GD 77;;8.000").lines
        assert (told.known, told.text) == (True, row.rpartition(";")[2])
    assert upload(f"{one} va {second.reference};;8.000").fresh == 1, "it names another order besides"
    assert upload(f"{one} nop phi;;9.000").fresh == 1
    assert upload("16/11/2026;1001;nop phi;;8.000").fresh == 1


def test_two_texts_of_one_order_in_one_file_are_two_transfers(scene: Scene, opened: Opens, upload: Any) -> None:
    first, second = opened(), opened()
    rows = [
        f"16/11/2026;1001;{order.reference}{more};;8.000" for order in (first, second) for more in ("", " nop", " phi")
    ]
    book(scene, upload(rows[0]))
    plan = upload(*rows)
    assert [one.known for one in plan.lines] == [True, False, False, False, False, False]
    book(scene, plan)
    assert (upload(*rows).fresh, upload(rows[5]).fresh, StatementLine.objects.count()) == (0, 0, 6)


def test_a_line_booked_before_its_text_was_compared_is_known(scene: Scene, opened: Opens, upload: Any) -> None:
    rows = [f"16/{month}/2026;00017;{opened().reference};;8.000" for month in (10, 11)]
    book(scene, upload(*rows))
    again = StatementLine.objects.get(note="number_again")
    entry = StatementEntry(
        booked_on=again.booked_on, amount=again.amount, text=again.text, bank_ref=again.bank_ref, row=again.row
    )
    StatementLine.objects.filter(id=again.id).update(fingerprint=matching.former_fingerprint(entry))
    assert upload(*rows).fresh == 0
    assert upload(f"16/11/2026;00017;{opened().reference};;8.000").fresh == 1, "another payer's is not"


def test_what_came_in_on_a_retired_account_is_still_settled(scene: Scene, opened: Opens, upload: Any) -> None:
    order = opened()
    book(scene, upload("16/11/2026;FT1;nop le phi;;8.000"))
    planned = upload(f"16/11/2026;FT2;{opened(line(9000)).reference};;9.000")
    BankAccount.objects.update(retired_at=MORNING)
    assert [one.retired for one in api.list_accounts(actor=scene.accountant)] == [True]
    assert len(api.list_statements(actor=scene.accountant)) == 2
    [waits] = api.list_lines_waiting(actor=scene.accountant).items
    assert waits.id is not None
    api.settle_line(actor=scene.accountant, line_id=waits.id, reference=order.reference, at=MORNING)
    book(scene, planned)
    assert upload("17/11/2026;FT3;nop le phi;;7.000").fresh == 1
    assert Payment.objects.count() == 2
    page = api.get_pay_page(actor=scene.citizen, order_id=opened().id)
    assert (page.account, page.qr) == (None, ""), "nothing is asked for on it any more"


def test_a_number_that_begins_anew_within_one_statement_is_two_lines(scene: Scene, opened: Opens, upload: Any) -> None:
    """A statement over two months, of a bank that counts from 1 each month."""
    first, second, third = opened(), opened(line(20_000)), opened(line(30_000))
    rows = [
        f"16/11/2026;00017;{first.reference};;8.000",
        f"16/12/2026;00017;{second.reference};;20.000",
        f"16/01/2027;00017;{third.reference};;30.000",
    ]
    plan = upload(*rows)
    assert [one.state for one in plan.lines] == [LineState.MATCHED, LineState.AMBIGUOUS, LineState.AMBIGUOUS]
    assert [one.note for one in plan.lines] == ["", "number_again", "number_again"]
    book(scene, plan)
    assert [upload(*rows).fresh, *(upload(row).fresh for row in rows)] == [0, 0, 0, 0]
    assert (StatementLine.objects.count(), Payment.objects.count()) == (3, 1)


def test_an_order_whose_money_others_keep_is_not_paid_by_this_accountant(
    scene: Scene, opened: Opens, upload: Any
) -> None:
    theirs = opened(desk_id=scene.unit("MC-XA-99002"), payee_id=scene.unit("UBND-XA-99002"))
    plan = upload(f"16/11/2026;FT1;{theirs.reference};;8000")
    [told] = plan.lines
    assert (told.state, told.note, told.order_id, told.subject_code) == (
        LineState.AMBIGUOUS,
        "outside_scope",
        None,
        "",
    )
    book(scene, plan)
    assert not Payment.objects.exists()
    [waits] = api.list_lines_waiting(actor=scene.accountant).items
    assert waits.id is not None
    with pytest.raises(ReferenceUnknown):
        api.settle_line(actor=scene.accountant, line_id=waits.id, reference=theirs.reference, at=MORNING)


def test_a_second_and_a_late_transfer_go_back(scene: Scene, opened: Opens, upload: Any) -> None:
    paid, gone = opened(), opened(line(9000))
    api.take_cash(actor=scene.reception, order_id=paid.id, at=MORNING)
    api.cancel_order(actor=scene.accountant, order_id=gone.id, reason="Rút hồ sơ", at=MORNING)
    book(scene, upload(f"16/11/2026;FT1;{paid.reference};;8000", f"16/11/2026;FT2;{gone.reference};;9000"))
    for one in api.list_lines_waiting(actor=scene.accountant).items:
        assert one.id is not None
        reference = paid.reference if one.amount == 8000 else gone.reference
        assert not api.settle_line(actor=scene.accountant, line_id=one.id, reference=reference, at=MORNING)
    proposed = Reversal.objects.values_list("payment__order", "amount", "payment__surplus", "state")
    assert set(proposed) == {(paid.id, 8000, True, "proposed"), (gone.id, 9000, True, "proposed")}
    assert Receipt.objects.count() == 1
    assert not api.list_lines_waiting(actor=scene.accountant).items


def test_a_transfer_is_no_surplus_of_an_order_that_it_does_not_name(scene: Scene, opened: Opens, upload: Any) -> None:
    """The accountant slips by one letter: the money would go back to another payer."""
    settled = opened()
    api.take_cash(actor=scene.reception, order_id=settled.id, at=MORNING)
    book(scene, upload("16/11/2026;FT1;nop le phi;;8000"))
    [waits] = api.list_lines_waiting(actor=scene.accountant).items
    assert waits.id is not None
    with pytest.raises(OrderNotOpen) as refusal:
        api.settle_line(actor=scene.accountant, line_id=waits.id, reference=settled.reference, at=MORNING)
    assert refusal.value.field == "reference"
    assert not Reversal.objects.exists()
    assert [one.id for one in api.list_lines_waiting(actor=scene.accountant).items] == [waits.id]


def test_a_file_takes_receipts_desk_by_desk(
    scene: Scene, opened: Opens, upload: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the order of its lines: two accountants would wait for each other's books in a ring."""
    desks = [scene.unit("MC-XA-99001"), scene.unit("UBND-XA-99001"), scene.unit("MC-XA-99001")]
    orders = [opened(desk_id=desk) for desk in desks]
    books: list[int] = []

    def settle(order: Order, *said: Any, **more: Any) -> object:
        books.append(order.desk_id)
        return settling.settle(order, *said, **more)

    monkeypatch.setattr(statements, "settle", settle)
    book(scene, upload(*[f"16/11/2026;FT{n};{order.reference};;8000" for n, order in enumerate(orders)]))
    assert books == sorted(desks)


@pytest.mark.parametrize("who", ["reception", "desk_head", "other_reception", "citizen", "auditor"])
def test_statements_are_the_accountants(scene: Scene, opened: Opens, upload: Any, who: str) -> None:
    plan = upload(f"16/11/2026;FT1;{opened().reference};;8000")
    actor = getattr(scene, who)
    with pytest.raises(StatementNotFound):
        api.get_statement(actor=actor, statement_id=plan.id)
    with pytest.raises(StatementNotFound):
        api.book_statement(actor=actor, statement_id=plan.id, digest=plan.digest, at=MORNING)
    with pytest.raises(NotFound):
        api.upload_statement(actor=actor, account_code="TK-XA-99001", name="x", entries=(), at=MORNING)
    assert not api.list_lines_waiting(actor=actor).items
    assert not Payment.objects.exists()


@pytest.mark.parametrize("key", [(None, None), ("x", "y"), ("2026-11-16", 1), (1, 2)])
def test_a_cursor_that_is_none_is_refused(scene: Scene, key: tuple[object, object]) -> None:
    with pytest.raises(BadCursor):
        api.list_lines_waiting(actor=scene.accountant, after=encode_cursor(*key))
