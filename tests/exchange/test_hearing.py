"""Who hears of which dossiers, and what is told: never a name, a number of a person, a reason."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from examples.python_client.webhooks import verify
from honglam.directory import api as directory
from honglam.directory.contracts import Moves
from honglam.directory.models import Holding
from honglam.dossiers import api as dossiers
from honglam.dossiers import contracts
from honglam.dossiers.contracts import DossierEvent, DossiersMoved, DueTimesRecomputed, Status
from honglam.exchange.contracts import Issued, Topic
from honglam.exchange.models import Delivery, Subscription
from honglam.exchange.rules.payload import FACTS
from honglam.exchange.services.following import SubscriptionFollower
from honglam.exchange.services.places import queue_parcel, queue_ticket
from honglam.exchange.services.queueing import Happened, queue_events
from honglam.exchange.subscribers import OF_MANY, TOPICS
from honglam.identity import api as identity
from honglam.kernel import events
from honglam.kernel.ids import uuid7
from honglam.kernel.models import AuditEntry
from honglam.kernel.values import SYSTEM, Actor
from honglam.postal.contracts import ParcelMoved
from honglam.queue.contracts import TicketMoved
from tests.dossiers.scene import ANSWERS, MORNING, Scene, vn
from tests.exchange.conftest import subscribe
from tests.exchange.receiver import Receiver

Work = Callable[..., None]
PERSONAL = (
    "Nguyễn Thị Hồng",
    "Hồng",
    "042185001234",
    "0912345678",
    "hong@example.vn",
    "Thôn 3",
    "1985-03-12",
    "Cán Bộ",
    "Bản chụp bị mờ",
    "Trang 2 bị mờ",
    "Đã đổi ý",
    "Sai thẩm quyền",
)
OF_DOSSIERS = set(Topic) - {Topic.TEST, Topic.PARCEL_MOVED, Topic.TICKET_MOVED}


def told(issued: Issued) -> list[dict[str, Any]]:
    """What a subscription was told, oldest first."""
    rows = Delivery.objects.filter(subscription_id=issued.subscription.id).order_by("id")
    return [json.loads(row.body) for row in rows]


def dossiers_told(issued: Issued) -> set[str]:
    """The dossiers a subscription heard of."""
    return {dossier["id"] for body in told(issued) for dossier in body["dossiers"]}


def test_each_subscriber_hears_of_its_own_reach(scene: Scene, system: Actor, receiver: Receiver, work: Work) -> None:
    province = subscribe(scene.administrator, receiver.url, Topic.SUBMITTED)
    commune = subscribe(scene.administrator, receiver.url, Topic.SUBMITTED, agency_code="UBND-XA-99001")
    other = subscribe(scene.administrator, receiver.url, Topic.SUBMITTED, agency_code="UBND-XA-99002")
    outside = subscribe(system, receiver.url, Topic.SUBMITTED)
    wanted_else = subscribe(scene.administrator, receiver.url, Topic.RETURNED)
    here = str(scene.submitted())
    own = str(
        dossiers.submit_dossier(actor=system, submission=scene.submission(), key=str(uuid7()), at=MORNING).dossier_id
    )
    work()
    assert dossiers_told(province) == {here, own}
    assert dossiers_told(commune) == {here, own}
    assert dossiers_told(other) == set()
    assert dossiers_told(outside) == {own}, "a system without a post hears of what it filed itself"
    assert dossiers_told(wanted_else) == set()


def test_a_lost_post_and_a_closed_account_hear_nothing(
    scene: Scene, system: Actor, receiver: Receiver, work: Work
) -> None:
    staff = subscribe(scene.administrator, receiver.url, Topic.SUBMITTED)
    service = subscribe(system, receiver.url, Topic.SUBMITTED)
    assert scene.administrator.id and system.id
    identity.close_account(actor=SYSTEM, account_id=system.id, at=MORNING)
    held = Holding.objects.get(account_id=scene.administrator.id)
    directory.end_holding(actor=SYSTEM, holding_id=held.pk, last_day=date(2026, 1, 2), at=MORNING)
    scene.submitted()
    work()
    assert told(staff) == told(service) == []


def test_a_subscription_hears_in_the_post_in_which_it_was_made(scene: Scene, receiver: Receiver, work: Work) -> None:
    """The first post of the day is another one, which keeps no system."""
    owner_id = scene.officer.id
    assert owner_id is not None
    own = next(one for one in directory.list_posts(agency_id=scene.unit("UBND-MAU")) if one.code == "QT")
    with_posts = {"actor": SYSTEM, "post_id": own.id, "account_id": owner_id, "valid_from": date(2026, 1, 1)}
    directory.appoint(**with_posts, at=MORNING)
    first = directory.actor_of_account(account_id=owner_id)
    second = directory.actor_of_account(account_id=owner_id, post_id=own.id)
    assert first.post_id != second.post_id == own.id
    issued = subscribe(second, receiver.url, Topic.SUBMITTED)
    scene.submitted()
    work()
    assert len(told(issued)) == 1
    held = Holding.objects.get(account_id=owner_id, post_id=own.id)
    directory.end_holding(actor=SYSTEM, holding_id=held.pk, last_day=date(2026, 1, 2), at=MORNING)
    scene.submitted()
    work()
    assert len(told(issued)) == 1, "the post is over"


def test_who_goes_on_in_another_post_after_a_reorganisation_goes_on_hearing(
    scene: Scene, receiver: Receiver, work: Work
) -> None:
    """The post ends with its agency; whoever held it has the one that the plan names."""
    issued = subscribe(scene.administrator, receiver.url, Topic.SUBMITTED)
    row = Subscription.objects.get(id=issued.subscription.id)
    assert row.post_id == scene.administrator.post_id
    elsewhere, here = frozenset({scene.unit("SO-MAU")}), frozenset({scene.unit("UBND-MAU")})
    for ended, post_id in ((elsewhere, row.post_id), (here, None)):
        moves = Moves(name="Sắp xếp", on=MORNING.date(), source="", heirs={}, ended_ids=ended)
        SubscriptionFollower().follow(actor=SYSTEM, moves=moves, at=MORNING)
        row.refresh_from_db()
        assert row.post_id == post_id
    assert AuditEntry.objects.filter(action="exchange.subscription_followed", subject_id=str(row.id)).count() == 1
    scene.submitted()
    work()
    assert len(told(issued)) == 1


def test_two_subscriptions_with_one_target_and_one_secret_are_told_apart(
    scene: Scene, receiver: Receiver, work: Work
) -> None:
    """As after a reorganisation into two: one event reaches the receiver twice under one id."""
    one = subscribe(scene.administrator, receiver.url, Topic.SUBMITTED)
    row = Subscription.objects.get(id=one.subscription.id)
    row.pk = uuid7()
    row.save(force_insert=True)
    scene.submitted()
    work()
    received = [verify(one.secret, post.headers, post.body, 60, now=MORNING.timestamp()) for post in receiver.posts]
    assert len({got.id for got in received}) == 1
    assert {got.subscription for got in received} == {str(one.subscription.id), str(row.pk)}


def test_a_whole_life_tells_no_personal_data(scene: Scene, receiver: Receiver, work: Work) -> None:
    issued = subscribe(scene.administrator, receiver.url)
    returned = scene.returned()
    asked = scene.processing()
    scene.ask(asked)
    dossiers.answer_supplement(actor=scene.citizen, dossier_id=asked, replies=scene.reply(), at=MORNING)
    for status in ("_at_refused", "_at_withdrawn", "_at_stopped"):
        getattr(scene, status)(MORNING)
    to_pay = scene.at(Status.AWAITING_PAYMENT)
    dossiers.extend_dossier(
        actor=scene.unit_head,
        dossier_id=asked,
        reason="Trang 2 bị mờ",
        new_due_at=vn("2026-12-31 17:00"),
        at=MORNING,
    )
    unit = scene.unit("UBND-XA-99001")
    moved = DossiersMoved(dossier_ids=[to_pay], from_agency_id=unit, to_agency_id=unit, reason="Sai thẩm quyền")
    events.publish_many([DueTimesRecomputed(dossier_ids=[returned, asked]), moved], at=MORNING)
    work()
    bodies = told(issued)
    elsewhere = {"dossiers.result_revoked", "dossiers.taken_on", "dossiers.clock_resumed"}
    assert {body["event"] for body in bodies} == {topic.value for topic in OF_DOSSIERS} - elsewhere
    raw = "\n".join(row.body for row in Delivery.objects.all())
    assert [word for word in PERSONAL if word in raw] == []
    assert str(scene.citizen.id) not in raw
    assert str(ANSWERS["chu_ho"]["ho_ten"]) not in raw
    changed = next(body for body in bodies if body["event"] == "dossiers.due_changed")
    assert {dossier["id"] for dossier in changed["dossiers"]} == {str(returned), str(asked)}
    assert all(set(dossier) == KEYS for body in bodies for dossier in body["dossiers"])
    assert len(receiver.posts) == len(bodies)


KEYS = {"id", "code", "procedure_code", "lead_agency_code", "desk_code", "channel", "status", "due_at"}


def test_new_appointments_are_told_only_of_dossiers_within_reach(
    scene: Scene, system: Actor, receiver: Receiver, work: Work
) -> None:
    issued = subscribe(system, receiver.url, Topic.DUE_CHANGED)
    silent = subscribe(scene.administrator, receiver.url, Topic.DUE_CHANGED, agency_code="UBND-XA-99002")
    theirs = scene.submitted()
    own = dossiers.submit_dossier(actor=system, submission=scene.submission(), key=str(uuid7()), at=MORNING).dossier_id
    events.publish(DueTimesRecomputed(dossier_ids=[theirs, own, uuid7()]), at=MORNING)
    work()
    assert dossiers_told(issued) == {str(own)}
    assert told(silent) == []


QUIET = {
    "dossiers.consultation_asked",
    "dossiers.consultation_answered",
    "dossiers.consultation_silent",
    "dossiers.late_opinion_given",
    "dossiers.task_assigned",
    "dossiers.task_lapsed",
    "dossiers.due_soon",
    "dossiers.rated",
    "dossiers.synchronised",
}
"""Events after which a dossier stands where it stood, with the same appointment."""


def test_whatever_changes_a_status_or_an_appointment_may_be_heard_of() -> None:
    kinds = [one for one in vars(contracts).values() if isinstance(one, type) and issubclass(one, DossierEvent)]
    told = {kind.name for kind in TOPICS.values()}
    assert {one.name for one in kinds if one is not DossierEvent} == told | QUIET
    assert set(OF_MANY.values()) == {DueTimesRecomputed, DossiersMoved}


@pytest.mark.parametrize("topic", sorted(OF_DOSSIERS - set(OF_MANY)))
def test_every_topic_has_its_event_and_its_facts(topic: Topic) -> None:
    kind = TOPICS[topic]
    assert issubclass(kind, DossierEvent)
    assert kind.name == topic.value
    fields = set(kind.__dataclass_fields__)
    assert set(FACTS[topic]) <= fields
    assert not set(FACTS[topic]) & {"reason", "items", "legal_basis", "actor_name", "owner_account_id"}


def test_events_that_nobody_subscribed_to_cost_one_query(
    scene: Scene, django_assert_num_queries: Any, receiver: Receiver
) -> None:
    happened = [Happened(id=uuid7(), at=MORNING, event=event) for event in some_events(scene, 50)]
    with django_assert_num_queries(1):
        assert queue_events(topic=Topic.RETURNED, happened=happened) == 0
    subscribe(scene.administrator, receiver.url, Topic.RETURNED)
    assert queue_events(topic=Topic.RETURNED, happened=happened) == 50


def some_events(scene: Scene, count: int) -> list[DossierEvent]:
    """As many dossiers handed over in commune An."""
    unit = scene.unit("UBND-XA-99001")
    return [
        DossierEvent(
            dossier_id=uuid7(),
            code="X",
            procedure_code="1.000001",
            procedure_name="",
            lead_agency_id=unit,
            desk_id=unit,
            channel="online",
            status="returned",
        )
        for _ in range(count)
    ]


def test_parcels_are_told_to_those_within_whose_reach_they_lie(scene: Scene, receiver: Receiver) -> None:
    desk = directory.find_agency_by_code(code="MC-XA-99001")
    assert desk is not None
    moved = ParcelMoved(
        parcel_id=uuid7(), number="H1", direction="dossier", state="given", desk_id=desk.id, moved_at=MORNING
    )
    assert queue_parcel(event=moved, event_id=uuid7(), at=MORNING) == 0, "nobody asked"
    near = subscribe(scene.administrator, receiver.url, Topic.PARCEL_MOVED)
    far = subscribe(scene.administrator, receiver.url, Topic.PARCEL_MOVED, agency_code="UBND-XA-99002")
    assert queue_parcel(event=moved, event_id=uuid7(), at=MORNING) == 1
    assert [len(told(one)) for one in (near, far)] == [1, 0]
    assert told(near)[0]["facts"]["desk_code"] == "MC-XA-99001"


def test_numbers_of_a_hall_are_told_to_those_within_whose_reach_it_lies(scene: Scene, receiver: Receiver) -> None:
    desk = directory.find_agency_by_code(code="MC-XA-99001")
    assert desk is not None
    moved = TicketMoved(
        ticket_id=uuid7(),
        desk_id=desk.id,
        label="A001",
        group="ho-tich",
        what="called",
        state="called",
        taken_by="kiosk",
        first=True,
        window=3,
        waited_seconds=600,
        moved_at=MORNING,
    )
    near = subscribe(scene.administrator, receiver.url, Topic.TICKET_MOVED)
    far = subscribe(scene.administrator, receiver.url, Topic.TICKET_MOVED, agency_code="UBND-XA-99002")
    assert queue_ticket(event=moved, event_id=uuid7(), at=MORNING) == 1
    assert [len(told(one)) for one in (near, far)] == [1, 0]
    facts = told(near)[0]["facts"]
    assert (facts["desk_code"], facts["label"], facts["window"], facts["waited_seconds"]) == (desk.code, "A001", 3, 600)
