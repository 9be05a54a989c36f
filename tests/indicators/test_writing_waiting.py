"""Whose move a written report is: in the one worklist from the day the period is over until it is published."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import pytest

from honglam.indicators import api
from honglam.indicators.contracts import OwnWords, ReportInput, WritingVerb
from honglam.indicators.models import WritingPattern, WrittenReport
from honglam.indicators.queries.writing import worklist
from honglam.indicators.views.writing import reports as pages
from honglam.kernel.registry import WaitingItem, WaitingKey, worklists
from honglam.kernel.values import Actor
from tests.dossiers.scene import Scene, vn
from tests.indicators.test_writing import AT, CODE, NUMBER, approved, drafted, lived, move, page, text

__all__ = ["lived"]
LATE = vn("2027-01-18 08:00")
LAST_DAY = vn("2027-01-16 00:00")
"""The quarter ended on 31 December 2026 and is due fifteen days later, on Friday 15 January 2027, to its end."""


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> "Clock":
    """The time that worklist and pages see."""
    made = Clock()
    monkeypatch.setattr(worklist, "now", lambda: made.at)
    monkeypatch.setattr(worklist, "today", made.day)
    monkeypatch.setattr(pages, "now", lambda: made.at)
    monkeypatch.setattr(pages, "today", made.day)
    return made


class Clock:
    """A time that a test moves on."""

    at: datetime = AT

    def day(self) -> date:
        """The day of it."""
        return self.at.date()


def waiting(actor: Actor, after: WaitingKey | None = None, limit: int = 9, **filters: str) -> list[WaitingItem]:
    """The reports in somebody's worklist."""
    return worklists.get(worklist.KIND).list_waiting(actor=actor, after=after, limit=limit, filters=filters)


def labels(actor: Actor, **filters: str) -> list[str]:
    """At which step they stand."""
    return [one.status for one in waiting(actor, **filters)]


def test_what_nobody_has_begun_waits_for_whoever_passes_work_on(lived: Scene) -> None:
    (item,) = waiting(lived.chairman)
    assert (item.status, item.url, item.key.due_at) == ("owed", f"/can-bo/bao-cao/?mau={CODE}", LAST_DAY)
    assert item.title == "Báo cáo cung cấp, sử dụng dịch vụ công trực tuyến, quý IV năm 2026"
    assert labels(lived.clerk) == labels(lived.clerk, holder="nobody") == ["owed"]
    assert labels(lived.officer) == labels(lived.chairman, holder="me") == labels(lived.citizen) == []
    assert labels(lived.chairman, light="yellow") == labels(lived.chairman, procedure="1") == []
    assert waiting(lived.chairman, after=item.key) == []
    (again,) = waiting(lived.chairman, after=replace(item.key, kind="report_form"))
    assert again.key == item.key, "the same thing keeps its place from page to page"
    shown = text(page(pages.index, lived.chairman, {"mau": CODE}))
    assert f'value="{CODE}" checked' in shown and "15/01/2027" in shown


def test_each_step_waits_for_whoever_must_take_it(lived: Scene) -> None:
    made = drafted(lived)
    (item,) = waiting(lived.officer)
    assert (item.key.id, item.key.due_at, item.holder) == (made, LAST_DAY, lived.officer.name)
    assert labels(lived.officer, holder="me") == ["draft"]
    assert labels(lived.chairman) == labels(lived.clerk) == [], "begun, it is the writer's"
    typed = ReportInput(own={"problems_own": OwnWords(text="Thiếu máy.")})
    api.save_report(actor=lived.clerk, report_id=made, typed=typed, revision=1, at=AT)
    assert (labels(lived.officer), labels(lived.clerk)) == ([], ["draft"]), "whoever wrote last goes on"
    move(lived.clerk, made, WritingVerb.SUBMIT)
    assert (labels(lived.clerk), labels(lived.chairman)) == ([], ["submitted"])
    assert labels(lived.other_chairman) == ["owed"], "another agency has a report of its own to write"
    move(lived.chairman, made, WritingVerb.GIVE_BACK, words="Thêm nguyên nhân.")
    assert (labels(lived.clerk), labels(lived.chairman)) == (["draft"], [])
    move(lived.clerk, made, WritingVerb.SUBMIT)
    move(lived.chairman, made, WritingVerb.APPROVE, number=NUMBER)
    (item,) = waiting(lived.chairman)
    assert (item.code, item.status) == (NUMBER, "approved")
    assert item.key.due_at == vn("2027-01-13 00:00"), "five working days from Tuesday 5 January"
    move(lived.chairman, made, WritingVerb.PUBLISH)
    assert labels(lived.chairman) == labels(lived.clerk) == []


def test_a_report_that_is_not_meant_for_everybody_is_over_once_approved(lived: Scene) -> None:
    row = WritingPattern.objects.get(code=CODE)
    WritingPattern.objects.filter(code=CODE).update(content={**row.content, "public": False})
    made = approved(lived)
    assert labels(lived.chairman) == []
    assert WrittenReport.objects.get(id=made).due_at is None


def test_a_late_draft_is_seen_by_whoever_passes_work_on(lived: Scene, clock: Clock) -> None:
    made = drafted(lived)
    assert labels(lived.officer, light="red") == []
    clock.at = LATE
    assert labels(lived.officer, light="red") == labels(lived.chairman, light="red") == ["draft"]
    assert waiting(lived.clerk)[0].key.id == made
    assert "hl-traffic" in text(page(pages.index, lived.officer))


def test_nobody_owes_a_report_about_a_time_before_the_agency(lived: Scene, clock: Clock) -> None:
    clock.at = vn("2020-02-03 09:00")
    assert labels(lived.chairman) == []


def test_nobody_owes_what_was_over_before_the_product_knew_of_it(lived: Scene) -> None:
    assert labels(lived.clerk) == ["owed"]
    WritingPattern.objects.update(since=date(2027, 1, 1))
    assert labels(lived.clerk) == []
    WritingPattern.objects.update(since=date(2026, 12, 31))
    assert labels(lived.clerk) == ["owed"]


def test_the_pages_of_the_worklist_lead_through_all_of_them(lived: Scene) -> None:
    content = WritingPattern.objects.get(code=CODE).content
    WritingPattern.objects.bulk_create(
        WritingPattern(
            code=f"bc-{at}", content={**content, "code": f"bc-{at}", "due_days": 3 + at}, since=date(2026, 1, 1)
        )
        for at in range(4)
    )
    drafted(lived)
    seen: list[UUID] = []
    key: WaitingKey | None = None
    while found := waiting(lived.department_head, key, limit=2):
        seen += [one.key.id for one in found]
        key = found[-1].key
    assert len(seen) == len(set(seen)) == 5
    assert waiting(lived.department_head)[0].key.due_at == vn("2027-01-05 00:00"), "3 January is a Sunday"
    assert date(2027, 1, 3).isoweekday() == 7
