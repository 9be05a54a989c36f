"""What is sent twice is done once; what was mended before it was sent again is no repetition; nothing is cut off."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from honglam.directives import api
from honglam.directives.contracts import (
    Addressee,
    DirectiveInput,
    FundSource,
    MoneyInput,
    MoneyKind,
    RecommendationInput,
    TaskInput,
)
from honglam.directives.models import MoneyLine, Recommendation, Task, UrgingLetter
from honglam.directory import api as directory
from honglam.directory.contracts import AgencyData, AgencyKind, Level
from honglam.kernel import clock
from honglam.kernel.idempotency import IdempotencyMismatch
from honglam.kernel.paging import BadCursor
from honglam.kernel.values import SYSTEM
from tests.directives.conftest import Steering
from tests.dossiers.scene import MORNING, PDF

Visit = Callable[..., Any]
DUE = clock.today() + timedelta(days=30)
MONEY = MoneyInput(year=2024, source=FundSource.OWN, kind=MoneyKind.SPENT, amount=1, document="QĐ 1")


def test_money_by_another_document_is_no_repetition(steering: Steering) -> None:
    project = api.get_programme(actor=steering.province_chairman, code="NQ-01").projects[0].id
    wish: dict[str, Any] = {"actor": steering.province_chairman, "project_id": project, "key": "k", "at": MORNING}
    before = MoneyLine.objects.count()
    made = {api.record_money(given=MONEY, **wish) for _ in range(2)}
    with pytest.raises(IdempotencyMismatch), transaction.atomic():
        api.record_money(given=replace(MONEY, document="QĐ 2"), **wish)
    assert len(made) == 1 and MoneyLine.objects.count() == before + 1


@pytest.mark.parametrize("change", ["supporting", "result", "quote"])
def test_a_directive_that_was_mended_is_no_repetition(steering: Steering, change: str) -> None:
    task = TaskInput(title="Việc", lead_id=steering.unit("SO-MAU"), due_on=DUE)
    wish = DirectiveInput(text="Việc", task=task)
    mended = {
        "supporting": replace(wish, task=replace(task, supporting=(steering.unit("VP-XA-99001"),))),
        "result": replace(wish, task=replace(task, result="Một danh mục")),
        "quote": replace(wish, quote="Giao Sở Mẫu"),
    }[change]
    chairman = steering.province_chairman
    made = {api.give_directive(actor=chairman, wish=wish, key="k", at=MORNING) for _ in range(2)}
    with pytest.raises(IdempotencyMismatch), transaction.atomic():
        api.give_directive(actor=chairman, wish=mended, key="k", at=MORNING)
    assert len(made) == 1 and Task.objects.filter(record=False).count() == 1


@pytest.mark.parametrize("change", [{"document": "CV 2"}, {"raised_on": date(2026, 11, 1)}])
def test_a_recommendation_that_was_mended_is_no_repetition(steering: Steering, change: dict[str, Any]) -> None:
    wish = RecommendationInput(text="Xin hướng dẫn", addressee=Addressee.CENTRE, addressed_to="Bộ Mẫu")
    head, before = steering.department_head, Recommendation.objects.count()
    api.raise_recommendation(actor=head, wish=wish, key="k", at=MORNING)
    with pytest.raises(IdempotencyMismatch), transaction.atomic():
        api.raise_recommendation(actor=head, wish=replace(wish, **change), key="k", at=MORNING)
    assert Recommendation.objects.count() == before + 1


def test_a_mended_line_of_money_is_asked_about_and_sent_anew(steering: Steering, visit: Visit) -> None:
    project = api.get_programme(actor=steering.province_chairman, code="NQ-01").projects[0].id
    path, before = f"/can-bo/kinh-phi/du-an/{project}/", MoneyLine.objects.count()
    typed = {"amount": "7", "year": "2024", "document": "QĐ 8", "source": "own", "kind": "spent"}
    assert visit(steering.province_chairman, path, typed | {"idempotency_key": "k"}).status_code == 302
    asked = visit(steering.province_chairman, path, typed | {"idempotency_key": "k", "document": "QĐ 9"})
    page = asked.content.decode()
    assert asked.status_code == 422 and 'value="QĐ 9"' in page and 'value="k"' not in page
    assert MoneyLine.objects.count() == before + 1


def test_a_report_that_is_sent_twice_is_one_line(steering: Steering, visit: Visit) -> None:
    task = steering.given(due=DUE)
    path = f"/can-bo/nhiem-vu/{task}/report/"
    assert 'name="idempotency_key"' in visit(steering.department_head, path).content.decode()

    def sent(words: str, content: bytes = PDF) -> int:
        paper = SimpleUploadedFile("anh.pdf", content, content_type="application/pdf")
        typed = {"words": words, "files": paper, "idempotency_key": "k"}
        return int(visit(steering.department_head, path, typed).status_code)

    assert [sent("Xong nửa"), sent("Xong nửa")] == [302, 302]
    assert [line.what for line in steering.seen("department_head", task).lines] == ["report", "assigned"]
    assert [sent("Xong cả"), sent("Xong nửa", PDF + b"\n")] == [422, 422], "other words, another paper"
    assert Task.objects.get(id=task).line_count == 2


def test_one_click_that_is_sent_twice_is_no_error(steering: Steering, visit: Visit) -> None:
    task = steering.given(due=DUE)
    page = visit(steering.department_head, f"/can-bo/nhiem-vu/{task}/").content.decode()
    assert 'name="idempotency_key"' in page.partition("/acknowledge/")[2].partition("</form>")[0]
    path, typed = f"/can-bo/nhiem-vu/{task}/acknowledge/", {"idempotency_key": "k"}
    assert [visit(steering.department_head, path, typed).status_code for _ in range(2)] == [302, 302]
    assert Task.objects.get(id=task).line_count == 2


def test_the_eleventh_paper_is_not_left_out_in_silence(steering: Steering, visit: Visit) -> None:
    task = steering.given(due=DUE)
    papers = [SimpleUploadedFile(f"{number}.pdf", PDF, content_type="application/pdf") for number in range(11)]
    answer = visit(steering.department_head, f"/can-bo/nhiem-vu/{task}/report/", {"words": "Xong nửa", "files": papers})
    assert answer.status_code == 422 and "nhiều nhất 10 tệp" in answer.content.decode()
    assert Task.objects.get(id=task).line_count == 1


def test_every_ticked_task_stands_in_the_letter(steering: Steering, visit: Visit) -> None:
    tasks = [str(steering.given(due=DUE)) for _ in range(51)]
    typed: dict[str, Any] = {"task": tasks, "signer": "Lê\x00 Văn", "signer_title": "CHỦ\x00 TỊCH"}
    assert visit(steering.province_chairman, "/can-bo/don-doc/", typed).status_code == 302
    letter = UrgingLetter.objects.get()
    assert len(letter.tasks) == 51
    assert (letter.signer, letter.signer_title) == ("Lê Văn", "CHỦ TỊCH")


def test_more_tasks_than_a_letter_takes_are_refused_by_name(steering: Steering, visit: Visit) -> None:
    tasks = [str(uuid4()) for _ in range(201)]
    answer = visit(steering.province_chairman, "/can-bo/don-doc/", {"task": tasks})
    assert answer.status_code == 422 and "nhiều nhất 200 nhiệm vụ" in answer.content.decode()


def test_letters_are_asked_for_by_unit(steering: Steering, visit: Visit) -> None:
    tasks = [steering.given(text=f"Việc của {code}", lead=code) for code in ("SO-MAU", "UBND-XA-99001")]
    Task.objects.filter(id__in=tasks).update(due_on=date(2026, 11, 20), due_at=clock.local_midnight(date(2026, 11, 21)))
    page = visit(steering.province_chairman, f"/can-bo/don-doc/?don_vi={steering.unit('SO-MAU')}").content.decode()
    assert "Việc của SO-MAU" in page and "Việc của UBND-XA-99001" not in page
    none = visit(steering.province_chairman, f"/can-bo/don-doc/?don_vi={steering.unit('UBND-XA-99002')}")
    assert "Không có nhiệm vụ quá hạn nào cần đôn đốc đơn vị này." in none.content.decode()
    with pytest.raises(BadCursor):
        visit(steering.province_chairman, "/can-bo/don-doc/?tre=x")


def test_a_conclusion_without_a_meeting_is_refused(steering: Steering, visit: Visit) -> None:
    typed = {"text": "Việc", "lead_id": str(steering.unit("SO-MAU")), "due_on": DUE.isoformat(), "conclusion": "99999"}
    answer = visit(steering.province_chairman, "/can-bo/chi-dao/giao/", typed)
    assert answer.status_code == 422 and not Task.objects.filter(record=False).exists()


def test_a_leader_of_many_agencies_may_direct_the_own_rooms(steering: Steering) -> None:
    made: dict[str, Any] = {"level": Level.PROVINCE, "administrative_unit": "99", "parent": "UBND-MAU"}
    room = AgencyData(code="P-UBND", name="Phòng Tổng hợp", kind=AgencyKind.DIVISION, **made)
    own = directory.create_agency(actor=SYSTEM, agency=room, at=MORNING).id
    for number in range(5):
        data = AgencyData(code=f"SO-{number}", name=f"Sở {number}", kind=AgencyKind.DEPARTMENT, **made)
        directory.create_agency(actor=SYSTEM, agency=data, at=MORNING)
    offered = dict(api.list_leads(actor=steering.province_chairman, at=MORNING))
    assert own in offered and steering.unit("SO-MAU") in offered
    assert steering.unit("P-SO-MAU") not in offered, "rooms of others are their heads' to direct"
