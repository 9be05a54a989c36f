"""The door: versions that stand still, and filling in through it with the real words of identity and directory."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from honglam.kernel.values import ANONYMOUS, SYSTEM, NotFound
from honglam.procedures import api
from honglam.procedures.contracts import (
    LABELS,
    ApplicantKind,
    Channel,
    ChannelNotOffered,
    CollectAt,
    FeeKind,
    FormMissing,
    Level,
    LifeEventNotFound,
    OnlineLevel,
    ProcedureNotFound,
    Process,
    Silence,
    StepNotFound,
    VersionInUse,
    VersionNotFound,
    VersionState,
    VersionView,
)
from honglam.procedures.models import ProcedureVersion
from honglam.procedures.services import catalogue, versions
from tests.procedures.conftest import AT
from tests.procedures.samples import GOOD_ANSWERS, TODAY

pytestmark = pytest.mark.usefixtures("trivial")
ANSWERS: dict[str, Any] = GOOD_ANSWERS


def version(code: str = "1.000001", on: date = TODAY) -> VersionView:
    return api.current_version(code=code, on=on)


def test_each_day_has_its_version() -> None:
    assert version(on=date(2025, 12, 31)).number == 1
    assert version(on=date(2026, 1, 1)).number == 2
    assert [(mark.number, mark.valid_to) for mark in api.list_versions(code="1.000001")] == [
        (2, None),
        (1, date(2025, 12, 31)),
    ]
    assert api.get_numbered_version(code="1.000001", number=1).valid_to == date(2025, 12, 31)
    with pytest.raises(ProcedureNotFound):
        version(on=date(2025, 6, 30))


@pytest.mark.parametrize("code", ["9.999999", "", "1.000001\x00", "' OR 1=1"])
def test_what_does_not_exist(code: str) -> None:
    if code != "1.000001\x00":
        with pytest.raises(ProcedureNotFound):
            version(code)
    with pytest.raises(VersionNotFound):
        api.get_numbered_version(code=code, number=99)
    with pytest.raises(VersionNotFound):
        api.get_version(version_id=0)
    with pytest.raises(LifeEventNotFound):
        api.get_life_event(code=code, on=TODAY)


def test_a_version_says_all_that_the_pack_says() -> None:
    shown = version()
    assert (shown.code, shown.name, shown.field.slug, shown.state) == (
        "1.000001", "Đăng ký việc nhà", "mau", VersionState.PUBLISHED,
    )  # fmt: skip
    assert [component.code for component in shown.components] == ["TK", "GT", "UQ", "CC"]
    assert shown.process.steps[0].code == "KIEM-TRA"
    assert not shown.process_is_default
    assert str(api.time_limit(version_id=shown.version_id, channel=Channel.ONLINE)) == "2wd"


def test_the_default_process_speaks_vietnamese_to_everybody() -> None:
    shown = version("1.000002")
    assert shown.process_is_default
    assert isinstance(shown.process, Process)
    assert shown.process.steps[-1].name == "Trả kết quả"
    assert shown.process.steps[0].outcomes[0].name == "Đủ điều kiện"


def test_a_way_that_is_not_offered() -> None:
    with pytest.raises(ChannelNotOffered):
        api.time_limit(version_id=version("1.000002").version_id, channel=Channel.ONLINE)


def test_what_is_stood_on_can_only_be_succeeded() -> None:
    standing = api.stand_on(version_id=version().version_id)
    assert standing.in_use
    row = ProcedureVersion.objects.get(id=standing.version_id)
    with pytest.raises(VersionInUse):
        save(row, content={**row.content, "summary": "Khác"})
    with pytest.raises(VersionInUse):
        save(row, valid_from=date(2026, 1, 2))
    save(row, valid_to=date(2026, 12, 31))
    assert api.get_version(version_id=row.id).valid_to == date(2026, 12, 31)


def save(row: ProcedureVersion, **changes: Any) -> None:
    values = {"valid_from": row.valid_from, "valid_to": row.valid_to, "content": row.content, **changes}
    versions.save_version(actor=SYSTEM, code="1.000001", number=row.number, at=AT, **values)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE procedures_procedureversion SET content = '{}' WHERE id = %s",
        "UPDATE procedures_procedureversion SET in_use = false WHERE id = %s",
        "UPDATE procedures_procedureversion SET number = 9 WHERE id = %s",
        "UPDATE procedures_procedureversion SET valid_from = '2000-01-01' WHERE id = %s",
        "DELETE FROM procedures_procedureversion WHERE id = %s",
    ],
)
def test_the_database_itself_refuses_to_change_it(statement: str) -> None:
    version_id = api.stand_on(version_id=version().version_id).version_id
    with pytest.raises(DatabaseError, match="is in use"), transaction.atomic(), connection.cursor() as cursor:
        if statement.startswith("DELETE"):
            cursor.execute("DELETE FROM procedures_searchentry WHERE version_id = %s", [version_id])
        cursor.execute(statement, [version_id])
    assert api.get_version(version_id=version_id).number == 2


def test_until_then_it_may_be_mended() -> None:
    row = ProcedureVersion.objects.get(id=version().version_id)
    save(row, content={**row.content, "summary": "Câu mới"})
    assert version().summary == "Câu mới", "what is kept in memory follows the digest"


def test_two_versions_on_one_day_are_refused_by_the_database() -> None:
    row = ProcedureVersion.objects.get(id=version().version_id)
    with pytest.raises(DatabaseError, match="procedures_one_version_a_day"), transaction.atomic():
        versions.save_version(
            actor=SYSTEM,
            code="1.000001",
            number=3,
            valid_from=date(2027, 1, 1),
            valid_to=None,
            content=row.content,
            at=AT,
        )
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_retired_procedure_is_closed_but_its_versions_can_be_read() -> None:
    version_id = version().version_id
    catalogue.retire_procedure(actor=SYSTEM, code="1.000001", at=AT)
    with pytest.raises(ProcedureNotFound):
        version()
    assert api.get_version(version_id=version_id).code == "1.000001"


@pytest.mark.parametrize(
    "write",
    [
        lambda: catalogue.retire_procedure(actor=ANONYMOUS, code="1.000001", at=AT),
        lambda: catalogue.retire_field(actor=ANONYMOUS, code="MAU", at=AT),
        lambda: catalogue.retire_life_event(actor=ANONYMOUS, code="co-viec", at=AT),
        lambda: versions.retire_version(actor=ANONYMOUS, code="1.000001", number=2, at=AT),
    ],
)
def test_only_keepers_write(write: Callable[[], None]) -> None:
    with pytest.raises(NotFound):
        write()
    assert version().number == 2
    assert [event.code for event in api.list_life_events(on=TODAY)] == ["co-viec", "kinh-doanh"]
    assert [field.code for field in api.list_fields(on=TODAY)] == ["MAU"]


def test_every_write_leaves_its_mark_in_the_audit() -> None:
    from honglam.kernel.models import AuditEntry

    save(ProcedureVersion.objects.get(id=version().version_id))
    last = AuditEntry.objects.filter(subject_kind="procedure", subject_id="1.000001").latest("seq")
    assert (last.action, last.detail["number"]) == ("procedures.version_published", 2)


def test_good_answers_pass_with_the_real_formats_and_units() -> None:
    assert check(ANSWERS) == {}


def check(answers: dict[str, Any], code: str = "1.000001") -> dict[str, str]:
    found = api.validate_answers(
        version_id=version(code).version_id,
        answers=answers,
        channel=Channel.ONLINE,
        attachments={"GT": 1} if code == "1.000001" else {},
        on=TODAY,
    )
    return {fault.field: fault.code for fault in found}


def test_people_and_places_are_really_checked() -> None:
    holder = {**ANSWERS["chu_ho"], "so_dinh_danh": "000085001234", "xa": "99999", "dien_thoai": "12", "ho_ten": "An 2"}
    found = check({**ANSWERS, "chu_ho": holder})
    assert list(found) == ["chu_ho.ho_ten", "chu_ho.so_dinh_danh", "chu_ho.xa", "chu_ho.dien_thoai"]
    assert found["chu_ho.xa"] == "not_a_unit"
    assert check({"ten_doanh_nghiep": "X", "ma_so_thue": "0100109107"}, "1.000003") == {
        "ma_so_thue": "tax_code_check_digit"
    }


def test_names_of_places_are_understood_when_a_page_is_read() -> None:
    assert typed_place("xã an") == "99001"
    pages = api.summarise(version_id=version().version_id, answers={"chu_ho": {"xa": "99001"}}, on=TODAY)
    assert {row.label: row.value for row in pages[0].groups[1].rows}["Xã nơi ở"] == "Xã An"


def test_an_old_name_that_was_divided_must_be_asked() -> None:
    assert typed_place("Xã Cũ") == "Xã Cũ", "what was typed stays"
    answers = {**ANSWERS, "chu_ho": {**ANSWERS["chu_ho"], "xa": "Xã Cũ"}}
    (fault,) = api.check_page(version_id=version().version_id, page=1, answers=answers, on=TODAY)
    assert (fault.field, fault.code) == ("chu_ho.xa", "unit_divided")
    assert set(fault.params["names"].split(", ")) == {"Xã An", "Phường Bình"}


def typed_place(text: str) -> str:
    typed = {"chu_ho.xa": [""], "chu_ho.xa_text": [text]}
    answers = api.read_page(version_id=version().version_id, page=1, data=typed, answers={}, on=TODAY)
    return str(answers["chu_ho"]["xa"])


def test_pages_summary_papers_and_fees_through_the_door() -> None:
    version_id = version().version_id
    model = api.page_model(version_id=version_id, page=1, answers=ANSWERS, on=TODAY)
    assert (model.number, model.count) == (1, 2)
    assert api.check_page(version_id=version_id, page=2, answers={}, on=TODAY)[0].field == "so_ban"
    assert api.page_of(version_id=version_id, field="so_ban") == 2
    assert api.edit_items(version_id=version_id, answers={}, command="add:thanh_vien") == {"thanh_vien": [{}]}
    assert len(api.summarise(version_id=version_id, answers=ANSWERS, on=TODAY)) == 2
    finished = api.finish_answers(version_id=version_id, answers=ANSWERS, on=TODAY)
    assert finished["tong_thu_nhap"] == 5_000_000
    asked = {"version_id": version_id, "channel": Channel.POSTAL, "answers": finished, "on": TODAY}
    assert [paper.code for paper in api.papers_for(**asked)] == ["TK", "GT", "CC"]
    assert [(fee.code, fee.amount) for fee in api.fees_for(**asked)] == [("LP", 16000), ("PB", 7000)]


def test_prefilled_from_what_is_known() -> None:
    facts = {"person.full_name": "Nguyễn Văn An", "person.commune": "99001"}
    assert api.prefill(version_id=version().version_id, facts=facts) == {
        "chu_ho": {"ho_ten": "Nguyễn Văn An", "xa": "99001"}
    }


def test_a_procedure_without_a_form() -> None:
    version_id = version("1.000002").version_id
    with pytest.raises(FormMissing):
        api.page_model(version_id=version_id, page=1, answers={}, on=TODAY)
    assert api.summarise(version_id=version_id, answers={}, on=TODAY) == ()
    assert api.prefill(version_id=version_id, facts={"person.full_name": "A"}) == {}
    assert api.finish_answers(version_id=version_id, answers={"x": 1}, on=TODAY) == {}
    assert check({"x": 1}, "1.000002") == {
        "channel": "channel_not_offered", "x": "unknown_field", "papers.GT": "paper_missing",
    }  # fmt: skip


def test_steps_through_the_door() -> None:
    def after(step: str | None, outcome: str = "") -> str | None:
        return api.next_step(
            version_id=version().version_id,
            step=step,
            outcome=outcome,
            answers=ANSWERS,
            channel=Channel.ONLINE,
            on=TODAY,
        )

    assert after(None) == "KIEM-TRA"
    assert after("KIEM-TRA", "can_hoi") == "HOI-Y-KIEN"
    assert after("KIEM-TRA", "dat") == "DUYET"
    assert after("TRA") is None
    with pytest.raises(StepNotFound):
        after("LA")


def test_where_it_goes_through_the_door() -> None:
    place = api.competent_place(version_id=version().version_id, answers={}, desk_unit="99002")
    assert (place.level, place.administrative_unit) == ("commune", "99002")
    assert api.competent_place(version_id=version("1.000003").version_id, answers={}, desk_unit="").agency == "SO-MAU"


def test_every_code_has_a_name_of_its_own() -> None:
    kinds = (Level, Channel, ApplicantKind, OnlineLevel, FeeKind, CollectAt, Silence)
    assert len(LABELS) == sum(len(kind) for kind in kinds), "codes of two kinds that coincide would share a name"


def test_views_are_values() -> None:
    shown = version()
    assert shown == version()
    assert replace(shown, name="X") != shown


def test_reading_a_version_again_costs_one_query(django_assert_num_queries: Any) -> None:
    version_id = version().version_id
    api.get_version(version_id=version_id)
    asked: dict[str, Any] = {"version_id": version_id, "answers": ANSWERS, "on": TODAY}
    with django_assert_num_queries(1):
        api.get_version(version_id=version_id)
    api.validate_answers(**asked, channel=Channel.ONLINE, attachments={"GT": 1})
    with django_assert_num_queries(3):
        api.validate_answers(**asked, channel=Channel.ONLINE, attachments={"GT": 1})
        api.finish_answers(**asked)
        api.fees_for(**asked, channel=Channel.ONLINE)
