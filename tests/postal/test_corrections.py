"""What is on its way while the dossier moves on: a revoked result, a parcel lost while it stands on a record."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from honglam.dossiers import api as dossiers
from honglam.dossiers.contracts import PostalStage, Status
from honglam.dossiers.models import ResultDocument
from honglam.kernel.relay import drain
from honglam.notices.models import Message
from honglam.postal import api
from honglam.postal.contracts import ParcelElsewhere, ParcelSettled, ParcelState, ReportKind, ResultCalledOff
from honglam.postal.models import HandoverItem, Parcel
from tests.dossiers.scene import later
from tests.postal.conftest import Post

S, K = ParcelState, ReportKind


def revoke(post: Post, parcel: UUID, hours: float = 1) -> UUID:
    """The result in this parcel is found wrong; the dossier's id."""
    dossier_id: UUID = post.parcel(parcel).dossier_id  # type: ignore[assignment]
    dossiers.revoke_result(actor=post.chairman, dossier_id=dossier_id, reason="Sai ngày sinh", at=later(hours))
    drain()
    return dossier_id


def correct(post: Post, dossier_id: UUID, hours: float = 2) -> UUID:
    """The corrected result goes out; its parcel's id."""
    right = post.result(number="13/GXN-UBND")
    dossiers.issue_result(actor=post.clerk, dossier_id=dossier_id, result=right, at=later(hours))
    drain()
    return Parcel.objects.get(dossier_id=dossier_id, state=S.WAITING.value).id


def test_a_revoked_result_on_a_record_does_not_go_out(post: Post) -> None:
    parcel = post.waiting()
    record = post.to_the_post(parcel)
    dossier_id = revoke(post, parcel)
    with pytest.raises(ResultCalledOff) as refused:
        post.take(record, post.clerk_bc1, later(1))
    assert refused.value.field == f"refusal.{parcel}"
    assert (post.stands(parcel), api.get_record(actor=post.clerk_bc1, record_id=record).may_sign) == (S.WAITING, True)
    post.take(record, post.clerk_bc1, later(1), **{parcel.hex: "Kết quả đã thu hồi"})
    assert post.stands(parcel) is S.CANCELLED
    again = correct(post, dossier_id)
    assert post.parcel(again).result_id == ResultDocument.objects.get(dossier=dossier_id, revoked_at=None).id


def test_the_record_of_a_revoked_result_is_taken_back_with_it(post: Post) -> None:
    revoked, kept = post.waiting(), post.waiting()
    records = [post.to_the_post(one) for one in (revoked, kept)]
    revoke(post, revoked)
    for record in records:
        api.withdraw_record(actor=post.reception, record_id=record, at=later(1))
    assert (post.stands(revoked), post.stands(kept)) == (S.CANCELLED, S.WAITING)


def test_delivering_a_revoked_result_leaves_the_corrected_one_owed(post: Post) -> None:
    wrong = post.carried()
    dossier_id = revoke(post, wrong)
    right = correct(post, dossier_id)
    assert post.report(wrong, K.DELIVERED, 3).state is S.DELIVERED
    assert post.status(dossier_id) is Status.RESOLVED
    assert "had revoked this result before" in post.parcel(wrong).lines.order_by("line").values_list(
        "content__dossier", flat=True
    )
    post.take(post.to_the_post(right, at=later(4)), post.clerk_bc1, later(4))
    post.report(right, K.DELIVERED, 6)
    assert post.status(dossier_id) is Status.RETURNED


def test_a_lost_one_that_was_revoked_is_not_sent_again(post: Post) -> None:
    wrong = post.carried()
    dossier_id = revoke(post, wrong)
    post.report(wrong, K.LOST, 2)
    correct(post, dossier_id, 3)
    with pytest.raises(ParcelSettled):
        post.again(wrong, note="Bản cấp lại 14/GXN", hours=4)
    told = dossiers.get_dossier(actor=post.reception, dossier_id=dossier_id, at=later(5)).timeline
    assert not [line for line in told if line.content.get("stage") == PostalStage.LOST.value]


