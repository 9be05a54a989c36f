"""Agencies end: what is open follows, with codes and due times unchanged; what is closed stays and can be read."""

import csv
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from honglam.cli import reorganise as word
from honglam.directory import api as directory
from honglam.directory.contracts import (
    AgencyData,
    AgencyKind,
    AnswerShape,
    EndingShape,
    Level,
    PartShape,
    PlanFaulty,
    PlanShape,
    PostData,
    PostMoveShape,
    PostRole,
    Survey,
    TooEarly,
    UndecidedBelongings,
)
from honglam.directory.models import Agency, Holding
from honglam.dossiers import api
from honglam.dossiers.contracts import DossierNotFound, FeedbackInput, FeedbackKind, FeedbackTopic
from honglam.dossiers.models import (
    DailyCount,
    Dossier,
    Draft,
    Feedback,
    FeedbackLine,
    HistoryEvent,
    OfficerDay,
    ServiceDay,
    Task,
    TaskScope,
)
from honglam.dossiers.services.counting import rebuild_counts
from honglam.dossiers.services.indexing import index_dossiers
from honglam.dossiers.services.moving import move
from honglam.dossiers.services.serving import rebuild_days
from honglam.dossiers.services.tasks import scopes_of
from honglam.kernel import audit
from honglam.kernel.models import AuditEntry, OutboxMessage
from honglam.kernel.registry import worklists
from honglam.kernel.values import SYSTEM, Actor
from honglam.payments import api as payments
from honglam.payments.models import Order
from tests.dossiers.scene import MORNING, Scene, vn

ON = date(2026, 11, 20)
AFTER = vn("2026-11-20 08:00")
NEW = "UBND-XA-99003"
COMMITTEE, OFFICE, DESK = "UBND-XA-99001", "VP-XA-99001", "MC-XA-99001"


def plan(**changes: Any) -> PlanShape:
    """Commune An becomes the commune 99003; its desk and office go inside."""
    values: dict[str, Any] = {
        "name": "Sắp xếp cấp xã",
        "on": ON,
        "ends": (EndingShape(agency=COMMITTEE, to=(NEW,)),),
    }
    return PlanShape(**{**values, **changes})


@pytest.fixture
def commune(scene: Scene) -> Scene:
    """The commune that takes over stands, with its units, posts and one officer of its own."""
    unit = {"level": Level.COMMUNE, "administrative_unit": "99002", "valid_from": ON}
    made = [
        ("UBND-XA-99003", AgencyKind.COMMITTEE, "UBND-MAU", "leader", {"one_stop": "TT-XA-99003"}),
        ("VP-XA-99003", AgencyKind.OFFICE, NEW, "processing_officer", {}),
        ("TT-XA-99003", AgencyKind.ONE_STOP, NEW, "reception_officer", {}),
    ]
    directory_agencies = [
        AgencyData(code=code, name=f"Cơ quan {code}", kind=kind, parent=parent, **unit, **more)
        for code, kind, parent, _, more in made
    ]
    from honglam.directory.services.agencies import create_agencies

    ids = create_agencies(actor=SYSTEM, agencies=directory_agencies, at=MORNING)
    for agency_id, (_, _, _, role, _) in zip(ids, made, strict=True):
        roles = (PostRole(role), PostRole.UNIT_HEAD) if role == "processing_officer" else (PostRole(role),)
        directory.create_post(
            actor=SYSTEM, agency_id=agency_id, post=PostData(code="CV", title="Công chức", roles=roles), at=MORNING
        )
    return scene


def actor_at(code: str, like: Actor) -> Actor:
    """Somebody in the first post of a unit, as they are on the day after."""
    unit = directory.get_agency_by_code(code=code)
    post = directory.list_posts(agency_id=unit.id)[0]
    directory.appoint(actor=SYSTEM, post_id=post.id, account_id=like.id, valid_from=ON, at=AFTER)  # type: ignore[arg-type]
    posts = directory.list_posts_held(account_id=like.id, at=AFTER)  # type: ignore[arg-type]
    return directory.in_post(actor=like, posts=posts, post_id=post.id)


