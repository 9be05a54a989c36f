"""What is open of a round when an agency ends: its forms and its rounds go to whoever alone carries its work on."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from honglam.directory import api as directory
from honglam.directory.contracts import EndingShape, PlanShape
from honglam.indicators import access, api
from honglam.indicators.contracts import (
    FormContent,
    FormNotFound,
    FormState,
    FormVerb,
    IncomingState,
    NotYourMove,
    RoundNotFound,
    ScoringNotFound,
    SheetVerb,
)
from honglam.indicators.models import IncomingFigureRow, RoundForm, ScoringRound
from honglam.indicators.queries.appraisal.worklist import SheetWorklist
from honglam.indicators.queries.rounds.worklist import FormWorklist
from honglam.indicators.services.rounds.letters import heads_of, people_of
from honglam.kernel.ids import uuid7
from honglam.kernel.values import SYSTEM, Actor
from tests.dossiers.scene import Scene, vn
from tests.dossiers.test_reorganisation import COMMITTEE, NEW, actor_at, commune
from tests.indicators.test_appraisal import CLAIM, SELF, SURVEY, sheet_of
from tests.indicators.test_appraisal import opened as scoring_opened
from tests.indicators.test_rounds import AT, WELL, form_of, move, opened, save

__all__ = ["commune"]
ON, AFTER = date(2026, 12, 17), vn("2026-12-17 08:00")


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """What day it is for access."""

    def set_to(on: date) -> None:
        monkeypatch.setattr(access, "today", lambda: on)

    set_to(AT.date())
    return set_to


def ended() -> None:
    """Commune An is over, and another one carries its work on alone."""
    plan = PlanShape(name="Sắp xếp cấp xã", on=ON, ends=(EndingShape(agency=COMMITTEE, to=(NEW,)),))
    directory.apply_plan(actor=SYSTEM, plan=plan, at=AFTER)


def waiting(actor: Actor, **filters: str) -> list[UUID]:
    """What waits for somebody in the one worklist."""
    return [one.key.id for one in FormWorklist().list_waiting(actor=actor, after=None, limit=9, filters=filters)]


def test_an_open_form_goes_to_whoever_carries_the_work_on(commune: Scene, day: Callable[[date], None]) -> None:
    form_id = form_of(commune, opened(commune))
    save(commune.officer, form_id)
    officer, head = actor_at("VP-XA-99003", commune.other_officer), actor_at(NEW, commune.other_chairman)
    with pytest.raises(FormNotFound):
        api.get_form(actor=officer, form_id=form_id, at=AT)
    assert form_id not in waiting(officer)
    ended()
    day(ON)
    assert api.get_form(actor=officer, form_id=form_id, at=AFTER).editable
    assert form_id in [one.id for one in api.list_forms(actor=head, at=AFTER).mine]
    assert form_id in waiting(head), "whoever held it may hold no post any more"
    assert form_id in waiting(head, holder="nobody")
    save(officer, form_id, FormContent(cells={}), revision=1)
    save(officer, form_id, WELL)
    move(officer, form_id, FormVerb.SUBMIT)
    move(head, form_id, FormVerb.APPROVE)
    assert RoundForm.objects.get(id=form_id).state == FormState.APPROVED.value


def test_letters_about_it_reach_those_who_answer_now(commune: Scene, day: Callable[[date], None]) -> None:
    form_id = form_of(commune, opened(commune))
    save(commune.officer, form_id)
    head = actor_at(NEW, commune.other_chairman)
    ended()
    form = RoundForm.objects.get(id=form_id)
    assert people_of(form, AT) == {commune.officer.id}
    assert heads_of(form.agency_id, AFTER) == {head.id}
    assert people_of(form, AFTER) == {commune.officer.id, head.id}


def test_another_commune_sees_nothing_of_it(commune: Scene, day: Callable[[date], None]) -> None:
    round_id = opened(commune)
    form_id = form_of(commune, round_id)
    ended()
    day(ON)
    with pytest.raises(FormNotFound):
        api.get_form(actor=commune.other_officer, form_id=form_id, at=AFTER)
    with pytest.raises(RoundNotFound):
        api.get_board(actor=commune.other_chairman, round_id=round_id, at=AFTER)


def test_an_open_sheet_goes_to_whoever_carries_the_work_on(commune: Scene, day: Callable[[date], None]) -> None:
    row = sheet_of(commune, scoring_opened(commune))
    head = actor_at(NEW, commune.other_chairman)
    with pytest.raises(ScoringNotFound):
        api.get_sheet(actor=head, subject_id=row.id)
    ended()
    day(ON)
    assert SheetVerb.SUBMIT in api.get_sheet(actor=head, subject_id=row.id).subject.moves
    found = SheetWorklist().list_waiting(actor=head, after=None, limit=9, filters={})
    assert row.id in [one.key.id for one in found]
    api.submit_sheet(actor=head, subject_id=row.id, revision=0, says=CLAIM, at=AFTER)
    with pytest.raises(NotYourMove):
        api.appraise_sheet(actor=head, subject_id=row.id, revision=1, says=[], at=AFTER)


def test_sheets_to_be_judged_go_to_whoever_carries_the_scoring_on(commune: Scene, day: Callable[[date], None]) -> None:
    row = sheet_of(commune, scoring_opened(commune), "UBND-XA-99002")
    ScoringRound.objects.filter(id=row.round_id).update(owner=commune.unit(COMMITTEE))
    api.submit_sheet(actor=commune.other_chairman, subject_id=row.id, revision=0, says=CLAIM, at=SELF)
    leader, head = actor_at(NEW, commune.chairman), actor_at("VP-XA-99003", commune.officer)

    def sheets(actor: Actor) -> list[UUID]:
        found = SheetWorklist().list_waiting(actor=actor, after=None, limit=9, filters={})
        return [one.key.id for one in found]

    assert row.id not in sheets(leader) + sheets(head)
    ended()
    day(ON)
    assert row.id in sheets(leader) and row.id in sheets(head)
    assert api.note_verdict(actor=head, subject_id=row.id, revision=1, says=[SURVEY], at=AFTER) == 2
    api.appraise_sheet(actor=leader, subject_id=row.id, revision=2, says=[], at=AFTER)


def test_figures_that_wait_go_along_too(commune: Scene, day: Callable[[date], None]) -> None:
    waits = IncomingFigureRow.objects.create(
        figure_id=uuid7(),
        agency_id=commune.unit(COMMITTEE),
        document_id=uuid7(),
        document="thu",
        title="Báo cáo",
        quote="Có 7 xã có trang.",
        said=7,
        bound="exact",
        confirmed_by="Nguyễn Văn A",
        confirmed_at=AT,
        state=IncomingState.WAITING.value,
    )
    officer = actor_at("VP-XA-99003", commune.other_officer)

    def figures() -> list[UUID]:
        return [one.id for one in api.list_incoming(actor=officer, state=IncomingState.WAITING).items]

    assert figures() == []
    ended()
    day(ON)
    assert figures() == [waits.figure_id]
