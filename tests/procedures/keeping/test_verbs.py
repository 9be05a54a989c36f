"""Drafts and their life through the database: who may, what is refused, what is left behind."""

import copy
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from honglam.kernel.models import AuditEntry, OutboxMessage
from honglam.kernel.values import ANONYMOUS, SYSTEM, Actor, NotFound
from honglam.procedures import api
from honglam.procedures.api import keeping
from honglam.procedures.contracts import (
    Act,
    BaseOvertaken,
    BaseWithdrawn,
    DraftClosed,
    DraftFaulty,
    DraftMoved,
    DraftState,
    DraftView,
    NothingToAbolish,
    NothingToUndo,
    ProcedureNotFound,
    SearchCriteria,
    SecondIdentityNeeded,
    VersionInUse,
    VersionNotFound,
    VersionNotWaiting,
    VersionStandsThen,
    WrongDraftState,
)
from honglam.procedures.models import ProcedureEvent, ProcedureVersion, VersionDraft
from honglam.procedures.services import catalogue, versions
from tests.directory.people import officer
from tests.procedures.keeping.browsers import controller

pytestmark = pytest.mark.usefixtures("trivial")
AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
CODE = "1.000001"
FEE = {"_count.fees": ["1"], "fees.0.code": ["LP"], "fees.0.name": ["Lệ phí mới"], "fees.0.kind": ["charge"],
       "fees.0.amount": ["12.000"], "fees.0.collect": ["on_receipt"], "_count.fees.0.exemptions": ["0"],
       "fees.0.source.document": ["09/2026/NQ-HĐND"]}  # fmt: skip


@pytest.fixture
def keeper() -> Actor:
    return controller()


@pytest.fixture
def draft(keeper: Actor) -> DraftView:
    return keeping.start_draft(actor=keeper, code=CODE, at=AT)


def edit(
    keeper: Actor, draft: DraftView, sent: dict[str, list[str]], *, seconds: int = 60, **more: object
) -> DraftView:
    """The fees sheet saved some time after the draft was begun."""
    said = {"slug": "phi", "apart": True, "revision": draft.revision, **more}
    at = AT + timedelta(seconds=seconds)
    return keeping.edit_sheet(actor=keeper, draft_id=draft.id, sent=sent, at=at, **said)  # type: ignore[arg-type]


def published(keeper: Actor, draft: DraftView, first_day: date = date(2026, 12, 1)) -> DraftView:
    """The draft, proposed, decided and made public."""
    keeping.propose_draft(actor=keeper, draft_id=draft.id, at=AT)
    keeping.decide_draft(
        actor=keeper, draft_id=draft.id, number="99/QĐ-UBND", dated=date(2026, 11, 20), file=None, at=AT
    )
    return keeping.publish_draft(actor=keeper, draft_id=draft.id, valid_from=first_day, at=AT)


def test_a_draft_begins_with_what_the_latest_version_says(keeper: Actor, draft: DraftView) -> None:
    latest = keeping.get_content(code=CODE, number=2)
    assert draft.content == {key: value for key, value in latest.items() if key != "decision"}
    assert (draft.base_number, draft.state, draft.revision) == (2, DraftState.DRAFTING, 1)
    assert keeping.draft_faults(draft=draft) == []
    again = keeping.start_draft(actor=controller("Lê Thị Khác"), code=CODE, at=AT)
    assert again.id == draft.id, "one open draft for a procedure"


