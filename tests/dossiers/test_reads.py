"""Pages, lists, search, look-up, worklist, counts: what each reader sees, and a fixed number of queries."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from honglam.directory import api as directory
from honglam.dossiers import api
from honglam.dossiers.contracts import (
    CountsAsked,
    DossierNotFound,
    Measure,
    PublicStatus,
    Status,
    Submitter,
    Verb,
)
from honglam.dossiers.services.indexing import index_dossiers
from honglam.identity import api as identity
from honglam.kernel.ids import uuid7
from honglam.kernel.registry import WaitingItem, WaitingKey, worklists
from honglam.kernel.relay import drain
from honglam.kernel.values import ANONYMOUS, Actor
from tests.cost import cost
from tests.dossiers.scene import HOUSEHOLD, MORNING, Scene, vn

DAY = CountsAsked(first_on=date(2026, 11, 16), last_on=date(2026, 11, 16))


def waiting(actor: Actor, after: WaitingKey | None = None, limit: int = 50, **filters: str) -> list[WaitingItem]:
    """One page of the worklist."""
    return worklists.get("dossiers").list_waiting(actor=actor, after=after, limit=limit, filters=filters)


def test_the_owner_reads_plain_words_and_no_office_notes(scene: Scene) -> None:
    dossier_id = scene.processing()
    api.finish_step(
        actor=scene.officer, task_id=scene.task(dossier_id).id, outcome="dat", note="Chưa rõ, xem kỹ", at=MORNING
    )
    view = api.get_dossier(actor=scene.citizen, dossier_id=dossier_id, at=MORNING)
    assert view.mine
    assert view.sentence.text == "%(agency)s is considering your dossier. Result due before %(due_at)s."
    assert view.sentence.params["due_at"] == vn("2026-11-18 09:00")
    assert [line.verb for line in view.timeline] == [Verb.SUBMIT, Verb.ACCEPT, Verb.START, Verb.FINISH_STEP]
    assert all(line.actor_name == "" for line in view.timeline)
    assert all(task.note == "" and task.holder_name == "" for task in view.tasks)
    for line in view.timeline:
        assert line.phrase.text % line.phrase.params
    assert {action.verb for action in view.actions} == {Verb.WITHDRAW}


def test_an_officer_reads_everything(scene: Scene) -> None:
    dossier_id = scene.processing()
    view = api.get_dossier(actor=scene.officer, dossier_id=dossier_id, at=MORNING)
    assert view.applicant.id_number == "042185001234"
    assert view.answers["so_ban"] == 2
    assert len(view.papers) == 2
    finish = next(action for action in view.actions if action.verb is Verb.FINISH_STEP)
    assert [choice.code for choice in finish.choices] == ["dat", "can_hoi", "khong_dat"]
    assert finish.task_id == scene.task(dossier_id).id


def test_overseers_read_with_names_covered(scene: Scene) -> None:
    dossier_id = scene.processing()
    for actor in (scene.auditor, scene.administrator):
        view = api.get_dossier(actor=actor, dossier_id=dossier_id, at=MORNING)
        assert view.masked
        assert view.applicant.name == "Nguyễn T. H."
        assert view.applicant.id_number == "•••••••••234"
        assert view.applicant.address == "…, xã An, tỉnh Mẫu"
        assert view.answers == {}
        assert {paper.file_id for paper in view.papers} == {None}
        assert view.slips == ()


def test_overseers_read_no_words_between_officers(scene: Scene) -> None:
    dossier_id = scene.processing()
    asked = scene.task(dossier_id)
    question = "Ông Lam ở thửa 12 có tranh chấp không?"
    api.ask_consultation(
        actor=scene.officer,
        task_id=asked.id,
        unit_ids=(scene.unit("P-SO-MAU"),),
        question=question,
        hours=16,
        at=MORNING,
    )
    for actor, read in ((scene.unit_head, True), (scene.auditor, False), (scene.citizen, False)):
        tasks = api.get_dossier(actor=actor, dossier_id=dossier_id, at=MORNING).tasks
        assert (question in [task.note for task in tasks]) is read, actor.name


def test_overseers_recover_no_covered_number(scene: Scene) -> None:
    """The last word need only be begun: digit by digit it would tell what the page covers."""
    dossier_id = scene.accepted()
    drain()
    code = scene.row(dossier_id).code or ""

    def found(actor: Actor, query: str) -> int:
        return len(api.search_dossiers(actor=actor, query=query, at=MORNING).items)

    for query in ("042185", "0421 85001234", "hong 042", "hong 0912345678", "042185001234 hong", "+84 912 345 678"):
        whole = query in ("hong 0912345678", "042185001234 hong")
        assert found(scene.auditor, query) == whole, (
            f"{query}: a number of a person is left out, a part of one is nothing"
        )
    assert found(scene.auditor, HOUSEHOLD) == found(scene.auditor, f"hong {HOUSEHOLD}") == 1, "the procedure's number"
    assert found(scene.auditor, HOUSEHOLD[:-1]) == 0
    assert found(scene.reception, "042185") == found(scene.reception, "hong 0912") == 1
    assert found(scene.auditor, "hong") == found(scene.auditor, code) == found(scene.auditor, code[:-2]) == 1
    assert found(scene.auditor, "hong 9999999999") == 1, "a number says nothing either way"


def test_strangers_and_the_absent_look_alike(scene: Scene) -> None:
    dossier_id = scene.processing()
    enterprise = replace(scene.stranger, enterprise_id=uuid7())
    for actor in (scene.stranger, scene.other_officer, scene.specialist, enterprise, ANONYMOUS):
        with pytest.raises(DossierNotFound):
            api.get_dossier(actor=actor, dossier_id=dossier_id, at=MORNING)
        assert api.find_by_code(actor=actor, code=scene.row(dossier_id).code or "", at=MORNING) is None
    with pytest.raises(DossierNotFound):
        api.get_dossier(actor=scene.officer, dossier_id=uuid7(), at=MORNING)


def test_an_enterprises_dossier_is_the_enterprises(scene: Scene) -> None:
    """Whoever filed it and no longer acts for the enterprise does not see it; colleagues do."""
    enterprise = identity.add_enterprise(actor=scene.citizen, tax_code="0100109106", name="Công ty Mẫu", at=MORNING)
    acting = replace(scene.citizen, enterprise_id=enterprise.id)
    dossier_id = api.submit_dossier(actor=acting, submission=scene.submission(), key="k", at=MORNING).dossier_id
    colleague = replace(scene.stranger, enterprise_id=enterprise.id)
    for actor in (acting, colleague):
        assert api.get_dossier(actor=actor, dossier_id=dossier_id, at=MORNING).mine
        assert [one.id for one in api.list_my_dossiers(actor=actor, at=MORNING).items] == [dossier_id]
    for actor in (scene.citizen, scene.stranger):
        with pytest.raises(DossierNotFound):
            api.get_dossier(actor=actor, dossier_id=dossier_id, at=MORNING)
    assert api.list_my_dossiers(actor=scene.citizen, at=MORNING).items == []


def test_a_page_takes_as_many_queries_with_a_long_history(scene: Scene) -> None:
    short, long = scene.accepted(), scene.returned()
    for actor in (scene.chairman, scene.citizen):
        api.get_dossier(actor=actor, dossier_id=short, at=MORNING)
        first = cost(lambda one=actor: api.get_dossier(actor=one, dossier_id=short, at=MORNING))
        second = cost(lambda one=actor: api.get_dossier(actor=one, dossier_id=long, at=MORNING))
        assert second <= first <= 17


def test_files_open_for_who_may_read_them(scene: Scene) -> None:
    dossier_id = scene.resolved()
    view = api.get_dossier(actor=scene.officer, dossier_id=dossier_id, at=MORNING)
    paper, result = view.papers[0].file_id, view.results[0].file_id
    assert paper is not None
    assert result is not None
    for actor in (scene.citizen, scene.officer):
        for file_id in (paper, result):
            assert api.get_paper_file(actor=actor, dossier_id=dossier_id, file_id=file_id, at=MORNING) == file_id
    for actor in (scene.stranger, scene.auditor, scene.other_officer):
        with pytest.raises(DossierNotFound):
            api.get_paper_file(actor=actor, dossier_id=dossier_id, file_id=paper, at=MORNING)
    with pytest.raises(DossierNotFound):
        api.get_paper_file(
            actor=scene.citizen, dossier_id=dossier_id, file_id=scene.file(scene.stranger, "x.pdf"), at=MORNING
        )


def test_form_06_shows_who_had_it(scene: Scene) -> None:
    dossier_id = scene.returned()
    sheet = api.get_control_sheet(actor=scene.chairman, dossier_id=dossier_id, at=MORNING)
    assert [row["step"] for row in sheet.content["rows"]][1:3] == ["Kiểm tra hồ sơ", "Duyệt"]
    assert all(row["finished_at"] and row["result"] for row in sheet.content["rows"])


def test_form_06_names_the_other_agencies_and_no_office_of_the_same(scene: Scene) -> None:
    dossier_id = scene.processing()
    assert api.get_control_sheet(actor=scene.officer, dossier_id=dossier_id, at=MORNING).content["supporting"] == []
    api.ask_consultation(
        actor=scene.officer,
        task_id=scene.task(dossier_id).id,
        unit_ids=(scene.unit("P-SO-MAU"),),
        question="Thửa đất này có tranh chấp không?",
        hours=8,
        at=MORNING,
    )
    sheet = api.get_control_sheet(actor=scene.officer, dossier_id=dossier_id, at=MORNING)
    asked = directory.get_agency(agency_id=scene.unit("SO-MAU")).name
    assert sheet.content["supporting"] == [asked]
    printed = PdfReader(BytesIO(api.print_control_sheet(actor=scene.officer, dossier_id=dossier_id, at=MORNING)))
    assert f"Cơ quan phối hợp: {asked}" in " ".join(printed.pages[0].extract_text().split())


def test_look_up_tells_no_more_than_the_law(scene: Scene) -> None:
    dossier_id = scene.processing()
    row = scene.row(dossier_id)
    assert api.look_up(code=" x99.3-261116-0001 ", address="127.0.0.1") == PublicStatus(
        code="X99.3-261116-0001", finished=False
    )
    assert api.look_up(code=row.registration_code.lower(), address="127.0.0.1").code == "X99.3-261116-0001"
    with pytest.raises(DossierNotFound):
        api.look_up(code="X99.3-261116-0009", address="127.0.0.1")
    assert api.look_up(code=scene.row(scene.returned()).code or "", address="127.0.0.1").finished


def test_my_dossiers(scene: Scene) -> None:
    ids = [scene.submitted(), scene.returned(), scene.at(Status.SUPPLEMENT_REQUESTED)]
    mine = api.list_my_dossiers(actor=scene.citizen, at=MORNING)
    assert [one.id for one in mine.items] == ids[::-1]
    assert mine.items[0].sentence.text.startswith("It is your turn")
    assert {one.id for one in api.list_my_dossiers(actor=scene.citizen, open_only=True, at=MORNING).items} == {
        ids[0],
        ids[2],
    }
    assert api.list_my_dossiers(actor=scene.stranger, at=MORNING).items == []
    first = api.list_my_dossiers(actor=scene.citizen, limit=2, at=MORNING)
    rest = api.list_my_dossiers(actor=scene.citizen, limit=2, after=first.next_cursor, at=MORNING)
    assert [one.id for one in [*first.items, *rest.items]] == ids[::-1]
    assert rest.next_cursor is None


def test_search_ignores_accents_and_strangers_find_nothing(scene: Scene) -> None:
    dossier_id = scene.accepted()
    other = scene.accepted(applicant=replace(scene.submission().applicant, name="Đặng Văn Ước", id_number=""))
    drain()
    found = {
        query: {one.id for one in api.search_dossiers(actor=scene.officer, query=query, at=MORNING).items}
        for query in ("nguyen thi hong", "HỒNG", "Nguyễn", "hon", "042185001234", "0421850", "uoc dang", "viec nha")
    }
    assert found["nguyen thi hong"] == found["HỒNG"] == found["Nguyễn"] == found["hon"] == {dossier_id}
    assert found["042185001234"] == found["0421850"] == {dossier_id}
    assert found["uoc dang"] == {other}
    assert found["viec nha"] == {dossier_id, other}
    for actor in (scene.specialist, scene.other_officer, scene.citizen, ANONYMOUS):
        assert api.search_dossiers(actor=actor, query="nguyen", at=MORNING).items == []
    masked = api.search_dossiers(actor=scene.auditor, query="nguyen", at=MORNING).items
    assert [one.applicant_name for one in masked] == ["Nguyễn T. H."]


def test_numbers_are_kept_and_found_in_one_writing_however_they_are_typed(scene: Scene) -> None:
    typed = replace(
        scene.submission().applicant, id_number="042 185 001234", phone="+84 912 345 678", email="+849.Hong@Example.VN"
    )
    bringer = Submitter(name="Trần Văn Lam", id_number="042 085 004321", phone="0239 3855 123", capacity="Con")
    dossier_id = scene.accepted(applicant=typed, submitter=bringer)
    drain()
    view = api.get_dossier(actor=scene.officer, dossier_id=dossier_id, at=MORNING)
    kept = (view.applicant.id_number, view.applicant.phone, view.applicant.email)
    assert kept == ("042185001234", "0912345678", "+849.hong@example.vn")
    assert view.submitter and (view.submitter.id_number, view.submitter.phone) == ("042085004321", "02393855123")
    for query in ("042185001234", "042 185 001 234", "0912345678", "0912 345 678", "+84912345678", "042085004321"):
        items = api.search_dossiers(actor=scene.officer, query=query, at=MORNING).items
        assert [one.id for one in items] == [dossier_id], query


def test_what_is_no_vietnamese_number_is_kept_as_it_was_typed(scene: Scene) -> None:
    typed = replace(scene.submission().applicant, id_number="C 1234567", phone="0912345678")
    dossier_id = scene.accepted(applicant=typed)
    assert scene.row(dossier_id).applicant_id_number == "C 1234567"


@pytest.mark.parametrize("query", ["X99.3-261116-0001", "x99.3-2611", "0001", "'); DROP TABLE x; --", "a | !b", "<->"])
def test_search_takes_whatever_is_typed(scene: Scene, query: str) -> None:
    dossier_id = scene.accepted()
    drain()
    items = api.search_dossiers(actor=scene.officer, query=query, at=MORNING).items
    if query.lower().startswith("x99"):
        assert [one.id for one in items] == [dossier_id]


def test_a_registration_code_finds_its_dossier(scene: Scene) -> None:
    dossier_id = scene.submitted()
    index_dossiers(dossier_ids=[dossier_id])
    code = scene.row(dossier_id).registration_code
    assert api.find_by_code(actor=scene.reception, code=code.lower(), at=MORNING) == dossier_id
    items = api.search_dossiers(actor=scene.reception, query=code, at=MORNING).items
    assert [one.registration_code for one in items] == [code]


def test_the_worklist_is_everybodys_own(scene: Scene) -> None:
    fresh, received, taken = scene.submitted(), scene.accepted(), scene.processing()
    assert [item.facts["dossier_id"] for item in waiting(scene.reception)] == [fresh]
    assert {item.facts["dossier_id"] for item in waiting(scene.officer)} == {received, taken}
    assert {item.facts["dossier_id"] for item in waiting(scene.unit_head)} == {received, taken}
    assert {item.facts["dossier_id"] for item in waiting(scene.province_chairman)} == {fresh, received, taken}
    for actor in (scene.clerk, scene.specialist, scene.other_officer, scene.citizen):
        assert waiting(actor) == []
    assert [item.facts["dossier_id"] for item in waiting(scene.officer, holder="me")] == [taken]
    assert [item.facts["dossier_id"] for item in waiting(scene.officer, holder="nobody")] == [received]
    assert waiting(scene.officer, kind="approve") == []
    assert len(waiting(scene.officer, procedure="1.000001")) == 2


def test_work_at_the_agency_itself_waits_for_its_units(scene: Scene) -> None:
    """Signing stands at the committee: the chairman sees it, the office's officers with other roles do not."""
    dossier_id = scene.processing()
    for actor in (scene.officer, scene.unit_head):
        api.finish_step(
            actor=actor,
            task_id=scene.task(dossier_id).id,
            outcome="dat" if actor is scene.officer else "",
            at=MORNING,
        )
    assert scene.task(dossier_id).unit_id == scene.unit("UBND-XA-99001")
    assert [item.facts["step"] for item in waiting(scene.chairman)] == ["Ký"]
    assert waiting(scene.officer) == []
    assert waiting(scene.other_chairman) == []


