"""Results made from the template: drafted, mended, signed, numbered in the agency's series and filed byte for byte."""

from datetime import date
from uuid import UUID

import pytest
from django.test import RequestFactory

from honglam.dossiers import api
from honglam.dossiers.contracts import (
    DossierNotFound,
    NotTheSigner,
    NotYourTurn,
    Outcome,
    ReasonRequired,
    ResultDraftChange,
    ResultDraftMovedOn,
    ResultInput,
    ResultNotSigned,
    ResultTemplateMissing,
    SignatureState,
)
from honglam.dossiers.models import Dossier, HistoryEvent, ResultDocument, ResultDraft, ResultSeries, Slip
from honglam.dossiers.rules.result_documents import authority_lines, number_of, place_name, title_lines
from honglam.dossiers.services.numbering import Series, claim_result_number, next_result_number
from honglam.dossiers.views import acting
from honglam.files import api as files
from honglam.kernel.relay import drain
from honglam.payments import api as payments
from honglam.payments.models import Order
from tests.dossiers.scene import MORNING, STAMP, Scene, later, vn

DRAFTED = ResultInput(outcome=Outcome.GRANTED, from_draft=True)


def issue(scene: Scene, dossier_id: UUID, at: object = MORNING) -> ResultDocument:
    """The clerk issues what was drafted."""
    api.issue_result(actor=scene.clerk, dossier_id=dossier_id, result=DRAFTED, at=at)  # type: ignore[arg-type]
    return ResultDocument.objects.get(dossier=dossier_id, revoked_at=None)


def test_from_the_template_to_the_file(scene: Scene) -> None:
    document = issue(scene, scene.at_last_step())
    assert (document.number, document.issued_on) == ("01/2026/GXN", date(2026, 11, 16))
    assert document.signer_name == scene.chairman.name
    assert document.signature_state == SignatureState.UNSIGNED
    assert document.title == "Giấy xác nhận"
    assert files.read(file_id=document.file_id).startswith(b"%PDF")


def test_what_could_have_been_settled_at_once_is_issued_with_the_signature_it_has(scene: Scene) -> None:
    dossier_id = scene.at_last_step()
    Dossier.objects.filter(id=dossier_id).update(immediate=True)
    assert issue(scene, dossier_id).signer_name == scene.chairman.name
    unsigned = scene.at_last_step()
    ResultDraft.objects.filter(dossier=unsigned).update(signed_at=None)
    Dossier.objects.filter(id=unsigned).update(immediate=True)
    with pytest.raises(NotTheSigner):
        issue(scene, unsigned)


def test_what_would_be_refused_is_not_offered(scene: Scene) -> None:
    """The page offered the draft to whoever may not sign, and then refused in words."""
    dossier_id = scene.at_last_step()
    request = RequestFactory().get("/")
    request.actor = scene.clerk  # type: ignore[attr-defined]

    def shown() -> str:
        return acting.act(request, dossier_id, "issue_result").content.decode()

    assert 'name="source"' in shown(), "it is signed"
    assert shown().count("Bắt buộc khi cấp kết quả bằng tệp") == 4, "number, date, signer and file"
    assert shown().count("(không bắt buộc)") == 3, "title, and what only a refusal needs"
    ResultDraft.objects.filter(dossier=dossier_id).update(signed_at=None)
    assert 'name="source"' not in shown() and "Vui lòng trình ký lại" in shown() and 'name="file"' in shown()
    Dossier.objects.filter(id=dossier_id).update(immediate=True)
    assert 'name="source"' not in shown() and "Chỉ người có thẩm quyền ký" in shown()
    assert api.find_draft_obstacle(actor=scene.chairman, dossier_id=dossier_id, at=MORNING) is None


def test_whoever_hands_over_reads_what_is_not_paid(scene: Scene) -> None:
    dossier_id = scene.resolved()
    request = RequestFactory().get("/")
    request.actor = scene.reception  # type: ignore[attr-defined]
    drain()
    owed = Order.objects.get(subject_id=dossier_id)
    assert owed.state == "open"
    assert "Chưa nộp: Lệ phí" in acting.act(request, dossier_id, "return_result").content.decode()
    payments.take_cash(actor=scene.reception, order_id=owed.id, given=owed.amount, at=MORNING)
    assert "Chưa nộp" not in acting.act(request, dossier_id, "return_result").content.decode()


