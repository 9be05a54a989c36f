"""Reporting rounds through the database: opened, filled in, sent, accepted, corrected, locked; and who may."""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from honglam.indicators import api
from honglam.indicators.contracts import (
    Bound,
    DayMissing,
    DueBeforePeriodEnds,
    Figure,
    FormContent,
    FormIncomplete,
    FormMovedOn,
    FormNotFound,
    FormShut,
    FormState,
    FormVerb,
    MoveNotOpen,
    OwnApproval,
    Period,
    PeriodKind,
    PeriodNotOver,
    RoundExists,
    RoundLocked,
    RoundNotFound,
    SourceKind,
    TemplateNotFound,
    Unit,
    WordsMissing,
)
from honglam.indicators.models import ReportingRound, RoundForm
from honglam.indicators.queries.rounds.worklist import FormWorklist
from honglam.kernel import audit
from honglam.kernel.ids import uuid7
from honglam.kernel.models import AuditEntry
from honglam.kernel.relay import drain
from honglam.kernel.values import ANONYMOUS, Actor, DomainError
from honglam.notices.models import Message
from honglam.pack import api as pack
from tests.cost import cost
from tests.dossiers.scene import Scene, vn
from tests.pack.folders import PACKS

AT = vn("2026-12-16 09:00")
QUARTER = Period(kind=PeriodKind.QUARTER, first_on=date(2026, 9, 15), last_on=date(2026, 12, 14), cut_off=14)
CELLS = {
    "may.lanh_dao.tong": "3",
    "may.lanh_dao.co_may": "3",
    "may.chuyen_mon.tong": "17",
    "may.chuyen_mon.co_may": "15",
    "ho_so.tiep_nhan.so": "0",
    "ho_so.truc_tuyen.so": "0",
    "ho_so.kinh_phi.so": "25.000.000",
}
WELL = FormContent(cells=CELLS, answers={"han_che": "Máy cũ, chưa có kinh phí thay."})


def opened(scene: Scene) -> UUID:
    """The round of the fourth quarter, asked for by the department."""
    return api.open_round(actor=scene.department_head, code="bc-mau", period=QUARTER, at=AT)


def form_of(scene: Scene, round_id: UUID, code: str = "UBND-XA-99001") -> UUID:
    """An agency's form."""
    return RoundForm.objects.get(round_id=round_id, agency_id=scene.unit(code)).id


def save(actor: Actor, form_id: UUID, content: FormContent = WELL, revision: int | None = None) -> int:
    """Type and save."""
    return api.save_form(actor=actor, form_id=form_id, content=content, revision=revision, at=AT).revision


def move(
    actor: Actor, form_id: UUID, verb: FormVerb, words: str = "", until: date | None = None, days: int = 0
) -> None:
    """Do something to it."""
    at = AT + timedelta(days=days)
    api.move_form(actor=actor, form_id=form_id, verb=verb, words=words, until_on=until, at=at)


def sent(scene: Scene, form_id: UUID, content: FormContent = WELL) -> None:
    """Filled in by the officer, sent by the chairman."""
    save(scene.officer, form_id, content)
    move(scene.officer, form_id, FormVerb.SUBMIT)
    move(scene.chairman, form_id, FormVerb.APPROVE)


def test_a_round_gives_every_agency_its_form_and_tells_it(scene: Scene) -> None:
    openable = api.list_openable(actor=scene.department_head, on=AT.date())
    assert [(one.template.code, one.period, one.due_on, one.agencies) for one in openable] == [
        ("bc-mau", QUARTER, date(2026, 12, 24), 2)
    ]
    found = api.get_board(actor=scene.department_head, round_id=opened(scene), at=AT)
    assert [one.agency for one in found.items] == ["Ủy ban nhân dân phường Bình", "Ủy ban nhân dân xã An"]
    assert {one.state for one in found.items} == {FormState.ASSIGNED}
    drain()
    subjects = set(Message.objects.filter(template="indicators.form_assigned").values_list("recipient_name", flat=True))
    assert subjects == {scene.chairman.name, scene.other_chairman.name}
    with pytest.raises(RoundExists):
        opened(scene)


