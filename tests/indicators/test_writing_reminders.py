"""Written reports that are due: told before and after their day, once each, to whoever has the next move."""

from datetime import date, datetime

import pytest

from honglam.indicators import api
from honglam.indicators.contracts import WritingVerb
from honglam.indicators.models import WritingPattern, WritingReminder
from honglam.indicators.rules.writing.times import reminder_on
from honglam.kernel.models import AuditEntry
from honglam.kernel.relay import drain
from honglam.notices.models import Message
from tests.cost import cost_now
from tests.dossiers.scene import Scene, vn
from tests.indicators.test_writing import CODE, NUMBER, approved, drafted, lived, move

__all__ = ["lived"]
EARLY, SOON, DAY, LATE = (vn(f"2027-01-{day} 07:20") for day in (11, 12, 15, 16))
"""The quarter's report is due by Friday 15 January 2027; reminders are three days before and one day after."""


@pytest.mark.parametrize(("days", "stage"), [(-4, None), (-3, -3), (-1, -3), (0, -3), (1, 1), (6, 1), (7, 7), (40, 7)])
def test_which_reminder_speaks(days: int, stage: int | None) -> None:
    assert reminder_on((7, -3, 1), days) == stage


def told(at: datetime) -> dict[str, set[str]]:
    """Who is told what at a moment, beside what was told before."""
    before = set(Message.objects.values_list("id", flat=True))
    api.remind_writings(at=at)
    drain()
    found: dict[str, set[str]] = {}
    for one in Message.objects.exclude(id__in=before).filter(template__startswith="indicators.writing_"):
        found.setdefault(one.template.removeprefix("indicators.writing_"), set()).add(one.recipient_name)
    return found


def test_what_nobody_has_begun_is_the_heads_to_pass_on_and_told_once(lived: Scene) -> None:
    assert told(EARLY) == {}
    first = told(SOON)
    assert set(first) == {"soon"}
    assert {lived.chairman.name, lived.other_chairman.name} <= first["soon"]
    assert lived.officer.name not in first["soon"]
    assert told(SOON) == told(DAY) == {}, "once"
    letter = Message.objects.filter(template="indicators.writing_soon", recipient_name=lived.chairman.name).first()
    assert letter is not None
    for words in (
        "Báo cáo cung cấp, sử dụng dịch vụ công trực tuyến, quý IV năm 2026",
        " 15/01/2027 3 ",
        f"/can-bo/bao-cao/?mau={CODE}",
    ):
        assert words in letter.body
    late = told(LATE)
    assert set(late) == {"late"} and lived.chairman.name in late["late"]
    assert told(LATE.replace(day=25)) == {}
    assert AuditEntry.objects.filter(action="indicators.writing_reminded").count() == WritingReminder.objects.count()


def test_a_draft_is_its_writers_and_once_late_the_heads_too(lived: Scene) -> None:
    drafted(lived)
    soon = told(SOON)["soon"]
    assert lived.officer.name in soon and lived.chairman.name not in soon
    assert {lived.officer.name, lived.chairman.name} <= told(LATE)["late"]


def test_what_was_submitted_waits_for_the_head(lived: Scene) -> None:
    made = drafted(lived)
    move(lived.officer, made, WritingVerb.SUBMIT)
    drain()
    soon = told(SOON)["soon"]
    assert lived.chairman.name in soon and lived.officer.name not in soon
    move(lived.chairman, made, WritingVerb.APPROVE, number=NUMBER)
    drain()
    assert lived.chairman.name not in told(LATE).get("late", set())


def test_approved_before_the_letter_is_written_needs_none(lived: Scene) -> None:
    made = drafted(lived)
    api.remind_writings(at=LATE)
    move(lived.officer, made, WritingVerb.SUBMIT)
    move(lived.chairman, made, WritingVerb.APPROVE, number=NUMBER)
    drain()
    late = Message.objects.filter(template="indicators.writing_late")
    assert not late.filter(recipient_name__in=[lived.officer.name, lived.chairman.name]).exists()


def test_missed_days_make_one_letter_and_what_is_done_none(lived: Scene) -> None:
    approved(lived)
    drain()
    late = told(LATE.replace(day=20))
    assert set(late) == {"late"}
    assert lived.chairman.name not in late["late"]
    assert lived.other_chairman.name in late["late"]


def test_nobody_is_reminded_of_a_time_before_the_product(lived: Scene) -> None:
    WritingPattern.objects.update(since=date(2027, 1, 1))
    assert told(LATE) == {}


def test_more_agencies_cost_no_more_queries(lived: Scene) -> None:
    WritingPattern.objects.exclude(code=CODE).delete()
    row = WritingPattern.objects.get(code=CODE)
    everybody = cost_now(lambda: api.remind_writings(at=SOON))
    WritingReminder.objects.all().delete()
    row.content["authors"] = [{"agency": "UBND-XA-99001"}]
    row.save()
    assert cost_now(lambda: api.remind_writings(at=SOON)) == everybody
