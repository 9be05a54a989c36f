"""The numbers behind the service indices: kept from events, told again for the past, equal to plain SQL."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from honglam.directory import api as directory
from honglam.dossiers import api
from honglam.dossiers.contracts import Applicant, OwnerKind, PaymentEvidence, Satisfaction, Status, SupplementItem
from honglam.dossiers.models import Dossier, OfficerDay, ServiceDay
from honglam.dossiers.models.serving import OFFICER_NUMBERS
from honglam.dossiers.queries.serving import statements
from honglam.dossiers.queries.serving.reading import full_versions, moments, read_agencies, read_officers, read_rows
from honglam.dossiers.services.serving import rebuild_days
from honglam.kernel.measures import MeasureAsked, find
from honglam.kernel.relay import drain
from honglam.kernel.values import SYSTEM
from tests.dossiers.conftest import TODAY
from tests.dossiers.scene import LICENCE, MORNING, Scene, later, vn
from tests.dossiers.test_elsewhere import for_the_neighbour, settle


def asked(**changes: Any) -> MeasureAsked:
    """The whole of November, as seen at the end of it."""
    values = {"first_on": date(2026, 11, 1), "last_on": date(2026, 11, 30), "at": vn("2026-11-30 17:00")}
    return MeasureAsked(**{**values, **changes})


def read(code: str, question: MeasureAsked) -> float:
    """One measure, through the registry as other blocks read it."""
    found = find(code)
    assert found is not None
    return found.source.read(asked=question)[code]


def kept() -> list[dict[str, Any]]:
    """The roll-up's rows that say something."""
    rows = [dict(row) for row in ServiceDay.objects.order_by("pk").values()]
    return [row for row in rows if any(value for name, value in row.items() if name not in {"on", "agency_id"})]


def kept_of_officers() -> list[dict[str, Any]]:
    """The same of the officers' roll-up."""
    return [dict(row) for row in OfficerDay.objects.order_by("pk").values()]


def test_days_kept_from_events_equal_days_counted_from_rows(scene: Scene) -> None:
    for status in Status:
        scene.at(status)
    wrong = scene.resolved()
    api.revoke_result(actor=scene.chairman, dossier_id=wrong, reason="Sai ngày sinh", at=later(days=1))
    late = scene.at_last_step()
    api.issue_result(actor=scene.clerk, dossier_id=late, result=scene.result(), at=later(days=9))
    scene.walk_in(later(days=1))
    api.rate_dossier(
        actor=scene.citizen, dossier_id=scene.returned(), level=Satisfaction.NOT_SATISFIED, at=later(days=2)
    )
    drain()
    by_events, officers = kept(), kept_of_officers()
    rebuild_days(actor=SYSTEM, at=MORNING)
    assert kept() == by_events
    assert kept_of_officers() == officers
    assert sum(row["settled_overdue"] for row in by_events) == 1
    assert sum(row["rated_not"] for row in by_events) == 1


def test_the_roll_up_equals_plain_sql(loaded: Scene) -> None:
    """A day, an administrative month, a year; open and late as of four past evenings; the control sum."""
    for first, last in (("2026-11-13", "2026-11-13"), ("2026-10-15", "2026-11-14"), ("2026-01-01", "2026-12-31")):
        compare(asked(first_on=date.fromisoformat(first), last_on=date.fromisoformat(last), at=TODAY))
    for back in (0, 3, 40, 400):
        last_on = TODAY.date() - timedelta(days=back)
        tell_again(asked(first_on=last_on.replace(day=1), last_on=last_on, at=TODAY))
    for numbers in read_agencies(asked(first_on=date(2026, 8, 1), last_on=date(2026, 10, 31), at=TODAY)).values():
        # Carried over is summed forwards, in process counted backwards from today's rows.
        come = numbers["carried_over"] + numbers["received"]
        assert come == numbers["settled"] + numbers["withdrawn"] + numbers["open"]


def compare(question: MeasureAsked) -> None:
    """The roll-up against the definitions run over the rows."""
    start, end = moments(question)
    with connection.cursor() as cursor:
        cursor.execute(statements.by_agency(""), {"start": start, "end": end, "full": full_versions()})
        names = [column[0] for column in cursor.description or ()][1:]
        plain = {row[0]: dict(zip(names, row[1:], strict=True)) for row in cursor.fetchall()}
    told = read_agencies(question)
    assert sum(row["received"] + row["settled"] for row in plain.values()) > 0
    for agency_id, numbers in plain.items():
        assert {name: told[agency_id][name] for name in names} == numbers
    assert all(not any(told[one][name] for name in names) for one in told.keys() - plain.keys())


