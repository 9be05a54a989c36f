"""Reporting rounds at their size: the board of 400 agencies, one agency's form, a workbook of a hundred thousand cells.

The rounds stand on templates of the bench, opened for the first 400 agencies of the province, whoever would really
report; one agency of the demo accounts is among them. What is asked over HTTP goes through the running product.
"""

import io
import re
import time
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from bench.forms import filled
from bench.installation import DEMO_DOMAIN, Installation
from bench.measuring import load, met, show
from bench.memory import part_of, tree_of
from bench.pages import measure_page

RECEIVER, CLERK = "lanhdao.tinh", "chuyenvien.xa"
PAGE_AIM, IMPORT_AIM = 200.0, 20.0
_HOUSE = """
SELECT p.agency_id FROM directory_holding h JOIN directory_post p ON p.id = h.post_id
JOIN identity_account a ON a.id = h.account_id WHERE a.email = %s ORDER BY h.id LIMIT 1
"""
_OPEN = """
from datetime import date
from django.utils import timezone
from honglam.directory import api as directory
from honglam.indicators.contracts import Period, PeriodKind
from honglam.indicators.models import FormEdition, FormTemplateRow, RoundForm
from honglam.indicators.services.rounds import opening
from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM
def house(agency_id):
    return directory.get_agency(agency_id=agency_id).agency_id or agency_id
receiver, clerk = house({receiver}), house({clerk})
def template(code, tables, rows, columns):
    body = [{{"code": f"t{{t}}", "title": f"Bảng {{t}}",
        "columns": [{{"code": f"c{{c}}", "title": f"Cột {{c}}", "type": "integer", "jump": 30}}
            for c in range(columns)],
        "rows": [{{"code": f"r{{r}}", "title": f"Hàng {{r}}"}} for r in range(rows - 1)]
            + [{{"code": "cong", "title": "Cộng", "formula": "r0 + r1 + r2"}}]}} for t in range(tables)]
    content = {{"code": code, "title": f"Biểu đo {{code}}", "frequency": "quarter", "due_days": 10, "version": 1,
        "receiver": directory.get_agency(agency_id=receiver).code, "assigned": [{{"kind": "committee"}}],
        "valid_from": "2020-01-01", "tables": body}}
    FormTemplateRow.objects.create(
        code=code, version=1, receiver_id=receiver, valid_from=date(2020, 1, 1), content=content)
agencies = [one for one in directory.list_agencies(on=date(2026, 10, 1)) if one.id != receiver]
agencies.sort(key=lambda one: one.id != clerk)
def opened(code, first, last, many):
    opening.reporting_agencies = lambda *_: agencies[:many]
    period = Period(kind=PeriodKind.QUARTER, first_on=first, last_on=last, cut_off=0)
    return opening.open_round(actor=SYSTEM, code=code, period=period, due_on=None, at=now())
template("bench-vua", 4, 30, 4)
template("bench-lon", 12, 300, 28)
before = opened("bench-vua", date(2026, 4, 1), date(2026, 6, 30), 400)
for number, form in enumerate(RoundForm.objects.filter(round_id=before)):
    cells = {{f"t{{t}}.r{{r}}.c{{c}}": str(number + t + r + c) for t in range(4) for r in range(29) for c in range(4)}}
    FormEdition.objects.create(
        form=form, number=1, content={{"cells": cells}}, values=cells, sent_at=now(), approved_by="x")
    form.content, form.state, form.edition, form.accepted_edition = {{"cells": cells}}, "accepted", 1, 1
    form.sent_on = form.due_on
    form.save()
board = opened("bench-vua", date(2026, 7, 1), date(2026, 9, 30), 400)
rows = list(RoundForm.objects.filter(round_id=board))
for number, form in enumerate(rows):
    form.content = {{"cells": {{f"t{{t}}.r{{r}}.c{{c}}": str(number + t + r + c) for t in range(4) for r in range(29)
        for c in range(4)}}}}
RoundForm.objects.bulk_update(rows, ["content"], batch_size=100)
large = opened("bench-lon", date(2026, 7, 1), date(2026, 9, 30), 1)
mine = RoundForm.objects.get(round_id=board, agency_id=clerk)
print("RESULT", board, mine.id, RoundForm.objects.get(round_id=large).id, len(rows))
"""


