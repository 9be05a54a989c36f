"""A connection whose server end is gone is never given out, and no question is asked over one that lives."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg_pool import ConnectionPool

from honglam.kernel.database.base import DatabaseWrapper, look

pytestmark = pytest.mark.django_db


@pytest.fixture
def pool() -> Iterator[Any]:
    """A pool over the tests' database, as the product makes it."""
    options = {**connection.settings_dict["OPTIONS"], "pool": {"min_size": 1, "max_size": 1, "timeout": 20}}
    settings = {**connection.settings_dict, "OPTIONS": options, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}
    wrapper = DatabaseWrapper(settings, alias="pooled")
    made = wrapper.pool
    assert made is not None
    made.open()
    yield made
    wrapper.close_pool()
    wrapper._connection_pools.pop("pooled", None)


def end(pid: int) -> None:
    """Throw a connection out, as a server that goes down does, and wait until it is gone."""
    with psycopg.connect(**connection.get_connection_params() | {"autocommit": True}) as other:
        assert other.execute("SELECT pg_terminate_backend(%s, 20000)", [pid]).fetchone() == (True,)


def test_a_dead_connection_is_replaced_before_anybody_gets_it(pool: Any) -> None:
    with pool.connection() as first:
        pid = first.info.backend_pid
    end(pid)
    with pool.connection() as second:
        assert second.info.backend_pid != pid
        assert second.execute("SELECT 1").fetchone() == (1,)


def test_over_a_living_one_nothing_is_asked(pool: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(ConnectionPool, "check_connection", asked.append)
    with pool.connection() as first:
        pid = first.info.backend_pid
    with pool.connection() as second:
        assert second.info.backend_pid == pid
    assert pool._check is look
    assert asked == []
