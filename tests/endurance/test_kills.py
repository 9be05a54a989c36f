"""Web, worker and database are killed again and again under submissions, acceptances and payments.

Afterwards nothing acknowledged is missing, no code exists twice or is skipped, nor any receipt's number, no fee was
paid twice, every letter was sent (twice only where the kill fell between the mail server's answer and our commit, and
then with the same Message-ID), the audit chain holds, and what a superuser edits is found.
"""

import random
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import httpx
import pytest

from examples.python_client.client import Client, Refused, Submission
from tests.dossiers.scene import ANSWERS, HOUSEHOLD, PDF
from tests.endurance.money import Paid, Till, money_is_right
from tests.endurance.tree import MailSink, Tree

T = TypeVar("T")
pytestmark = pytest.mark.slow

FILERS = 3
DOSSIERS_EACH = 12
KILLS = 9
VICTIMS = ("web", "worker", "database")
TOLD = ("dossiers.submitted", "dossiers.accepted")
LETTERS = "SELECT id::text, template FROM notices_message WHERE channel = 'email' AND state = 'sent'"
AT_REST = (0, 0, 0, 0)
SCOPES = ("dossiers:read", "dossiers:write", "dossiers:act", "payments:read", "payments:pay", "payments:act")


@pytest.fixture
def tree(tmp_path: Path) -> Iterator[Tree]:
    sink = MailSink()
    sink.start()
    standing = Tree(state=tmp_path / "state", mail=sink)
    try:
        standing.start()
        yield standing
    finally:
        standing.discard()
        sink.listener.close()


def token(tree: Tree, login: str, *scopes: str) -> str:
    asked = [word for scope in scopes for word in ("--scope", scope)]
    return tree.honglam("token", "issue", *asked, login).strip().splitlines()[-1]


def file_one(client: Client, paper: Path, number: int) -> str:
    """Insist until the dossier is acknowledged: its papers first, then the same filing with the same key."""
    papers = tuple({"component_code": code, "file_id": insist(lambda: client.upload(paper))} for code in ("TK", "GT"))
    submission = Submission(
        procedure_code=HOUSEHOLD,
        applicant={"name": f"Nguyễn Thị Bền {number}", "phone": "0912345678", "email": f"n{number}@example.vn"},
        answers=ANSWERS,
        papers=papers,
        unit_code="99001",
    )
    key = str(uuid.uuid4())
    return insist(lambda: client.submit(submission, key=key)).dossier_id


def insist(ask: Callable[[], T]) -> T:
    """Ask until there is an answer; what is refused for another reason than that the product lies dead is a fault."""
    for _ in range(1000):  # a machine that is busy with other work is slow, not wrong
        try:
            return ask()
        except (httpx.TransportError, Refused) as fault:
            assert not isinstance(fault, Refused) or fault.status >= 500, fault
            threading.Event().wait(0.3)
    raise AssertionError("no answer ever came")


def accept_one(client: Client, dossier_id: str) -> str:
    """Insist until the acceptance is acknowledged or turns out to have been done."""
    for _ in range(1000):
        try:
            known = client.dossier(dossier_id)
            return known.code or str(client.act(f"{dossier_id}/accept")["code"])
        except httpx.TransportError:
            pass
        except Refused as fault:
            assert fault.status >= 500 or fault.code == "transition_refused", fault
        threading.Event().wait(0.3)
    raise AssertionError(f"{dossier_id} was never accepted")


def test_nothing_acknowledged_is_lost(tree: Tree, tmp_path: Path) -> None:
    citizen, desk = (token(tree, login, *SCOPES) for login in ("an@honglam.example", "tiepnhan.xa@honglam.example"))
    paper = tmp_path / "giay-to.pdf"
    paper.write_bytes(PDF)
    done, till = threading.Event(), Till(tree, payer=citizen, desk=desk)
    paid: list[Paid] = []
    killed: Counter[str] = Counter()

    def murder() -> None:
        dice = random.Random(7)
        for victim in VICTIMS * (KILLS // len(VICTIMS)):
            if done.wait(dice.uniform(1.0, 2.5)):
                return
            killed[victim] += tree.kill(victim)

    def work(filer: int) -> list[tuple[str, str]]:
        with Client(tree.address, citizen) as filing, Client(tree.address, desk) as accepting:
            made = []
            for number in range(DOSSIERS_EACH):
                dossier_id = file_one(filing, paper, 100 * filer + number)
                made.append((dossier_id, accept_one(accepting, dossier_id)))
                paid.append(till.pay(dossier_id, cash=number % 2 == 0))
            return made

    murderer = threading.Thread(target=murder)
    murderer.start()
    with ThreadPoolExecutor(FILERS) as pool:
        acknowledged = [pair for made in pool.map(work, range(FILERS)) for pair in made]
    done.set()
    murderer.join()
    tree.wait_ready(60)
    assert min(killed[victim] for victim in VICTIMS) > 0, f"a run in which nothing dies proves nothing: {killed}"

    everything_is_there(tree, acknowledged)
    with tree.database() as look:
        money_is_right(look, paid)
    edited_behind_our_back_is_found(tree)


def everything_is_there(tree: Tree, acknowledged: list[tuple[str, str]]) -> None:
    codes = [code for _, code in acknowledged]
    assert len(set(codes)) == len(codes) == FILERS * DOSSIERS_EACH
    with tree.database() as look:
        rows = dict(look.execute("SELECT id::text, code FROM dossiers_dossier").fetchall())
        assert rows == dict(acknowledged), "each filed once, and what was acknowledged is there"
        numbers = sorted(int(str(code).rsplit("-", 1)[1]) for code in rows.values())
        assert numbers == list(range(1, len(numbers) + 1)), "codes run without gaps"
        assert settle(look) == AT_REST, "every letter is sent in the end"
        assert look.execute("SELECT count(*) FROM kernel_audit_faults(NULL, 10)").fetchone() == (0,)
        letters = look.execute(LETTERS).fetchall()
    assert Counter(str(template) for _, template in letters if template in TOLD) == dict.fromkeys(TOLD, len(codes))
    sent, received = {str(one) for one, _ in letters}, {one.strip("<>").split("@")[0] for one in tree.mail.received}
    assert received == sent, "every letter that is called sent has come, and no other"
    assert sum(tree.mail.received.values()) - len(tree.mail.received) <= KILLS, "repeats only where a kill fell"


def settle(look: object) -> tuple[int, ...]:
    """Wait until outbox, jobs and letters have come to rest; returns how many of each still wait."""
    waiting = """
        SELECT (SELECT count(*) FROM kernel_outboxmessage),
            (SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND scheduled_at IS NULL),
            (SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'),
            (SELECT count(*) FROM notices_message WHERE state IN ('queued', 'sending'))
    """
    found: tuple[int, ...] = ()
    for _ in range(1000):
        found = look.execute(waiting).fetchone()  # type: ignore[attr-defined]
        if found == AT_REST:
            break
        threading.Event().wait(0.5)
    return found


def edited_behind_our_back_is_found(tree: Tree) -> None:
    with tree.database() as look:
        look.execute("ALTER TABLE kernel_auditentry DISABLE TRIGGER USER")
        look.execute(
            "UPDATE kernel_auditentry SET actor_name = 'somebody else' WHERE id = (SELECT id FROM kernel_auditentry "
            "WHERE subject_kind = 'dossier' ORDER BY recorded_at LIMIT 1)"
        )
        look.execute("ALTER TABLE kernel_auditentry ENABLE TRIGGER USER")
        faults = look.execute("SELECT reason FROM kernel_audit_faults(NULL, 10)").fetchall()
    assert faults == [("altered",)]
