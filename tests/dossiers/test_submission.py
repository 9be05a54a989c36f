"""Filing: every fault at once and at its field, one request one dossier, and never a dossier that lies nowhere."""

import io
from dataclasses import replace

import pytest
from django.test import RequestFactory
from pypdf import PdfReader

from honglam.dossiers import api
from honglam.dossiers.access import dossier_for
from honglam.dossiers.contracts import (
    Applicant,
    Channel,
    ChannelNotOffered,
    DossierNotFound,
    DraftChange,
    DraftMovedOn,
    DraftNotFound,
    NotYourTurn,
    OwnerKind,
    PaperInput,
    PaperKind,
    PlaceRequired,
    ProcedureNotOffered,
    ReturnMethod,
    Status,
    Submission,
    Submitter,
    Unrouted,
)
from honglam.dossiers.models import Answers, Dossier, Draft, Paper, Slip, SlipForm
from honglam.dossiers.services.slips import receipt_content
from honglam.dossiers.views import drafting
from honglam.files.models import Claim
from honglam.kernel.idempotency import IdempotencyMismatch
from honglam.kernel.ids import uuid7
from honglam.kernel.models import OutboxMessage
from honglam.kernel.values import ANONYMOUS, FieldErrors
from tests.dossiers.scene import ANSWERS, HOUSEHOLD, LICENCE, MORNING, STAMP, Scene, vn


def test_a_submission_is_registered_at_the_right_desk(scene: Scene) -> None:
    answer = api.submit_dossier(actor=scene.citizen, submission=scene.submission(), key="k", at=MORNING)
    row = scene.row(answer.dossier_id)
    assert (row.status, row.code, row.due_at) == ("registered", None, None)
    assert row.desk_id == scene.unit("MC-XA-99001")
    assert row.lead_agency_id == scene.unit("UBND-XA-99001")
    assert row.owner_account_id == scene.citizen.id
    assert answer.registration_code == row.registration_code
    assert answer.desk_name == "Trung tâm Phục vụ hành chính công xã An"
    assert answer.looked_at_by == vn("2026-11-17 09:00"), "eight working hours"
    assert Answers.objects.get(dossier=row).data["chu_ho"]["ho_ten"] == "Nguyễn Thị Hồng"
    assert Paper.objects.filter(dossier=row).count() == 2
    assert Claim.objects.filter(holder_kind="dossier", holder_id=str(row.id)).count() == 2


def test_the_same_request_twice_is_one_dossier(scene: Scene) -> None:
    submission = scene.submission()
    first = api.submit_dossier(actor=scene.citizen, submission=submission, key="k", at=MORNING)
    again = api.submit_dossier(actor=scene.citizen, submission=submission, key="k", at=vn("2026-11-16 09:05"))
    assert again == first
    assert Dossier.objects.count() == 1
    assert OutboxMessage.objects.filter(name="dossiers.submitted").count() == 1


def test_one_key_for_two_requests_is_refused(scene: Scene) -> None:
    api.submit_dossier(actor=scene.citizen, submission=scene.submission(), key="k", at=MORNING)
    other = scene.submission(answers={**ANSWERS, "so_ban": 3})
    with pytest.raises(IdempotencyMismatch):
        api.submit_dossier(actor=scene.citizen, submission=other, key="k", at=MORNING)


def test_the_same_key_of_another_person_is_another_request(scene: Scene) -> None:
    for actor in (scene.citizen, scene.stranger):
        api.submit_dossier(actor=actor, submission=scene.submission(), key="k", at=MORNING)
    assert Dossier.objects.count() == 2


def test_every_fault_at_once_and_nothing_is_written(scene: Scene) -> None:
    submission = scene.submission(
        applicant=Applicant(name=" "),
        answers={"loai": "khac", "so_ban": 99},
        papers=(),
        return_method=ReturnMethod.POSTAL,
    )
    with pytest.raises(FieldErrors) as refusal:
        api.submit_dossier(actor=scene.citizen, submission=submission, key="k", at=MORNING)
    fields = {error.field for error in refusal.value.errors}
    assert {"applicant.name", "applicant.phone", "return_address", "so_ban", "chu_ho.xa", "papers.GT"} <= fields
    assert not Dossier.objects.exists()
    api.submit_dossier(actor=scene.citizen, submission=scene.submission(), key="k", at=MORNING)


def test_a_place_nobody_is_competent_for(scene: Scene) -> None:
    for unit_code, refusal in (("", PlaceRequired), ("12345", Unrouted)):
        with pytest.raises(refusal) as found:
            api.submit_dossier(
                actor=scene.citizen, submission=scene.submission(unit_code=unit_code), key="k", at=MORNING
            )
        assert found.value.field == "unit_code"
    assert not Dossier.objects.exists()