def tell_again(question: MeasureAsked) -> None:
    """Against the rows: received before, not settled, not taken back; late where the appointment was over, while the
    clock ran: until then, or until it was stopped for good."""
    moment = min(moments(question)[1], TODAY)
    open_then, late_then = 0, 0
    for row in Dossier.objects.filter(accepted_at__lt=moment):
        gone = row.resolved_at or row.closed_at
        if gone and gone < moment:
            continue
        open_then += 1
        late_then += bool(row.due_at and row.due_at < ran_until(row, moment))
    assert read("dossiers.open", question) == open_then
    assert read("dossiers.open_overdue", question) == late_then


def ran_until(row: Dossier, moment: datetime) -> datetime:
    """Until when the clock had run at a moment: back through the pauses that follow on each other."""
    for pause in row.pauses.order_by("-started_at"):
        if pause.started_at < moment and (pause.ended_at is None or pause.ended_at >= moment):
            moment = pause.started_at
    return moment


def test_stopping_the_clock_neither_makes_late_nor_takes_lateness_back(scene: Scene) -> None:
    """Due on 18 or 19 November. One is late when its clock stops, one in time; one is taken back while it stands."""
    late, in_time, gone = scene.processing(), scene.processing(), scene.processing()
    scene.ask(in_time, at=later(days=1), answer_by=later(days=8))
    scene.ask(gone, at=later(days=1), answer_by=later(days=60))
    assert api.expire_supplements(at=later(days=11)) == 1, "a stop follows the pause without a gap"
    api.request_payment(actor=scene.officer, dossier_id=late, amount=150_000, reason="Thuế đất", at=later(days=14))
    api.withdraw_dossier(actor=scene.citizen, dossier_id=gone, reason="Đã đổi ý", at=later(days=20))
    drain()
    told = {}
    for day in (26, 29, 30):
        question = asked(last_on=date(2026, 11, day), at=later(days=25))
        told[day] = (read("dossiers.open", question), read("dossiers.open_overdue", question))
    now = asked(last_on=date(2026, 12, 31), at=later(days=25))
    told[0] = (read("dossiers.open", now), read("dossiers.open_overdue", now))
    assert told == {26: (3, 1), 29: (3, 1), 30: (3, 1), 0: (2, 1)}
    assert behind(scene, "dossiers.open_overdue", now) == {late}
    assert behind(scene, "dossiers.open_in_time", now) == {in_time}


def test_stopping_the_clock_again_takes_no_lateness_back(scene: Scene) -> None:
    """Late and then stopped from the 20th to the 30th: the new appointment lies in that stop, which is over."""
    again, gone = scene.processing(), scene.processing()
    paid = PaymentEvidence(reference="BL 0012", amount=150_000)
    for one in (again, gone):
        request = {"dossier_id": one, "amount": 0, "reason": "Thuế đất", "at": vn("2026-11-20 08:00")}
        api.request_payment(actor=scene.officer, **request)
        api.confirm_payment(actor=scene.reception, dossier_id=one, evidence=paid, at=vn("2026-11-30 08:00"))
        pause, due = scene.row(one).pauses.get(), scene.row(one).due_at
        assert due and pause.ended_at and pause.started_at < due < pause.ended_at
    decided = {"reason": "Có tranh chấp", "legal_basis": "Điều 9 Luật Mẫu"}
    api.stop_dossier(actor=scene.unit_head, dossier_id=again, at=vn("2026-12-02 08:00"), **decided)
    api.withdraw_dossier(actor=scene.citizen, dossier_id=gone, reason="Đã đổi ý", at=vn("2026-12-04 08:00"))
    drain()
    told = {}
    for day in (1, 3, 5):
        question = asked(last_on=date(2026, 12, day), at=vn("2026-12-06 08:00"))
        told[day] = (read("dossiers.open", question), read("dossiers.open_overdue", question))
    assert told == {1: (2, 2), 3: (2, 2), 5: (1, 1)}
    assert behind(scene, "dossiers.open_overdue", question) == {again}
    assert behind(scene, "dossiers.open_in_time", question) == set()


def behind(scene: Scene, code: str, question: MeasureAsked) -> set[UUID]:
    """The dossiers that the chairman is shown for a number."""
    measure = find(code)
    assert measure is not None
    page = measure.source.list_behind(actor=scene.chairman, code=code, asked=question, after=None, limit=20)
    return {UUID(row.url.rstrip("/").rpartition("/")[2]) for row in page.items}