@pytest.mark.parametrize(
    ("refusal", "who", "changes"),
    [
        (TemplateNotFound, "department_head", {"code": "khong-co"}),
        (TemplateNotFound, "chairman", {}),
        (TemplateNotFound, "department_clerk", {}),
        (PeriodNotOver, "department_head", {"period": replace(QUARTER, last_on=date(2026, 12, 16))}),
        (DueBeforePeriodEnds, "department_head", {"due_on": date(2026, 12, 14)}),
    ],
)
def test_a_round_that_cannot_be_opened(
    scene: Scene, refusal: type[DomainError], who: str, changes: dict[str, object]
) -> None:
    given = {"code": "bc-mau", "period": QUARTER, **changes}
    with pytest.raises(refusal):
        api.open_round(actor=scene.actors[who], at=AT, **given)  # type: ignore[arg-type]
    assert not RoundForm.objects.exists()


def test_lists_read_no_cells(scene: Scene) -> None:
    """A form of a hundred thousand cells made the worklist of everybody who waits for it take half a second."""
    round_id = opened(scene)
    form_of(scene, round_id)
    with CaptureQueriesContext(connection) as asked:
        waiting = FormWorklist().list_waiting(actor=scene.chairman, after=None, limit=9, filters={})
        mine = api.list_forms(actor=scene.officer, at=AT).mine
        board = api.get_board(actor=scene.department_head, round_id=round_id, at=AT).items
    titles = {one.title for one in [*waiting, *mine, *board]}
    assert waiting and mine and board and len(titles) == 1 and all(titles)
    assert len(asked) < 15, "nothing that was left out is fetched after all"
    said = [one["sql"] for one in asked.captured_queries]
    assert not [one for one in said if '"indicators_roundform"."content"' in one]


def test_what_the_system_counted_is_there_with_its_source(scene: Scene) -> None:
    scene.submitted()
    scene.accepted()
    drain()
    form_id = form_of(scene, opened(scene))
    view = api.get_form(actor=scene.officer, form_id=form_id, at=AT)
    own = view.counted["ho_so.tiep_nhan.so"]
    assert (own.value, own.source) == (Decimal(1), "dossiers.received")
    assert view.content.cells["ho_so.tiep_nhan.so"] == "1"
    scene.accepted()
    drain()
    api.recount_form(actor=scene.officer, form_id=form_id, at=AT)
    assert api.get_form(actor=scene.officer, form_id=form_id, at=AT).content.cells["ho_so.tiep_nhan.so"] == "2"
    other = replace(WELL, cells=CELLS | {"ho_so.tiep_nhan.so": "5", "ho_so.truc_tuyen.so": "2"})
    save(scene.officer, form_id, other)
    with pytest.raises(FormIncomplete):
        move(scene.officer, form_id, FormVerb.SUBMIT)
    save(scene.officer, form_id, replace(other, reasons={"counted:ho_so.tiep_nhan.so": "Cộng hồ sơ giấy."}))
    move(scene.officer, form_id, FormVerb.SUBMIT)


def test_from_the_officer_to_values_that_everybody_sees(scene: Scene) -> None:
    form_id = form_of(scene, opened(scene))
    sent(scene, form_id)
    move(scene.department_head, form_id, FormVerb.ACCEPT)
    agency = scene.unit("UBND-XA-99001")
    shares = api.list_values(actor=ANONYMOUS, indicator="agency_pc_rate").items
    assert [(one.scope.agency_id, one.figure, one.span.is_moment) for one in shares] == [
        (agency, Figure(value=Decimal(90)), True)
    ]
    ground = shares[0].ground
    assert (ground.kind, ground.person) == (SourceKind.REPORTING, scene.department_head.name)
    assert f"form:{form_id} edition:1" in ground.reference
    money = api.list_values(actor=ANONYMOUS, indicator="agency_it_money").items[0]
    assert money.figure == Figure(value=Decimal(25_000_000), unit=Unit.DONG)
    assert (money.span.first_on, money.span.last_on) == (QUARTER.first_on, QUARTER.last_on)
    view = api.get_form(actor=scene.officer, form_id=form_id, at=AT)
    assert [one.what for one in view.lines] == ["accept", "approve", "submit", "begun", "assigned"]
    assert audit.verify() == []