@pytest.mark.parametrize(("code", "refusal"), [("9.999999", ProcedureNotOffered), (STAMP, ChannelNotOffered)])
def test_what_is_not_offered(scene: Scene, code: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        api.submit_dossier(actor=scene.citizen, submission=scene.submission(procedure_code=code), key="k", at=MORNING)


def test_nobody_files_without_an_account(scene: Scene) -> None:
    with pytest.raises(DossierNotFound):
        api.submit_dossier(actor=ANONYMOUS, submission=scene.submission(), key="k", at=MORNING)


def test_a_department_takes_what_is_its_own(scene: Scene) -> None:
    submission = Submission(
        procedure_code=LICENCE,
        applicant=Applicant(name="Công ty Mẫu", kind=OwnerKind.ENTERPRISE, phone="0912345678"),
        answers={"ten_doanh_nghiep": "Công ty Mẫu", "ma_so_thue": "0100109106"},
        papers=(scene.paper("DON"),),
    )
    answer = api.submit_dossier(actor=scene.citizen, submission=submission, key="k", at=MORNING)
    row = scene.row(answer.dossier_id)
    assert row.lead_agency_id == scene.unit("SO-MAU")
    assert row.desk_id == scene.unit("MC-MAU")


def test_a_walk_in_is_filed_and_received_in_one(scene: Scene) -> None:
    accepted = scene.walk_in()
    row = scene.row(accepted.dossier_id)
    assert (row.status, row.channel) == ("accepted", "in_person")
    assert row.owner_account_id == scene.citizen.id, "the citizen whose number was vouched for sees it online"
    slip = Slip.objects.get(id=accepted.slip_id)
    counted = {"originals": 1, "certified": 0, "copies": 0, "electronic": False, "goes_back": False}
    assert slip.content["papers"] == [
        {"name": "Tờ khai", **counted},
        {"name": "Giấy tờ chứng minh việc nhà", **counted},
    ]
    assert slip.content["time_limit"] == "3wd"
    assert slip.content["parent_agency"] == "Ủy ban nhân dân xã An"


def test_a_number_typed_in_groups_is_the_same_number(scene: Scene) -> None:
    applicant = replace(scene.submission().applicant, id_number="042 185 001234")
    row = scene.row(scene.walk_in(applicant=applicant).dossier_id)
    assert (row.applicant_id_number, row.owner_account_id) == ("042185001234", scene.citizen.id)


def test_a_walk_in_lacks_a_paper(scene: Scene) -> None:
    with pytest.raises(FieldErrors) as refusal:
        scene.walk_in(papers=(scene.sheet("TK"),))
    assert [error.field for error in refusal.value.errors] == ["papers.GT"]


def test_an_immediate_procedure_needs_no_slip(scene: Scene) -> None:
    submission = scene.submission(procedure_code=STAMP, answers={}, papers=(scene.sheet("GT"),))
    accepted = api.take_in(actor=scene.reception, submission=submission, key="k", at=MORNING)
    assert accepted.slip_id is None
    assert accepted.code == "X99.3-261116-0001"
    done = api.issue_result(
        actor=scene.reception, dossier_id=accepted.dossier_id, result=scene.result(), at=vn("2026-11-16 09:20")
    )
    assert done.status is Status.RESOLVED
    api.return_result(
        actor=scene.reception, dossier_id=accepted.dossier_id, evidence=scene.signature(), at=vn("2026-11-16 09:21")
    )
    assert scene.row(accepted.dossier_id).result_class == "on_time"


def test_only_the_desk_takes_in(scene: Scene) -> None:
    for actor in (scene.officer, scene.citizen, scene.auditor):
        with pytest.raises(NotYourTurn):
            api.take_in(actor=actor, submission=scene.submission(), key="k", at=MORNING)
    assert not Dossier.objects.exists()


def test_a_draft_becomes_a_dossier(scene: Scene) -> None:
    draft = api.start_draft(actor=scene.citizen, procedure_code=HOUSEHOLD, at=MORNING)
    change = DraftChange(
        answers=ANSWERS,
        page="2",
        applicant=scene.submission().applicant,
        submitter=Submitter(name="Trần Văn Lam", capacity="Con"),
        unit_code="99001",
        return_method=ReturnMethod.ONLINE,
    )
    draft = api.save_draft(actor=scene.citizen, draft_id=draft.id, change=change, revision=draft.revision, at=MORNING)
    assert [error.field for error in api.check_draft(actor=scene.citizen, draft_id=draft.id, at=MORNING)] == [
        "papers.GT"
    ]
    for code in ("TK", "GT"):
        api.attach_paper(actor=scene.citizen, draft_id=draft.id, paper=scene.paper(code), at=MORNING)
    answer = api.submit_draft(actor=scene.citizen, draft_id=draft.id, key="k", at=MORNING)
    row = scene.row(answer.dossier_id)
    assert row.submitter == {"name": "Trần Văn Lam", "id_number": "", "phone": "", "capacity": "Con"}
    assert row.return_method == "online"
    assert not Draft.objects.exists()
    assert not Claim.objects.filter(holder_kind="draft").exists()
    assert api.submit_draft(actor=scene.citizen, draft_id=draft.id, key="k", at=MORNING) == answer


def test_two_tabs_do_not_overwrite_each_other(scene: Scene) -> None:
    draft = api.start_draft(actor=scene.citizen, procedure_code=HOUSEHOLD, at=MORNING)
    first = DraftChange(answers={"loai": "moi"})
    api.save_draft(actor=scene.citizen, draft_id=draft.id, change=first, revision=draft.revision, at=MORNING)
    with pytest.raises(DraftMovedOn):
        api.save_draft(
            actor=scene.citizen,
            draft_id=draft.id,
            change=DraftChange(answers={"loai": "khac"}),
            revision=draft.revision,
            at=MORNING,
        )
    assert api.get_draft(actor=scene.citizen, draft_id=draft.id).answers["loai"] == "moi"


def test_what_is_emptied_leaves_the_draft(scene: Scene) -> None:
    draft = api.start_draft(actor=scene.citizen, procedure_code=HOUSEHOLD, at=MORNING)
    change = DraftChange(answers=ANSWERS)
    saved = api.save_draft(actor=scene.citizen, draft_id=draft.id, change=change, revision=None, at=MORNING)
    request = RequestFactory().post("/", {"so_ban": "", "_revision": str(saved.revision)})
    request.actor = scene.citizen  # type: ignore[attr-defined]
    request.session = {}  # type: ignore[assignment]
    assert drafting.autosave(request, draft.id).status_code == 200, "the people page keeps the form's answers"
    assert api.get_draft(actor=scene.citizen, draft_id=draft.id).answers == ANSWERS
    page = RequestFactory().post("/", {"so_ban": "", "_page": "2"})
    page.actor, page.session = scene.citizen, {}  # type: ignore[attr-defined]
    assert drafting.autosave(page, draft.id).status_code == 200
    emptied = {name: value for name, value in ANSWERS.items() if name != "so_ban"}
    assert api.get_draft(actor=scene.citizen, draft_id=draft.id).answers == emptied


def test_a_draft_belongs_to_one_person(scene: Scene) -> None:
    draft = api.start_draft(actor=scene.citizen, procedure_code=HOUSEHOLD, at=MORNING)
    enterprise = replace(scene.citizen, enterprise_id=uuid7())
    for actor in (scene.stranger, scene.officer, enterprise, ANONYMOUS):
        with pytest.raises(DraftNotFound):
            api.get_draft(actor=actor, draft_id=draft.id)
        with pytest.raises((DraftNotFound, DossierNotFound)):
            api.submit_draft(actor=actor, draft_id=draft.id, key="k", at=MORNING)
        with pytest.raises(DraftNotFound):
            api.discard_draft(actor=actor, draft_id=draft.id, at=MORNING)
        assert api.list_drafts(actor=actor) == []
    assert [one.id for one in api.list_drafts(actor=scene.citizen)] == [draft.id]
    api.discard_draft(actor=scene.citizen, draft_id=draft.id, at=MORNING)
    assert not Draft.objects.exists()


def test_text_is_kept_composed_and_in_bounds(scene: Scene) -> None:
    decomposed = "Nguyê\u0303n   Thị\u00a0Hồng" + "g" * 400
    row = scene.row(scene.submitted(applicant=replace(scene.submission().applicant, name=decomposed)))
    assert row.applicant_name.startswith("Nguyễn Thị Hồng")
    assert len(row.applicant_name) == 300


def test_channels_have_their_own_limits(scene: Scene) -> None:
    assert Channel.ONLINE in Channel
    online = scene.row(scene.accepted())
    assert online.due_at == vn("2026-11-18 09:00")
    assert scene.walk_in().due_at == vn("2026-11-19 09:00")


def test_the_receipt_counts_sets_and_tells_certified_copies_from_plain_ones(scene: Scene) -> None:
    papers = (
        PaperInput(component_code="TK", kind=PaperKind.CERTIFIED_COPY, copies=31),
        PaperInput(component_code="GT", kind=PaperKind.PLAIN_COPY, copies=42),
    )
    taken = scene.walk_in(papers=papers)
    case = dossier_for(actor=scene.reception, dossier_id=taken.dossier_id, at=MORNING)
    case.version = replace(case.version, sets=2)
    content = receipt_content(case, actor=scene.reception, at=MORNING, form=None, papers=papers)
    assert content["sets"] == 2
    assert [(row["certified"], row["copies"]) for row in content["papers"]] == [(31, 0), (0, 42)]
    assert taken.slip_id is not None
    printed = api.print_slips(actor=scene.reception, slip_ids=[taken.slip_id], at=MORNING)
    words = PdfReader(io.BytesIO(printed)).pages[0].extract_text()
    for part in ("chứng thực", "Bản chụp", "31", "42"):
        assert part in words


def test_slips_keep_the_words_they_were_issued_with(scene: Scene) -> None:
    first = scene.walk_in()
    SlipForm.objects.filter(code="receipt_slip").update(title="Tên mới", number="01a")
    second = scene.walk_in()
    titles = [Slip.objects.get(id=accepted.slip_id).content["form_title"] for accepted in (first, second)]
    assert titles == ["Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Tên mới"]
    view = api.get_slip(actor=scene.reception, slip_id=first.slip_id or scene.file(scene.clerk), at=MORNING)
    assert (view.form_number, view.number, view.book_year) == ("01", 1, 2026)