@pytest.mark.parametrize("actor", ["stranger", "anonymous", "processing"])
def test_nobody_else_finds_a_draft(actor: str, draft: DraftView) -> None:
    who = {"anonymous": lambda: ANONYMOUS, "stranger": lambda: Actor(kind=SYSTEM.kind.PERSON, name="Người lạ"),
           "processing": lambda: officer("Nguyễn Văn An", "VP-XA-99001/CV")}[actor]()  # fmt: skip
    before = VersionDraft.objects.values().get()
    for call in (
        lambda: keeping.get_draft(actor=who, draft_id=draft.id),
        lambda: keeping.start_draft(actor=who, code="1.000002", at=AT),
        lambda: edit(who, draft, FEE),
        lambda: keeping.propose_draft(actor=who, draft_id=draft.id, at=AT),
        lambda: keeping.drop_draft(actor=who, draft_id=draft.id, note="x", at=AT),
        lambda: keeping.list_history(actor=who, code=CODE),
        lambda: keeping.abolish_procedure(
            actor=who, code=CODE, last_day=date(2027, 1, 1), number="1", dated=date(2026, 1, 1), note="", at=AT
        ),
        lambda: withdraw(who, 2),
    ):
        with pytest.raises(NotFound):
            call()
    assert VersionDraft.objects.values().get() == before


def test_typing_is_saved_undone_and_redone(keeper: Actor, draft: DraftView) -> None:
    first = edit(keeper, draft, FEE)
    assert [fee["amount"] for fee in first.content["fees"]] == [12000]
    second = edit(keeper, first, {}, command="remove:fees.0", seconds=120)
    assert "fees" not in second.content
    undone = keeping.step_draft(actor=keeper, draft_id=draft.id, revision=second.revision, forth=False, at=AT)
    assert undone.content == first.content
    undone = keeping.step_draft(actor=keeper, draft_id=draft.id, revision=undone.revision, forth=False, at=AT)
    assert undone.content == draft.content
    assert not undone.can_undo
    redone = keeping.step_draft(actor=keeper, draft_id=draft.id, revision=undone.revision, forth=True, at=AT)
    assert redone.content == first.content
    other = edit(keeper, redone, {"_count.fees": ["0"]}, seconds=300)
    assert not other.can_redo, "what is typed after an undo takes the place of what would be redone"
    with pytest.raises(NothingToUndo):
        keeping.step_draft(actor=keeper, draft_id=draft.id, revision=other.revision, forth=True, at=AT)


def test_letters_typed_in_one_go_are_one_writing(keeper: Actor, draft: DraftView) -> None:
    now = draft
    for second, amount in ((60, "1"), (62, "12"), (65, "120"), (70, "1.200")):
        now = edit(keeper, now, {**FEE, "fees.0.amount": [amount]}, seconds=second, apart=False)
    undone = keeping.step_draft(actor=keeper, draft_id=draft.id, revision=now.revision, forth=False, at=AT)
    assert undone.content == draft.content


def test_typing_after_undo_leaves_what_one_went_back_to(keeper: Actor, draft: DraftView) -> None:
    saved = edit(keeper, draft, FEE, seconds=60)
    removed = edit(keeper, saved, {}, command="remove:fees.0", seconds=65)
    now = keeping.step_draft(actor=keeper, draft_id=draft.id, revision=removed.revision, forth=False, at=AT)
    for second, amount in ((72, "1"), (74, "12")):
        now = edit(keeper, now, {**FEE, "fees.0.amount": [amount]}, seconds=second, apart=False)
    assert now.content["fees"][0]["amount"] == 12
    undone = keeping.step_draft(actor=keeper, draft_id=draft.id, revision=now.revision, forth=False, at=AT)
    assert undone.content == saved.content


def test_typing_after_undo_of_typing_leaves_it_too(keeper: Actor, draft: DraftView) -> None:
    typed = edit(keeper, draft, FEE, seconds=60, apart=False)
    removed = edit(keeper, typed, {}, command="remove:fees.0", seconds=62)
    back = keeping.step_draft(actor=keeper, draft_id=draft.id, revision=removed.revision, forth=False, at=AT)
    more = edit(keeper, back, {**FEE, "fees.0.amount": ["7"]}, seconds=64, apart=False)
    undone = keeping.step_draft(actor=keeper, draft_id=draft.id, revision=more.revision, forth=False, at=AT)
    assert undone.content == typed.content


def test_a_tab_that_is_behind_overwrites_nothing(keeper: Actor, draft: DraftView) -> None:
    edit(keeper, draft, FEE)
    with pytest.raises(DraftMoved) as refusal:
        edit(controller("Lê Thị Khác"), draft, {"_count.fees": ["0"]})
    assert refusal.value.params["name"] == "Trần Kiểm Soát"
    assert keeping.get_draft(actor=keeper, draft_id=draft.id).content["fees"][0]["amount"] == 12000