def apply(asked: PlanShape) -> dict[str, int]:
    """Apply; how many of each kind."""
    done = directory.apply_plan(actor=SYSTEM, plan=asked, at=AFTER)
    return {one.kind: one.count for one in done.counted if one.count}


def counted(found: Survey) -> dict[str, int]:
    """A survey's numbers by kind."""
    return {one.kind: one.count for one in found.counted if one.count}


def facts(dossier_id: UUID) -> tuple[Any, ...]:
    """What must not change."""
    return Dossier.objects.values_list("code", "due_at", "status", "registration_code", "paused_since").get(
        id=dossier_id
    )


def test_open_work_follows_and_closed_work_stays(commune: Scene) -> None:
    working, asked, done = commune.processing(), commune.submitted(), commune.returned()
    suspended = commune.processing()
    commune.ask(suspended)
    index_dossiers(dossier_ids=[working, asked, done, suspended])
    rebuild_counts(actor=SYSTEM, at=MORNING)
    before = {one: facts(one) for one in (working, asked, done, suspended)}
    task_before = {task.id: (task.due_at, task.state) for task in Task.objects.all()}

    shown = counted(directory.survey_plan(plan=plan()))
    assert (shown["dossiers"], shown["tasks"], shown["agencies"]) == (3, 3, 3)
    assert (shown["holders_end"], shown["queues"]) == (8, 2)
    moved = apply(plan())

    assert {kind: moved[kind] for kind in ("dossiers", "tasks", "agencies", "holders_end")} == {
        "dossiers": 3, "tasks": 3, "agencies": 3, "holders_end": 8,
    }  # fmt: skip
    assert {one: facts(one) for one in before} == before
    assert {task.id: (task.due_at, task.state) for task in Task.objects.all()} == task_before
    new, desk, office = (commune.unit(code) for code in (NEW, "TT-XA-99003", "VP-XA-99003"))
    row = commune.row(working)
    assert (row.lead_agency_id, row.desk_id, row.unit_ids) == (new, desk, sorted([desk, office]))
    assert (commune.row(done).lead_agency_id, commune.task(working).unit_id) == (commune.unit(COMMITTEE), office)
    assert commune.task(working).holder_id is None, "its holder has no post there"
    line = HistoryEvent.objects.filter(dossier=working).order_by("-line")[0]
    assert (line.verb, line.content["to_code"], line.reason) == ("move", NEW, "Sắp xếp cấp xã")
    assert audit.verify() == []
    chain = AuditEntry.objects.filter(subject_kind="dossier", subject_id=str(working)).order_by("-seq")
    assert chain[0].action == "dossiers.move"
    assert apply(plan()) == {}, "applying twice plans nothing"
    assert counted(directory.survey_plan(plan=plan())) == {}


def test_the_rows_that_lists_read_say_the_same_as_written_anew(commune: Scene) -> None:
    dossiers = [commune.processing(), commune.submitted(), commune.resolved()]
    commune.returned()
    index_dossiers(dossier_ids=dossiers)
    api.rebuild_counts(actor=SYSTEM, at=MORNING)
    apply(plan())

    held = {(row.ancestor_id, row.role, row.here, row.due_at, row.task_id) for row in TaskScope.objects.all()}
    open_tasks = list(Task.objects.filter(state="open"))
    assert held == {(row.ancestor_id, row.role, row.here, row.due_at, row.task_id) for row in scopes_of(open_tasks)}
    from honglam.dossiers.models import DossierSearch

    words = dict(DossierSearch.objects.values_list("dossier_id", "words"))
    index_dossiers(dossier_ids=dossiers)
    assert dict(DossierSearch.objects.values_list("dossier_id", "words")) == words
    kept, days, officers = _counts(), _days(), set(OfficerDay.objects.values_list())
    api.rebuild_counts(actor=SYSTEM, at=AFTER)
    assert (_counts(), _days(), set(OfficerDay.objects.values_list())) == (kept, days, officers)
    received = dict(ServiceDay.objects.filter(received__gt=0).values_list("agency_id", "received"))
    assert received == {commune.unit(COMMITTEE): 1, commune.unit(NEW): 2}


