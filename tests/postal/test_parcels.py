"""A dossier by post, a result by post: what happens, what is refused and that nothing happened, who sees what."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import InternalError, transaction
from django.db.utils import ProgrammingError
from pypdf import PdfReader

from honglam.directory import api as directory
from honglam.directory.models import Holding
from honglam.dossiers import api as dossiers
from honglam.dossiers.contracts import ReturnMethod, Status, TaskState
from honglam.dossiers.models import Dossier, Task
from honglam.kernel import audit
from honglam.kernel.ids import uuid7
from honglam.kernel.relay import drain
from honglam.kernel.values import SYSTEM, DomainError, FieldErrors
from honglam.notices.models import Message
from honglam.postal import api
from honglam.postal.contracts import (
    AmountInvalid,
    CannotBeFiled,
    ConsentRequired,
    DuplicateRequired,
    MomentOutOfRange,
    NotAtAPostOffice,
    NothingChosen,
    OfficeUnknown,
    ParcelElsewhere,
    ParcelNotFound,
    ParcelSettled,
    ParcelState,
    ReasonMissing,
    ReceiptNumberRequired,
    RecipientMissing,
    RecordChanged,
    RecordClosed,
    RecordKind,
    RecordNotFound,
    RecordWish,
    Report,
    ReportKind,
    ReportOutcome,
    SameSigner,
    SecondSignature,
    SeveralDesks,
    TooManyOnRecord,
    TrackingMalformed,
    TrackingTaken,
    WeightRequired,
)
from honglam.postal.models import HandoverRecord, Parcel, ParcelLine
from honglam.postal.queries.own_data import list_own_parcels
from honglam.postal.queries.worklist import ParcelWorklist, RecordWorklist
from honglam.procedures.contracts import Channel
from tests.dossiers.scene import MORNING, later
from tests.postal.conftest import Post

S, K = ParcelState, ReportKind


def test_a_dossier_by_post_is_filed_when_both_have_signed_and_its_clock_counts_from_then(post: Post) -> None:
    parcel = post.collected()
    record = post.given(parcel, at=later(1))
    assert not Dossier.objects.exists()
    post.take(record, post.reception, later(2))
    dossier = post.row(post.parcel(parcel).dossier_id)  # type: ignore[arg-type]
    assert (dossier.status, dossier.channel, dossier.submitted_at) == ("registered", "postal", later(2))
    assert dossier.owner_account_id == post.citizen.id
    assert post.parcel(parcel).submission is None
    accepted = dossiers.accept_dossier(actor=post.reception, dossier_id=dossier.id, at=later(30))
    assert post.row(dossier.id).clock_started_at == later(2)
    at_once = post.walk_in(at=later(2))
    assert accepted.due_at.date() >= at_once.due_at.date()
    told = [
        line.phrase.text
        for line in dossiers.get_dossier(actor=post.citizen, dossier_id=dossier.id, at=later(31)).timeline
    ]
    assert "The post handed the dossier over against the record %(record)s." in told
    assert [line.what for line in api.get_parcel(actor=post.clerk_bc1, parcel_id=parcel).lines] == [
        "prepared",
        "collected",
        "listed",
        "handed_over",
    ]
    assert audit.verify() == []


def test_a_supplement_before_reception_moves_the_lawful_moment(post: Post) -> None:
    dossier_id = post.handed_over()
    post.ask(dossier_id, actor=post.reception, at=later(1))
    dossiers.answer_supplement(actor=post.citizen, dossier_id=dossier_id, replies=post.reply(), at=later(26))
    dossiers.accept_dossier(actor=post.reception, dossier_id=dossier_id, at=later(28))
    assert post.row(dossier_id).clock_started_at == later(26)


def test_single_parcels_are_left_with_a_reason(post: Post) -> None:
    kept, left = post.collected(), post.collected()
    record = post.given(kept, left)
    with pytest.raises(ReasonMissing):
        post.take(record, post.reception, later(1), **{left.hex: "  "})
    assert not Dossier.objects.exists()
    post.take(record, post.reception, later(1), **{left.hex: "Thiếu bản chính"})
    assert (post.stands(kept), post.stands(left)) == (S.HANDED_OVER, S.REFUSED)
    assert [item.refused for item in api.get_record(actor=post.clerk_bc1, record_id=record).items].count("") == 1
    api.drop_parcel(actor=post.clerk_bc1, parcel_id=left, reason="Người gửi nhận lại", at=later(2))
    assert post.stands(left) is S.GIVEN_BACK
    assert post.parcel(left).submission is None


def test_what_cannot_be_filed_any_more_holds_the_record_and_names_itself(post: Post) -> None:
    good, bad = post.collected(), post.collected()
    row = post.parcel(bad)
    row.submission["applicant"]["name"] = ""
    row.save(update_fields=["submission"])
    record = post.given(good, bad)
    with pytest.raises(CannotBeFiled) as refused:
        post.take(record, post.reception, later(1))
    assert refused.value.field == f"refusal.{bad}"
    assert not Dossier.objects.exists()
    assert api.get_record(actor=post.reception, record_id=record).may_sign


def test_a_record_needs_two_people_who_saw_the_same(post: Post) -> None:
    parcel = post.collected()
    record = post.given(parcel)
    with pytest.raises(RecordChanged):
        api.take_parcels(actor=post.reception, record_id=record, signature=SecondSignature(digest="0"), at=later(1))
    for stranger in (post.other_reception, post.officer, post.citizen, post.clerk_bc2):
        with pytest.raises(RecordNotFound):
            post.take(record, stranger, later(1))
    other_post = next(one for one in directory.list_posts(agency_id=post.unit("MC-XA-99001")) if one.code == "TN")
    both = post.clerk_bc1.id or uuid7()
    Holding.objects.filter(post_id=other_post.id).update(valid_to=MORNING.date() - timedelta(days=1))
    directory.appoint(actor=SYSTEM, post_id=other_post.id, account_id=both, valid_from=MORNING.date(), at=MORNING)
    with pytest.raises(SameSigner):
        post.take(record, directory.actor_of_account(account_id=both, post_id=other_post.id), later(1))
    assert post.stands(parcel) is S.COLLECTED
    post.take(record, post.reception, later(1))
    with pytest.raises(RecordClosed):
        post.take(record, post.desk_head, later(1))


def test_a_record_is_taken_back_until_the_other_side_has_signed(post: Post) -> None:
    parcel = post.collected()
    record = post.given(parcel)
    with pytest.raises(ParcelElsewhere):
        post.given(parcel)
    with pytest.raises(RecordNotFound):
        api.withdraw_record(actor=post.reception, record_id=record, at=later(1))
    api.withdraw_record(actor=post.clerk_bc1, record_id=record, at=later(1))
    with pytest.raises(RecordClosed):
        post.take(record, post.reception, later(1))
    again = post.given(parcel, at=later(2))
    post.take(again, post.reception, later(2))
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        HandoverRecord.objects.filter(id=again).update(taken_at=later(9))
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        ParcelLine.objects.filter(parcel_id=parcel, line=1).update(at=later(9))


def test_a_post_office_sees_its_own_parcels_and_the_head_office_all(post: Post) -> None:
    mine, theirs = post.collected(), post.collected(clerk="clerk_bc2")
    for actor, seen in (
        (post.clerk_bc1, {mine}),
        (post.clerk_bc2, {theirs}),
        (post.clerk_bd, {mine, theirs}),
        (post.reception, {mine, theirs}),
        (post.other_reception, set()),
        (post.officer, set()),
        (post.citizen, set()),
    ):
        assert {one.id for one in api.list_parcels(actor=actor).items} == seen
        for parcel in (mine, theirs):
            if parcel not in seen:
                with pytest.raises(ParcelNotFound):
                    api.get_parcel(actor=actor, parcel_id=parcel)
    with pytest.raises(ParcelNotFound):
        post.report(theirs, K.LOST)
    with pytest.raises(ParcelNotFound):
        api.drop_parcel(actor=post.clerk_bc1, parcel_id=theirs, reason="x", at=later(1))
    assert post.stands(theirs) is S.COLLECTED


def test_staff_of_the_post_open_no_dossier(post: Post) -> None:
    dossier_id = post.handed_over()
    for clerk in (post.clerk_bc1, post.clerk_bd):
        with pytest.raises(DomainError):
            dossiers.get_dossier(actor=clerk, dossier_id=dossier_id, at=later(1))
        assert dossiers.search_dossiers(actor=clerk, query="Hồng").items == []


REFUSED: list[tuple[type[DomainError], Callable[[Post], Any]]] = [
    (NotAtAPostOffice, lambda p: p.keep(p.reception)),
    (ConsentRequired, lambda p: p.keep(p.clerk_bc1, consented=False)),
    (FieldErrors, lambda p: p.prepared(papers=())),
    (WeightRequired, lambda p: p.collect(p.prepared(), weight_g=None)),
    (WeightRequired, lambda p: p.collect(p.prepared(), weight_g=31_501)),
    (AmountInvalid, lambda p: p.collect(p.prepared(), postage=-1)),
    (ReceiptNumberRequired, lambda p: p.collect(p.prepared(), fees_taken=5000)),
    (TrackingMalformed, lambda p: p.collect(p.prepared(), tracking="RR473124828GB")),
    (TrackingTaken, lambda p: [p.collect(p.prepared(), tracking="RR473124829GB") for _ in range(2)]),
    (ParcelElsewhere, lambda p: p.collect(p.collected())),
    (ReasonMissing, lambda p: api.drop_parcel(actor=p.clerk_bc1, parcel_id=p.prepared(), reason=" ", at=MORNING)),
    (NothingChosen, lambda p: p.given()),
    (TooManyOnRecord, lambda p: p.given(*[uuid7() for _ in range(201)])),
    (ParcelElsewhere, lambda p: p.given(p.prepared())),
    (ParcelNotFound, lambda p: p.given(p.collected(clerk="clerk_bc2"))),
    (OfficeUnknown, lambda p: p.to_the_post(p.waiting(), office="MC-MAU")),
    (ParcelNotFound, lambda p: p.to_the_post(p.waiting(), actor="other_reception")),
    (ParcelElsewhere, lambda p: p.report(p.collected(), K.DELIVERED)),
    (RecipientMissing, lambda p: p.report(p.carried(), K.DELIVERED, relation="")),
    (ReasonMissing, lambda p: p.report(p.carried(), K.UNDELIVERED, reason="")),
    (MomentOutOfRange, lambda p: p.report(p.carried(), K.IN_TRANSIT, hours=-3)),
    (ParcelElsewhere, lambda p: p.again(p.carried())),
]


@pytest.mark.parametrize(("refusal", "attempt"), REFUSED)
def test_what_is_refused_by_name(post: Post, refusal: type[DomainError], attempt: Callable[[Post], Any]) -> None:
    with pytest.raises(refusal):
        attempt(post)


def test_the_same_form_sent_twice_is_one_parcel(post: Post) -> None:
    made = {post.keep(post.clerk_bc1, key="one") for _ in range(2)}
    assert len(made) == 1 == Parcel.objects.count()


def test_one_record_goes_to_one_desk(post: Post) -> None:
    other = dict(post.submission().answers, chu_ho=dict(post.submission().answers["chu_ho"], xa="99002"))
    here, there = post.collected(), post.collected(answers=other, unit_code="99002")
    assert post.parcel(here).desk_id != post.parcel(there).desk_id
    with pytest.raises(SeveralDesks):
        post.given(here, there)


def test_a_result_is_delivered_and_the_dossier_follows_without_a_new_appointment(post: Post) -> None:
    parcel = post.carried()
    dossier_id: UUID = post.parcel(parcel).dossier_id  # type: ignore[assignment]
    due, task = post.row(dossier_id).due_at, Task.objects.get(dossier_id=dossier_id, kind="return")
    assert task.state == TaskState.SUSPENDED.value
    assert post.report(parcel, K.UNDELIVERED, 1).state is S.UNDELIVERED
    assert post.report(parcel, K.DELIVERED, 5).outcome is ReportOutcome.APPLIED
    dossier = post.row(dossier_id)
    assert (dossier.status, dossier.returned_by, dossier.due_at) == ("returned", "postal_number", due)
    assert Task.objects.get(id=task.id).state == TaskState.DONE.value
    late = api.report_parcel(
        actor=post.clerk_bc1,
        parcel_id=parcel,
        report=Report(kind=K.UNDELIVERED, told_at=later(3), reason="đóng cửa"),
        at=later(6),
    )
    assert (late.outcome, late.state) == (ReportOutcome.LATE, S.DELIVERED)
    view = api.get_parcel(actor=post.clerk_bc1, parcel_id=parcel)
    assert (view.received_by, view.relation, view.attempts) == ("Trần Văn Lam", "chồng", 1)
    assert view.lines[-1].late


def test_a_copy_of_a_persons_data_tells_where_their_parcels_were(post: Post) -> None:
    parcel = post.carried()
    owner = post.parcel(parcel).account_id
    told = {one["number"]: one for one in list_own_parcels(account_id=owner)}
    mine = told[post.parcel(parcel).number]
    assert mine["course"][-1]["state"] == S.RESULT_COLLECTED.value
    assert mine["receiver"]["name"]
    assert "Bưu Tá" not in str(mine["course"]), "who of the post handled it is the post's"
    assert list(list_own_parcels(account_id=post.stranger.id)) == []  # type: ignore[arg-type]


def test_an_undelivered_result_comes_back_on_a_record_and_goes_out_again(post: Post) -> None:
    parcel = post.carried()
    dossier_id: UUID = post.parcel(parcel).dossier_id  # type: ignore[assignment]
    post.report(parcel, K.UNDELIVERED, 1)
    record = api.give_parcels(
        actor=post.clerk_bc1, wish=RecordWish(kind=RecordKind.RETURNS, parcel_ids=(parcel,)), at=later(2)
    )
    with pytest.raises((RecordNotFound, SameSigner)):
        post.take(record, post.clerk_bc1, later(2))
    post.take(record, post.reception, later(3))
    assert post.stands(parcel) is S.BACK_AT_DESK
    assert Task.objects.get(dossier_id=dossier_id, kind="return").state == TaskState.OPEN.value
    again = post.again(parcel, address="Chợ huyện", hours=4)
    assert post.parcel(again).receiver["address"] == "Chợ huyện"
    with pytest.raises(ParcelSettled):
        post.again(parcel, hours=5)


def test_an_address_does_not_outlive_its_letter_in_the_key(post: Post) -> None:
    parcel = post.carried()
    guest = {"owner_account_id": None, "applicant_name": "An", "applicant_email": "an@example.vn"}
    Dossier.objects.filter(id=post.parcel(parcel).dossier_id).update(**guest)
    drain()
    post.report(parcel, K.LOST, 1)
    drain()
    letter = Message.objects.get(template="postal.result_lost", address="an@example.vn")
    assert "an@example.vn" not in letter.dedupe_key


def test_a_lost_result_alarms_both_heads_and_is_replaced_by_a_duplicate(post: Post) -> None:
    parcel = post.carried()
    drain()
    post.report(parcel, K.LOST, 1)
    drain()
    told = set(Message.objects.filter(template="postal.lost_alarm").values_list("recipient_key", flat=True))
    assert len(told) >= 3  # the head of the desk, the office's clerk, the head office
    assert "Đề nghị xử lý" in Message.objects.filter(template="postal.lost_alarm").first().body  # type: ignore[union-attr]
    assert Message.objects.filter(template="postal.result_lost").exists()
    with pytest.raises(DuplicateRequired):
        post.again(parcel, note=" ")
    again = post.again(parcel, note="Bản cấp lại 13/GXN, 17/11/2026")
    view = api.get_parcel(actor=post.reception, parcel_id=again)
    assert view.replaces == post.parcel(parcel).number
    assert "Bản cấp lại 13/GXN" in view.enclosures[0].name


def test_events_of_dossiers_make_and_call_off_parcels(post: Post) -> None:
    by_post = post.resolved(return_method=ReturnMethod.POSTAL, return_address="Thôn 3")
    at_desk = post.resolved()
    drain()
    assert set(Parcel.objects.values_list("dossier_id", flat=True)) == {by_post}
    dossiers.return_result(actor=post.reception, dossier_id=by_post, evidence=post.signature(), at=later(1))
    drain()
    assert Parcel.objects.get(dossier_id=by_post).state == S.CANCELLED.value
    assert post.status(at_desk) is Status.RESOLVED


def test_the_worklist_shows_each_side_what_is_its_turn(post: Post) -> None:
    def waits(actor: Any) -> set[str]:
        found = [
            *ParcelWorklist().list_waiting(actor=actor, after=None, limit=50, filters={}),
            *RecordWorklist().list_waiting(actor=actor, after=None, limit=50, filters={}),
        ]
        return {item.code for item in found}

    parcel = post.collected()
    number = post.parcel(parcel).number
    assert waits(post.clerk_bc1) == {number}
    assert waits(post.clerk_bc2) == waits(post.reception) == set()
    record = api.get_record(actor=post.clerk_bc1, record_id=post.given(parcel))
    assert waits(post.clerk_bc1) == set()
    assert waits(post.reception) == {record.number}
    assert waits(post.other_reception) == set()


def test_papers_are_printed(post: Post) -> None:
    parcel = post.collected()
    record = post.given(parcel)
    assert api.print_note(actor=post.clerk_bc1, parcel_id=parcel).startswith(b"%PDF")
    assert api.print_record(actor=post.reception, record_id=record).startswith(b"%PDF")
    with pytest.raises(ParcelNotFound):
        api.print_note(actor=post.clerk_bc1, parcel_id=post.prepared())


def test_the_record_of_what_comes_back_names_whose_results_they_are(post: Post) -> None:
    parcel = post.carried()
    post.report(parcel, K.UNDELIVERED, 1)
    wish = RecordWish(kind=RecordKind.RETURNS, parcel_ids=(parcel,))
    record = api.give_parcels(actor=post.clerk_bc1, wish=wish, at=later(2))
    sheets = PdfReader(io.BytesIO(api.print_record(actor=post.reception, record_id=record))).pages
    text = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    row = post.parcel(parcel)
    assert row.receiver["name"] in text
    assert text.count(row.sender["name"]) == 1, "the desk takes; it is nobody's result"


def test_the_channel_is_postal_for_fees_and_counts(post: Post) -> None:
    dossier_id = post.handed_over()
    assert post.row(dossier_id).channel == Channel.POSTAL.value