def test_a_faulty_draft_is_kept_but_not_proposed(keeper: Actor, draft: DraftView) -> None:
    edit(keeper, draft, {**FEE, "fees.0.amount": ["nhiều"], "fees.0.code": ["mã thường"]})
    with pytest.raises(DraftFaulty) as refusal:
        keeping.propose_draft(actor=keeper, draft_id=draft.id, at=AT)
    assert {(error.field, error.code) for error in refusal.value.errors} == {
        ("fees.0.amount", "expected_integer"), ("fees.0.code", "pattern"),
    }  # fmt: skip
    assert keeping.get_draft(actor=keeper, draft_id=draft.id).state is DraftState.DRAFTING


def test_meaning_is_checked_as_the_pack_does(keeper: Actor, draft: DraftView) -> None:
    sent = {
        **FEE,
        "fees.0.source.document": [""],
        "fees.0.source.article": [""],
        "fees.0.source.date": [""],
        "fees.0.quantity": ["so_con_meo * 2"],
    }
    mended = edit(keeper, draft, sent)
    assert {fault.path for fault in keeping.draft_faults(draft=mended)} == {"fees[0]", "fees[0].quantity"}
    unknown = keeping.edit_sheet(
        actor=keeper, draft_id=draft.id, revision=mended.revision, slug="chung", sent={"supporting": ["KHONG-CO"]},
        apart=True, at=AT,
    )  # fmt: skip
    assert "unknown_agency" in {fault.code for fault in keeping.draft_faults(draft=unknown)}


def test_a_version_is_proposed_decided_and_public_from_a_day_on(keeper: Actor, draft: DraftView) -> None:
    changed = edit(keeper, draft, FEE)
    done = published(keeper, changed)
    assert (done.state, done.number, done.valid_from) == (DraftState.PUBLISHED, 3, date(2026, 12, 1))
    before, later = (api.current_version(code=CODE, on=on) for on in (date(2026, 11, 30), date(2026, 12, 1)))
    assert (before.number, before.valid_to) == (2, date(2026, 11, 30))
    assert (later.number, later.fees[0].amount) == (3, 12000)
    assert later.decision is not None
    assert (later.decision.number, later.decision.dated) == ("99/QĐ-UBND", date(2026, 11, 20))
    history = keeping.list_history(actor=keeper, code=CODE)
    assert [line.act for line in history] == [Act.PUBLISHED, Act.DECIDED, Act.PROPOSED, Act.STARTED]
    assert {line.by for line in history} == {"Trần Kiểm Soát"}
    acts = AuditEntry.objects.filter(subject_kind="procedure", subject_id=CODE).values_list("action", flat=True)
    assert {"procedures.catalogue_published", "procedures.draft_changed"} <= set(acts)
    told = OutboxMessage.objects.get(name="procedures.catalogue_changed")
    assert told.payload == {"code": CODE, "number": 3, "effective_on": "2026-12-01"}


def test_what_is_proposed_is_closed_until_it_is_sent_back(keeper: Actor, draft: DraftView) -> None:
    keeping.propose_draft(actor=keeper, draft_id=draft.id, at=AT)
    with pytest.raises(DraftClosed):
        edit(keeper, keeping.get_draft(actor=keeper, draft_id=draft.id), FEE)
    with pytest.raises(WrongDraftState):
        keeping.publish_draft(actor=keeper, draft_id=draft.id, valid_from=date(2026, 12, 1), at=AT)
    assert ProcedureVersion.objects.filter(procedure__code=CODE).count() == 2
    keeping.decide_draft(actor=keeper, draft_id=draft.id, number="1", dated=date(2026, 11, 1), file=None, at=AT)
    back = keeping.send_draft_back(actor=keeper, draft_id=draft.id, note="Thiếu căn cứ", at=AT)
    assert (back.state, back.decision) == (DraftState.DRAFTING, None)
    assert keeping.list_history(actor=keeper, code=CODE)[0].note == "Thiếu căn cứ"