def test_other_agencies_counts_wait_only_at_the_end(commune: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """One lock stands before the daily counts of the whole province."""
    commune.processing()
    held: list[bool] = []
    leave_trace = move._leave_trace
    monkeypatch.setattr(move, "_leave_trace", lambda *told: (held.append(_holds_counts()), leave_trace(*told)))
    apply(plan())
    assert [*held, _holds_counts()] == [False, True]


def _holds_counts() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
            " AND objid::bigint = hashtext('dossiers_dailycount')::bigint & 4294967295)"
        )
        return bool(cursor.fetchone()[0])


def _days() -> set[tuple[Any, ...]]:
    return {row for row in ServiceDay.objects.values_list() if any(row[2:])}


def _counts() -> set[tuple[Any, ...]]:
    names = [field.attname for field in DailyCount._meta.fields if field.attname != "pk"]
    return {row for row in DailyCount.objects.values_list(*names) if any(row[4:])}


def test_the_successor_works_on_and_reads_what_was_closed(commune: Scene) -> None:
    working, done = commune.processing(), commune.returned()
    apply(plan())
    heir = actor_at("VP-XA-99003", commune.other_officer)
    waiting = worklists.get("dossiers").list_waiting(actor=heir, after=None, limit=10, filters={})
    assert [item.code for item in waiting] == [commune.row(working).code]
    api.claim_task(actor=heir, task_id=commune.task(working).id, at=AFTER)
    api.finish_step(actor=heir, task_id=commune.task(working).id, outcome="dat", at=AFTER)
    assert commune.task(working).unit_id == commune.unit("VP-XA-99003")
    leader = actor_at(NEW, commune.other_chairman)
    assert api.get_dossier(actor=leader, dossier_id=done, at=AFTER).code == commune.row(done).code
    view = api.get_dossier(actor=commune.citizen, dossier_id=working, at=AFTER)
    told = [line.phrase.params for line in view.timeline if line.verb.value == "move"]
    assert told == [{"from": "Ủy ban nhân dân xã An", "to": f"Cơ quan {NEW}", "reason": "Sắp xếp cấp xã"}]
    sheet = api.get_control_sheet(actor=heir, dossier_id=working, at=AFTER)
    assert sheet.content["supporting"] == [], "who led it before supported nobody"
    with pytest.raises(DossierNotFound):
        api.get_dossier(actor=commune.stranger, dossier_id=working, at=AFTER)


def test_people_go_on_in_the_posts_the_plan_names_and_keep_their_work(commune: Scene) -> None:
    working = commune.processing()
    moved = apply(plan(posts=(PostMoveShape(post=f"{OFFICE}/CV", to="VP-XA-99003/CV", person="officer@mau.vn"),)))
    assert moved["dossiers"] == 1
    task = commune.task(working)
    assert (task.holder_id, task.unit_id) == (commune.officer.id, commune.unit("VP-XA-99003"))
    held = Holding.objects.filter(account=commune.officer.id).order_by("valid_from")
    assert [(row.valid_to, row.post.agency.code) for row in held] == [
        (date(2026, 11, 19), OFFICE),
        (None, "VP-XA-99003"),
    ]
    assert Holding.objects.get(account=commune.colleague.id).valid_to == date(2026, 11, 19)