def run(tree: Installation) -> None:
    """The board and the form as pages; the workbook compared, looked through and taken."""
    with tree.database() as look:
        houses = [_house(look, login) for login in (RECEIVER, CLERK)]
    answer = tree.honglam_for("manage", "shell", "-c", _OPEN.format(receiver=houses[0], clerk=houses[1]))
    found = re.search(r"RESULT (\S+) (\S+) (\S+) (\d+)", answer)
    if found is None:
        raise RuntimeError(answer)
    board, form, large, many = found.groups()
    _reset_peaks(tree)
    rows = [
        *measure_page(tree, f"board of {many} agencies", RECEIVER, f"/can-bo/ky-bao-cao/{board}/", PAGE_AIM),
        *measure_page(tree, "one agency's form of 480 cells", CLERK, f"/can-bo/bieu/{form}/", PAGE_AIM),
    ]
    show("A reporting round", ("page", "connections", "a second", "median ms", "p95 ms", "aim: p95", "load"), rows)
    print(f"The largest web process held at most {_peak(tree)} MB.")
    _workbook(tree, large)


def _workbook(tree: Installation, form: str) -> None:
    """What a person does: download, fill in elsewhere, upload, look, take."""
    http = tree.signed_in(CLERK)
    place = f"/can-bo/bieu/{form}/tai-len/"
    empty = http.get(f"/can-bo/bieu/{form}/bieu.xlsx").content
    content, cells = _filled_in(empty)
    alone = _read_alone(content)
    _reset_peaks(tree)
    began = time.monotonic()
    page = http.get(place)
    token = filled(page.text, {})
    names = {"Referer": str(page.url)}
    compared = http.post(place, data=token, files={"workbook": ("bieu.xlsx", content)}, headers=names)
    comparing = time.monotonic() - began
    if compared.status_code != 200 or "tep=" not in str(compared.url):
        raise RuntimeError(f"comparison: {compared.status_code} {compared.url}")
    began = time.monotonic()
    http.follow_redirects = False
    headers = {"Referer": str(compared.url)}
    taken = http.post(place, data=filled(compared.text, {}), headers=headers)
    taking = time.monotonic() - began
    if taken.status_code != 302:
        raise RuntimeError(f"taking: {taken.status_code}")
    both = comparing + taking
    show(
        "A workbook, compared cell by cell and taken",
        ("cells", "kB", "openpyxl alone s", "compared s", "taken s", "both: aim", "web MB at most", "load"),
        [
            (
                f"{cells:,}",
                len(content) // 1000,
                alone,
                comparing,
                taking,
                met(both, IMPORT_AIM, " s"),
                _peak(tree),
                load(),
            )
        ],
    )


def _read_alone(content: bytes) -> float:
    """Seconds in which the library reads every cell, without anything of ours."""
    began = time.monotonic()
    sum(1 for sheet in load_workbook(io.BytesIO(content), read_only=True) for line in sheet.iter_rows() for _ in line)
    return time.monotonic() - began


def _filled_in(empty: bytes) -> tuple[bytes, int]:
    book, cells = load_workbook(io.BytesIO(empty)), 0
    for sheet in book.worksheets[:-1]:
        for line in sheet.iter_rows(min_row=5, min_col=3):
            for cell in line:
                cell.value = cells = cells + 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), cells


def _house(look: Any, login: str) -> int:
    row = look.execute(_HOUSE.encode(), [f"{login}@{DEMO_DOMAIN}"]).fetchone()
    if row is None:
        raise RuntimeError(f"{login} holds no post")
    return int(str(row[0]))


def _web(tree: Installation) -> list[int]:
    root = tree.process.pid if tree.process else 0
    return [pid for pid in tree_of(root) if part_of(pid) == "web"]


def _reset_peaks(tree: Installation) -> None:
    for pid in _web(tree):
        Path(f"/proc/{pid}/clear_refs").write_text("5")


def _peak(tree: Installation) -> int:
    """Megabytes of the web process that held most, since the last reset (VmHWM)."""
    found = [re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text()) for pid in _web(tree)]
    return max((int(one[1]) // 1000 for one in found if one), default=0)