def test_whoever_proposed_does_not_decide(keeper: Actor, draft: DraftView, settings: Any) -> None:
    settings.PROCEDURES_SECOND_IDENTITY = True
    keeping.propose_draft(actor=keeper, draft_id=draft.id, at=AT)
    said: dict[str, Any] = {"draft_id": draft.id, "number": "99/QĐ-UBND", "file": None, "at": AT}
    said |= {"dated": date(2026, 11, 20)}
    with pytest.raises(SecondIdentityNeeded) as refusal:
        keeping.decide_draft(actor=keeper, **said)
    assert refusal.value.params == {"name": "Trần Kiểm Soát"}
    assert keeping.get_draft(actor=keeper, draft_id=draft.id).state == DraftState.PROPOSED
    decided = keeping.decide_draft(actor=controller("Lê Thị Khác"), **said)
    assert decided.state == DraftState.DECIDED


def test_a_version_that_something_stands_on_is_succeeded_never_edited(keeper: Actor, draft: DraftView) -> None:
    standing = api.current_version(code=CODE, on=date(2026, 11, 22))
    api.stand_on(version_id=standing.version_id)
    content = copy.deepcopy(keeping.get_content(code=CODE, number=2))
    published(keeper, edit(keeper, draft, FEE), first_day=date(2026, 11, 22))
    assert keeping.get_content(code=CODE, number=2) == content
    assert api.get_version(version_id=standing.version_id).fees[0].amount == 8000
    assert api.current_version(code=CODE, on=date(2026, 11, 22)).number == 3


def test_what_has_not_begun_is_put_right_under_its_number(keeper: Actor, draft: DraftView) -> None:
    published(keeper, edit(keeper, draft, FEE), first_day=date(2027, 1, 1))
    second = keeping.start_draft(actor=keeper, code=CODE, at=AT)
    second = edit(keeper, second, {**FEE, "fees.0.amount": ["9.000"]})
    assert published(keeper, second, first_day=date(2027, 3, 1)).number == 3
    assert api.current_version(code=CODE, on=date(2027, 2, 28)).number == 2
    assert api.current_version(code=CODE, on=date(2027, 3, 1)).fees[0].amount == 9000


def test_an_announced_version_is_not_pushed_aside(keeper: Actor, draft: DraftView) -> None:
    published(keeper, edit(keeper, draft, FEE), first_day=date(2027, 1, 1))
    api.stand_on(version_id=api.current_version(code=CODE, on=date(2027, 1, 1)).version_id)
    second = keeping.start_draft(actor=keeper, code=CODE, at=AT)
    with pytest.raises(VersionStandsThen), transaction.atomic():
        published(keeper, second, first_day=date(2026, 12, 1))
    with pytest.raises(VersionStandsThen):
        keeping.abolish_procedure(
            actor=keeper, code=CODE, last_day=date(2026, 12, 1), number="1", dated=AT.date(), note="", at=AT
        )


def test_an_announced_version_does_not_come_earlier_unseen(keeper: Actor, draft: DraftView) -> None:
    published(keeper, edit(keeper, draft, FEE), first_day=date(2027, 1, 1))
    second = keeping.start_draft(actor=keeper, code=CODE, at=AT)
    with pytest.raises(VersionStandsThen), transaction.atomic():
        published(keeper, second, first_day=date(2026, 12, 1))
    assert api.current_version(code=CODE, on=date(2026, 12, 1)).number == 2


def test_the_number_of_a_withdrawn_version_is_not_given_again(keeper: Actor, draft: DraftView) -> None:
    said = keeping.get_content(code=CODE, number=2)
    more = {"code": CODE, "number": 3, "valid_to": None, "at": AT}
    versions.save_version(actor=SYSTEM, valid_from=date(2027, 1, 1), content={**said, "summary": "Rút"}, **more)
    versions.retire_version(actor=SYSTEM, code=CODE, number=3, at=AT)
    keeping.drop_draft(actor=keeper, draft_id=draft.id, note="Làm lại", at=AT)
    again = keeping.start_draft(actor=keeper, code=CODE, at=AT)
    assert again.base_number == 2, "a draft begins from what stands, not from what was withdrawn"
    assert published(keeper, edit(keeper, again, FEE)).number == 4
    assert keeping.get_content(code=CODE, number=3)["summary"] == "Rút"