def test_the_worklist_is_walked_by_key(scene: Scene) -> None:
    for hour in range(8, 12):
        scene.accepted(vn(f"2026-11-16 {hour:02d}:10"))
    whole = waiting(scene.officer)
    assert [item.key for item in whole] == sorted(item.key for item in whole)
    pages: list[WaitingItem] = []
    after: WaitingKey | None = None
    while page := waiting(scene.officer, after=after, limit=3):
        pages += page
        after = page[-1].key
    assert [item.key for item in pages] == [item.key for item in whole]


def test_a_list_takes_as_many_queries_for_one_as_for_many(scene: Scene) -> None:
    scene.accepted()
    drain()
    reads: dict[str, Callable[[], Any]] = {
        "worklist": lambda: waiting(scene.officer),
        "mine": lambda: api.list_my_dossiers(actor=scene.citizen, at=MORNING),
        "search": lambda: api.search_dossiers(actor=scene.officer, query="nguyen", at=MORNING),
        "behind": lambda: api.list_behind(actor=scene.chairman, measure=Measure.RECEIVED, asked=DAY, at=MORNING),
        "loads": lambda: api.list_unit_loads(actor=scene.chairman, at=MORNING),
        "counts": lambda: api.get_counts(asked=DAY, at=MORNING),
        "by agency": lambda: api.list_counts(asked=DAY, by="agency", at=MORNING),
    }
    for warm in reads.values():
        warm()
    one = {name: cost(read) for name, read in reads.items()}
    for _ in range(4):
        scene.accepted()
    drain()
    many = {name: cost(read) for name, read in reads.items()}
    assert many == one
    assert max(many.values()) <= 5


