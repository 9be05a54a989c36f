"""Whatever ends badly has a lawful way out: what is lost, what came back, what was revoked while the post had it."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from honglam.dossiers import api as dossiers
from honglam.dossiers.contracts import Status
from honglam.dossiers.models import Dossier
from honglam.identity import api as identity
from honglam.identity.models import Account
from honglam.kernel.models import AuditEntry
from honglam.kernel.relay import drain
from honglam.kernel.values import Actor
from honglam.notices.models import Message
from honglam.postal import api
from honglam.postal.contracts import (
    ParcelElsewhere,
    ParcelSettled,
    ParcelState,
    ReasonMissing,
    RecordKind,
    RecordWish,
    ReportKind,
)
from honglam.postal.models import Parcel
from honglam.postal.queries import worklist
from honglam.postal.queries.worklist import ParcelWorklist
from tests.dossiers.scene import later
from tests.postal.conftest import Post

S, K = ParcelState, ReportKind


def lost(post: Post) -> UUID:
    """A dossier that the post lost on its way to the desk."""
    parcel = post.collected()
    post.report(parcel, K.LOST, 1)
    return parcel


def waits(actor: Actor) -> set[UUID]:
    found = ParcelWorklist().list_waiting(actor=actor, after=None, limit=50, filters={})
    return {item.key.id for item in found}


def troubles(actor: Actor) -> set[UUID]:
    return {one.id for one in api.get_overview(actor=actor).troubled}


def bring_back(post: Post, parcel: UUID, hours: float) -> None:
    wish = RecordWish(kind=RecordKind.RETURNS, parcel_ids=(parcel,))
    record = api.give_parcels(actor=post.clerk_bc1, wish=wish, at=later(hours))
    post.take(record, post.reception, later(hours))


def test_a_lost_dossier_that_is_found_goes_on_to_the_desk(post: Post) -> None:
    parcel = lost(post)
    assert parcel in waits(post.clerk_bc1) & troubles(post.clerk_bc1)
    assert parcel not in waits(post.reception) | troubles(post.reception), "the desk has never had it"
    api.find_again(actor=post.clerk_bc1, parcel_id=parcel, at=later(2))
    assert post.stands(parcel) is S.COLLECTED
    post.take(post.given(parcel, at=later(3)), post.reception, later(3))
    assert post.status(post.parcel(parcel).dossier_id) is Status.REGISTERED  # type: ignore[arg-type]


def test_the_loss_of_a_dossier_is_settled_with_its_sender_and_forgets_what_was_filled_in(post: Post) -> None:
    parcel = lost(post)
    with pytest.raises(ReasonMissing):
        api.settle_loss(actor=post.clerk_bc1, parcel_id=parcel, reason=" \0", at=later(2))
    api.settle_loss(actor=post.clerk_bc1, parcel_id=parcel, reason="Đã bồi thường, làm lại giấy tờ", at=later(2))
    row = post.parcel(parcel)
    assert (row.state, row.submission, row.settled_at) == (S.LOST.value, None, later(2))
    assert parcel not in waits(post.clerk_bc1) | troubles(post.clerk_bc1)
    assert AuditEntry.objects.filter(action="postal.settled", subject_id=str(parcel)).exists()
    for again in (api.find_again, lambda **asked: api.settle_loss(reason="x", **asked)):
        with pytest.raises(ParcelSettled):
            again(actor=post.clerk_bc1, parcel_id=parcel, at=later(3))
    api.drop_parcel(actor=post.clerk_bc1, parcel_id=parcel, reason="Tìm thấy, trả người gửi", at=later(4))
    assert post.stands(parcel) is S.GIVEN_BACK, "found after all: the papers are the sender's"


def test_a_lost_result_that_is_found_goes_on_to_its_receiver(post: Post) -> None:
    parcel = post.carried()
    post.report(parcel, K.LOST, 1)
    for refused in (api.drop_parcel, api.settle_loss):
        with pytest.raises(ParcelElsewhere):
            refused(actor=post.clerk_bc1, parcel_id=parcel, reason="x", at=later(2))
    api.find_again(actor=post.clerk_bc1, parcel_id=parcel, at=later(2))
    assert post.report(parcel, K.DELIVERED, 3).state is S.DELIVERED


def test_an_enterprises_parcel_is_told_of_to_whoever_still_acts_for_it(post: Post) -> None:
    parcel = post.carried()
    enterprise = identity.add_enterprise(actor=post.citizen, tax_code="0100109106", name="Công ty Mẫu", at=later(1))
    left = {"enterprise_id": enterprise.id, "owner_account_id": post.stranger.id}
    dossier_id = post.parcel(parcel).dossier_id
    Dossier.objects.filter(id=dossier_id).update(**left)
    Parcel.objects.filter(id=parcel).update(account_id=post.stranger.id)
    drain()
    post.report(parcel, K.LOST, 1)
    drain()
    told = Message.objects.filter(template="postal.result_lost")
    assert set(told.values_list("recipient_key", flat=True)) == {f"account:{post.citizen.id}"}
    assert set(told.values_list("url", flat=True)) == {f"/ho-so/{dossier_id}/"}


def test_what_was_sent_again_leaves_the_lists_and_is_not_found_any_more(post: Post) -> None:
    parcel = post.carried()
    post.report(parcel, K.LOST, 1)
    assert parcel in waits(post.reception) & troubles(post.reception)
    again = post.again(parcel, note="Bản cấp lại 13/GXN")
    assert troubles(post.reception) == troubles(post.clerk_bc1) == set()
    assert waits(post.reception) == {again}
    assert "found" not in api.get_parcel(actor=post.clerk_bc1, parcel_id=parcel).acts
    with pytest.raises(ParcelSettled):
        post.again(parcel, note="Bản cấp lại 14/GXN", hours=3)
    with pytest.raises(ParcelSettled):
        api.find_again(actor=post.clerk_bc1, parcel_id=parcel, at=later(3))


@pytest.mark.parametrize("ended", [K.LOST, K.UNDELIVERED])
def test_what_is_handed_over_at_the_desk_after_all_needs_nobody_any_more(post: Post, ended: K) -> None:
    parcel = post.carried()
    post.report(parcel, ended, 1)
    if ended is K.UNDELIVERED:
        bring_back(post, parcel, 2)
    drain()
    dossier_id: UUID = post.parcel(parcel).dossier_id  # type: ignore[assignment]
    dossiers.return_result(actor=post.reception, dossier_id=dossier_id, evidence=post.signature(), at=later(3))
    drain()
    assert post.parcel(parcel).settled_at is not None
    assert parcel not in waits(post.reception) | troubles(post.reception)
    assert "send_again" not in api.get_parcel(actor=post.reception, parcel_id=parcel).acts


@pytest.mark.parametrize("ended", [K.LOST, K.UNDELIVERED])
def test_what_ends_badly_after_it_was_handed_over_at_the_desk_needs_nobody(post: Post, ended: K) -> None:
    """A duplicate was handed over while the post still had the first; then the post brings that back, or loses it."""
    parcel = post.carried()
    drain()
    dossier_id: UUID = post.parcel(parcel).dossier_id  # type: ignore[assignment]
    dossiers.return_result(actor=post.reception, dossier_id=dossier_id, evidence=post.signature(), at=later(1))
    drain()
    bad = ("postal.result_lost", "postal.back_at_desk", "postal.undelivered")
    letters = Message.objects.filter(template__in=bad)
    post.report(parcel, ended, 2)
    drain()
    if ended is K.UNDELIVERED:
        bring_back(post, parcel, 3)
    drain()
    assert post.parcel(parcel).settled_at is not None
    assert parcel not in waits(post.reception) | troubles(post.reception) | troubles(post.clerk_bc1)
    assert "send_again" not in api.get_parcel(actor=post.reception, parcel_id=parcel).acts
    assert not letters.exists(), "the citizen has the result"
    alarms = Message.objects.filter(template="postal.lost_alarm").values_list("body", flat=True)
    assert bool(alarms) == (ended is K.LOST)
    assert all("Không phải xử lý" in one and "Đề nghị xử lý" not in one for one in alarms)


def test_a_lost_result_is_found_also_after_a_hand_over_at_the_desk_and_settled_once_it_is_back(post: Post) -> None:
    parcel = post.carried()
    post.report(parcel, K.LOST, 1)
    drain()
    dossier_id: UUID = post.parcel(parcel).dossier_id  # type: ignore[assignment]
    dossiers.return_result(actor=post.reception, dossier_id=dossier_id, evidence=post.signature(), at=later(2))
    drain()
    letters = Message.objects.filter(template__startswith="postal.").count()
    assert "found" in api.get_parcel(actor=post.clerk_bc1, parcel_id=parcel).acts
    api.find_again(actor=post.clerk_bc1, parcel_id=parcel, at=later(3))
    assert (post.stands(parcel), post.parcel(parcel).settled_at) == (S.RESULT_COLLECTED, None)
    drain()
    post.report(parcel, K.UNDELIVERED, 4)
    bring_back(post, parcel, 5)
    drain()
    assert (post.stands(parcel), post.parcel(parcel).settled_at) == (S.BACK_AT_DESK, later(5))
    assert Message.objects.filter(template__startswith="postal.").count() == letters, "the citizen has the result"


def test_what_was_settled_before_the_news_of_its_loss_went_out_is_told_all_the_same(post: Post) -> None:
    dossier, result = post.collected(), post.carried()
    drain()
    for parcel in (dossier, result):
        post.report(parcel, K.LOST, 1)
    api.settle_loss(actor=post.clerk_bc1, parcel_id=dossier, reason="Đã bồi thường, làm lại giấy tờ", at=later(2))
    post.again(result, note="Bản cấp lại 13/GXN")
    drain()
    told = Message.objects.filter(template__in=("postal.dossier_lost", "postal.result_lost"))
    assert set(told.values_list("subject_id", flat=True)) == {str(dossier), str(result)}
    alarms = Message.objects.filter(template="postal.lost_alarm").values_list("body", flat=True)
    assert alarms and all("Đề nghị xử lý" in one for one in alarms)


def test_sent_again_it_goes_where_it_went_last_with_what_was_in_it(post: Post) -> None:
    parcel = post.carried()
    post.report(parcel, K.LOST, 1)
    second = post.again(parcel, note="Bản cấp lại 13/GXN", address="Thôn 5, xã Bình")
    post.take(post.to_the_post(second, at=later(3)), post.clerk_bc1, later(3))
    post.report(second, K.UNDELIVERED, 4)
    bring_back(post, second, 5)
    third = post.again(second, hours=6)
    assert post.parcel(third).receiver["address"] == "Thôn 5, xã Bình"
    assert post.parcel(third).enclosures == post.parcel(second).enclosures
    assert "13/GXN" in str(post.parcel(third).enclosures)


def test_who_gives_papers_back_is_reminded_of_the_fee(post: Post) -> None:
    clerk, parcel, free = Client(), post.prepared(), post.collected()
    clerk.force_login(Account.objects.get(id=post.clerk_bc1.id))
    post.collect(parcel, fees_taken=8_000, receipt_number="BL-77")
    shown = clerk.get(f"/can-bo/buu-chinh/{parcel}/").content.decode()
    assert "8.000" in shown and "theo biên lai số BL-77" in shown
    assert "biên lai số" not in clerk.get(f"/can-bo/buu-chinh/{free}/").content.decode()


def revoked(post: Post, parcel: UUID, hours: float = 1) -> UUID:
    drain()
    dossier_id: UUID = post.parcel(parcel).dossier_id  # type: ignore[assignment]
    dossiers.revoke_result(actor=post.chairman, dossier_id=dossier_id, reason="Sai ngày sinh", at=later(hours))
    drain()
    return dossier_id


def test_a_result_revoked_on_its_way_is_recalled_and_brought_back(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    parcel = post.carried()
    monkeypatch.setattr(worklist, "now", lambda: later(1))  # the post is not late yet
    assert parcel not in waits(post.clerk_bc1)
    revoked(post, parcel)
    assert post.parcel(parcel).lines.order_by("-line").first().what == "recalled"  # type: ignore[union-attr]
    told = Message.objects.filter(template="postal.recalled")
    assert {message.recipient_name for message in told} == {post.clerk_bc1.name}
    assert parcel in waits(post.clerk_bc1) & troubles(post.clerk_bc1)
    letters = Message.objects.exclude(template__startswith="dossiers.").count()
    bring_back(post, parcel, 2)
    row = post.parcel(parcel)
    assert (row.state, row.settled_at) == (S.BACK_AT_DESK.value, later(2))
    drain()
    assert Message.objects.exclude(template__startswith="dossiers.").count() == letters, "the citizen waits for another"
    assert troubles(post.reception) == troubles(post.clerk_bc1) == set()


def test_a_recalled_result_that_was_delivered_all_the_same_is_the_head_of_the_desks_affair(post: Post) -> None:
    parcel, right = post.carried(), post.carried()
    revoked(post, parcel)
    for one in (parcel, right):
        post.report(one, K.DELIVERED, 2)
    drain()
    told = Message.objects.filter(template="postal.recalled_delivered")
    assert {(message.recipient_name, message.subject_id) for message in told} == {(post.desk_head.name, str(parcel))}


def test_only_what_is_recalled_comes_back_without_an_attempt(post: Post) -> None:
    wish = RecordWish(kind=RecordKind.RETURNS, parcel_ids=(post.carried(),))
    with pytest.raises(ParcelElsewhere):
        api.give_parcels(actor=post.clerk_bc1, wish=wish, at=later(1))


def test_a_recalled_result_on_a_record_says_so_and_the_corrected_one_is_left_alone(post: Post) -> None:
    parcel = post.waiting()
    post.to_the_post(parcel)
    dossier_id = revoked(post, parcel)
    assert api.get_parcel(actor=post.clerk_bc1, parcel_id=parcel).recalled
    right = post.result(number="13/GXN-UBND")
    dossiers.issue_result(actor=post.clerk, dossier_id=dossier_id, result=right, at=later(2))
    drain()
    corrected = Parcel.objects.exclude(id=parcel).get(dossier_id=dossier_id)
    api.call_off(dossier_id=dossier_id, reason="đến muộn", at=later(3), revoked=True)
    assert post.stands(corrected.id) is S.WAITING, "news of the revoked one that comes late"


def test_a_recalled_result_that_is_lost_is_nobodys_wait_and_comes_back_when_found(post: Post) -> None:
    parcel = post.carried()
    revoked(post, parcel)
    post.report(parcel, K.LOST, 2)
    assert post.parcel(parcel).settled_at is not None
    assert parcel not in troubles(post.clerk_bc1)
    api.find_again(actor=post.clerk_bc1, parcel_id=parcel, at=later(3))
    bring_back(post, parcel, 4)
    assert post.stands(parcel) is S.BACK_AT_DESK


def test_the_pages_offer_the_ways_out(post: Post) -> None:
    clerk, here = Client(), "/can-bo/buu-chinh/"
    clerk.force_login(Account.objects.get(id=post.clerk_bc1.id))
    found, settled = lost(post), lost(post)

    def press(parcel: UUID, path: str, **typed: Any) -> int:
        return clerk.post(f"{here}{parcel}/{path}/", typed).status_code

    page = clerk.get(f"{here}{found}/").content.decode()
    assert "tim-thay" in page and "giai-quyet" in page and "tra-lai" in page
    assert press(found, "tim-thay") == 302
    assert press(settled, "giai-quyet", reason="") == 422
    assert press(settled, "giai-quyet", reason="Đã bồi thường") == 302
    assert press(settled, "tim-thay") == 409
    assert "Đã giải quyết" in clerk.get(f"{here}{settled}/").content.decode()
    assert (post.stands(found), post.stands(settled)) == (S.COLLECTED, S.LOST)