def test_a_change_of_what_is_to_end_ends_with_it(keeper: Actor, draft: DraftView) -> None:
    keeping.abolish_procedure(
        actor=keeper, code=CODE, last_day=date(2026, 12, 31), number="5/QĐ-UBND", dated=date(2026, 11, 20), note="",
        at=AT,
    )  # fmt: skip
    assert published(keeper, edit(keeper, draft, FEE), first_day=date(2026, 12, 1)).number == 3
    assert api.current_version(code=CODE, on=date(2026, 12, 31)).number == 3
    with pytest.raises(ProcedureNotFound):
        api.current_version(code=CODE, on=date(2027, 1, 1))


def test_what_came_in_since_a_draft_was_begun_is_not_undone(keeper: Actor, draft: DraftView) -> None:
    said = keeping.get_content(code=CODE, number=2)
    more = {"actor": SYSTEM, "code": CODE, "at": AT}
    versions.save_version(number=2, valid_from=date(2026, 1, 1), valid_to=date(2026, 11, 22), content=said, **more)
    versions.save_version(number=3, valid_from=date(2026, 11, 23), valid_to=None, content=said, **more)
    with pytest.raises(BaseOvertaken) as refusal:
        published(keeper, edit(keeper, draft, FEE))
    assert refusal.value.params == {"number": 3}


def test_an_abolished_procedure_ends_and_its_history_says_by_which_decision(keeper: Actor) -> None:
    keeping.abolish_procedure(
        actor=keeper, code=CODE, last_day=date(2026, 12, 31), number="5/QĐ-UBND", dated=date(2026, 11, 20),
        note="Luật mới", at=AT,
    )  # fmt: skip
    assert api.current_version(code=CODE, on=date(2026, 12, 31)).number == 2
    with pytest.raises(ProcedureNotFound):
        api.current_version(code=CODE, on=date(2027, 1, 1))
    line = keeping.list_history(actor=keeper, code=CODE)[0]
    assert (line.act, line.effective_on, line.decision and line.decision.number) == (
        Act.ABOLISHED, date(2026, 12, 31), "5/QĐ-UBND",
    )  # fmt: skip


def abolish(keeper: Actor, last_day: date) -> None:
    """The procedure ends by decision."""
    keeping.abolish_procedure(
        actor=keeper, code=CODE, last_day=last_day, number="5/QĐ-UBND", dated=date(2026, 11, 20), note="", at=AT
    )


@pytest.mark.parametrize("wrong", [date(2026, 11, 30), date(2027, 9, 30)])
def test_a_last_day_that_was_typed_wrong_is_put_right(keeper: Actor, wrong: date) -> None:
    abolish(keeper, wrong)
    abolish(keeper, date(2027, 1, 31))
    assert api.current_version(code=CODE, on=date(2027, 1, 31)).number == 2
    with pytest.raises(ProcedureNotFound):
        api.current_version(code=CODE, on=date(2027, 2, 1))


def test_a_decided_end_does_not_reach_into_the_next_version(keeper: Actor, draft: DraftView) -> None:
    abolish(keeper, date(2026, 12, 31))
    published(keeper, edit(keeper, draft, FEE), first_day=date(2027, 1, 1))
    abolish(keeper, date(2027, 6, 30))
    before, last = (api.current_version(code=CODE, on=on) for on in (date(2026, 12, 31), date(2027, 6, 30)))
    assert [(one.number, one.valid_to) for one in (before, last)] == [(2, date(2026, 12, 31)), (3, date(2027, 6, 30))]
    with pytest.raises(VersionStandsThen):
        abolish(keeper, date(2026, 12, 15))


