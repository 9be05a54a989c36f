"""Behind the lock of a round: who still gets in, what waits for whom, who is reminded; and what is asked before it."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from honglam.indicators import api
from honglam.indicators.contracts import DayMissing, FormState, FormVerb, Period, PeriodKind
from honglam.indicators.models import ReportingRound, RoundForm
from honglam.indicators.queries.rounds import worklist
from honglam.indicators.queries.rounds.worklist import FormWorklist
from honglam.indicators.views.rounds import filling, lists
from honglam.kernel.values import FieldErrors
from tests.dossiers.scene import Scene, vn
from tests.indicators.test_round_pages import page, text
from tests.indicators.test_rounds import AT, WELL, form_of, move, opened, save, sent
from tests.indicators.test_rounds import QUARTER as USUAL

DUE = date(2026, 12, 24)
LATE = vn("2027-01-02 08:00")


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages and the worklist look at the clock of the tests."""
    for module in (filling, lists, worklist):
        monkeypatch.setattr(module, "now", lambda: AT)
    for module in (lists, worklist):
        monkeypatch.setattr(module, "today", AT.date)


@pytest.fixture
def form_id(scene: Scene) -> UUID:
    """Commune An's form of an open round."""
    return form_of(scene, opened(scene))


def locked(scene: Scene, form_id: UUID) -> UUID:
    """The round of a form, locked before its due day."""
    round_id = RoundForm.objects.get(id=form_id).round_id
    api.lock_round(actor=scene.department_head, round_id=round_id, at=AT)
    return round_id


def waiting(scene: Scene, who: str) -> list[UUID]:
    """The forms in somebody's worklist."""
    found = FormWorklist().list_waiting(actor=scene.actors[who], after=None, limit=9, filters={})
    return [one.key.id for one in found]


@pytest.mark.parametrize(
    ("accepted", "verb", "state"),
    [(False, FormVerb.RETURN, FormState.RETURNED), (True, FormVerb.OPEN_CORRECTION, FormState.CORRECTING)],
)
def test_what_is_opened_behind_the_lock_is_open_to_somebody(
    scene: Scene, form_id: UUID, accepted: bool, verb: FormVerb, state: FormState
) -> None:
    sent(scene, form_id)
    if accepted:
        move(scene.department_head, form_id, FormVerb.ACCEPT)
    locked(scene, form_id)
    with pytest.raises(DayMissing):
        move(scene.department_head, form_id, verb, "Thiếu bảng 2.")
    move(scene.department_head, form_id, verb, "Thiếu bảng 2.", until=DUE)
    row = RoundForm.objects.get(id=form_id)
    assert (row.state, row.until_on, row.exception_reason) == (state.value, DUE, "Thiếu bảng 2.")
    assert waiting(scene, "officer") == [form_id]
    save(scene.officer, form_id)
    move(scene.officer, form_id, FormVerb.SUBMIT)
    move(scene.chairman, form_id, FormVerb.APPROVE)


def test_more_time_behind_the_lock_may_end_before_the_rounds_own_day(scene: Scene, form_id: UUID) -> None:
    with pytest.raises(DayMissing):
        move(scene.department_head, form_id, FormVerb.GRANT_EXCEPTION, "Mất điện.", until=date(2026, 12, 20))
    locked(scene, form_id)
    move(scene.department_head, form_id, FormVerb.GRANT_EXCEPTION, "Mất điện.", until=date(2026, 12, 20))
    save(scene.officer, form_id)


