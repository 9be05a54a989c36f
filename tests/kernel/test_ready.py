"""Queries compiled once answer as the ORM does; rows written by them are those that the ORM writes."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from honglam.identity.models import Account, SignIn
from honglam.kernel.ids import uuid7
from honglam.kernel.models import OutboxMessage
from honglam.kernel.ready import ReadyQuery, copy, insert, together, update, updating

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
BY_PK = ReadyQuery(lambda *, pk: SignIn.objects.select_related("account").filter(pk=pk), pk=UUID(int=1))
LATE = ReadyQuery(
    lambda *, name, since: OutboxMessage.objects.filter(kind="event", name=name, at__gte=since).order_by("at"),
    name="a name",
    since=datetime(1971, 1, 1, tzinfo=UTC),
)


def signed_in() -> SignIn:
    """Somebody with a sign-in."""
    account = Account.objects.create(kind="citizen", full_name="Nguyễn Thị Lan", sort_key="lan", created_at=AT)
    return SignIn.objects.create(
        account=account, method="password", succeeded=True, began_at=AT, last_seen_at=AT, address="10.0.0.7"
    )


def message(name: str, at: datetime) -> OutboxMessage:
    """Something for the outbox."""
    return OutboxMessage(id=uuid7(), kind="event", name=name, payload={"tên": ["Đặng", 1, None]}, at=at)


def test_a_row_comes_with_what_belongs_to_it_in_one_round_trip() -> None:
    row = signed_in()
    BY_PK.first(pk=row.pk)
    with CaptureQueriesContext(connection) as asked:
        found = BY_PK.first(pk=row.pk)
        assert found is not None
        assert found.account.full_name == "Nguyễn Thị Lan"
    assert len(asked) == 1
    fields = [field.attname for field in SignIn._meta.concrete_fields]
    assert [getattr(found, name) for name in fields] == [
        getattr(SignIn.objects.get(pk=row.pk), name) for name in fields
    ]
    assert BY_PK.first(pk=uuid7()) is None


def test_every_asked_value_finds_its_place() -> None:
    rows = [message("a", AT), message("b", AT), message("a", AT + timedelta(hours=1))]
    assert insert(rows) == 3
    assert [row.id for row in LATE.rows(name="a", since=AT)] == [rows[0].id, rows[2].id]
    assert [row.id for row in LATE.rows(name="a", since=AT + timedelta(minutes=1))] == [rows[2].id]
    assert LATE.rows(name="a", since=AT)[0].payload == {"tên": ["Đặng", 1, None]}


def test_several_go_in_one_round_trip_and_each_sees_what_came_before() -> None:
    row, other = message("one", AT), signed_in()
    insert([row])
    row.payload = {"mới": "%s; SELECT 1"}
    since = AT - timedelta(days=1)
    BY_PK.first(pk=other.pk)
    LATE.rows(name="one", since=since)
    with CaptureQueriesContext(connection) as asked:
        before, nothing, after, people, nobody = together(
            LATE.of(name="one", since=since),
            updating(row),
            LATE.of(name="one", since=since),
            BY_PK.of(pk=other.pk),
            BY_PK.of(pk=uuid7()),
        )
    assert len(asked) == 1
    assert [one.payload for one in before] == [{"tên": ["Đặng", 1, None]}]
    assert [one.payload for one in after] == [{"mới": "%s; SELECT 1"}]
    assert (nothing, nobody) == ([], [])
    assert [one.account.full_name for one in people] == ["Nguyễn Thị Lan"]


@pytest.mark.parametrize("asked", [{}, {"pk": None}, {"pk": UUID(int=2), "other": 1}])
def test_what_does_not_fit_the_query_is_refused(asked: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="asks for"):
        BY_PK.rows(**asked)


def test_a_sample_that_stands_nowhere_is_found_at_the_first_question() -> None:
    query = ReadyQuery(lambda *, pk: SignIn.objects.filter(method="x"), pk=UUID(int=1))
    with pytest.raises(ValueError, match="not every one"):
        query.rows(pk=UUID(int=2))


def test_written_rows_read_as_they_were_meant() -> None:
    row = message("kept", AT)
    insert([row])
    row.payload, row.at = {"mới": True}, AT + timedelta(days=1)
    update(row)
    again = OutboxMessage.objects.get(pk=row.pk)
    assert (again.payload, again.at, again.not_before) == ({"mới": True}, AT + timedelta(days=1), None)
    assert insert([row], unless_there=True) == 0
    assert insert([]) == 0


def test_rows_that_are_copied_are_those_that_are_inserted() -> None:
    rows = [message(f"a\tb\\{number}\n\\N", AT + timedelta(seconds=number)) for number in range(3)]
    assert copy(rows) == 3
    found = {row.pk: (row.name, row.payload, row.at) for row in OutboxMessage.objects.all()}
    assert found == {row.pk: (row.name, row.payload, row.at) for row in rows}
    assert copy([]) == 0
    with CaptureQueriesContext(connection) as asked:
        rows[0].save(update_fields=["name"])
    assert "UPDATE" in asked.captured_queries[-1]["sql"], "it knows that it stands already"
