"""Reports of the past written again from the data of the real pack alone; docs/rewritten.md says what came of it.

    HONGLAM_WRITE_DOCS=1 python -m pytest tests/indicators/test_rewritten.py

writes the page anew; without it the page must be what a run gives.
"""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from honglam.directory import api as directory
from honglam.directory.queries import memory
from honglam.indicators import api
from honglam.indicators.contracts import Content, Period, PeriodKind
from honglam.indicators.rules.periods import period_of
from honglam.kernel.values import SYSTEM, Actor, ActorKind
from honglam.pack import api as pack
from tests import database
from tests.dossiers.conftest import let_go
from tests.dossiers.scene import MORNING
from tests.indicators.rewriting import (
    annex_of_the_original,
    beside,
    coverage,
    leading,
    plain,
    rows_of,
    said,
    tasks_of_the_original,
)
from tests.pack.folders import UNITS_AND_AGENCIES, keep_sections, only_sections

SECTIONS = (*UNITS_AND_AGENCIES, "calendar", "registers", "committees", "directives", "planning", "indicators")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "rewritten.md"
WORDS = Path(__file__).parent / "rewritten"
"""What people say about each report: where it differs from its original, and why."""
QUARTER = period_of(PeriodKind.QUARTER, date(2022, 6, 1))
TODAY = period_of(PeriodKind.QUARTER, date(2026, 9, 1))
HALF = period_of(PeriodKind.HALF, date(2017, 6, 1))
MONEY = period_of(PeriodKind.HALF, date(2019, 6, 1))


@pytest.fixture(scope="module")
def real(
    django_db_setup: None,
    django_db_blocker: Any,
    database_server: database.TestServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Actor]:
    """The real pack's units, agencies, directives and figures; whoever writes in the province's name."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patched:
        let_go()
        memory.forget()
        keep_sections(patched, SECTIONS)
        folder = only_sections("ha_tinh", SECTIONS, tmp_path_factory.mktemp("pack") / "pack")
        pack.apply(path=folder, actor=SYSTEM, at=MORNING)
        own = directory.get_agency_by_code(code="UBND-TINH")
        post = directory.list_posts(agency_id=own.id)[0]
    yield Actor(
        kind=ActorKind.PERSON,
        name="Người soạn",
        post_id=post.id,
        agency_id=own.id,
        unit_id=own.id,
        roles=frozenset({"leader", "clerk"}),
        scope_ids=(own.id,),
    )
    let_go()
    database_server.clone()
    memory.forget()


def written(actor: Actor, code: str, period: Period) -> Content:
    """A report of the pack's pattern."""
    made = api.draft_report(actor=actor, code=code, period=period, at=MORNING)
    return api.get_written(actor=actor, report_id=made).content


def table(content: Content, key: str) -> list[list[str]]:
    """The rows of one table."""
    found = next(part.table for part in content.parts if part.key == key)
    assert found is not None
    return rows_of(found)


def words(name: str) -> str:
    """A text about a report."""
    return (WORDS / f"{name}.md").read_text("utf-8")


@pytest.mark.django_db
def test_the_twenty_tasks_stand_as_in_the_original(real: Actor) -> None:
    rows = table(written(real, "bc-chuyen-doi-so", QUARTER), "plan_table")
    ours = [plain(f"{title} {progress}") for _, title, progress in rows]
    theirs = tasks_of_the_original()
    assert len(ours) == len(theirs) == 20
    differing = [number for number, (one, other) in enumerate(zip(ours, theirs, strict=True), 1) if one != other]
    assert differing == [2], "the second row is shortened in the register of tasks"


@pytest.mark.django_db
def test_every_sum_of_the_annex_stands_as_in_the_original(real: Actor) -> None:
    ours = {
        row[0] or row[1]: [leading(cell) for cell in row[5:8]]
        for row in table(written(real, "phu-luc-kinh-phi", MONEY), "annex_table")
    }
    theirs = {row[0]: [leading(cell) for cell in row[1:]] for row in annex_of_the_original()}
    total = theirs.pop("Tổng")
    assert {key: ours[key] for key in theirs} == theirs
    assert ours["Tổng ghi trong văn bản"] == total
    assert ours["Tổng"] == ["4952", "1040", "3565"], "the sums of the lines, which the original does not show"


@pytest.mark.django_db
def test_a_report_of_today_does_not_speak_of_bodies_that_ended(real: Actor) -> None:
    today = written(real, "bc-chuyen-doi-so", TODAY)
    said_of = {part.key: said(part.pieces) for part in today.parts}
    assert not {"labour_network", "labour_machines", "labour_software", "districts"} & said_of.keys()
    assert "Bộ Lao động" not in said_of["children"]
    assert "cấp huyện" not in said_of["staff"]


@pytest.mark.django_db
def test_the_page_says_what_a_run_gives(real: Actor) -> None:
    pages = "\n".join(_page(real)) + "\n"
    if os.environ.get("HONGLAM_WRITE_DOCS"):
        PAGE.write_text(pages, "utf-8", newline="\n")
    assert PAGE.read_text("utf-8") == pages


def _page(actor: Actor) -> Iterator[str]:
    quarter, money = written(actor, "bc-chuyen-doi-so", QUARTER), written(actor, "phu-luc-kinh-phi", MONEY)
    half = written(actor, "bc-ban-chi-dao", HALF)
    yield words("head")
    yield from ("## (a) The report of quarter II/2022 on digital transformation", "")
    yield from (words("quarter"), "", "### Narrative", "", *beside(quarter), "", "### The twenty tasks", "")
    yield from ("| TT | written from data | the original's row |", "|---|---|---|")
    for row, other in zip(table(quarter, "plan_table"), tasks_of_the_original(), strict=True):
        mine = f"{row[1]} — {row[2] or '(trống)'}"
        same = plain(f"{row[1]} {row[2]}") == other
        yield f"| {row[0]} | {mine} | {'the same words' if same else other} |"
    yield from ("", "### Figures", "", *coverage(quarter, "bc-cds-2022-q2"), "")
    yield from ("## (b) The money annex of report 47/BC-STTTT", "", words("money"), "")
    yield "| STT | granted by the resolution | from other sources | asked for | the original's three cells |"
    yield "|---|---|---|---|---|"
    theirs = {one[0]: one[1:] for one in annex_of_the_original()}
    for row in table(money, "annex_table"):
        name = row[0] or row[1]
        original = " / ".join(one or "–" for one in theirs.get(name, ("", "", "")))
        yield f"| {name} | {' | '.join(cell or '–' for cell in row[5:8])} | {original} |"
    yield from ("", *(f"> {said(part.pieces)}" for part in money.parts if part.kind in ("text", "bullet")), "")
    yield from ("## (c) The committee's review of the first half of 2017", "", words("half"), "")
    yield from (*beside(half), "", "### Figures", "", *coverage(half, "bc-bcd-2017-h1"))