def test_a_correction_keeps_the_old_edition_and_corrects_only_what_changed(scene: Scene) -> None:
    form_id = form_of(scene, opened(scene))
    sent(scene, form_id)
    move(scene.department_head, form_id, FormVerb.ACCEPT)
    old = {one.indicator: one.id for one in api.list_values(actor=ANONYMOUS, indicator="agency_staff").items}
    move(scene.chairman, form_id, FormVerb.ASK_CORRECTION, "Đếm thiếu một máy.")
    with pytest.raises(DayMissing):
        move(scene.department_head, form_id, FormVerb.OPEN_CORRECTION, "Đồng ý", until=date(2026, 12, 1))
    move(scene.department_head, form_id, FormVerb.OPEN_CORRECTION, "Đồng ý", until=date(2026, 12, 30))
    sent(scene, form_id, replace(WELL, cells=CELLS | {"may.chuyen_mon.co_may": "16"}))
    move(scene.department_head, form_id, FormVerb.ACCEPT)
    view = api.get_form(actor=scene.chairman, form_id=form_id, at=AT)
    assert [one.judged.values["may.cong.co_may"] for one in view.editions] == [Decimal(19), Decimal(18)]
    assert view.summary.timing.on_time is True, "a correction does not make late what was on time"
    (now,) = api.list_values(actor=ANONYMOUS, indicator="agency_staff_with_pc").items
    detail = api.get_value(actor=ANONYMOUS, value_id=now.id)
    assert [one.figure.value for one in detail.history if one.figure] == [Decimal(18), Decimal(19)]
    same = {one.indicator: one.id for one in api.list_values(actor=ANONYMOUS, indicator="agency_staff").items}
    assert same == old, "what did not change stays as it was said"


def corrected(scene: Scene, form_id: UUID, changes: dict[str, str]) -> None:
    """Opened again by the receiver, sent anew with other numbers, accepted."""
    move(scene.department_head, form_id, FormVerb.OPEN_CORRECTION, "Đồng ý", until=date(2026, 12, 30))
    sent(scene, form_id, replace(WELL, cells=CELLS | changes))
    move(scene.department_head, form_id, FormVerb.ACCEPT)


def test_a_later_edition_leaves_a_correction_by_hand_unless_it_says_something_else(scene: Scene) -> None:
    head, form_id = scene.department_head, form_of(scene, opened(scene))
    sent(scene, form_id)
    move(head, form_id, FormVerb.ACCEPT)

    def staff() -> list[Decimal]:
        (now,) = api.list_values(actor=ANONYMOUS, indicator="agency_staff").items
        history = api.get_value(actor=ANONYMOUS, value_id=now.id).history
        return [one.figure.value for one in history if one.figure]

    (first,) = api.list_values(actor=ANONYMOUS, indicator="agency_staff").items
    right = Figure(value=Decimal(21))
    api.correct_value(actor=head, value_id=first.id, figure=right, reason="Theo danh sách lương", at=AT)
    corrected(scene, form_id, {"may.chuyen_mon.co_may": "16"})
    assert staff() == [20, 21], "the form still says twenty, as when somebody corrected it"
    corrected(scene, form_id, {"may.chuyen_mon.co_may": "16", "may.chuyen_mon.tong": "19"})
    assert staff() == [20, 21, 22]
    assert AuditEntry.objects.filter(action="indicators.values_corrected", subject_id="agency_staff").count() == 1


def test_two_windows_do_not_overwrite_each_other(scene: Scene) -> None:
    form_id = form_of(scene, opened(scene))
    first = save(scene.officer, form_id, revision=0)
    with pytest.raises(FormMovedOn, match=scene.officer.name):
        save(scene.colleague, form_id, replace(WELL, cells={}), revision=0)
    assert api.get_form(actor=scene.officer, form_id=form_id, at=AT).content.cells["may.lanh_dao.tong"] == "3"
    assert save(scene.colleague, form_id, revision=first) == first + 1


