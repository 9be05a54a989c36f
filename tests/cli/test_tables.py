"""An empty database gets its tables in one piece: the same that all migrations, one by one, come to."""

from collections.abc import Iterator

import psycopg
import pytest

from honglam.cli.tables import QUEUE, WRITTEN, is_bare
from tests import database
from tests.house import schema

# Django fills these itself, after every migration
FILLED = {"django_migrations", "django_content_type", "auth_permission"}


@pytest.fixture(scope="module")
def migrated(database_server: database.TestServer) -> Iterator[str]:
    """A database in which every migration was run, and whose rows nobody touched."""
    url = database_server.clone(name="migrated", template="template0")
    database.migrate(url)
    yield url
    with database_server.cluster.connect() as connection:
        connection.execute("DROP DATABASE migrated WITH (FORCE)")


@pytest.fixture(scope="module")
def laid(database_server: database.TestServer) -> str:
    """The database that all tests begin with."""
    return database_server.cluster.url(database=database.TEMPLATE)


def test_the_file_says_what_the_migrations_come_to(migrated: str) -> None:
    assert schema.written(migrated) == WRITTEN.read_text(encoding="utf-8")


def test_both_ways_end_at_the_same_tables(migrated: str, laid: str) -> None:
    assert schema.things(schema.dump(laid)) == schema.things(schema.dump(migrated))


def test_no_migration_writes_rows_that_the_file_would_miss(migrated: str) -> None:
    with psycopg.connect(migrated) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        ]
        filled = {name for name in names if connection.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()}
    assert filled == FILLED


def test_both_ways_know_the_same_migrations(migrated: str, laid: str) -> None:
    assert applied(laid) == applied(migrated)


def test_an_empty_database_is_laid_in_one_transaction(laid: str, migrated: str) -> None:
    asked = "SELECT count(DISTINCT applied) FROM django_migrations WHERE app <> %s"
    moments = []
    for url in (laid, migrated):
        with psycopg.connect(url) as connection:
            moments += connection.execute(asked, [QUEUE]).fetchone() or ()
    assert moments[0] == 1 < moments[1]


def test_a_database_that_has_our_tables_is_not_laid_again(db: None) -> None:
    assert not is_bare()


def applied(url: str) -> list[tuple[str, str]]:
    """Which migrations a database believes it has had."""
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT app, name FROM django_migrations ORDER BY app, name").fetchall()