def _old_commune_stands() -> None:
    directory.create_agency(
        actor=SYSTEM,
        agency=AgencyData(
            code="UBND-XACU", name="Ủy ban nhân dân xã Cũ", kind=AgencyKind.COMMITTEE, level=Level.COMMUNE,
            administrative_unit="99001", parent="UBND-MAU", valid_to=date(2025, 6, 30),
        ),
        at=MORNING,
    )  # fmt: skip


def _old_commune(scene: Scene, dossier_id: UUID, address: str) -> None:
    """The dossier is led by the committee of the old commune, which was divided on 1 July 2025."""
    row = scene.row(dossier_id)
    row.lead_agency_id, row.submitted_at, row.applicant_address = (
        scene.unit("UBND-XACU"),
        vn("2025-06-20 09:00"),
        address,
    )
    row.save(update_fields=["lead_agency_id", "submitted_at", "applicant_address"])


def test_divided_communes_are_asked_unless_the_address_says_it(commune: Scene, tmp_path: Path, capsys: Any) -> None:
    _old_commune_stands()
    asked, clear, answered = (commune.accepted() for _ in range(3))
    _old_commune(commune, asked, "=Thôn 3, xã Cũ")
    _old_commune(commune, clear, "Số 5, phường Bình")
    _old_commune(commune, answered, "")
    codes = {one: commune.row(one).code or "" for one in (asked, clear, answered)}
    ending = EndingShape(agency="UBND-XACU", to=(COMMITTEE, "UBND-XA-99002"))
    divided = plan(on=date(2025, 7, 1), ends=(ending,), answers=(AnswerShape(dossier=codes[answered], to=COMMITTEE),))

    found = directory.survey_plan(plan=divided)
    assert [(one.key, set(one.option_ids)) for one in found.asked] == [
        (codes[asked], {commune.unit(COMMITTEE), commune.unit("UBND-XA-99002")})
    ]
    with pytest.raises(UndecidedBelongings):
        apply(divided)
    assert commune.row(clear).lead_agency_id == commune.unit("UBND-XACU"), "nothing was done"

    table, file = tmp_path / "asked.csv", tmp_path / "plan.yaml"
    file.write_text(
        "name: Chia xã Cũ\non: 2025-07-01\nends:\n- {agency: UBND-XACU, to: [UBND-XA-99001, UBND-XA-99002]}\n"
        f"answers:\n- {{dossier: {codes[answered]}, to: {COMMITTEE}}}\n",
        encoding="utf-8",
    )
    assert _said("show", file, asked=table) == 1
    assert codes[asked] in capsys.readouterr().out
    lines = table.read_text(encoding="utf-8-sig").splitlines()
    assert lines[1].startswith(f'{codes[asked]},UBND-XACU,,,,"\'=Thôn 3, xã Cũ",')
    table.write_text("\n".join([lines[0], f"{lines[1]}UBND-XA-99002"]), encoding="utf-8")
    assert _said("apply", file, answers=table) == 0
    leads = {one: commune.row(one).lead_agency_id for one in codes}
    an, binh = commune.unit(COMMITTEE), commune.unit("UBND-XA-99002")
    assert leads == {asked: binh, clear: binh, answered: an}
    assert _said("apply", file, answers=table) == 0
    assert "Nothing to do." in capsys.readouterr().out