def test_counts_and_the_dossiers_behind_them(scene: Scene) -> None:
    registered, received, settled = scene.submitted(), scene.accepted(), scene.resolved()
    waits = scene.at(Status.SUPPLEMENT_REQUESTED)
    refused = scene.at(Status.REFUSED)
    drain()
    counts = api.get_counts(asked=DAY, at=MORNING)
    assert counts.period[Measure.SUBMITTED] == 5
    assert counts.period[Measure.RECEIVED] == 3
    assert counts.period[Measure.SETTLED_EARLY] == counts.settled == 1
    assert (counts.open_in_time, counts.open_overdue, counts.open_paused) == (1, 0, 1)
    assert api.get_counts(asked=DAY, at=vn("2026-11-18 09:01")).open_overdue == 1
    expected = {
        Measure.SUBMITTED: {registered, received, settled, waits, refused},
        Measure.RECEIVED: {received, settled, waits},
        Measure.REFUSED: {refused},
        Measure.SETTLED_EARLY: {settled},
        Measure.SETTLED_OVERDUE: set(),
        Measure.OPEN_IN_TIME: {received},
        Measure.OPEN_OVERDUE: set(),
        Measure.OPEN_PAUSED: {waits},
        Measure.OPEN_RUNNING: {received},
        Measure.WITHDRAWN: set(),
        Measure.RETURNED: set(),
    }
    for measure, ids in expected.items():
        page = api.list_behind(actor=scene.chairman, measure=measure, asked=DAY, at=MORNING)
        assert {one.id for one in page.items} == ids, measure
    for actor in (scene.citizen, scene.other_chairman, scene.specialist):
        page = api.list_behind(actor=actor, measure=Measure.RECEIVED, asked=DAY, at=MORNING)
        assert page.items == []