def test_what_is_typed_is_kept_whatever_it_is_and_nothing_else(scene: Scene) -> None:
    form_id = form_of(scene, opened(scene))
    odd = FormContent(
        cells={"may.lanh_dao.tong": "khoảng ba", "may.cong.tong": "99", "la.la.la": "1", "ho_so.ghi_chu.so": "=1+1"},
        answers={"khac": "x"},
        reasons={"rule:khac": "x"},
    )
    save(scene.officer, form_id, odd)
    view = api.get_form(actor=scene.officer, form_id=form_id, at=AT)
    assert view.content.cells == {"may.lanh_dao.tong": "khoảng ba", "ho_so.ghi_chu.so": "=1+1"}
    assert (view.content.answers, view.content.reasons) == ({}, {})
    assert view.judged.values["may.cong.tong"] is None


@pytest.mark.parametrize(
    ("who", "verb"),
    [
        ("officer", FormVerb.APPROVE),
        ("unit_head", FormVerb.APPROVE),
        ("other_chairman", FormVerb.APPROVE),
        ("department_head", FormVerb.APPROVE),
        ("province_chairman", FormVerb.APPROVE),
        ("chairman", FormVerb.ACCEPT),
        ("department_clerk", FormVerb.ACCEPT),
        ("citizen", FormVerb.APPROVE),
    ],
)
def test_nobody_else_approves_or_accepts(scene: Scene, who: str, verb: FormVerb) -> None:
    form_id = form_of(scene, opened(scene))
    save(scene.officer, form_id)
    move(scene.officer, form_id, FormVerb.SUBMIT)
    if verb is FormVerb.ACCEPT:
        move(scene.chairman, form_id, FormVerb.APPROVE)
    before = RoundForm.objects.get(id=form_id).state
    with pytest.raises(FormNotFound):
        move(scene.actors[who], form_id, verb)
    assert RoundForm.objects.get(id=form_id).state == before


def test_strangers_see_nothing_and_type_nothing(scene: Scene) -> None:
    round_id = opened(scene)
    form_id = form_of(scene, round_id)
    for stranger in (ANONYMOUS, scene.citizen, scene.other_officer):
        with pytest.raises(FormNotFound):
            api.get_form(actor=stranger, form_id=form_id, at=AT)
        with pytest.raises(FormNotFound):
            save(stranger, form_id)
        with pytest.raises(RoundNotFound):
            api.get_board(actor=stranger, round_id=round_id, at=AT)
    with pytest.raises(FormNotFound):
        save(scene.department_head, form_id)
    with pytest.raises(RoundNotFound):
        api.lock_round(actor=scene.department_clerk, round_id=round_id, at=AT)


def test_a_form_moves_only_along_the_table(scene: Scene) -> None:
    form_id = form_of(scene, opened(scene))
    with pytest.raises(MoveNotOpen):
        move(scene.officer, form_id, FormVerb.SUBMIT)
    save(scene.officer, form_id)
    move(scene.officer, form_id, FormVerb.SUBMIT)
    with pytest.raises(FormShut):
        save(scene.officer, form_id)
    with pytest.raises(WordsMissing):
        move(scene.chairman, form_id, FormVerb.SEND_BACK, " ")
    move(scene.chairman, form_id, FormVerb.SEND_BACK, "Thiếu nguyên nhân.")
    sent(scene, form_id)
    move(scene.department_head, form_id, FormVerb.RETURN, "Sai hàng 2.")
    view = api.get_form(actor=scene.officer, form_id=form_id, at=AT)
    assert (view.summary.state, view.summary.timing.on_time) == (FormState.RETURNED, None)


def test_who_approved_does_not_accept(scene: Scene) -> None:
    form_id = form_of(scene, opened(scene))
    sent(scene, form_id)
    both = replace(scene.department_head, id=scene.chairman.id)
    with pytest.raises(OwnApproval):
        move(both, form_id, FormVerb.ACCEPT)
    assert not api.list_values(actor=ANONYMOUS, indicator="agency_staff").items


