"""Sums that do not follow, plans whose completion is counted, names that are alike, recommendations until answered."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from honglam.directives import api
from honglam.directives.contracts import (
    Addressee,
    Answer,
    AnsweredAlready,
    AnswerInput,
    AnswerMissing,
    AskedMissing,
    EvidenceMissing,
    FundSource,
    MoneyInput,
    MoneyKind,
    NotYours,
    PlanNotFound,
    ProgrammeNotFound,
    RecommendationInput,
    RecommendationNotFound,
    SumMissing,
    Verb,
    YearMissing,
)
from honglam.directives.forms import read_money
from honglam.directives.models import MoneyLine, Plan, Project, Recommendation, Task, TaskLine
from honglam.directives.queries.telling import MoneyTable, RecommendationTable
from honglam.directives.rules.sums import check_total, completion, explain_columns, explain_total, missing
from honglam.directives.services.stating_plans import put_recommendation
from honglam.kernel import relay
from honglam.kernel.measures import MeasureAsked, find
from honglam.kernel.paging import BadCursor, Page, encode_cursor
from honglam.kernel.tables import TableAsked
from honglam.kernel.text import fold
from honglam.kernel.values import SYSTEM, DomainError
from honglam.notices.models import Message
from honglam.ui.formats import NBSP
from tests.cost import cost
from tests.directives.conftest import Steering
from tests.dossiers.scene import MORNING, vn

M = 1_000_000


@pytest.mark.parametrize(
    ("stated", "parts", "at_least", "agrees"),
    [
        (3, [("a", 1), ("b", 2)], False, True),
        (4, [("a", 1), ("b", 2)], False, False),
        (2, [("a", 1), ("b", 2)], True, True),
        (4, [("a", 1), ("b", 2)], True, False),
        (200, [], True, None),
    ],
)
def test_a_total_follows_or_not(stated: int, parts: list[tuple[str, int]], at_least: bool, agrees: bool | None) -> None:
    assert check_total(stated, parts, at_least=at_least) is agrees


@pytest.mark.parametrize(
    ("stated", "parts", "words"),
    [
        (
            4652,
            [("2", 110), ("3", 1800), ("6", 265), ("8", 1777), ("9", 700), ("10", 300)],
            ["exactly the amount of “10”"],
        ),
        (2080, [("1", 230), ("3", 180), ("4", 630)], ["exactly 2 times"]),
        (5, [("a", 1), ("b", 3)], []),
        (4, [("a", 1), ("b", 3)], []),
        (9, [], []),
    ],
)
def test_what_would_explain_it(stated: int, parts: list[tuple[str, int]], words: list[str]) -> None:
    said = [one.text % one.params for one in explain_total(stated, parts)]
    assert len(said) == len(words) and all(word in one for word, one in zip(words, said, strict=True))


def test_two_wrong_columns_explain_each_other() -> None:
    first = (4652, [("2", 110), ("3", 1800), ("6", 265), ("8", 1777), ("9", 700), ("10", 300)])
    doubled = explain_columns({"A": first, "B": (2680, [("1", 230), ("3", 180), ("4", 630)])})
    assert [(one.params["part"], one.params["money"]) for one in doubled] == [("10", 1340)]
    mended = explain_columns({"A": first, "B": (1340, [("1", 230), ("3", 180), ("4", 630)])})
    assert "both columns follow" in mended[0].text
    assert explain_columns({"A": first, "B": (99, [("1", 230)])}) == []


def test_too_much_in_one_year_does_not_make_up_for_another() -> None:
    assert missing({2019: 100, 2020: 50}, {2019: 300}) == 50
    assert missing({None: 100}, {2020: 100}) == 100
    assert (completion(1, 3), completion(0, 0)) == (33.3, None)


def test_a_programme_shows_what_does_not_follow(steering: Steering) -> None:
    view = api.get_programme(actor=steering.province_chairman, code="NQ-01")
    assert [(one.agrees, one.computed, one.difference) for one in view.checks] == [
        (False, 1200 * M, -300 * M),
        (False, 100 * M, 700 * M),
        (True, 500 * M, 0),
    ]
    assert "Nâng cấp Cổng thông tin điện tử" in " ".join(view.checks[0].findings)
    assert "400.000.000" in " ".join(view.checks[1].findings)
    assert (view.requested, view.granted, view.missing) == (500 * M, 1300 * M, 500 * M)
    assert view.projects[0].checks[0].agrees is True
    with pytest.raises(ProgrammeNotFound):
        api.get_programme(actor=steering.other_officer, code="NQ-01")


def test_plans_are_counted_and_compared(steering: Steering) -> None:
    plans = {one.code: one for one in api.list_plans(actor=steering.province_chairman, at=MORNING).items}
    counted = plans["KH-2024"]
    assert (counted.done, counted.counted, counted.percent) == (0, 2, 0.0)
    words = "Báo cáo 02/BC-SM nêu 50 %; tính từ các nhiệm vụ là 0 %."
    assert [one.replace(NBSP, " ") for one in counted.findings] == [words]
    assert [(one.percent, one.done, one.of) for one in plans["KH-2023"].stated] == [(90.0, 9, 10)]
    assert plans["KH-2023"].percent is None and plans["KH-2023"].findings == ()
    with pytest.raises(PlanNotFound):
        api.get_plan(actor=steering.other_officer, code="KH-2024", at=MORNING)


def test_money_is_recorded_and_taken_back_by_a_line(steering: Steering) -> None:
    project = api.get_programme(actor=steering.province_chairman, code="NQ-01").projects[1]
    line = MoneyInput(
        year=2024, source=FundSource.CENTRAL, kind=MoneyKind.GRANTED, amount=200 * M, document="Quyết định 1"
    )
    api.record_money(actor=steering.province_chairman, project_id=project.id, given=line, key="a", at=MORNING)
    api.record_money(actor=steering.province_chairman, project_id=project.id, given=line, key="a", at=MORNING)
    seen = api.get_project(actor=steering.province_chairman, project_id=project.id)
    assert (seen.granted, seen.missing) == (500 * M, 300 * M)
    back = MoneyInput(**{**vars(line), "amount": -200 * M})
    api.record_money(actor=steering.province_chairman, project_id=project.id, given=back, key="b", at=MORNING)
    assert api.get_project(actor=steering.province_chairman, project_id=project.id).missing == 500 * M
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE directives_moneyline SET amount = 1")


@pytest.mark.parametrize(
    ("by", "changes", "refusal"),
    [
        ("province_chairman", {"amount": 0}, SumMissing),
        ("province_chairman", {"year": None}, YearMissing),
        ("province_chairman", {"document": ""}, EvidenceMissing),
        ("auditor", {}, NotYours),
        ("other_officer", {}, ProgrammeNotFound),
    ],
)
def test_money_that_is_refused(
    steering: Steering, by: str, changes: dict[str, object], refusal: type[DomainError]
) -> None:
    project = api.get_programme(actor=steering.province_chairman, code="NQ-01").projects[0]
    known = {"year": 2024, "source": FundSource.OWN, "kind": MoneyKind.SPENT, "amount": 1, "document": "QĐ"}
    before = MoneyLine.objects.count()
    with pytest.raises(refusal), transaction.atomic():
        given = MoneyInput(**{**known, **changes})  # type: ignore[arg-type]
        api.record_money(actor=steering.who(by), project_id=project.id, given=given, key="a", at=MORNING)
    assert MoneyLine.objects.count() == before


def test_alike_names_are_found_without_accents(steering: Steering) -> None:
    found = api.list_twins(actor=steering.province_chairman)
    pairs = [{one.first, one.second} for one in found.twins]
    assert {"Nâng cấp cổng thông tin của tỉnh", "Nâng cấp Cổng thông tin điện tử của tỉnh"} in pairs
    assert all("Đào tạo cán bộ" not in pair for pair in pairs)
    assert api.list_twins(actor=steering.other_officer).twins == ()


def test_pairs_are_met_once_from_page_to_page_and_a_page_costs_the_same(steering: Steering) -> None:
    chairman = steering.province_chairman
    seed = Project.objects.order_by("id").first()
    assert seed is not None
    for number in range(6):
        title = f"Xây dựng phần mềm quản lý dùng chung giai đoạn {number}"
        Project.objects.create(
            code=f"X-{number}", programme=seed.programme, position=90, title=title, folded=fold(title)
        )
    task = steering.given()
    Task.objects.filter(id=task).update(track="it-project", title="Xây dựng phần mềm quản lý dùng chung giai đoạn 9")
    whole = api.list_twins(actor=chairman)
    assert whole.next_cursor is None
    shown = {(one.first, one.second) for one in whole.twins}
    assert len(shown) == len(whole.twins)
    assert not shown & {(second, first) for first, second in shown}
    assert sum("giai đoạn 9" in one.first + one.second for one in whole.twins) >= 1, "a task beside projects"
    walked, cursor = [], ""
    while cursor is not None:
        page = api.list_twins(actor=chairman, after=cursor, limit=2)
        walked += [(one.first, one.second) for one in page.twins]
        assert page.compared <= 2
        cursor = page.next_cursor
    assert sorted(walked) == sorted(shown)
    one, all_ = (cost(lambda limit=limit: api.list_twins(actor=chairman, limit=limit)) for limit in (1, 30))
    assert one == all_
    with pytest.raises(BadCursor):
        api.list_twins(actor=chairman, after="x")


def test_lists_of_recommendations_and_plans_go_on_by_key(steering: Steering) -> None:
    chairman = steering.province_chairman
    for number in range(4):
        wish = RecommendationInput(text=f"Kiến nghị {number}", addressee=Addressee.CENTRE, addressed_to="Bộ Mẫu")
        api.raise_recommendation(actor=chairman, wish=wish, key=f"n{number}", at=MORNING)
    Recommendation.objects.filter(text="Kiến nghị 3").update(raised_on=None)

    def walked(ask: Callable[..., Page[Any]], **more: Any) -> list[str]:
        codes, after = [], ""
        while True:
            page = ask(actor=chairman, at=MORNING, limit=1, after=after, **more)
            codes += [one.code for one in page.items]
            if page.next_cursor is None:
                return codes
            after = page.next_cursor

    for ask in (api.list_recommendations, api.list_plans):
        whole = [one.code for one in ask(actor=chairman, at=MORNING).items]
        assert walked(ask) == whole
        assert len(whole) == len(set(whole)) >= 2
        for wrong in ("zz", encode_cursor("x", "y"), encode_cursor("1")):
            with pytest.raises(BadCursor):
                ask(actor=chairman, at=MORNING, after=wrong)
    undated = Recommendation.objects.get(text="Kiến nghị 3").code
    assert walked(api.list_recommendations)[-1] == undated, "what carries no day stands behind all that do"
    plan = Plan.objects.order_by("code").first()
    assert plan is not None
    assert plan.code in walked(api.list_plans, words=plan.title.upper())


def test_a_recommendation_waits_until_it_is_answered(steering: Steering) -> None:
    asked = {one.code: one for one in api.list_recommendations(actor=steering.department_head, at=MORNING).items}
    first = asked["KN-1"]
    assert (first.answer, first.waits) == (Answer.WAITING, (MORNING.date() - date(2024, 1, 10)).days)
    view = api.get_recommendation(actor=steering.department_head, recommendation_id=first.id, at=MORNING)
    assert [one.code for one in view.asked_before] == ["KN-2"]
    given = AnswerInput(
        answer=Answer.PARTLY, words="Năm 2025 bố trí một phần.", document="Văn bản 5", answered_on=date(2024, 3, 10)
    )
    api.answer_recommendation(actor=steering.department_head, recommendation_id=first.id, given=given, at=MORNING)
    view = api.get_recommendation(actor=steering.department_head, recommendation_id=first.id, at=MORNING)
    assert (view.answer, view.waits, view.may_answer) == (Answer.PARTLY, 60, False)
    with pytest.raises(AnsweredAlready), transaction.atomic():
        api.answer_recommendation(actor=steering.department_head, recommendation_id=first.id, given=given, at=MORNING)
    waiting = api.list_recommendations(
        actor=steering.department_head, at=MORNING, answer="waiting", words="BO TRI"
    ).items
    assert [one.code for one in waiting] == ["KN-2"]
    relay.drain()
    letters = Message.objects.filter(template="directives.recommendation_answered", channel="inbox")
    assert [one.recipient_name for one in letters] == [steering.department_head.name]
    content = Recommendation.objects.get(code="KN-1").content | {"text": "Bố trí đủ vốn"}
    put_recommendation(actor=SYSTEM, content=content, at=MORNING)
    relay.drain()
    assert letters.all().count() == 1, "a pack that mends its words answers nothing"


@pytest.mark.parametrize(
    ("by", "changes", "refusal"),
    [
        ("department_head", {"answer": Answer.WAITING}, AnswerMissing),
        ("department_head", {"document": ""}, EvidenceMissing),
        ("auditor", {}, NotYours),
        ("other_officer", {}, RecommendationNotFound),
    ],
)
def test_an_answer_that_is_refused(
    steering: Steering, by: str, changes: dict[str, object], refusal: type[DomainError]
) -> None:
    row = Recommendation.objects.get(code="KN-1")
    known = {"answer": Answer.REFUSED, "words": "", "document": "Văn bản 5", "answered_on": None}
    with pytest.raises(refusal), transaction.atomic():
        given = AnswerInput(**{**known, **changes})  # type: ignore[arg-type]
        api.answer_recommendation(actor=steering.who(by), recommendation_id=row.id, given=given, at=MORNING)
    assert Recommendation.objects.get(code="KN-1").answer == "waiting"


def test_a_recommendation_is_raised_on_a_screen(steering: Steering) -> None:
    wish = RecommendationInput(text="Xin hướng dẫn", addressee=Addressee.CENTRE, addressed_to="Bộ Mẫu")
    made = api.raise_recommendation(actor=steering.department_head, wish=wish, key="k", at=MORNING)
    view = api.get_recommendation(actor=steering.province_chairman, recommendation_id=made, at=MORNING)
    assert (view.raised_on, view.agency.name) == (date(2026, 11, 16), "Sở Mẫu")
    with pytest.raises(AskedMissing):
        empty = RecommendationInput(text="", addressee=Addressee.CENTRE, addressed_to="Bộ")
        api.raise_recommendation(actor=steering.department_head, wish=empty, key="k", at=MORNING)
    with pytest.raises(NotYours):
        api.raise_recommendation(actor=steering.specialist, wish=wish, key="k", at=MORNING)


def test_a_recommendation_of_the_evening_bears_the_day_in_vietnam(steering: Steering) -> None:
    wish = RecommendationInput(text="Xin hướng dẫn", addressee=Addressee.CENTRE, addressed_to="Bộ Mẫu")
    night = datetime(2026, 11, 16, 18, tzinfo=UTC)
    made = api.raise_recommendation(actor=steering.department_head, wish=wish, key="k", at=night)
    view = api.get_recommendation(actor=steering.province_chairman, recommendation_id=made, at=night)
    assert (view.raised_on, view.waits) == (date(2026, 11, 17), 0)


QUARTERS = [(date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 6, 30))]


def asked_of(steering: Steering, first_on: date, last_on: date) -> TableAsked:
    """What a report of the province asks for."""
    return TableAsked(
        actor=steering.province_chairman,
        agency_id=steering.unit("UBND-MAU"),
        first_on=first_on,
        last_on=last_on,
        at=MORNING,
    )


@pytest.mark.parametrize(
    ("raised", "quarter"),
    [
        (date(2026, 2, 1), 0),
        (date(2026, 5, 1), 0),
        (date(2026, 5, 2), 1),
        (date(2026, 5, 3), 1),
        (date(2026, 7, 31), 1),
    ],
)
def test_a_recommendation_stands_in_one_report(steering: Steering, raised: date, quarter: int) -> None:
    Recommendation.objects.filter(code="KN-1").update(raised_on=raised)
    found = [
        [row.key for row in RecommendationTable().read_rows(asked=asked_of(steering, first, last))]
        for first, last in QUARTERS
    ]
    assert found == [["KN-1"] if number == quarter else [] for number in (0, 1)]


@pytest.mark.parametrize(("year", "runs"), [(2022, False), (2023, True), (2024, True), (2025, False)])
def test_a_programme_stands_in_the_reports_of_all_its_years(steering: Steering, year: int, runs: bool) -> None:
    asked = asked_of(steering, date(year, 1, 1), date(year, 12, 31))
    assert bool(MoneyTable().read_rows(asked=asked)) is runs


def test_measures_count_living_tasks_and_money_of_years(steering: Steering) -> None:
    done, late = steering.given(), steering.given(due=date(2026, 11, 20))
    steering.do("department_head", done, Verb.FINISH, words="Xong.")
    steering.do("province_chairman", done, Verb.CLOSE)
    asked = MeasureAsked(first_on=date(2026, 11, 1), last_on=date(2026, 11, 30), at=vn("2026-12-05 09:00"))
    tasks = find("directives.tasks_due")
    assert tasks is not None
    wanted = {"tasks_given": 2, "tasks_due": 2, "tasks_done_on_time": 1, "tasks_done_late": 0, "tasks_late": 1}
    read = tasks.source.read(asked=asked)
    assert {name: read[f"directives.{name}"] for name in wanted} == wanted
    by_agency = {
        row.key: row.values["directives.tasks_late"] for row in tasks.source.read_by(asked=asked, dimension="agency")
    }
    assert by_agency == {steering.unit("SO-MAU"): 1}
    behind = tasks.source.list_behind(
        actor=steering.province_chairman, code="directives.tasks_late", asked=asked, after=None, limit=5
    )
    assert [row.url for row in behind.items] == [f"/can-bo/nhiem-vu/{late}/"]
    money = find("projects.granted")
    assert money is not None
    year = MeasureAsked(first_on=date(2024, 1, 1), last_on=date(2024, 12, 31), at=MORNING)
    assert money.source.read(asked=year) == {
        "projects.requested": 500.0 * M,
        "projects.granted": 600.0 * M,
        "projects.spent": 0.0,
    }
    lines = money.source.list_behind(
        actor=steering.province_chairman, code="projects.granted", asked=year, after=None, limit=1
    )
    assert len(lines.items) == 1 and lines.next_cursor


def test_a_slow_giver_makes_nothing_late(steering: Steering) -> None:
    prompt, slow = steering.given(due=date(2026, 11, 20)), steering.given(due=date(2026, 11, 20))
    steering.do("department_head", prompt, Verb.FINISH, words="Xong đúng hạn.")
    assert api.escalate_due(at=vn("2026-11-28 08:00")) == 2
    steering.do("province_chairman", prompt, Verb.ANSWER, words="Đang xem.", at=vn("2026-11-28 09:00"))
    steering.do("department_head", slow, Verb.FINISH, words="Xong muộn.", at=vn("2026-11-28 09:00"))
    told = {
        one: [line.content["tells"] for line in TaskLine.objects.filter(task_id=one, what="reminded")]
        for one in (prompt, slow)
    }
    assert told == {prompt: ["leader"], slow: ["lead", "head", "leader"]}
    for one in (prompt, slow):
        steering.do("province_chairman", one, Verb.CLOSE, at=vn("2026-11-29 09:00"))
    asked = MeasureAsked(first_on=date(2026, 11, 1), last_on=date(2026, 11, 30), at=vn("2026-12-05 09:00"))
    tasks = find("directives.tasks_due")
    assert tasks is not None
    read = tasks.source.read(asked=asked)
    for name, one in {"directives.tasks_done_on_time": prompt, "directives.tasks_done_late": slow}.items():
        behind = tasks.source.list_behind(actor=steering.province_chairman, code=name, asked=asked, after=None, limit=5)
        assert read[name] == 1 and [row.url for row in behind.items] == [f"/can-bo/nhiem-vu/{one}/"], name


def test_the_rows_behind_each_number_can_be_opened(steering: Steering) -> None:
    done, late = steering.given(), steering.given(due=date(2026, 11, 20))
    steering.do("department_head", done, Verb.FINISH, words="Xong.")
    steering.do("province_chairman", done, Verb.CLOSE)
    asked = MeasureAsked(first_on=date(2026, 11, 1), last_on=date(2026, 11, 30), at=vn("2026-12-05 09:00"))
    tasks = find("directives.tasks_due")
    assert tasks is not None
    for name, rows in {"tasks_done_on_time": [done], "tasks_done_late": [], "tasks_due": [done, late]}.items():
        found = tasks.source.list_behind(
            actor=steering.province_chairman, code=f"directives.{name}", asked=asked, after=None, limit=5
        )
        assert {row.url for row in found.items} == {f"/can-bo/nhiem-vu/{one}/" for one in rows}


def test_a_cursor_that_is_not_ours_is_refused_by_name(steering: Steering) -> None:
    money = find("projects.granted")
    assert money is not None
    year = MeasureAsked(first_on=date(2024, 1, 1), last_on=date(2024, 12, 31), at=MORNING)
    for foreign in ("abc", None, 1.5, float("inf"), True):
        with pytest.raises(BadCursor):
            money.source.list_behind(
                actor=steering.province_chairman,
                code="projects.granted",
                asked=year,
                after=encode_cursor(foreign),
                limit=1,
            )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1.215.000", 1_215_000), ("−1.000", -1_000), ("20000", 20_000), ("12.5", None), ("1.5", None), ("1,5", None)],
)
def test_a_sum_is_read_as_it_stands_or_refused(typed: str, meant: int | None) -> None:
    if meant is None:
        with pytest.raises(SumMissing):
            read_money({"amount": typed})
    else:
        assert read_money({"amount": typed}).amount == meant
