"""The mornings' job of rounds: what a template says is asked for by itself once its period is over, and once only."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from honglam.indicators import api, tasks
from honglam.indicators.contracts import RoundExists
from honglam.indicators.models import FormTemplateRow, ReportingRound, RoundForm
from honglam.indicators.queries.rounds import templates
from honglam.kernel.relay import drain
from honglam.kernel.values import SYSTEM
from honglam.notices.models import Message
from tests.dossiers.scene import Scene, vn
from tests.indicators.test_rounds import QUARTER, opened

Morning = Callable[[str], list[date]]


@pytest.fixture
def morning(monkeypatch: pytest.MonkeyPatch) -> Morning:
    """The job runs on a day at ten past seven; the last days of the periods asked for by then."""

    def run(day: str) -> list[date]:
        monkeypatch.setattr(tasks, "now", lambda: vn(f"{day} 07:10"))
        tasks.run_rounds()
        drain()
        return list(ReportingRound.objects.order_by("last_on").values_list("last_on", flat=True))

    return run


@pytest.fixture
def automatic(scene: Scene) -> Scene:
    """A template whose rounds the system opens."""
    row = FormTemplateRow.objects.get(code="bc-mau")
    FormTemplateRow.objects.filter(pk=row.pk).update(content={**row.content, "automatic": True})
    return scene


def test_a_round_opens_by_itself_the_morning_after_its_period_and_only_once(automatic: Scene, morning: Morning) -> None:
    assert morning("2026-12-14") == [], "the quarter is not over, and the one before was due in September"
    assert morning("2026-12-15") == morning("2026-12-16") == [QUARTER.last_on]
    row = ReportingRound.objects.get(last_on=QUARTER.last_on)
    assert (row.first_on, row.due_on, row.opened_by) == (QUARTER.first_on, date(2026, 12, 24), SYSTEM.name)
    forms = dict(RoundForm.objects.filter(round=row).values_list("agency_id", "id"))
    assert set(forms) == {automatic.unit("UBND-XA-99001"), automatic.unit("UBND-XA-99002")}
    told = Message.objects.filter(template="indicators.form_assigned", subject_id__in=map(str, forms.values()))
    heads = {automatic.chairman.name, automatic.other_chairman.name}
    assert set(told.values_list("recipient_name", flat=True)) == heads


def test_what_the_receiver_has_asked_for_already_is_not_asked_for_again(automatic: Scene, morning: Morning) -> None:
    opened(automatic)
    assert morning("2026-12-17") == [QUARTER.last_on]


def test_a_template_that_does_not_say_so_waits_for_its_receiver(scene: Scene, morning: Morning) -> None:
    assert morning("2026-12-15") == []


def test_the_same_job_reminds_of_what_is_due_and_once(scene: Scene, morning: Morning) -> None:
    opened(scene)
    reminded = Message.objects.filter(template="indicators.form_soon")
    morning("2026-12-17")
    assert not reminded.exists()
    morning("2026-12-21")
    told = sorted(reminded.values_list("recipient_name", "channel"))
    assert {name for name, _ in told} == {scene.chairman.name, scene.other_chairman.name}
    morning("2026-12-21")
    assert sorted(reminded.values_list("recipient_name", "channel")) == told


@pytest.mark.parametrize(("day", "asked"), [("2026-12-24", True), ("2026-12-25", False)])
def test_what_was_due_already_is_left_to_its_receiver(
    automatic: Scene, morning: Morning, day: str, asked: bool
) -> None:
    assert morning(day) == ([QUARTER.last_on] if asked else [])


def test_what_ended_before_there_was_such_a_template_is_not_asked_for(automatic: Scene, morning: Morning) -> None:
    FormTemplateRow.objects.filter(code="bc-mau").update(valid_from=date(2026, 12, 15))
    assert morning("2026-12-15") == []


def test_after_another_cut_off_a_quarter_is_not_asked_for_twice(
    automatic: Scene, morning: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert morning("2026-12-15") == [QUARTER.last_on]
    monkeypatch.setattr(templates, "cut_off_day", lambda **_: 20)
    assert morning("2026-12-21") == [QUARTER.last_on]
    later = replace(QUARTER, first_on=date(2026, 9, 21), last_on=date(2026, 12, 20), cut_off=20)
    at = vn("2026-12-21 09:00")
    with pytest.raises(RoundExists):
        api.open_round(actor=automatic.department_head, code="bc-mau", period=later, due_on=None, at=at)
    (offered,) = api.list_openable(actor=automatic.department_head, on=at.date())
    assert offered.open_already
    assert morning("2027-03-21") == [QUARTER.last_on, date(2027, 3, 20)], "the next one is"
