"""Jobs outlive the worker that was doing them; inside a worker too the relay writes them in its own transaction."""

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from honglam.kernel import jobs, relay
from honglam.kernel.lost_jobs import SILENT_SECONDS, take_back
from honglam.kernel.models import OutboxMessage

pytestmark = pytest.mark.django_db

ATTEMPTS = 3


@jobs.task("test.lost", attempts=ATTEMPTS)
def _lost() -> None:
    """Never done here: only its row is looked at."""


def being_done(*, worker: int | None, attempts: int = 0, task: str = "test.lost") -> int:
    """A job that is being done by the worker."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (task_name, queue_name, status, worker_id, attempts) "
            "VALUES (%s, 'default', 'doing', %s, %s) RETURNING id",
            [task, worker, attempts],
        )
        return int(cursor.fetchone()[0])


def worker_heard(seconds_ago: float) -> int:
    """A worker whose last heartbeat is so old."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s)) "
            "RETURNING id",
            [seconds_ago],
        )
        return int(cursor.fetchone()[0])


def state(job: int) -> tuple[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, attempts FROM procrastinate_jobs WHERE id = %s", [job])
        return cursor.fetchone()


def test_a_silent_workers_job_goes_back_and_a_living_ones_stays() -> None:
    left = being_done(worker=worker_heard(SILENT_SECONDS + 5))
    running = being_done(worker=worker_heard(SILENT_SECONDS - 30))
    nobodys = being_done(worker=None)
    assert take_back() == 2
    assert [state(job) for job in (left, running, nobodys)] == [("todo", 1), ("doing", 0), ("todo", 1)]
    assert take_back() == 0


@pytest.mark.parametrize(
    ("task", "attempts", "becomes"),
    [
        ("test.lost", ATTEMPTS - 2, ("todo", ATTEMPTS - 1)),
        ("test.lost", ATTEMPTS - 1, ("failed", ATTEMPTS)),
        ("a job of nobody", 8, ("todo", 9)),
        ("a job of nobody", 9, ("failed", 10)),
    ],
)
def test_a_job_that_kills_its_workers_ends(task: str, attempts: int, becomes: tuple[str, int]) -> None:
    job = being_done(worker=None, attempts=attempts, task=task)
    take_back()
    assert state(job) == becomes


@jobs.task("test.nightly", cron="0 0 1 1 *")
def _nightly() -> str:
    """Asked for by its name too."""
    return "done"


def test_a_periodic_job_can_be_asked_for_by_name() -> None:
    """What a worker calls: with the planned time where the clock asked, with nothing where `defer` did."""
    called = app.tasks["test.nightly"].func
    assert (called(timestamp=0), called()) == ("done", "done")


@jobs.task("test.failing")
def _failing(*, word: str) -> None:
    raise ZeroDivisionError(word)


def test_a_failed_job_is_told_each_time(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(ZeroDivisionError):
        app.tasks["test.failing"].func(word="again")
    assert "job test.failing failed" in caplog.text
    assert "ZeroDivisionError: again" in caplog.text


def test_inside_a_worker_the_relay_still_writes_in_its_own_transaction() -> None:
    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    jobs.defer("test.lost")
    with app.replace_connector(connector.get_worker_connector()):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            assert relay.relay_once() == 1
            raise ZeroDivisionError
        assert OutboxMessage.objects.count() == 1
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'test.lost'")
            assert cursor.fetchone() == (0,)


@jobs.task("test.alone", cron="0 0 1 1 *", alone=True)
def _alone() -> None:
    """Never done here: only its rows are looked at."""


def test_of_a_job_that_is_done_alone_one_is_done_and_the_others_wait() -> None:
    for _ in range(2):
        jobs.defer("test.alone")
    assert relay.relay_once() == 2
    with connection.cursor() as cursor:
        taken = []
        for _ in range(2):
            cursor.execute("SELECT task_name FROM procrastinate_fetch_job_v2(NULL, NULL)")
            taken.append(cursor.fetchone()[0])
    assert taken == ["test.alone", None]
    assert app.tasks["test.alone"].lock == "test.alone", "the clock asks for it the same way"