def test_the_board_counts_four_different_things(scene: Scene) -> None:
    round_id = opened(scene)
    form_id = form_of(scene, round_id)
    save(scene.officer, form_id)
    early = api.get_board(actor=scene.department_clerk, round_id=round_id, at=AT).counts
    assert (early.due, early.overdue, early.complete, early.on_time, early.late) == (0, 0, 1, 0, 0)
    move(scene.officer, form_id, FormVerb.SUBMIT)
    move(scene.chairman, form_id, FormVerb.APPROVE, days=10)
    late = api.get_board(actor=scene.department_head, round_id=round_id, at=AT + timedelta(days=20)).counts
    assert (late.due, late.overdue, late.complete, late.on_time, late.late) == (2, 1, 1, 0, 2)
    shown = api.get_board(actor=scene.department_head, round_id=round_id, show="overdue", at=AT + timedelta(days=20))
    assert [one.agency for one in shown.items] == ["Ủy ban nhân dân phường Bình"]


def test_after_the_lock_only_an_exception_opens(scene: Scene) -> None:
    round_id = opened(scene)
    mine, other = form_of(scene, round_id), form_of(scene, round_id, "UBND-XA-99002")
    sent(scene, mine)
    move(scene.department_head, mine, FormVerb.ACCEPT)
    assert api.lock_round(actor=scene.department_head, round_id=round_id, at=AT) == 3
    (total,) = [
        one for one in api.list_values(actor=ANONYMOUS, indicator="agency_it_money").items if one.scope.kind == "area"
    ]
    assert total.figure == Figure(value=Decimal(25_000_000), bound=Bound.ABOVE, unit=Unit.DONG)
    assert total.ground.note.endswith("1/2"), "the coverage stands with the number"
    with pytest.raises(RoundLocked):
        save(scene.other_officer, other)
    with pytest.raises(RoundLocked):
        api.lock_round(actor=scene.department_head, round_id=round_id, at=AT)
    with pytest.raises(WordsMissing):
        move(scene.department_head, other, FormVerb.GRANT_EXCEPTION, until=date(2026, 12, 31))
    move(scene.department_head, other, FormVerb.GRANT_EXCEPTION, "Phường bị lũ.", until=date(2026, 12, 31))
    save(scene.other_officer, other)
    view = api.get_form(actor=scene.other_officer, form_id=other, at=AT)
    assert (view.summary.until_on, view.exception_reason) == (date(2026, 12, 31), "Phường bị lũ.")
    with pytest.raises(RoundLocked):
        api.save_form(actor=scene.other_officer, form_id=other, content=WELL, revision=None, at=vn("2027-01-01 08:00"))


def test_totals_of_a_locked_round_follow_what_is_accepted_after_the_lock(scene: Scene) -> None:
    head, round_id = scene.department_head, opened(scene)
    mine, other = form_of(scene, round_id), form_of(scene, round_id, "UBND-XA-99002")
    sent(scene, mine)
    move(head, mine, FormVerb.ACCEPT)
    api.lock_round(actor=head, round_id=round_id, at=AT)

    def total(code: str) -> list[tuple[Decimal, Bound]]:
        rows = api.list_values(actor=ANONYMOUS, indicator=code).items
        (now,) = [one for one in rows if one.scope.kind == "area"]
        history = api.get_value(actor=ANONYMOUS, value_id=now.id).history
        return [(one.figure.value, one.figure.bound) for one in history if one.figure]

    kept = total("agency_staff_with_pc")
    assert kept == [(Decimal(18), Bound.ABOVE)]
    known = ReportingRound.objects.get(id=round_id).total_ids
    ReportingRound.objects.update(total_ids={})
    with connection.cursor() as cursor:
        cursor.execute(import_module("honglam.indicators.migrations.0010_round_totals").FORWARD)
    assert ReportingRound.objects.get(id=round_id).total_ids == known, "the migration reads off what was kept before"
    corrected(scene, mine, {"may.chuyen_mon.co_may": "16"})
    assert total("agency_staff_with_pc") == [*kept, (Decimal(19), Bound.ABOVE)]
    assert total("agency_staff") == [(Decimal(20), Bound.ABOVE)], "what did not change stays as it was said"
    move(head, other, FormVerb.GRANT_EXCEPTION, "Phường bị lũ.", until=date(2026, 12, 31))
    save(scene.other_officer, other)
    move(scene.other_officer, other, FormVerb.SUBMIT)
    move(scene.other_chairman, other, FormVerb.APPROVE)
    move(head, other, FormVerb.ACCEPT)
    assert total("agency_staff_with_pc")[-1] == (Decimal(37), Bound.EXACT), "now everybody is in it"
    assert total("agency_pc_rate") == [(Decimal("92.5"), Bound.EXACT)], "a share is said once everybody is in it"


