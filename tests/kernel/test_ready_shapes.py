"""Queries of several shapes answer as the ORM does, each compiled once; a worklist goes on where it ended."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db.models import Q, QuerySet

from honglam.kernel import ready
from honglam.kernel.ids import uuid7
from honglam.kernel.models import OutboxMessage
from honglam.kernel.ready import ReadyQueries, ReadyQuery, insert
from honglam.kernel.registry import WaitingKey
from honglam.kernel.waiting import DUE, ID, Turn, behind, holder_of, shown_last, turn_of

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
KIND = "m"
built: list[Any] = []


def shaped(shape: Any, *, names: list[str], since: datetime) -> QuerySet[OutboxMessage]:
    """Messages of some names, or none at all; since a moment only where the shape says so."""
    built.append(shape)
    wanted, late = shape
    rows = OutboxMessage.objects.filter(Q(name__among=names) if wanted else Q(pk__in=[]))
    return (rows.filter(at__gte=since) if late else rows).order_by("at")


def page(shape: Any, *, due: datetime, after: UUID) -> QuerySet[OutboxMessage]:
    """What is still to be shown."""
    return OutboxMessage.objects.filter(behind(shape, due=due, after=after, column="at")).order_by("at", "id")


def bare(*, name: str) -> QuerySet[Any]:
    """Some columns only."""
    return OutboxMessage.objects.filter(name=name).order_by("at").values_list("at", "payload")


def message(name: str, at: datetime) -> OutboxMessage:
    """Something for the outbox."""
    return OutboxMessage(id=uuid7(), kind="event", name=name, payload={}, at=at)


def test_each_shape_is_built_once_and_takes_what_it_uses() -> None:
    built.clear()
    asking = ReadyQueries(shaped, names=["a name"], since=datetime(1971, 1, 1, tzinfo=UTC))
    rows = [message(name, AT + timedelta(hours=number)) for number, name in enumerate("abcab")]
    insert(rows)
    late = AT + timedelta(hours=3)
    for _ in range(2):
        assert [row.id for row in asking.rows((True, False), names=["a", "c"], since=None)] == [
            rows[at].id for at in (0, 2, 3)
        ]
        assert [row.id for row in asking.rows((True, True), names=["a", "b"], since=late)] == [rows[3].id, rows[4].id]
        assert asking.rows((True, True), names=[], since=late) == []
        assert asking.rows((False, True), names=["a"], since=late) == []
    assert built == [(True, False), (True, True), (False, True)]
    with pytest.raises(ValueError, match="asks for"):
        asking.rows((True, True), names=["a"], since=None)


def test_shapes_that_somebody_chooses_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ready, "_MOST_SHAPES", 3)
    asking = ReadyQueries(shaped, names=["a name"], since=datetime(1971, 1, 1, tzinfo=UTC))
    for number in range(8):
        assert asking.rows((number, True), names=["a"], since=AT) == []
        assert len(asking._compiled) <= 3
    assert [holder_of({"holder": asked}) for asked in ("me", "nobody", "", "anything")] == ["me", "nobody", "", ""]
    assert holder_of({}) == ""


def test_bare_values_come_as_they_are_asked_for() -> None:
    asking: ReadyQuery[Any] = ReadyQuery(bare, name="n")
    insert([OutboxMessage(id=uuid7(), kind="event", name="one", payload={"tên": [1, None]}, at=AT)])
    assert [tuple(row) for row in asking.rows(name="one")] == [(AT, {"tên": [1, None]})]


@pytest.mark.parametrize(
    ("kind", "turn"), [(None, Turn.FIRST), (KIND, Turn.SAME), ("a", Turn.AFTER), ("z", Turn.BEFORE)]
)
def test_a_page_goes_on_where_the_last_one_ended(kind: str | None, turn: Turn) -> None:
    """Among what is due at one moment, a block's rows come where its kind comes."""
    rows = sorted((message("x", AT) for _ in range(3)), key=lambda row: row.id)
    rows += [message("x", AT + timedelta(hours=1))]
    rows = [message("x", AT - timedelta(hours=1)), *rows]
    insert(rows)
    last = None if kind is None else WaitingKey(due_at=AT, kind=kind, id=rows[2].id)
    assert turn_of(last, KIND) is turn
    due, after = shown_last(last)
    found = ReadyQueries(page, due=DUE, after=ID).rows(turn, due=due, after=after)
    keys = [(row.at, KIND, row.id) for row in rows]
    wanted = [key for key in keys if last is None or key > (last.due_at, last.kind, last.id)]
    assert [(row.at, KIND, row.id) for row in found] == wanted