def test_a_desk_of_its_own_counts_its_steps_when_it_ends_them(scene: Scene) -> None:
    """Receipt, taking on and hand-over are steps of the provincial centre; the department leads."""
    passed_on, filed = for_the_neighbour(scene), licence(scene)
    drain()
    api.accept_dossier(actor=scene.province_reception, dossier_id=filed, at=later(hours=1))
    drain()
    api.take_on(actor=scene.province_reception, task_id=scene.task(passed_on).id, at=later(days=1))
    drain()
    settle(scene, filed, at=later(days=2))
    drain()
    api.return_result(actor=scene.province_reception, dossier_id=filed, evidence=scene.signature(), at=later(days=3))
    drain()
    by_events, officers = kept(), kept_of_officers()
    rebuild_days(actor=SYSTEM, at=MORNING)
    assert kept() == by_events
    assert kept_of_officers() == officers
    centre = directory.get_agency(agency_id=scene.unit("MC-MAU")).agency_id
    steps = ("steps_early", "steps_on_time", "steps_overdue")
    days = {row["on"].day for row in by_events if row["agency_id"] == centre and any(row[name] for name in steps)}
    assert days == {16, 17, 19}


def licence(scene: Scene) -> UUID:
    """Filed online with the department, at the desk of the provincial centre."""
    return scene.submitted(
        procedure_code=LICENCE,
        answers={"ten_doanh_nghiep": "Công ty Mẫu", "ma_so_thue": "0100109106"},
        papers=(scene.paper("DON"),),
        applicant=Applicant(kind=OwnerKind.ENTERPRISE, name="Công ty Mẫu", id_number="0100109106", phone="0912345678"),
        unit_code="",
    )


def test_a_second_request_for_papers_counts_against_the_office(scene: Scene) -> None:
    """QĐ 766/QĐ-TTg: settled in time, and yet as if late."""
    dossier_id = scene.processing()
    lacks = ("Trang 2 bị mờ, chụp lại", "Trang 3 thiếu chữ ký của chủ hộ")
    for lack in lacks:
        item = SupplementItem(component_code="", name=f"Giấy tờ: {lack}", lacks=lack)
        scene.ask(dossier_id, items=(item,))
        api.answer_supplement(actor=scene.citizen, dossier_id=dossier_id, replies=scene.reply(), at=MORNING)
    for actor, outcome in ((scene.officer, "dat"), (scene.unit_head, ""), (scene.chairman, "")):
        api.finish_step(actor=actor, task_id=scene.task(dossier_id).id, outcome=outcome, at=MORNING)
    api.issue_result(actor=scene.clerk, dossier_id=dossier_id, result=scene.result(), at=MORNING)
    scene.resolved()
    drain()
    question = asked(last_on=date(2026, 11, 29))
    assert (read("dossiers.settled", question), read("dossiers.settled_overdue", question)) == (2, 0)
    assert read("dossiers.in_time_asked_more", question) == 1
    assert behind(scene, "dossiers.in_time_asked_more", question) == {dossier_id}


def test_one_dossier_and_one_officer_are_read_by_the_same_definitions(scene: Scene) -> None:
    dossier_id = scene.at_last_step(at=MORNING)
    api.issue_result(actor=scene.clerk, dossier_id=dossier_id, result=scene.result(), at=later(days=9))
    drain()
    numbers = read_rows(asked(subject_id=dossier_id))
    assert (numbers["settled_overdue"], numbers["asked_never"], numbers["steps"]) == (1, 1, 5), (
        "the reception counts as a step"
    )
    assert read("dossiers.settled", asked(person_id=scene.officer.id)) == 1
    assert read("dossiers.settled", asked(person_id=scene.colleague.id)) == 0


def test_the_officers_roll_up_says_what_their_rows_say(scene: Scene) -> None:
    late = scene.at_last_step(at=MORNING)
    api.issue_result(actor=scene.clerk, dossier_id=late, result=scene.result(), at=later(days=9))
    scene.resolved()
    drain()
    agencies = tuple(set(ServiceDay.objects.values_list("agency_id", flat=True)))
    told = {key: numbers for key, _, numbers in read_officers(asked(agency_ids=agencies))}
    assert scene.officer.id in told
    for officer_id, numbers in told.items():
        from_rows = read_rows(asked(person_id=officer_id, agency_ids=agencies))
        assert {name: numbers[name] for name in OFFICER_NUMBERS} == {name: from_rows[name] for name in OFFICER_NUMBERS}


def test_a_number_opens_its_dossiers_for_whoever_may_see_them(scene: Scene) -> None:
    dossier_id = scene.resolved()
    drain()
    measure = find("dossiers.settled_early")
    assert measure is not None
    listed = {
        name: measure.source.list_behind(
            actor=scene.actors[name], code=measure.code, asked=asked(), after=None, limit=20
        ).items
        for name in ("chairman", "other_chairman", "citizen", "auditor")
    }
    assert [str(dossier_id) in row.url for row in listed["chairman"]] == [True]
    assert listed["other_chairman"] == listed["citizen"] == []
    assert listed["auditor"][0].person != "Nguyễn Thị Hồng", "whoever only watches sees no full name"