@pytest.mark.parametrize("how", ["over", "withdrawn", "closed"])
def test_what_is_no_longer_in_force_is_not_abolished(keeper: Actor, how: str) -> None:
    if how == "over":
        ProcedureVersion.objects.filter(procedure__code=CODE, number=2).update(valid_to=date(2026, 11, 21))
    elif how == "withdrawn":
        versions.retire_version(actor=SYSTEM, code=CODE, number=2, at=AT)
    else:
        catalogue.retire_procedure(actor=SYSTEM, code=CODE, at=AT)
    with pytest.raises(NothingToAbolish), transaction.atomic():
        abolish(keeper, date(2026, 12, 31))
    assert not ProcedureEvent.objects.exists()
    assert not OutboxMessage.objects.filter(name="procedures.catalogue_changed").exists()


def test_what_left_the_catalogue_comes_back_with_a_version(keeper: Actor) -> None:
    catalogue.retire_procedure(actor=SYSTEM, code=CODE, at=AT)
    catalogue.retire_field(actor=SYSTEM, code="MAU", at=AT)
    draft = keeping.start_draft(actor=keeper, code=CODE, at=AT)
    assert published(keeper, edit(keeper, draft, FEE)).number == 3
    first_day = date(2026, 12, 1)
    assert api.current_version(code=CODE, on=first_day).number == 3
    found = api.search(criteria=SearchCriteria(query="đăng ký việc nhà"), on=first_day)
    assert [item.code for item in found.items] == [CODE]
    assert [field.code for field in api.list_fields(on=first_day)] == ["MAU"]
    with pytest.raises(ProcedureNotFound):
        api.current_version(code=CODE, on=date(2026, 11, 30))  # what stood when it was closed stays ended
    acts = [line.act for line in keeping.list_history(actor=keeper, code=CODE)]
    assert sorted(acts[:2]) == [Act.PUBLISHED, Act.REOPENED]
    assert not keeping.get_procedure(actor=keeper, code=CODE).closed


def test_what_was_put_right_under_its_number_is_not_undone(keeper: Actor, draft: DraftView) -> None:
    said = keeping.get_content(code=CODE, number=2)
    versions.save_version(
        actor=SYSTEM, code=CODE, number=2, valid_from=date(2026, 1, 1), valid_to=None,
        content={**said, "summary": "Đã sửa"}, at=AT,
    )  # fmt: skip
    with pytest.raises(BaseOvertaken) as refusal, transaction.atomic():
        published(keeper, edit(keeper, draft, FEE))
    assert refusal.value.params == {"number": 2}
    keeping.drop_draft(actor=keeper, draft_id=draft.id, note="Soạn lại", at=AT)
    again = keeping.start_draft(actor=keeper, code=CODE, at=AT)
    assert published(keeper, edit(keeper, again, FEE)).number == 3


def withdraw(actor: Actor, version: int) -> None:
    """An announced version is taken back by decision."""
    keeping.withdraw_version(
        actor=actor, code=CODE, version=version, number="6/QĐ-UBND", dated=AT.date(), note="Công bố lại", at=AT
    )


def test_an_announced_version_is_withdrawn_and_another_comes_first(keeper: Actor, draft: DraftView) -> None:
    announced = published(keeper, edit(keeper, draft, FEE), first_day=date(2027, 1, 1))
    withdraw(keeper, 3)
    assert api.current_version(code=CODE, on=date(2027, 6, 1)).number == 2
    line = keeping.list_history(actor=keeper, code=CODE)[0]
    assert (line.act, line.version, line.note) == (Act.WITHDRAWN, 3, "Công bố lại")
    assert line.decision and line.decision.number == "6/QĐ-UBND"
    told = OutboxMessage.objects.filter(name="procedures.catalogue_changed").latest("pk")
    assert told.payload == {"code": CODE, "number": 2, "effective_on": "2027-01-01"}
    assert keeping.get_draft(actor=keeper, draft_id=announced.id).withdrawn
    other = keeping.start_draft(actor=keeper, code=CODE, at=AT)
    assert (other.base_number, other.content["fees"]) == (2, keeping.get_content(code=CODE, number=2)["fees"])
    assert published(keeper, other, first_day=date(2026, 12, 1)).number == 4, "a number is given once"
    assert api.current_version(code=CODE, on=date(2027, 1, 1)).number == 4