def test_numbers_run_through_the_year_and_begin_again(scene: Scene) -> None:
    first, second = scene.at_last_step(), scene.at_last_step()
    assert [issue(scene, one).number for one in (first, second)] == ["01/2026/GXN", "02/2026/GXN"]
    new_year = vn("2027-01-04 09:00")
    assert issue(scene, scene.at_last_step(new_year), new_year).number == "01/2027/GXN"


def test_what_an_officer_mends_is_what_is_issued(scene: Scene) -> None:
    dossier_id = scene.processing()
    view = api.get_result_draft(actor=scene.officer, dossier_id=dossier_id, at=MORNING)
    assert [(block.kind, block.label, block.text) for block in view.blocks] == [
        ("text", "", "Ủy ban nhân dân xã An xác nhận:"),
        ("label", "Họ và tên", "NGUYỄN THỊ HỒNG"),
        ("label", "Ngày sinh", "12/03/1985"),
        ("label", "Nơi ở", "Xã An"),
        ("table", "", ""),
    ]
    change = ResultDraftChange(
        title="Giấy xác nhận", texts={"1": "TRẦN VĂN LAM", "0": "Xác nhận:", "9": "?", "1.0": "?"}
    )
    api.save_result_draft(actor=scene.officer, dossier_id=dossier_id, change=change, revision=view.revision, at=MORNING)
    view = api.get_result_draft(actor=scene.officer, dossier_id=dossier_id, at=MORNING)
    assert [block.text for block in view.blocks] == ["Xác nhận:", "TRẦN VĂN LAM", "12/03/1985", "Xã An", ""]
    assert view.made[1].text == "NGUYỄN THỊ HỒNG"
    assert HistoryEvent.objects.filter(dossier=dossier_id, verb="draft_result").count() == 1
    api.release_task(actor=scene.officer, task_id=scene.task(dossier_id).id, at=MORNING)
    with pytest.raises(ResultDraftMovedOn):
        api.save_result_draft(actor=scene.colleague, dossier_id=dossier_id, change=change, revision=0, at=MORNING)


def test_a_change_takes_the_signature_back(scene: Scene) -> None:
    dossier_id = scene.at_last_step()
    row = ResultDraft.objects.get(dossier=dossier_id)
    assert (row.signer_name, row.signer_title) == (scene.chairman.name, "Chủ tịch")
    ResultDraft.objects.filter(dossier=dossier_id).update(signed_at=None)
    with pytest.raises(ResultNotSigned):
        issue(scene, dossier_id)
    assert not ResultSeries.objects.exists()


def test_after_the_signature_nobody_mends(scene: Scene) -> None:
    dossier_id = scene.at_last_step()
    for actor in (scene.clerk, scene.officer, scene.citizen, scene.chairman):
        with pytest.raises(NotYourTurn):
            api.save_result_draft(actor=actor, dossier_id=dossier_id, change=ResultDraftChange(), at=MORNING)


def test_a_result_taken_back_is_signed_and_numbered_again(scene: Scene) -> None:
    dossier_id = scene.at_last_step()
    issue(scene, dossier_id)
    api.revoke_result(actor=scene.desk_head, dossier_id=dossier_id, reason="Sai ngày sinh", at=MORNING)
    assert scene.task(dossier_id).step_code == "KIEM-TRA", "whoever wrote it corrects it"
    change = ResultDraftChange(texts={"2": "13/03/1985"})
    api.save_result_draft(actor=scene.officer, dossier_id=dossier_id, change=change, at=MORNING)
    for actor, outcome in ((scene.officer, "dat"), (scene.unit_head, ""), (scene.chairman, "")):
        api.finish_step(actor=actor, task_id=scene.task(dossier_id).id, outcome=outcome, at=MORNING)
    assert issue(scene, dossier_id).number == "02/2026/GXN", "the number of the wrong one is used up"