def test_totals_say_of_how_many_they_are(scene: Scene) -> None:
    round_id = opened(scene)
    sent(scene, form_of(scene, round_id))
    assert api.get_totals(actor=scene.department_head, round_id=round_id).values == {}, "sent is not accepted"
    move(scene.department_head, form_of(scene, round_id), FormVerb.ACCEPT)
    found = api.get_totals(actor=scene.department_head, round_id=round_id)
    assert (found.accepted, found.assigned, found.missing) == (1, 2, ("Ủy ban nhân dân phường Bình",))
    assert (found.values["may.cong.tong"], found.values["may.cong.ty_le"]) == (Decimal(20), Decimal(90))


def test_what_is_corrected_stays_in_the_totals_until_the_correction_is_accepted(scene: Scene) -> None:
    round_id = opened(scene)
    form_id = form_of(scene, round_id)

    def told() -> tuple[int, Decimal | None]:
        found = api.get_totals(actor=scene.department_head, round_id=round_id)
        return found.accepted, found.values.get("may.cong.co_may")

    sent(scene, form_id)
    move(scene.department_head, form_id, FormVerb.ACCEPT)
    before = told()
    assert before == (1, Decimal(18))
    move(scene.department_head, form_id, FormVerb.OPEN_CORRECTION, "Đồng ý", until=date(2026, 12, 30))
    assert told() == before
    more = replace(WELL, cells=CELLS | {"may.chuyen_mon.co_may": "16"})
    save(scene.officer, form_id, more)
    move(scene.officer, form_id, FormVerb.SUBMIT)
    assert told() == before
    move(scene.chairman, form_id, FormVerb.APPROVE)
    assert told() == before, "sent again is not accepted again"
    move(scene.department_head, form_id, FormVerb.RETURN, "Xem lại.")
    assert told() == before
    sent(scene, form_id, more)
    move(scene.department_head, form_id, FormVerb.ACCEPT)
    assert told() == (1, Decimal(19))


def test_reminders_go_out_once_and_to_the_head_once_late(scene: Scene) -> None:
    form_id = form_of(scene, opened(scene))
    save(scene.officer, form_id)
    soon, late = vn("2026-12-21 07:10"), vn("2026-12-25 07:10")
    assert (api.remind_due(at=soon), api.remind_due(at=soon)) == (2, 0)
    assert api.remind_due(at=late) == 2
    drain()

    def told(code: str) -> set[str]:
        rows = Message.objects.filter(template=code, subject_id=str(form_id))
        return set(rows.values_list("recipient_name", flat=True))

    assert told("indicators.form_soon") == {scene.officer.name}
    assert told("indicators.form_late") == {scene.officer.name, scene.chairman.name}
    sent_view = api.get_form(actor=scene.officer, form_id=form_id, at=late)
    assert sent_view.summary.timing.overdue
    move(scene.officer, form_id, FormVerb.SUBMIT)
    move(scene.chairman, form_id, FormVerb.APPROVE)
    assert api.remind_due(at=vn("2026-12-30 07:10")) == 1, "only the ward that has not reported"


