"""Rules of reporting rounds as tables: numbers as typed, moves, the four things, findings, totals. No database."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from honglam.indicators.contracts import (
    AssignedTo,
    CellBinding,
    CellType,
    Counted,
    FormColumn,
    FormContent,
    FormPlan,
    FormQuestion,
    FormRow,
    FormRule,
    FormSeverity,
    FormSide,
    FormState,
    FormTable,
    FormTemplate,
    FormVerb,
    PeriodKind,
)
from honglam.indicators.rules.numbers import kept, read_number, write_number
from honglam.indicators.rules.rounds.cells import in_order, plan_of
from honglam.indicators.rules.rounds.judging import judge
from honglam.indicators.rules.rounds.moves import MOVES, open_moves, waits_for
from honglam.indicators.rules.rounds.timing import escalates, next_reminder, timing_of
from honglam.indicators.rules.rounds.totals import add_up

S, V = FormState, FormVerb
D = Decimal


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.952", "1952"),
        ("1 952", "1952"),
        ("1\u00a0952", "1952"),
        ("4,92", "4.92"),
        ("4.92", "4.92"),
        ("13,25 %", "13.25"),
        ("0.125", "0.125"),
        ("12,125", "12.125"),
        ("1.234.567,5", "1234567.5"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("0", "0"),
        ("", None),
        ("một", None),
        ("1.2.3", None),
        ("=1+1", None),
        ("1e9", None),
        ("NaN", None),
        ("9" * 19, None),
    ],
)
def test_a_number_is_read_as_people_here_write_it(typed: str, number: str | None) -> None:
    assert read_number(typed) == (None if number is None else D(number))


@pytest.mark.parametrize("number", ["12.125", "1952", "0.000001", "-4.5", "1000", "100000000000"])
def test_what_is_kept_reads_back_to_the_same_number(number: str) -> None:
    written = write_number(D(number))
    assert read_number(written) == D(number)
    assert kept(written, CellType.DECIMAL) == written, "keeping twice changes nothing"


def test_what_is_no_number_is_kept_as_typed() -> None:
    assert kept(" khoảng  12 ", CellType.INTEGER) == "khoảng 12"
    assert kept("1.952", CellType.TEXT) == "1.952"


@pytest.mark.parametrize(
    ("state", "side", "verbs"),
    [
        (S.ASSIGNED, FormSide.ENTRY, ()),
        (S.DRAFTED, FormSide.ENTRY, (V.SUBMIT,)),
        (S.DRAFTED, FormSide.RECEIVER, (V.GRANT_EXCEPTION,)),
        (S.SUBMITTED, FormSide.ENTRY, ()),
        (S.SUBMITTED, FormSide.HEAD, (V.APPROVE, V.SEND_BACK)),
        (S.APPROVED, FormSide.HEAD, ()),
        (S.APPROVED, FormSide.RECEIVER, (V.ACCEPT, V.RETURN)),
        (S.RETURNED, FormSide.ENTRY, (V.SUBMIT,)),
        (S.ACCEPTED, FormSide.HEAD, (V.ASK_CORRECTION,)),
        (S.ACCEPTED, FormSide.RECEIVER, (V.OPEN_CORRECTION,)),
        (S.CORRECTING, FormSide.ENTRY, (V.SUBMIT,)),
    ],
)
def test_who_may_do_what(state: FormState, side: FormSide, verbs: tuple[FormVerb, ...]) -> None:
    assert open_moves(state, frozenset({side}), locked=False) == verbs
    after = tuple(one for one in verbs if MOVES[one].after_lock)
    assert open_moves(state, frozenset({side}), locked=True) == after


def test_somebody_is_waited_for_until_it_is_accepted() -> None:
    waited = {state: waits_for(state) for state in S}
    assert waited[S.SUBMITTED] is FormSide.HEAD
    assert waited[S.APPROVED] is FormSide.RECEIVER
    assert waited[S.ACCEPTED] is None
    assert all(waited[one] is FormSide.ENTRY for one in (S.ASSIGNED, S.DRAFTED, S.RETURNED, S.CORRECTING))


DUE = date(2026, 7, 20)
BEFORE, ON, AFTER, LATER = date(2026, 7, 19), DUE, date(2026, 7, 21), date(2026, 7, 31)


@pytest.mark.parametrize(
    ("state", "until", "sent", "on", "due", "overdue", "on_time"),
    [
        (S.DRAFTED, DUE, None, BEFORE, False, False, None),
        (S.DRAFTED, DUE, None, ON, True, False, None),
        (S.DRAFTED, DUE, None, AFTER, True, True, False),
        (S.SUBMITTED, DUE, None, AFTER, True, True, False),
        (S.APPROVED, DUE, ON, AFTER, True, False, True),
        (S.APPROVED, DUE, AFTER, LATER, True, False, False),
        (S.RETURNED, DUE, None, BEFORE, False, False, None),
        (S.RETURNED, LATER, None, AFTER, True, False, False),
        (S.DRAFTED, LATER, None, AFTER, True, False, False),
        (S.ACCEPTED, LATER, AFTER, LATER, True, False, False),
        (S.CORRECTING, LATER, ON, LATER, True, False, True),
    ],
)
def test_due_overdue_and_on_time_are_not_the_same(
    state: FormState, until: date, sent: date | None, on: date, due: bool, overdue: bool, on_time: bool | None
) -> None:
    for complete in (True, False):
        found = timing_of(state=state, due_on=DUE, until_on=until, sent_on=sent, complete=complete, on=on)
        assert (found.due, found.overdue, found.on_time, found.complete) == (due, overdue, on_time, complete)


def test_reminders_speak_once_each() -> None:
    ask = {"reminders": (1, -3, 5), "until_on": DUE}
    assert next_reminder(told_on=date(2026, 7, 1), **ask) == date(2026, 7, 17)  # type: ignore[arg-type]
    assert next_reminder(told_on=date(2026, 7, 17), **ask) == AFTER  # type: ignore[arg-type]
    assert next_reminder(told_on=date(2026, 7, 25), **ask) is None  # type: ignore[arg-type]
    assert [escalates(one) for one in (-3, 0, 1)] == [False, False, True]


def plan() -> FormPlan:
    """Two rows and their sum; a share; money; a text; a question; an error and a warning."""
    columns = (
        FormColumn(code="tong", title="Tổng", type=CellType.INTEGER),
        FormColumn(code="co", title="Có", type=CellType.INTEGER, jump=50),
        FormColumn(code="ty_le", title="Tỷ lệ", type=CellType.PERCENT, formula="round(100 * co / tong, 2)"),
    )
    rows = (
        FormRow(code="a", title="A"),
        FormRow(code="b", title="B"),
        FormRow(code="cong", title="Cộng", formula="a + b"),
    )
    more = FormTable(
        code="khac",
        title="Khác",
        columns=(FormColumn(code="so", title="Số", type=CellType.DONG),),
        rows=(FormRow(code="tien", title="Tiền"), FormRow(code="chu", title="Chữ", type=CellType.TEXT, optional=True)),
        cells=(CellBinding(row="chu", column="so"),),
    )
    rules = (
        FormRule(code="qua", severity=FormSeverity.ERROR, at="m.a.co", check="m.a.co <= m.a.tong", message="Quá"),
        FormRule(
            code="giam", severity=FormSeverity.WARNING, at="m.a.co", check="m.a.co >= before.m.a.co", message="Giảm"
        ),
    )
    template = FormTemplate(
        code="t",
        title="T",
        frequency=PeriodKind.HALF,
        due_days=5,
        receiver="X",
        valid_from=date(2020, 1, 1),
        tables=(FormTable(code="m", title="M", columns=columns, rows=rows), more),
        questions=(FormQuestion(code="q", title="Q"),),
        rules=rules,
        assigned=(AssignedTo(agency="Y"),),
    )
    return plan_of(template)


FULL = {"m.a.tong": "10", "m.a.co": "5", "m.b.tong": "3", "m.b.co": "2", "khac.tien.so": "1500000"}


def said(**more: str) -> FormContent:
    """A form that is well, but for what is said otherwise."""
    return FormContent(
        cells=FULL | {key.replace("__", "."): text for key, text in more.items()}, answers={"q": "Không"}
    )


def test_calculated_cells_come_after_what_they_are_made_of() -> None:
    order = [cell.address for cell in in_order(plan())]
    assert order.index("m.cong.ty_le") > max(order.index("m.cong.tong"), order.index("m.cong.co"))
    found = judge(plan(), said())
    assert (found.values["m.cong.tong"], found.values["m.cong.ty_le"]) == (D(13), D("53.85"))
    assert found.is_complete
    assert judge(plan(), said(m__a__tong="0", m__a__co="0")).values["m.a.ty_le"] is None


@pytest.mark.parametrize(
    ("cells", "address", "code"),
    [
        ({"m__a__tong": ""}, "m.a.tong", "missing"),
        ({"m__a__tong": "khoảng mười"}, "m.a.tong", "no_number"),
        ({"m__b__tong": "3,5"}, "m.b.tong", "not_whole"),
        ({"m__b__co": "-2"}, "m.b.co", "negative"),
        ({"khac__tien__so": "0,5"}, "khac.tien.so", "not_whole"),
        ({"m__a__co": "11"}, "m.a.co", "rule"),
    ],
)
def test_an_error_is_told_at_its_cell(cells: dict[str, str], address: str, code: str) -> None:
    found = judge(plan(), said(**cells))
    assert [(one.address, one.code) for one in found.errors] == [(address, code)]
    assert not found.is_complete


def test_a_question_wants_an_answer_and_an_optional_text_wants_none() -> None:
    found = judge(plan(), FormContent(cells=FULL))
    assert [(one.address, one.code) for one in found.errors] == [("q", "unanswered")]


def test_a_warning_is_complete_with_its_reason() -> None:
    before, counted = {"m.a.co": D(20)}, {"m.b.co": Counted(value=D(4), source="x.y", at=datetime.now(UTC))}
    found = judge(plan(), said(), before=before, counted=counted)
    assert found.unexplained == {"rule:giam", "jump:m.a.co", "counted:m.b.co"}
    assert next(one for one in found.warnings if one.code == "jump").params == {"before": "20", "percent": "-75"}
    content = FormContent(cells=FULL, answers={"q": "Không"}, reasons=dict.fromkeys(found.unexplained, "Đã bàn giao"))
    assert judge(plan(), content, before=before, counted=counted).is_complete
    assert judge(plan(), said()).warnings == (), "without a past nothing is compared"


def test_totals_add_numbers_and_calculate_shares_anew() -> None:
    forms = [
        {"m.a.tong": D(10), "m.a.co": D(5), "m.b.tong": D(10), "m.b.co": D(0), "khac.tien.so": D(3)},
        {"m.a.tong": D(90), "m.a.co": D(85), "m.b.tong": D(10), "m.b.co": D(0)},
    ]
    found = add_up(plan(), forms)
    assert (found.values["m.a.ty_le"], found.values["m.cong.ty_le"]) == (D(90), D(75))
    assert (found.by_cell["m.a.tong"], found.by_cell["khac.tien.so"]) == (2, 1)
    assert add_up(plan(), []).values == {}