def test_counts_in_groups(scene: Scene) -> None:
    scene.accepted()
    scene.walk_in(vn("2026-11-17 08:00"))
    drain()
    asked = CountsAsked(first_on=date(2026, 11, 1), last_on=date(2026, 11, 30))
    by = {
        group: {row.key: row.counts[Measure.RECEIVED] for row in api.list_counts(asked=asked, by=group, at=MORNING)}
        for group in ("agency", "day", "month", "procedure", "channel")
    }
    assert by["agency"] == {scene.unit("UBND-XA-99001"): 2}
    assert by["day"] == {date(2026, 11, 16): 1, date(2026, 11, 17): 1}
    assert by["month"] == {date(2026, 11, 1): 2}
    assert by["procedure"] == {"1.000001": 2}
    assert by["channel"] == {"in_person": 1, "online": 1}
    other = CountsAsked(first_on=asked.first_on, last_on=asked.last_on, agency_id=scene.unit("UBND-XA-99002"))
    assert api.get_counts(asked=other, at=MORNING).period[Measure.RECEIVED] == 0
    assert api.get_counts(asked=asked, at=MORNING).received_by_channel == by["channel"]


def test_the_load_of_units(scene: Scene) -> None:
    scene.accepted()
    scene.processing()
    loads = {load.unit.name: load for load in api.list_unit_loads(actor=scene.chairman, at=vn("2026-11-16 16:00"))}
    office = loads["Văn phòng HĐND và UBND xã An"]
    assert (office.open_tasks, office.unclaimed, office.overdue) == (2, 1, 2)
    assert [holder.holder_name for holder in office.holders] == [scene.officer.name]
    assert api.list_unit_loads(actor=scene.officer, at=MORNING) == []