def test_an_end_that_was_decided_stays_when_a_version_is_withdrawn(keeper: Actor, draft: DraftView) -> None:
    abolish(keeper, date(2026, 12, 31))
    published(keeper, edit(keeper, draft, FEE), first_day=date(2026, 12, 15))
    withdraw(keeper, 3)
    assert api.current_version(code=CODE, on=date(2026, 12, 31)).number == 2
    again = keeping.start_draft(actor=keeper, code=CODE, at=AT)
    published(keeper, edit(keeper, again, FEE), first_day=date(2027, 1, 1))
    withdraw(keeper, 4)
    with pytest.raises(ProcedureNotFound):
        api.current_version(code=CODE, on=date(2027, 1, 1))
    told = OutboxMessage.objects.filter(name="procedures.catalogue_changed").latest("pk")
    assert told.payload == {"code": CODE, "number": None, "effective_on": "2026-12-31"}


@pytest.mark.parametrize("put_right", [False, True])
def test_an_end_that_a_pack_said_stays_when_a_version_is_withdrawn(
    keeper: Actor, draft: DraftView, put_right: bool
) -> None:
    ProcedureVersion.objects.filter(procedure__code=CODE, number=2).update(valid_to=date(2026, 12, 31))
    published(keeper, edit(keeper, draft, FEE), first_day=date(2027, 1, 1))
    if put_right:
        again = keeping.start_draft(actor=keeper, code=CODE, at=AT)
        published(keeper, again, first_day=date(2027, 3, 1))
        with pytest.raises(ProcedureNotFound):
            api.current_version(code=CODE, on=date(2027, 2, 1))
    assert keeping.find_version_before(actor=keeper, code=CODE, number=3) is None
    withdraw(keeper, 3)
    with pytest.raises(ProcedureNotFound):
        api.current_version(code=CODE, on=date(2027, 6, 1))
    assert api.current_version(code=CODE, on=date(2026, 12, 31)).number == 2


def test_what_made_room_goes_on_though_the_next_one_came_later(keeper: Actor, draft: DraftView) -> None:
    published(keeper, edit(keeper, draft, FEE), first_day=date(2027, 1, 1))
    published(keeper, keeping.start_draft(actor=keeper, code=CODE, at=AT), first_day=date(2027, 3, 1))
    assert keeping.find_version_before(actor=keeper, code=CODE, number=3) == 2
    withdraw(keeper, 3)
    assert api.current_version(code=CODE, on=date(2027, 6, 1)).number == 2


def test_a_draft_of_what_was_withdrawn_is_told_so(keeper: Actor, draft: DraftView) -> None:
    published(keeper, edit(keeper, draft, FEE), first_day=date(2027, 1, 1))
    second = keeping.start_draft(actor=keeper, code=CODE, at=AT)
    withdraw(keeper, 3)
    with pytest.raises(BaseWithdrawn) as refusal, transaction.atomic():
        published(keeper, second, first_day=date(2027, 1, 1))
    assert refusal.value.params == {"number": 3}
    keeping.drop_draft(actor=keeper, draft_id=second.id, note="Soạn lại", at=AT)
    again = keeping.start_draft(actor=keeper, code=CODE, at=AT)
    assert published(keeper, again, first_day=date(2027, 1, 1)).number == 4


def test_a_version_that_was_in_force_and_left_is_not_called_withdrawn(keeper: Actor, draft: DraftView) -> None:
    made = published(keeper, edit(keeper, draft, FEE), first_day=AT.date())
    versions.retire_version(actor=SYSTEM, code=CODE, number=3, at=AT)
    assert not keeping.get_draft(actor=keeper, draft_id=made.id).withdrawn