def test_it_waits_for_whoever_has_to_act(scene: Scene) -> None:
    form_id = form_of(scene, opened(scene))

    def waiting(who: str, **filters: str) -> list[UUID]:
        found = FormWorklist().list_waiting(actor=scene.actors[who], after=None, limit=9, filters=filters)
        return [one.key.id for one in found]

    assert (waiting("chairman"), waiting("officer")) == ([form_id], [])
    save(scene.officer, form_id)
    assert (waiting("officer"), waiting("officer", holder="me"), waiting("colleague")) == ([form_id], [form_id], [])
    move(scene.officer, form_id, FormVerb.SUBMIT)
    assert (waiting("chairman"), waiting("officer"), waiting("department_head")) == ([form_id], [], [])
    move(scene.chairman, form_id, FormVerb.APPROVE)
    assert (waiting("department_head"), waiting("chairman"), waiting("department_clerk")) == ([form_id], [], [])
    assert (waiting("citizen"), waiting("department_head", light="yellow")) == ([], [])


def test_the_next_period_knows_the_last(scene: Scene) -> None:
    form_id = form_of(scene, opened(scene))
    sent(scene, form_id)
    after = Period(kind=PeriodKind.QUARTER, first_on=date(2026, 12, 15), last_on=date(2027, 3, 14), cut_off=14)
    at = vn("2027-03-16 09:00")
    next_id = form_of(scene, api.open_round(actor=scene.department_head, code="bc-mau", period=after, at=at))
    fewer = replace(WELL, cells=CELLS | {"may.chuyen_mon.co_may": "5"})
    api.save_form(actor=scene.officer, form_id=next_id, content=fewer, revision=None, at=at)
    view = api.get_form(actor=scene.officer, form_id=next_id, at=at)
    assert view.before["may.cong.co_may"] == Decimal(18)
    assert view.judged.unexplained == {"rule:may-giam", "jump:may.chuyen_mon.co_may", "jump:may.cong.co_may"}


def test_a_time_that_only_ends_on_the_same_day_is_not_the_last_period(scene: Scene) -> None:
    sent(scene, form_of(scene, opened(scene)))
    ReportingRound.objects.update(kind=PeriodKind.MONTH.value, first_on=date(2026, 11, 15))
    after = Period(kind=PeriodKind.QUARTER, first_on=date(2026, 12, 15), last_on=date(2027, 3, 14), cut_off=14)
    at = vn("2027-03-16 09:00")
    next_id = form_of(
        scene, api.open_round(actor=scene.department_head, code="bc-mau", period=after, due_on=None, at=at)
    )
    assert api.get_form(actor=scene.officer, form_id=next_id, at=at).before == {}


def test_the_database_refuses_to_change_what_happened(scene: Scene) -> None:
    sent(scene, form_of(scene, opened(scene)))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("indicators_formedition", "indicators_formline"):
            for statement in ("UPDATE {} SET content = '{{}}'", "DELETE FROM {}", "TRUNCATE {} CASCADE"):
                with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                    cursor.execute(statement.format(table))


def test_boards_and_lists_cost_the_same_for_few_and_many(scene: Scene) -> None:
    round_id = opened(scene)

    def looks() -> None:
        api.get_board(actor=scene.department_head, round_id=round_id, at=AT)
        api.get_totals(actor=scene.department_head, round_id=round_id)

    few = cost(looks)
    row = RoundForm.objects.filter(round_id=round_id).first()
    assert row is not None
    for code in ("SO-MAU", "UBND-MAU", "MC-MAU"):
        row.pk, row.agency_id = None, scene.unit(code)
        row.id = uuid7()
        row.save(force_insert=True)
    assert cost(looks) == few


def test_a_template_under_a_round_is_succeeded_not_changed(scene: Scene, tmp_path: Path) -> None:
    assert [one for one in pack.plan(path=PACKS / "trivial").changes if one.kind == "report_template"] == []
    shutil.copytree(PACKS / "trivial", tmp_path / "pack")
    file = tmp_path / "pack" / "indicators" / "reports" / "bc-mau.yaml"
    file.write_text(file.read_text("utf-8").replace("title: Số người,", "title: Tổng số người,"), "utf-8")
    assert pack.plan(path=tmp_path / "pack").errors == ()
    opened(scene)
    (error,) = pack.plan(path=tmp_path / "pack").errors
    assert (error.code, dict(error.params)["key"]) == ("template_stands", "bc-mau@1")