def test_what_nobody_can_do_waits_for_nobody(scene: Scene, form_id: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    assert waiting(scene, "chairman") == [form_id]
    locked(scene, form_id)
    assert waiting(scene, "chairman") == []
    move(scene.department_head, form_id, FormVerb.GRANT_EXCEPTION, "Mất điện.", until=date(2026, 12, 31))
    assert waiting(scene, "chairman") == [form_id]
    assert api.remind_due(at=vn("2026-12-28 07:10")) == 1
    assert api.remind_due(at=LATE) == 0, "nobody can hand it in any more"
    assert RoundForm.objects.get(id=form_id).watch_on is None
    monkeypatch.setattr(worklist, "now", lambda: LATE)
    assert waiting(scene, "chairman") == []


def test_a_correction_that_is_asked_for_behind_the_lock_waits_for_the_receiver(scene: Scene, form_id: UUID) -> None:
    sent(scene, form_id)
    move(scene.department_head, form_id, FormVerb.ACCEPT)
    locked(scene, form_id)
    assert waiting(scene, "department_head") == []
    move(scene.chairman, form_id, FormVerb.ASK_CORRECTION, "Ghi nhầm một máy.")
    assert waiting(scene, "department_head") == [form_id]


def test_why_it_was_returned_is_read_until_it_is_handed_in_again(scene: Scene, form_id: UUID) -> None:
    sent(scene, form_id)
    move(scene.department_head, form_id, FormVerb.RETURN, "Thiếu bảng 2.")
    assert api.remind_due(at=vn("2026-12-21 07:10")) == 2
    assert "Bị trả lại: Thiếu bảng 2." in text(page(filling.form, scene.officer, form_id=form_id))
    save(scene.officer, form_id, WELL)
    move(scene.officer, form_id, FormVerb.SUBMIT)
    move(scene.chairman, form_id, FormVerb.SEND_BACK, "Xem lại dòng 3.")
    shown = text(page(filling.form, scene.officer, form_id=form_id))
    assert "Bị trả lại: Xem lại dòng 3." in shown and "Bị trả lại: Thiếu bảng 2." not in shown


def test_before_the_due_day_the_lock_asks_first(scene: Scene, form_id: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    row = RoundForm.objects.get(id=form_id).round

    def lock(**given: str) -> Any:
        return page(lists.board, scene.department_head, given, post=True, round_id=row.id)

    asked = lock()
    assert asked.status_code == 200
    assert "Khóa kỳ báo cáo trước hạn?" in text(asked) and "24/12/2026" in text(asked)
    assert ReportingRound.objects.get(id=row.id).locked_at is None
    assert lock(_early="1").status_code == 302
    assert ReportingRound.objects.get(id=row.id).locked_at is not None
    ReportingRound.objects.update(locked_at=None)
    monkeypatch.setattr(lists, "today", lambda: date(2026, 12, 25))
    assert lock().status_code == 302, "once it is over nothing is asked"


def test_a_period_that_was_missed_can_still_be_asked_for(scene: Scene, form_id: UUID) -> None:
    assert ReportingRound.objects.filter(first_on=USUAL.first_on).exists()
    shown = text(page(lists.open_one, scene.department_head))
    assert 'name="ngay.bc-mau"' in shown, "though the usual period has its round"
    given = {"code": "bc-mau", "ngay.bc-mau": "20/07/2026", "due_on.bc-mau": "30/12/2026"}
    assert page(lists.open_one, scene.department_head, given, post=True).status_code == 302
    missed = Period(kind=PeriodKind.QUARTER, first_on=date(2026, 6, 15), last_on=date(2026, 9, 14), cut_off=14)
    row = ReportingRound.objects.get(first_on=missed.first_on)
    assert (row.last_on, row.cut_off, row.due_on) == (missed.last_on, 14, date(2026, 12, 30))
    twice = page(lists.open_one, scene.department_head, given, post=True)
    assert twice.status_code == 422
    assert 'value="20/07/2026"' in text(twice) and "Đã mở kỳ báo cáo này rồi." in text(twice)
    wrong = page(lists.open_one, scene.department_head, given | {"ngay.bc-mau": "31/06/2026"}, post=True)
    assert "Không có ngày này" in text(wrong)


def test_no_word_that_is_typed_is_cut_off(scene: Scene, form_id: UUID) -> None:
    long = {"cells": {"may.lanh_dao.tong": "x" * 501}, "answers": {"han_che": "y" * 8001}}
    for given, field in (
        ({"cells": long["cells"]}, "cell.may.lanh_dao.tong"),
        ({"answers": long["answers"]}, "answer.han_che"),
    ):
        content = type(WELL)(**given)
        with pytest.raises(FieldErrors) as refused:
            save(scene.officer, form_id, content)
        assert [(one.field, one.code) for one in refused.value.errors] == [(field, "too_long")]
    typed = {"answer.han_che": "y" * 8001, "_revision": "0"}
    shown = page(filling.form, scene.officer, typed, post=True, form_id=form_id)
    assert shown.status_code == 422
    assert "y" * 8001 in text(shown) and 'href="#answer-han_che"' in text(shown)