def test_what_was_to_begin_while_the_procedure_was_closed_never_stood(keeper: Actor, draft: DraftView) -> None:
    said = keeping.get_content(code=CODE, number=2)
    more = {"actor": SYSTEM, "code": CODE, "content": said, "at": AT}
    versions.save_version(number=2, valid_from=date(2026, 1, 1), valid_to=date(2026, 11, 9), **more)
    versions.save_version(number=3, valid_from=date(2026, 11, 10), valid_to=None, **more)
    keeping.drop_draft(actor=keeper, draft_id=draft.id, note="Soạn lại", at=AT)
    catalogue.retire_procedure(actor=SYSTEM, code=CODE, at=datetime(2026, 11, 5, 3, 0, tzinfo=UTC))
    again = keeping.start_draft(actor=keeper, code=CODE, at=AT)
    assert (again.base_number, published(keeper, again).number) == (3, 4)
    for on in (date(2026, 11, 6), date(2026, 11, 20)):
        with pytest.raises(ProcedureNotFound):
            api.current_version(code=CODE, on=on)
    assert api.current_version(code=CODE, on=date(2026, 11, 4)).number == 2
    assert api.current_version(code=CODE, on=date(2026, 12, 1)).number == 4


def test_what_began_on_the_day_of_the_closing_and_has_dossiers_stood_for_that_day(
    keeper: Actor, draft: DraftView
) -> None:
    said = keeping.get_content(code=CODE, number=2)
    more = {"actor": SYSTEM, "code": CODE, "content": said, "at": AT}
    versions.save_version(number=2, valid_from=date(2026, 1, 1), valid_to=date(2026, 11, 4), **more)
    versions.save_version(number=3, valid_from=date(2026, 11, 5), valid_to=None, **more)
    api.stand_on(version_id=api.current_version(code=CODE, on=date(2026, 11, 5)).version_id)
    keeping.drop_draft(actor=keeper, draft_id=draft.id, note="Soạn lại", at=AT)
    catalogue.retire_procedure(actor=SYSTEM, code=CODE, at=datetime(2026, 11, 5, 8, 0, tzinfo=UTC))
    assert published(keeper, keeping.start_draft(actor=keeper, code=CODE, at=AT)).number == 4
    assert api.current_version(code=CODE, on=date(2026, 11, 5)).number == 3
    with pytest.raises(ProcedureNotFound):
        api.current_version(code=CODE, on=date(2026, 11, 6))


def test_only_what_waits_and_carries_nothing_is_withdrawn(keeper: Actor, draft: DraftView) -> None:
    published(keeper, edit(keeper, draft, FEE), first_day=date(2027, 1, 1))
    for number, refusal in ((1, VersionNotWaiting), (2, VersionNotWaiting), (9, VersionNotFound)):
        with pytest.raises(refusal):
            withdraw(keeper, number)
    api.stand_on(version_id=api.current_version(code=CODE, on=date(2027, 1, 1)).version_id)
    with pytest.raises(VersionInUse):
        withdraw(keeper, 3)
    assert api.current_version(code=CODE, on=date(2027, 1, 1)).number == 3


def test_whoever_proposed_does_not_withdraw(keeper: Actor, draft: DraftView, settings: Any) -> None:
    published(keeper, edit(keeper, draft, FEE), first_day=date(2027, 1, 1))
    other = controller("Lê Thị Khác")
    settings.PROCEDURES_SECOND_IDENTITY = True
    second = keeping.start_draft(actor=other, code=CODE, at=AT)
    keeping.propose_draft(actor=other, draft_id=second.id, at=AT)  # of another version: it does not count
    with pytest.raises(SecondIdentityNeeded) as refusal:
        withdraw(keeper, 3)
    assert refusal.value.params == {"name": "Trần Kiểm Soát"}
    withdraw(other, 3)
    assert api.current_version(code=CODE, on=date(2027, 1, 1)).number == 2


def test_the_history_of_the_catalogue_is_only_added_to(keeper: Actor, draft: DraftView) -> None:
    event = ProcedureEvent.objects.get()
    for sql in ("UPDATE procedures_procedureevent SET note = 'x' WHERE id = %s",
                "DELETE FROM procedures_procedureevent WHERE id = %s"):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [event.id])
