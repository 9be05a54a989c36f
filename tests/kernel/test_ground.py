"""The ground floor in one go: text, ids, audit chain, outbox, idempotency, rate limits."""

import base64
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from hypothesis import given
from hypothesis import strategies as st
from msgspec import ValidationError

from honglam.kernel import audit, events, idempotency, ids, jobs, ratelimit, relay, text
from honglam.kernel.clock import now
from honglam.kernel.models import AuditEntry, EventReceipt, OutboxMessage
from honglam.kernel.paging import BadCursor, decode_cursor, decode_id, decode_moment, encode_cursor
from honglam.kernel.values import SYSTEM, Event

heard: list[str] = []


@dataclass(frozen=True, kw_only=True)
class LampLit(Event):
    name: ClassVar[str] = "test.lamp_lit"
    lamp: UUID
    colour: str


@dataclass(frozen=True, kw_only=True)
class Unheard(Event):
    name: ClassVar[str] = "test.unheard"


@events.subscribe(LampLit, name="test.listener")
def _listen(event: LampLit, *, event_id: UUID, at: object) -> None:
    if event.colour == "broken":
        raise RuntimeError("this lamp cannot be heard")
    heard.append(event.colour)


@jobs.task("test.job")
def _job(*, word: str) -> None:
    heard.append(word)


@pytest.fixture(autouse=True)
def _silence() -> None:
    heard.clear()


