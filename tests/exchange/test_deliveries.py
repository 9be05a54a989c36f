"""Deliveries to a real receiver: signed, tried again, under one id, given up in the end."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from examples.python_client.webhooks import NotGenuine, verify
from honglam.exchange import api
from honglam.exchange.contracts import DeliveryState, DeliveryView, Issued, Topic, Trouble
from honglam.exchange.models import Delivery, Subscription
from honglam.exchange.rules.retry import BREATHER_AFTER, DEAD_BEFORE_PAUSE, DELAYS, LIFETIME
from honglam.exchange.services import deliveries
from honglam.exchange.services.deliveries import erase_deliveries
from honglam.kernel.ids import uuid7
from honglam.kernel.models import AuditEntry, OutboxMessage
from honglam.kernel.values import Actor
from honglam.notices.models import Message
from tests.dossiers.scene import MORNING, Scene
from tests.exchange.conftest import subscribe
from tests.exchange.receiver import Receiver

Work = Callable[..., None]


def only(actor: Actor, issued: Issued) -> DeliveryView:
    """The one delivery of a subscription."""
    found = api.list_deliveries(actor=actor, subscription_id=issued.subscription.id).items
    assert len(found) == 1
    return found[0]


def queued(issued: Issued, count: int = 1, at: datetime = MORNING) -> list[Delivery]:
    """Deliveries that wait, without an event behind them."""
    return Delivery.objects.bulk_create(
        Delivery(
            subscription_id=issued.subscription.id,
            event_id=uuid7(),
            event=Topic.ACCEPTED.value,
            body='{"dossiers":[]}',
            created_at=at,
            queued_at=at,
            next_attempt_at=at,
        )
        for _ in range(count)
    )


def test_an_event_arrives_signed(scene: Scene, receiver: Receiver, work: Work) -> None:
    issued = subscribe(scene.administrator, receiver.url, Topic.SUBMITTED, Topic.ACCEPTED)
    dossier_id = scene.submitted()
    work()
    accepted = scene.accept(dossier_id)
    work()
    assert [post.headers["X-HongLam-Event"] for post in receiver.posts] == ["dossiers.submitted", "dossiers.accepted"]
    post = receiver.posts[-1]
    received = verify(issued.secret, post.headers, post.body, 60, now=MORNING.timestamp())
    delivery = api.list_deliveries(actor=scene.administrator, subscription_id=issued.subscription.id).items[0]
    assert (received.event, received.id) == ("dossiers.accepted", str(delivery.event_id))
    renamed = {**post.headers, "X-HongLam-Event": "dossiers.returned", "X-HongLam-Delivery": "another"}
    again = verify(issued.secret, renamed, post.body, 60, now=MORNING.timestamp())
    assert (again.event, again.id) == (received.event, received.id), "what is not signed is not believed"
    told = received.data["dossiers"][0]
    assert (told["id"], told["code"], told["status"]) == (str(dossier_id), accepted.code, "accepted")
    assert told["lead_agency_code"] and told["desk_code"] == "MC-XA-99001"
    assert (delivery.state, delivery.attempts, delivery.last_status) == (DeliveryState.DELIVERED, 1, 200)
    assert post.headers["Content-Type"].startswith("application/json")


def test_a_forged_stale_or_altered_webhook_is_not_genuine(scene: Scene, receiver: Receiver, work: Work) -> None:
    issued = subscribe(scene.administrator, receiver.url, Topic.SUBMITTED)
    scene.submitted()
    work()
    post = receiver.posts[0]
    at = MORNING.timestamp()
    verify(issued.secret, {name.lower(): value for name, value in post.headers.items()}, post.body, 60, now=at)
    with pytest.raises(NotGenuine, match="signature"):
        verify("hlw_another", post.headers, post.body, 60, now=at)
    with pytest.raises(NotGenuine, match="signature"):
        verify(issued.secret, post.headers, post.body + b" ", 60, now=at)
    with pytest.raises(NotGenuine, match="signature"):
        verify(issued.secret, {**post.headers, "X-HongLam-Timestamp": str(int(at) + 1)}, post.body, 60, now=at)
    with pytest.raises(NotGenuine, match="too old"):
        verify(issued.secret, post.headers, post.body, 60, now=at + 61)
    with pytest.raises(NotGenuine, match="timestamp"):
        verify(issued.secret, {}, post.body, now=at)


@pytest.mark.parametrize(
    ("answer", "status", "trouble"),
    [
        (500, 500, Trouble.RECEIVER_ANSWERED),
        (404, 404, Trouble.RECEIVER_ANSWERED),
        ("silent", None, Trouble.NO_ANSWER),
        ("drip", None, Trouble.NO_ANSWER),
        ("close", None, Trouble.CONNECTION_BROKEN),
        ("redirect", 302, Trouble.RECEIVER_POINTED_ELSEWHERE),
    ],
)
def test_a_receiver_that_misbehaves_is_tried_again_under_the_same_id(
    scene: Scene, receiver: Receiver, work: Work, answer: Any, status: int | None, trouble: Trouble
) -> None:
    issued = subscribe(scene.administrator, receiver.url, Topic.SUBMITTED)
    receiver.answers = [answer]
    scene.submitted()
    work()
    failed = only(scene.administrator, issued)
    assert (failed.state, failed.attempts, failed.last_status) == (DeliveryState.FAILED, 1, status)
    assert failed.last_fault.trouble is trouble and failed.last_fault.said
    assert failed.last_fault.values.get("status") == (str(status) if status else None)
    work(MORNING + timedelta(seconds=30))
    api.deliver(delivery_id=failed.id, at=MORNING + timedelta(seconds=30))
    assert len(receiver.posts) == 1, "tried before it was due"
    later = MORNING + timedelta(minutes=1, seconds=5)
    assert api.deliver(delivery_id=failed.id, at=later)
    first, second = receiver.posts
    assert first.headers["X-HongLam-Delivery"] == second.headers["X-HongLam-Delivery"] == str(failed.id)
    assert first.body == second.body
    verify(issued.secret, second.headers, second.body, 60, now=later.timestamp())
    assert only(scene.administrator, issued).state is DeliveryState.DELIVERED
    assert not api.deliver(delivery_id=failed.id, at=later + timedelta(days=1))
    assert len(receiver.posts) == 2, "delivered, and posted again"


def test_an_answer_without_end_is_not_read(scene: Scene, receiver: Receiver, work: Work) -> None:
    issued = subscribe(scene.administrator, receiver.url, Topic.SUBMITTED)
    receiver.answers = ["flood"]
    scene.submitted()
    work()
    assert only(scene.administrator, issued).state is DeliveryState.DELIVERED


def test_the_schedule_of_attempts_and_the_end(scene: Scene, receiver: Receiver) -> None:
    issued = subscribe(scene.administrator, receiver.url)
    [row] = queued(issued)
    receiver.answers = [503] * 20
    at, pauses = MORNING, []
    for _ in range(len(DELAYS) + 1):
        Subscription.objects.update(held_until=None)
        api.deliver(delivery_id=row.id, at=at)
        row.refresh_from_db()
        if row.next_attempt_at:
            pauses.append(round((row.next_attempt_at - at).total_seconds() / 60))
            at = row.next_attempt_at
    assert pauses == [1, 5, 30, 120, 480, 1440, 1440]
    assert (row.state, row.attempts, row.next_attempt_at) == ("dead", len(DELAYS) + 1, None)
    assert len(receiver.posts) == len(DELAYS) + 1
    asked = OutboxMessage.objects.filter(name="exchange.deliver").order_by("id").values_list("not_before", flat=True)
    assert len(asked) == len(DELAYS)


def test_a_worker_killed_between_answer_and_commit_posts_again(scene: Scene, receiver: Receiver) -> None:
    issued = subscribe(scene.administrator, receiver.url)
    [row] = queued(issued)
    assert deliveries.take_delivery(delivery_id=row.id, at=MORNING) is not None
    assert deliveries.take_delivery(delivery_id=row.id, at=MORNING) is None, "two workers took it"
    assert api.deliver_overdue(at=MORNING + timedelta(minutes=1)) == 0
    assert api.deliver_overdue(at=MORNING + timedelta(minutes=4)) == 1
    assert receiver.posts[0].headers["X-HongLam-Delivery"] == str(row.id)
    assert only(scene.administrator, issued).attempts == 2


def test_an_event_heard_twice_is_one_delivery(scene: Scene, receiver: Receiver, work: Work) -> None:
    issued = subscribe(scene.administrator, receiver.url, Topic.SUBMITTED)
    scene.submitted()
    row = OutboxMessage.objects.get(name="dossiers.submitted")
    work()
    OutboxMessage.objects.create(id=row.id, kind="event", name=row.name, payload=row.payload, at=row.at)
    work()
    assert only(scene.administrator, issued).state is DeliveryState.DELIVERED
    assert len(receiver.posts) == 1


def test_a_receiver_that_fails_and_fails_gets_a_breather(scene: Scene, receiver: Receiver) -> None:
    issued = subscribe(scene.administrator, receiver.url)
    rows = queued(issued, BREATHER_AFTER + 5)
    receiver.answers = [500] * BREATHER_AFTER
    for row in rows:
        api.deliver(delivery_id=row.id, at=MORNING)
    assert len(receiver.posts) == BREATHER_AFTER, "a sick receiver must not hold the workers"
    assert api.deliver_overdue(at=MORNING + timedelta(minutes=3)) == len(rows)
    assert api.get_subscription(actor=scene.administrator, subscription_id=issued.subscription.id).failures == 0


def test_many_dead_deliveries_pause_the_subscription_and_its_owner_is_told(scene: Scene, receiver: Receiver) -> None:
    owner = scene.administrator
    issued = subscribe(owner, receiver.url)
    rows = queued(issued, DEAD_BEFORE_PAUSE + 1)
    later = MORNING + LIFETIME + timedelta(seconds=1)
    api.deliver_overdue(at=later)
    paused = api.get_subscription(actor=owner, subscription_id=issued.subscription.id)
    assert (paused.active, paused.dead_in_a_row) == (False, DEAD_BEFORE_PAUSE)
    assert Delivery.objects.filter(state="dead").count() == DEAD_BEFORE_PAUSE
    letters = Message.objects.filter(template="exchange.webhook_paused", recipient_key=f"account:{owner.id}")
    assert letters.filter(channel="inbox", state="sent").count() == 1
    assert receiver.url in letters.filter(channel="inbox").get().body
    assert AuditEntry.objects.filter(subject_id=str(issued.subscription.id), action="exchange.paused").count() == 1
    assert receiver.posts == []

    api.resume_subscription(actor=owner, subscription_id=issued.subscription.id, at=later)
    assert api.deliver(delivery_id=rows[-1].id, at=later)
    dead = api.list_deliveries(actor=owner, subscription_id=issued.subscription.id, state=DeliveryState.DEAD).items[0]
    again = api.redeliver(actor=owner, subscription_id=issued.subscription.id, delivery_id=dead.id, at=later)
    assert (again.id, again.state, again.attempts) == (dead.id, DeliveryState.QUEUED, 0)
    assert api.deliver(delivery_id=dead.id, at=later)


def test_nothing_is_queued_or_sent_while_paused_or_after_the_end(scene: Scene, receiver: Receiver, work: Work) -> None:
    owner = scene.administrator
    paused = subscribe(owner, receiver.url, Topic.SUBMITTED)
    Subscription.objects.filter(id=paused.subscription.id).update(paused_at=MORNING)
    ended = subscribe(owner, receiver.url, Topic.SUBMITTED)
    [waiting] = queued(ended)
    api.end_subscription(actor=owner, subscription_id=ended.subscription.id, at=MORNING)
    scene.submitted()
    work()
    assert not api.deliver(delivery_id=waiting.id, at=MORNING)
    assert receiver.posts == []
    assert Delivery.objects.exclude(id=waiting.id).count() == 0
    assert Subscription.objects.get(id=ended.subscription.id).secret == ""


def test_old_deliveries_are_forgotten(scene: Scene, receiver: Receiver) -> None:
    issued = subscribe(scene.administrator, receiver.url)
    delivered, dead, waiting = queued(issued, 3)
    Delivery.objects.filter(id=delivered.id).update(state="delivered")
    Delivery.objects.filter(id=dead.id).update(state="dead")
    assert erase_deliveries(before=MORNING - timedelta(days=1), limit=10, at=MORNING) == 0
    assert erase_deliveries(before=MORNING + timedelta(days=1), limit=10, at=MORNING) == 2
    assert set(Delivery.objects.values_list("id", flat=True)) == {waiting.id}