def test_one_answer_speaks_for_a_hamlet(commune: Scene, tmp_path: Path, capsys: Any) -> None:
    """Many dossiers of a divided commune lie in the same hamlet; an answer for one of them goes before it."""
    _old_commune_stands()
    written = ("Thôn 3, xã Cũ", "thôn số 03 - xã Cũ", "Nhà bà Lan, Thôn 3, xã Cũ", "Thôn Đông, xã Cũ")
    third, also_third, other_way, east = (commune.accepted() for _ in written)
    for one, address in zip((third, also_third, other_way, east), written, strict=True):
        _old_commune(commune, one, address)
    codes = {one: commune.row(one).code or "" for one in (third, also_third, other_way, east)}
    table, file = tmp_path / "asked.csv", tmp_path / "plan.yaml"
    file.write_text(
        "name: Chia xã Cũ\non: 2025-07-01\nends:\n- {agency: UBND-XACU, to: [UBND-XA-99001, UBND-XA-99002]}\n",
        encoding="utf-8",
    )
    assert _said("show", file, asked=table) == 1
    assert "4 dossiers must be asked about, 2 answers do" in capsys.readouterr().out
    with table.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [(row["dossier"], row["hamlet"], row["dossiers"]) for row in rows if row["dossiers"]] == [
        ("*", "thôn 3", "3")
    ]

    assert _said("apply", file, answers=_filled(table, rows, {"*": "UBND-XA-99002"})) == 1
    told = capsys.readouterr().out
    assert codes[east] in told and codes[third] not in told and "Answered: 1 hamlets" in told
    assert commune.row(third).lead_agency_id == commune.unit("UBND-XACU"), "half of it is nothing"
    assert _said("apply", file, answers=_filled(table, rows, {"*": "SO-MAU"})) == 1
    assert "asked.csv:2" in capsys.readouterr().out, "who was not offered"

    every = {"*": "UBND-XA-99002", codes[other_way]: COMMITTEE, codes[east]: COMMITTEE}
    assert _said("apply", file, answers=_filled(table, rows, every)) == 0
    an, binh = commune.unit(COMMITTEE), commune.unit("UBND-XA-99002")
    leads = {one: commune.row(one).lead_agency_id for one in codes}
    assert leads == {third: binh, also_third: binh, other_way: an, east: an}


def _filled(table: Path, rows: list[dict[str, str]], answers: dict[str, str]) -> Path:
    """The table with its last column filled in."""
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, "to": answers.get(row["dossier"], "")} for row in rows)
    return table


def _said(what: str, file: Path, *, answers: Path | None = None, asked: Path | None = None) -> int:
    """`honglam reorganise WHAT FILE …`."""
    import argparse

    parser = argparse.ArgumentParser()
    word.arguments(parser)
    extra = [*(["--answers", str(answers)] if answers else []), *(["--asked", str(asked)] if asked else [])]
    return word.run(parser.parse_args([what, str(file), *extra]))


def test_parts_go_by_procedure_and_the_undecided_to_whoever_takes_them(commune: Scene) -> None:
    by_procedure = commune.accepted()
    rest = commune.walk_in(procedure_code="1.000002", papers=(commune.sheet("GT"),)).dossier_id
    both = (EndingShape(
        agency=COMMITTEE,
        to=("UBND-XA-99002", "SO-MAU"),
        parts=(PartShape(to=NEW, procedures=("1.000001",)),),
        undecided="UBND-XA-99002",
    ),)  # fmt: skip
    apply(plan(ends=both))
    assert commune.row(by_procedure).lead_agency_id == commune.unit(NEW)
    assert commune.row(rest).lead_agency_id == commune.unit("UBND-XA-99002")


def test_drafts_go_on_and_divided_places_are_asked_again(commune: Scene) -> None:
    old = api.start_draft(actor=commune.citizen, procedure_code="1.000001", at=MORNING)
    young = api.start_draft(actor=commune.citizen, procedure_code="1.000001", at=MORNING)
    Draft.objects.filter(id=old.id).update(unit_code="99001", saved_at=vn("2025-06-30 10:00"))
    Draft.objects.filter(id=young.id).update(unit_code="99001")
    _old_commune_stands()
    ending = EndingShape(agency="UBND-XACU", to=(COMMITTEE, "UBND-XA-99002"))
    assert apply(plan(on=date(2025, 7, 1), ends=(ending,)))["drafts"] == 1
    codes = dict(Draft.objects.values_list("id", "unit_code"))
    assert codes == {old.id: "", young.id: "99001"}


