"""Open dossiers of a predecessor system come in; then 12 districts and 209 communes that have them become 69.

At the end a backup taken before is restored, and every place that had moved is compared with what it was.

BENCH_OPEN (100,000): how many open dossiers come in and move. The plan is the real one, in examples/reorganisation.
"""

import csv
import os
import time
from pathlib import Path

from bench.installation import Installation
from bench.measuring import load, show
from tests.database import ROOT

PLAN = ROOT / "examples" / "reorganisation" / "2025-07-01.yaml"
OPEN = int(os.environ.get("BENCH_OPEN", "100000"))
PROCEDURE = "1.001193"
_COLUMNS = ("status", "submitted_at", "accepted_at", "due_at")
_BEFORE = """
from pathlib import Path
from django.db import connection, transaction
from honglam.dossiers.models import Dossier
from honglam.dossiers.services.counting import rebuild_counts
from honglam.dossiers.services.indexing import index_dossiers
from honglam.dossiers.services.moving import move, statements
from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM
with transaction.atomic(), connection.cursor() as cursor:
    cursor.execute(Path("{sql}").read_text(encoding="utf-8").replace("{{many}}", "{many}"))
    cursor.execute(statements.STAGE)
    cursor.execute("INSERT INTO dossiers_moved_task SELECT id FROM dossiers_task WHERE state = 'open'")
    move.settle_tasks(at=now())
    cursor.execute("SELECT id FROM chosen")
    ids = [row[0] for row in cursor.fetchall()]
    for start in range(0, len(ids), 5000):
        index_dossiers(dossier_ids=ids[start:start + 5000])
    rebuild_counts(actor=SYSTEM, at=now())
with connection.cursor() as cursor:
    cursor.execute("VACUUM (ANALYZE)")
"""
_FACTS = """
SELECT md5(string_agg(concat_ws('|', id, code, registration_code, due_at, status), ';' ORDER BY id)), count(*)
FROM dossiers_dossier
"""
_PLACES = """
SELECT
    (SELECT md5(string_agg(concat_ws('|', id, lead_agency_id, unit_ids), ';' ORDER BY id)) FROM dossiers_dossier),
    (SELECT md5(string_agg(concat_ws('|', id, unit_id, state, holder_id), ';' ORDER BY id)) FROM dossiers_task),
    (SELECT md5(string_agg(concat_ws('|', h.id, h.post_id, h.valid_to, p.agency_id), ';' ORDER BY h.id))
        FROM directory_holding h JOIN directory_post p ON p.id = h.post_id),
    (SELECT md5(string_agg(concat_ws('|', id, code, valid_from, valid_to), ';' ORDER BY id)) FROM directory_agency),
    (SELECT count(*) FROM kernel_auditentry)
"""
_LEFT = """
SELECT count(*) FROM dossiers_dossier d JOIN directory_agency a ON a.id = d.lead_agency_id
WHERE a.valid_to = '2025-06-30' AND d.closed_at IS NULL AND d.returned_at IS NULL
"""


def run(tree: Installation) -> None:
    """Stage the old order, then check, show and apply the plan; what must not change is compared."""
    _take_over(tree)
    sql = Path(__file__).with_name("old_order.sql")
    tree.honglam_for("manage", "shell", "-c", _BEFORE.format(sql=sql, many=OPEN))
    facts, (open_before,) = _one(tree, _FACTS), _one(tree, _LEFT)
    places, backup = _one(tree, _PLACES), tree.state.parent / "before.tar"
    questions = tree.state.parent / "questions.csv"
    rows: list[tuple[object, ...]] = [("backup before", _seconds(tree, "backup", str(backup)), load())]
    rows.append(("show", *_timed(tree, "show", "--asked", str(questions), answers_open=True), load()))
    asked = _answer(questions)
    rows.append(("apply", *_timed(tree, "apply", "--answers", str(questions)), load()))
    rows.append(("apply again", *_timed(tree, "apply", "--answers", str(questions)), load()))
    same = "unchanged" if _one(tree, _FACTS) == facts else "CHANGED"
    left, moved = _one(tree, _LEFT)[0], _one(tree, _PLACES) != places
    tree.stop()
    rows.append(("restore", _seconds(tree, "restore", "--replace", str(backup)), load()))
    tree.start()
    undone = "everything is where it was" if moved and _one(tree, _PLACES) == places else "NOT UNDONE"
    show(f"12 districts and 209 communes become 69, {open_before:,} open dossiers", ("word", "seconds", "load"), rows)
    print(f"Codes, due times and statuses: {same}. Left behind: {left}. Asked: {asked}. After restoring: {undone}.")


def _take_over(tree: Installation) -> None:
    """The communes' open dossiers, from a file as a predecessor system would give it.

    A few made-up dossiers before put somebody into the posts: nothing comes in where nobody is.
    """
    tree.honglam_for("demo", "load", "--dossiers", "5000")
    with tree.database() as connection:
        found = connection.execute(b"SELECT code FROM directory_agency WHERE code LIKE 'UBND-XA-%' ORDER BY code")
        communes = [str(row[0]) for row in found.fetchall()]
    file = tree.state.parent / "predecessor.csv"
    fixed = ("processing", "2026-11-02T08:00", "2026-11-02T09:00", "2027-01-29T17:00")
    with file.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines)
        table.writerow(("code", "procedure", "agency", *_COLUMNS, "applicant_name", "applicant_id_number"))
        for number in range(OPEN):
            code, name = f"H01.{number % 99}-261102-{number:06d}", f"Nguyễn Văn {number}"
            table.writerow((code, PROCEDURE, communes[number % len(communes)], *fixed, name, f"042{number:09d}"))
    rows = []
    for word in ("show", "apply", "apply"):
        began = time.monotonic()
        said = tree.honglam_for("takeover", word, str(file), "--system", "Một cửa cũ")
        seconds = time.monotonic() - began
        rows.append((word, said.strip().splitlines()[-1], seconds, OPEN / seconds, load()))
    show("Open dossiers of a predecessor system", ("word", "rows", "seconds", "a second", "load"), rows)


def _timed(tree: Installation, word: str, *more: str, answers_open: bool = False) -> tuple[float]:
    """Seconds of the whole command, its start included."""
    import subprocess

    began = time.monotonic()
    try:
        print(tree.honglam_for("reorganise", word, str(PLAN), *more))
    except subprocess.CalledProcessError as fault:
        if not answers_open:
            raise RuntimeError(fault.stdout + fault.stderr) from fault
        print(fault.stdout)
    return (time.monotonic() - began,)


def _seconds(tree: Installation, *words: str) -> float:
    """How long another command takes, its start included."""
    began = time.monotonic()
    tree.honglam_for(*words)
    return time.monotonic() - began


def _answer(questions: Path) -> int:
    """Play the person: the first choice of each question, hamlet by hamlet as they are asked."""
    with questions.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    answered: set[tuple[str, str, str]] = set()
    with questions.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(lines[0]) if lines else [])
        table.writeheader()
        for line in lines:
            where = (line["agency"], line["area"], line["hamlet"])
            if line["dossier"] == "*":
                answered.add(where)
            line["to"] = line["options"].split()[0] if line["dossier"] == "*" or where not in answered else ""
            table.writerow(line)
    return sum(line["dossier"] != "*" for line in lines)


def _one(tree: Installation, statement: str) -> tuple[object, ...]:
    with tree.database() as connection:
        row = connection.execute(statement.encode()).fetchone()
    assert row is not None
    return row