def test_a_drafted_refusal_becomes_form_03(scene: Scene) -> None:
    dossier_id = scene.processing()
    change = ResultDraftChange(outcome=Outcome.REJECTED, reason="", legal_basis="Điều 5 Luật Mẫu")
    api.save_result_draft(actor=scene.officer, dossier_id=dossier_id, change=change, at=MORNING)
    for actor, outcome in ((scene.officer, "khong_dat"), (scene.unit_head, ""), (scene.chairman, "")):
        api.finish_step(actor=actor, task_id=scene.task(dossier_id).id, outcome=outcome, at=MORNING)
    with pytest.raises(ReasonRequired):
        issue(scene, dossier_id)
    ResultDraft.objects.filter(dossier=dossier_id).update(reason="Không đủ điều kiện về nơi ở")
    document = issue(scene, dossier_id)
    slip = Slip.objects.get(dossier=dossier_id, kind="refusal_slip")
    assert (document.outcome, document.file_id, document.reason) == ("rejected", None, "Không đủ điều kiện về nơi ở")
    assert slip.content["reason"] == document.reason
    assert slip.content["officer"] == scene.chairman.name
    assert not ResultSeries.objects.exists()


def test_without_a_template_only_a_refusal_can_be_drafted(scene: Scene) -> None:
    dossier_id = scene.walk_in(procedure_code=STAMP, papers=(scene.sheet("GT"),)).dossier_id
    view = api.get_result_draft(actor=scene.officer, dossier_id=dossier_id, at=MORNING)
    assert (view.has_template, view.outcome, view.blocks) == (False, Outcome.REJECTED, ())
    with pytest.raises(ResultTemplateMissing):
        api.save_result_draft(actor=scene.officer, dossier_id=dossier_id, change=ResultDraftChange(), at=MORNING)


def test_applicants_and_strangers_do_not_see_the_draft(scene: Scene) -> None:
    dossier_id = scene.processing()
    for actor in (scene.citizen, scene.stranger, scene.other_officer, scene.auditor):
        with pytest.raises(DossierNotFound):
            api.get_result_draft(actor=actor, dossier_id=dossier_id, at=MORNING)
        with pytest.raises(DossierNotFound):
            api.print_result_draft(actor=actor, dossier_id=dossier_id, at=MORNING)


def test_the_same_sheet_gives_the_same_bytes(scene: Scene) -> None:
    dossier_id = scene.processing()
    assert api.print_result_draft(actor=scene.officer, dossier_id=dossier_id, at=MORNING) == api.print_result_draft(
        actor=scene.officer, dossier_id=dossier_id, at=later(hours=1)
    )


def test_whoever_was_quicker_has_the_number(scene: Scene) -> None:
    series = Series(agency_id=scene.unit("UBND-XA-99001"), name="viec-nha", year=2026)
    number = next_result_number(series)
    assert claim_result_number(series, number)
    assert not claim_result_number(series, number)
    assert next_result_number(series) == number + 1
    assert not claim_result_number(series, number + 2)


@pytest.mark.parametrize(
    ("number_format", "number", "text"),
    [
        ("{number}/QĐ-{agency}", 5, "05/QĐ-UBND"),
        ("{number}/{year}/GXN", 12, "12/2026/GXN"),
        ("{number}/KH-{agency}", 125, "125/KH-UBND"),
        ("{number}/GPXD", None, "…/GPXD"),
    ],
)
def test_numbers_and_symbols(number_format: str, number: int | None, text: str) -> None:
    assert number_of(number_format, number=number, year=2026, agency="UBND") == text


@pytest.mark.parametrize(
    ("agency", "committee", "post", "lines"),
    [
        ("Ủy ban nhân dân xã An", True, "Chủ tịch", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        ("Ủy ban nhân dân xã An", True, "Phó Chủ tịch", ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("Sở Mẫu", False, "Giám đốc", ["GIÁM ĐỐC"]),
        ("Sở Mẫu", False, "Phó Giám đốc", ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
        ("Sở Mẫu", False, "", []),
    ],
)
def test_in_which_capacity(agency: str, committee: bool, post: str, lines: list[str]) -> None:
    assert authority_lines(is_committee=committee, agency_name=agency, post_title=post) == lines


def test_words_of_the_heading() -> None:
    assert [place_name(name) for name in ("Xã An", "Phường 1", "Tỉnh Mẫu", "An")] == ["An", "Phường 1", "Mẫu", "An"]
    assert title_lines("Quyết định về việc trợ cấp") == ("Quyết định", "Về việc trợ cấp")
    assert title_lines("Giấy khai sinh") == ("Giấy khai sinh", "")