@pytest.mark.parametrize(
    ("ends", "code"),
    [
        (EndingShape(agency="KHONG-CO", to=(NEW,)), "unknown_agency"),
        (EndingShape(agency=COMMITTEE, to=("KHONG-CO",)), "unknown_agency"),
        (EndingShape(agency=COMMITTEE, to=(COMMITTEE,)), "successor_ends"),
        (EndingShape(agency=COMMITTEE, to=("SO-CU",)), "successor_not_there"),
        (EndingShape(agency=COMMITTEE), "no_successor"),
        (EndingShape(agency="UBND-MAU", to=(NEW,)), "agency_below"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(commune: Scene, ends: EndingShape, code: str) -> None:
    before = (Agency.objects.filter(valid_to=None).count(), OutboxMessage.objects.count())
    assert code in {fault.code for fault in directory.check_plan(plan=plan(ends=(ends,)))}
    with pytest.raises(PlanFaulty):
        apply(plan(ends=(ends,)))
    assert (Agency.objects.filter(valid_to=None).count(), OutboxMessage.objects.count()) == before


def test_a_plan_is_not_applied_before_its_day(commune: Scene) -> None:
    with pytest.raises(TooEarly):
        directory.apply_plan(actor=SYSTEM, plan=plan(), at=vn("2026-11-19 23:00"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: X\non: 2026-11-20\nends: []\n", "plan.yaml:3: ends"),
        ("name: X\non: 31/12/2026\nends:\n- {agency: A, to: [B]}\n", "plan.yaml:2: on"),
        ("name: X\non: 2026-11-20\nends:\n- agency: A\n  too: [B]\n", "plan.yaml:5: ends[0].too"),
        ("name: X\non: 2026-11-20\nends:\n- {agency: UBND-XA-99001, to: [Z]}\n", "plan.yaml:4: ends[0].to[0]"),
        ("name: !!python/object:os.system x\n", "plan.yaml:1"),
        ("a: &a [x, x]\nb: [*a, *zz]\n", "plan.yaml:2"),
    ],
)
def test_a_file_that_is_wrong_is_told_its_line(
    commune: Scene, tmp_path: Path, capsys: Any, text: str, said: str
) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(text, encoding="utf-8")
    assert _said("apply", file) == 1
    assert said in capsys.readouterr().out


def test_what_is_no_text_or_no_table_is_refused(commune: Scene, tmp_path: Path, capsys: Any) -> None:
    file, table = tmp_path / "plan.yaml", tmp_path / "answers.csv"
    file.write_bytes(b"\xff\xfe\x00name")
    assert _said("check", file) == 1
    file.write_text(f"name: X\non: 2026-11-20\nends:\n- {{agency: {COMMITTEE}, to: [{NEW}]}}\n", encoding="utf-8")
    for content in (b"\xff\xfe", b'dossier,to\n"a', b"code,to\nx,y\n"):
        table.write_bytes(content)
        assert _said("apply", file, answers=table) == 1
    assert "answers.csv:1" in capsys.readouterr().out
    assert _said("check", file) == 0


def test_an_agency_that_ends_without_a_plan_is_followed(commune: Scene) -> None:
    working = commune.processing()
    from honglam.directory.contracts import SuccessionData, SuccessionKind
    from honglam.directory.services.successions import put_successions

    ways = [SuccessionData(old=COMMITTEE, new=NEW, kind=SuccessionKind.MERGE, since=ON)]
    put_successions(actor=SYSTEM, successions=ways, at=MORNING)
    Agency.objects.filter(code=COMMITTEE).update(valid_to=date(2026, 11, 19))
    rebuild_days(actor=SYSTEM, at=AFTER)
    assert api.follow_ended(actor=SYSTEM, agency_id=commune.unit(COMMITTEE), at=AFTER) == 1
    assert api.follow_ended(actor=SYSTEM, agency_id=commune.unit(COMMITTEE), at=AFTER) == 0
    assert commune.row(working).lead_agency_id == commune.unit(NEW)
    days = _days()
    rebuild_days(actor=SYSTEM, at=AFTER)
    assert _days() == days


def test_worklists_follow_the_tree(commune: Scene) -> None:
    working = commune.processing()
    index_dossiers(dossier_ids=[working])
    Agency.objects.filter(code=OFFICE).update(parent=commune.unit("SO-MAU"))
    from honglam.directory.services.tree import changing_tree, settle_closure

    with changing_tree():
        settle_closure()
    api.rescope_agency(actor=SYSTEM, agency_id=commune.unit(OFFICE), at=AFTER)
    above = set(TaskScope.objects.filter(task=commune.task(working)).values_list("ancestor_id", flat=True))
    assert above == {commune.unit(code) for code in (OFFICE, "SO-MAU", "UBND-MAU")}


def test_cases_and_orders_follow_with_codes_and_due_times(commune: Scene) -> None:
    dossier_id, closed = commune.processing(), commune.returned()
    (order,) = payments.list_for_subject(subject_kind="dossier", subject_id=dossier_id)
    case = FeedbackInput(
        kind=FeedbackKind.REFLECTION,
        topic=FeedbackTopic.ATTITUDE,
        content="Hồ sơ đã nộp nhưng không ai trả lời điện thoại.",
        agency_id=commune.unit(COMMITTEE),
        dossier_code=commune.row(dossier_id).code or "",
        sender_name="Nguyễn Thị Hồng",
        sender_phone="0912345678",
    )
    open_case = api.file_feedback(actor=commune.citizen, case=case, at=MORNING)
    was = Feedback.objects.values_list("code", "due_at", "status").get(id=open_case.id)
    shown = counted(directory.survey_plan(plan=plan()))
    moved = apply(plan())
    assert (shown["feedback"], moved["feedback"]) == (1, 1)
    assert shown["orders"] == moved["orders"] == Order.objects.filter(state="open").count()
    row = Feedback.objects.get(id=open_case.id)
    assert (row.code, row.due_at, row.status) == was
    assert row.agency.code == NEW
    line = FeedbackLine.objects.filter(feedback=row).order_by("line").last()
    assert line is not None and (line.verb, line.note) == ("move", "Sắp xếp cấp xã")
    follows = Order.objects.get(id=order.id)
    assert (follows.reference, follows.amount, follows.desk_id) == (
        order.reference,
        order.amount,
        commune.row(dossier_id).desk_id,
    )
    assert (follows.desk.code, follows.payee.code) == ("TT-XA-99003", NEW)
    assert AuditEntry.objects.filter(action="payments.order_handed_over", subject_id=str(order.id)).count() == 1
    assert commune.row(closed).desk_id == commune.unit(DESK), "what is closed stays, what is owed for it can be paid"
    owed = {(one.desk.code, one.payee.code) for one in Order.objects.filter(subject_id=closed, state="open")}
    assert owed == {("TT-XA-99003", NEW)}
    assert audit.verify() == []
    assert apply(plan()) == {}


def test_what_is_owed_at_a_desk_that_stays_is_owed_to_the_successor(commune: Scene) -> None:
    dossier_id, desk = commune.processing(), commune.unit("MC-MAU")
    Dossier.objects.filter(id=dossier_id).update(desk=desk)
    Order.objects.filter(subject_id=dossier_id).update(desk=desk)
    assert counted(directory.survey_plan(plan=plan()))["orders"] == 1
    assert apply(plan())["orders"] == 1
    order = Order.objects.get(subject_id=dossier_id)
    assert (order.desk_id, order.payee.code) == (desk, NEW)
    entry = AuditEntry.objects.get(action="payments.order_handed_over", subject_id=str(order.id))
    assert entry.detail["payee_to"] == commune.unit(NEW)
    assert apply(plan()) == {}