def act(subject: str, action: str = "lit") -> None:
    audit.record(actor=SYSTEM, action=action, subject_kind="lamp", subject_id=subject, at=now(), detail={"volt": 12})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "value", ["Đặng Thị Ngọc Hường", "Quyển số 12/QĐ-UBND", "NGUYỄN  văn\tÁnh", "Ươm Ỷ Lại", "a\u0302\u0301"]
)
def test_database_and_python_fold_alike(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT honglam_fold(%s)", [value])
        assert cursor.fetchone() == (text.fold(value),)


def test_names_sort_by_the_vietnamese_alphabet() -> None:
    ordered = ["An", "Ánh", "Ăn", "Ân", "Bình", "Cường", "Dung", "Đào", "Em", "Ê", "Ma", "Mà", "Mả", "Mã", "Má", "Mạ"]
    shuffled = ordered[1::2] + ordered[::2]
    assert sorted(shuffled, key=text.sort_key) == ordered


@given(st.integers(min_value=0, max_value=2**47), st.integers(min_value=0, max_value=2**47))
def test_uuid7_orders_by_time(first: int, second: int) -> None:
    one, two = ids.uuid7(first), ids.uuid7(second)
    assert one.version == 7
    if first != second:
        assert (one < two) == (first < second)


@pytest.mark.django_db
def test_the_chain_of_a_subject_holds_and_refuses_change() -> None:
    for _ in range(3):
        act("a")
    act("b")
    assert list(AuditEntry.objects.filter(subject_id="a").order_by("seq").values_list("seq", flat=True)) == [1, 2, 3]
    assert audit.verify() == []
    for statement in (
        "UPDATE kernel_auditentry SET action='x'",
        "DELETE FROM kernel_auditentry",
        "TRUNCATE kernel_auditentry",
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.django_db
def test_an_edit_behind_the_guard_is_found() -> None:
    for _ in range(3):
        act("a")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_auditentry DISABLE TRIGGER audit_append_only")
        cursor.execute("UPDATE kernel_auditentry SET actor_name='somebody else' WHERE seq = 2")
    assert [(fault.seq, fault.reason) for fault in audit.verify()] == [(2, "altered")]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM kernel_auditentry WHERE seq = 2")
    assert [(fault.seq, fault.reason) for fault in audit.verify()] == [(3, "gap")]


@pytest.mark.django_db
def test_an_event_is_heard_once_even_when_delivered_twice() -> None:
    event_id = events.publish(LampLit(lamp=ids.uuid7(), colour="green"), at=now())
    row = OutboxMessage.objects.get(pk=event_id)
    envelope = {"id": str(row.id), "at": row.at.isoformat(), "payload": row.payload}
    assert relay.drain() == 1
    relay.deliver(subscriber_name="test.listener", envelopes=[envelope])
    assert heard == ["green"]
    assert OutboxMessage.objects.count() == 0


@pytest.mark.django_db
def test_a_bad_event_does_not_hold_up_its_neighbours() -> None:
    envelopes = [
        {"id": str(ids.uuid7()), "at": now().isoformat(), "payload": {"lamp": str(ids.uuid7()), "colour": colour}}
        for colour in ("green", "broken", "blue")
    ]
    with pytest.raises(RuntimeError):
        relay.deliver(subscriber_name="test.listener", envelopes=envelopes)
    assert heard == ["green", "blue"]
    assert EventReceipt.objects.filter(subscriber="test.listener").count() == 2


@pytest.mark.django_db
def test_an_event_that_this_release_cannot_read_does_not_hold_up_its_neighbours() -> None:
    lamp = str(ids.uuid7())
    payloads = [{"lamp": lamp, "colour": "green"}, {"lamp": lamp, "hue": 7}, {"lamp": lamp, "colour": "blue"}]
    envelopes = [{"id": str(ids.uuid7()), "at": now().isoformat(), "payload": payload} for payload in payloads]
    with pytest.raises(ValidationError):
        relay.deliver(subscriber_name="test.listener", envelopes=envelopes)
    assert heard == ["green", "blue"]


@pytest.mark.django_db
def test_what_only_another_release_knows_is_left_to_it(caplog: pytest.LogCaptureFixture) -> None:
    for kind in ("event", "job"):
        OutboxMessage.objects.create(kind=kind, name=f"later.{kind}", payload={}, at=now())
    OutboxMessage.objects.create(kind="event", name=Unheard.name, payload={}, at=now())
    jobs.defer("test.job", word="hello")
    assert relay.lag_seconds() > 0
    assert relay.relay_once() == 2
    assert relay.relay_once() == 0
    assert relay.lag_seconds() == 0, "what only another release takes says nothing of this worker"
    assert set(OutboxMessage.objects.values_list("name", flat=True)) == {"later.event", "later.job"}
    relay.tell_unknown()
    assert "later.event" in caplog.text
    assert "later.job" in caplog.text


@pytest.mark.django_db
def test_the_relay_makes_jobs_of_events_and_jobs() -> None:
    events.publish(LampLit(lamp=ids.uuid7(), colour="green"), at=now())
    jobs.defer("test.job", word="hello")
    jobs.defer("test.job", at=now() + timedelta(hours=1), word="later")
    assert relay.relay_once() == 3
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, scheduled_at IS NULL FROM procrastinate_jobs ORDER BY id")
        assert sorted(cursor.fetchall()) == [("kernel.deliver", True), ("test.job", False), ("test.job", True)]


@pytest.mark.django_db
def test_one_job_for_each_of_many_is_asked_for_at_once(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        ids_of = jobs.defer_many("test.job", [{"word": word} for word in ("a", "b", "c")])
    asked = {row.id: row.payload["word"] for row in OutboxMessage.objects.all()}
    assert asked == dict(zip(ids_of, "abc", strict=True))
    assert jobs.defer_many("test.job", []) == []


@pytest.mark.django_db
def test_a_job_of_a_rolled_back_transaction_is_never_asked_for() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        jobs.defer("test.job", word="hello")
        raise IntegrityError
    assert OutboxMessage.objects.count() == 0


@pytest.mark.django_db
def test_the_same_key_answers_the_same_and_refuses_another_request() -> None:
    calls: list[int] = []

    def perform() -> dict[str, int]:
        calls.append(1)
        return {"n": len(calls)}

    ask = {"actor": "lan", "key": "k1"}
    assert idempotency.once(**ask, request={"a": 1}, perform=perform) == {"n": 1}
    assert idempotency.once(**ask, request={"a": 1}, perform=perform) == {"n": 1}
    with pytest.raises(idempotency.IdempotencyMismatch):
        idempotency.once(**ask, request={"a": 2}, perform=perform)
    assert idempotency.once(actor="minh", key="k1", request={"a": 2}, perform=perform) == {"n": 2}


@pytest.mark.django_db
def test_the_rate_limit_counts_in_its_window_only() -> None:
    spent = []
    for _ in range(3):
        spent.append(ratelimit.is_spent("door", limit=2, per=timedelta(minutes=1)))
        assert ratelimit.allow("door", limit=2, per=timedelta(minutes=1)) is not spent[-1]
    assert spent == [False, False, True]
    assert not ratelimit.is_spent("door", limit=2, per=timedelta(0))
    assert ratelimit.allow("door", limit=2, per=timedelta(0))


NUMBERS = st.integers(min_value=-(2**63), max_value=2**63 - 1)
TEXTS = st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=("Cs",)))


@given(st.lists(st.one_of(NUMBERS, TEXTS), min_size=2, max_size=2))
def test_a_cursor_comes_back_as_it_went(key: list[object]) -> None:
    assert decode_cursor(encode_cursor(*key), length=2) == key


@pytest.mark.parametrize("cursor", ["", "x", "e30", "W10", "W1tdLDJd", "é"])
def test_a_foreign_cursor_is_refused_by_name(cursor: str) -> None:
    with pytest.raises(BadCursor):
        decode_cursor(cursor, length=2)
    with pytest.raises(BadCursor):
        decode_id(cursor)


KEY = "019ab3c4-0000-7000-8000-000000000001"


@pytest.mark.parametrize("key", [("gestern", KEY), ("2026-11-23T08:00:00", KEY), ("2026-11-23 08:00+07:00", "x")])
def test_a_cursor_of_the_right_length_with_nonsense_in_it_is_refused_too(key: tuple[object, object]) -> None:
    with pytest.raises(BadCursor):
        decode_moment(encode_cursor(*key))
    with pytest.raises(BadCursor):
        decode_id(encode_cursor(key[0]))


def test_half_a_letter_in_a_cursor_is_refused_too() -> None:
    half = base64.urlsafe_b64encode(b'["\\ud800",1]').decode().rstrip("=")
    with pytest.raises(BadCursor):
        decode_cursor(half, length=2)


def test_no_control_character_comes_in_with_a_text() -> None:
    """PostgreSQL refuses a text with a zero in it; lines and tabs are texts' own."""
    assert text.nfc("Nguye\u0302\u0303n\0 Va\x1bn\x7f\r\n\tA") == "Nguy\u1ec5n Van\r\n\tA"
