"""Workers killed with SIGKILL while they hand messages over: everything arrives, and twice only as one message."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from honglam.kernel.clock import now
from honglam.notices import api
from honglam.notices.contracts import Recipient, State
from honglam.notices.models import Message
from tests.notices.sink import MailSink

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh_database", "words")]
ROOT = Path(__file__).resolve().parents[2]

WORKER = """
import sys, django
django.setup()
from datetime import timedelta
from django.conf import settings
settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(sys.argv[1])
settings.PUBLIC_URL = "https://dichvu.example.vn"
from honglam.kernel.clock import now
from honglam.notices import api
print("ready", flush=True)
api.deliver_overdue(at=now() + timedelta(minutes=int(sys.argv[2])))
"""


def worker(database: str, sink: MailSink, minutes: int) -> "subprocess.Popen[str]":
    """A process that hands over everything that is due `minutes` from now."""
    environment = os.environ | {
        "HONGLAM_TEST_DATABASE_URL": database,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(sink.server_address[1]), str(minutes)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.stdout.close()
    return process


def write(count: int) -> list[UUID]:
    """Letters to as many people."""
    return [
        api.send(
            template="test.accepted",
            recipient=Recipient(key="", email=f"a{number}@example.vn"),
            context={"code": str(number), "url": "/x/"},
            subject_kind="dossier",
            subject_id=str(number),
            at=now(),
            dedupe_key=f"k{number}",
        )[0]
        for number in range(count)
    ]


def seen(sink: MailSink) -> Counter[str]:
    """How often each Message-ID arrived."""
    return Counter(mail["Message-ID"] for mail in sink.mails)


def test_killed_between_the_servers_answer_and_the_commit(sink: MailSink, fresh_database: str) -> None:
    (message_id,) = write(1)
    sink.answer_data.clear()
    process = worker(fresh_database, sink, minutes=2)
    assert sink.taken.wait(20), "the server has the letter, and has not said so"
    process.send_signal(signal.SIGKILL)
    process.wait()
    sink.answer_data.set()
    assert Message.objects.get().state == State.SENDING
    assert api.deliver_overdue(at=now() + timedelta(minutes=4)) == 0, "nobody may know yet that it was killed"
    assert api.deliver_overdue(at=now() + timedelta(minutes=10)) == 1
    assert seen(sink) == {f"<{message_id}@dichvu.example.vn>": 2}
    assert Message.objects.get().state == State.SENT


def test_killed_again_and_again_everything_arrives(sink: MailSink, fresh_database: str) -> None:
    letters = write(60)
    kills, minutes = 5, 2
    for _ in range(kills):
        process = worker(fresh_database, sink, minutes)
        time.sleep(random.Random(minutes).uniform(0.02, 0.15))
        process.send_signal(signal.SIGKILL)
        process.wait()
        minutes += 7
    assert worker(fresh_database, sink, minutes).wait(60) == 0
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}
    arrived = seen(sink)
    assert set(arrived) == {f"<{message_id}@dichvu.example.vn>" for message_id in letters}
    assert sum(arrived.values()) <= len(letters) + kills, "at most one repetition for each kill"