def test_a_lost_one_that_is_revoked_then_is_brought_back_when_found_and_asked_for_when_delivered(post: Post) -> None:
    found, reached = post.carried(), post.carried()
    for parcel in (found, reached):
        post.report(parcel, K.LOST, 1)
        revoke(post, parcel, 2)
        assert (post.parcel(parcel).recalled_at, post.parcel(parcel).settled_at) == (later(2), later(2))
    api.find_again(actor=post.clerk_bc1, parcel_id=found, at=later(3))
    assert api.get_parcel(actor=post.clerk_bc1, parcel_id=found).recalled
    post.report(reached, K.DELIVERED, 3)
    drain()
    told = Message.objects.filter(template="postal.recalled_delivered")
    assert {(one.recipient_name, one.subject_id) for one in told} == {(post.desk_head.name, str(reached))}


def test_one_that_is_lost_before_the_news_of_its_revocation_is_recalled_all_the_same(post: Post) -> None:
    parcel = post.carried()
    drain()
    dossier_id: UUID = post.parcel(parcel).dossier_id  # type: ignore[assignment]
    dossiers.revoke_result(actor=post.chairman, dossier_id=dossier_id, reason="Sai ngày sinh", at=later(1))
    post.report(parcel, K.LOST, 2)
    assert post.parcel(parcel).settled_at == later(2)
    drain()
    api.find_again(actor=post.clerk_bc1, parcel_id=parcel, at=later(3))
    assert api.get_parcel(actor=post.clerk_bc1, parcel_id=parcel).recalled


def test_what_a_duplicate_has_replaced_is_not_found_beside_it(post: Post) -> None:
    parcel = post.carried()
    post.report(parcel, K.LOST, 1)
    again = post.again(parcel, note="Bản cấp lại 13/GXN")
    post.take(post.to_the_post(again, at=later(3)), post.clerk_bc1, later(3))
    revoke(post, parcel, 4)
    assert (post.parcel(again).recalled_at, post.parcel(parcel).recalled_at) == (later(4), None)
    with pytest.raises(ParcelSettled):
        api.find_again(actor=post.clerk_bc1, parcel_id=parcel, at=later(5))


def test_what_a_record_takes_up_while_it_is_called_off_is_recalled_and_not_cancelled_on_it(post: Post) -> None:
    """The record is signed in the moment before the parcel is locked: whether it stands on one is asked after that."""
    parcel = post.waiting()
    drain()
    dossier_id: UUID = post.parcel(parcel).dossier_id  # type: ignore[assignment]
    dossiers.revoke_result(actor=post.chairman, dossier_id=dossier_id, reason="Sai ngày sinh", at=later(1))
    to_list, records = [parcel], []

    def before(execute: Callable[..., Any], sql: str, *asked: Any) -> Any:
        if to_list and "FOR UPDATE" in sql and 'FROM "postal_parcel"' in sql:
            records.append(post.to_the_post(to_list.pop()))
        return execute(sql, *asked)

    with connection.execute_wrapper(before):
        api.call_off(dossier_id=dossier_id, reason="Sai ngày sinh", at=later(1), revoked=True)
    assert (post.stands(parcel), post.parcel(parcel).recalled_at) == (S.WAITING, later(1))
    post.take(records[0], post.clerk_bc1, later(2), **{parcel.hex: "Kết quả đã thu hồi"})
    assert post.stands(parcel) is S.CANCELLED


@pytest.mark.parametrize("taken_back", [True, False])
def test_a_record_with_a_result_that_was_called_off_can_still_be_ended(post: Post, *, taken_back: bool) -> None:
    parcel = post.waiting()
    record = post.to_the_post(parcel)
    revoke(post, parcel)
    Parcel.objects.filter(id=parcel).update(state=S.CANCELLED.value)
    if taken_back:
        api.withdraw_record(actor=post.reception, record_id=record, at=later(2))
    else:
        post.take(record, post.clerk_bc1, later(2), **{parcel.hex: "Kết quả đã thu hồi"})
    assert post.stands(parcel) is S.CANCELLED
    assert not HandoverItem.objects.filter(parcel=parcel, standing=True).exists()


def test_what_was_lost_while_it_stood_on_a_record_stays_lost(post: Post) -> None:
    parcel = post.collected()
    record = post.given(parcel)
    post.report(parcel, K.LOST, 1)
    with pytest.raises(ParcelElsewhere) as refused:
        post.take(record, post.reception, later(2))
    assert refused.value.field == f"refusal.{parcel}"
    post.take(record, post.reception, later(2), **{parcel.hex: "Bưu cục báo mất"})
    assert post.stands(parcel) is S.LOST
    assert post.parcel(parcel).submission is not None
