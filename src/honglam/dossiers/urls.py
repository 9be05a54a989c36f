"""Paths of a dossier: the citizen's under `ho-so/`, the officer's under `can-bo/`."""

from django.urls import path

from honglam.dossiers.views import (
    acting,
    bulk,
    cosigning,
    counter,
    drafting,
    feedback,
    feedback_work,
    lapses,
    looking,
    mine,
    originals,
    printing,
    rating,
    registers,
    result_drafts,
    scanning,
)
from honglam.kernel.guards import OFFICER, PUBLIC, SIGNED_IN, guard, role

RECEIVING = role("reception_officer", "one_stop_head")
DESK = role("reception_officer", "result_officer", "one_stop_head")
POST_OFFICE = role("postal_clerk")
SCANNING = role("reception_officer", "result_officer", "one_stop_head", "postal_clerk")
ORIGINALS = role("reception_officer", "result_officer", "one_stop_head", "unit_head", "approver", "leader")
OVERSIGHT = role("unit_head", "approver", "one_stop_head", "leader", "procedure_controller", "auditor")

app_name = "dossiers"
urlpatterns = [
    path("ho-so/", guard(mine.mine, SIGNED_IN), name="mine"),
    path("ho-so/nop/<str:code>/", guard(drafting.start, SIGNED_IN), name="start"),
    path("ho-so/nhap/<uuid:draft_id>/", guard(drafting.people, SIGNED_IN), name="draft_people"),
    path("ho-so/nhap/<uuid:draft_id>/trang/<int:number>/", guard(drafting.form_page, SIGNED_IN), name="draft_page"),
    path("ho-so/nhap/<uuid:draft_id>/giay-to/", guard(drafting.papers, SIGNED_IN), name="draft_papers"),
    path("ho-so/nhap/<uuid:draft_id>/giay-to/<uuid:file_id>/", guard(drafting.file, SIGNED_IN), name="draft_file"),
    path("ho-so/nhap/<uuid:draft_id>/kiem-tra/", guard(drafting.check, SIGNED_IN), name="draft_check"),
    path("ho-so/nhap/<uuid:draft_id>/nho-xem/", guard(looking.ask, SIGNED_IN), name="draft_look"),
    path("ho-so/nhap/<uuid:draft_id>/dong-ky/", guard(cosigning.ask, SIGNED_IN), name="draft_cosigners"),
    path("ho-so/dong-ky/<uuid:cosigner_id>/", guard(cosigning.sign, SIGNED_IN), name="cosign"),
    path("ho-so/dong-ky/<uuid:cosigner_id>/tep/<uuid:file_id>/", guard(cosigning.file, SIGNED_IN), name="cosign_file"),
    path("ho-so/nhap/<uuid:draft_id>/luu/", guard(drafting.autosave, SIGNED_IN), name="draft_autosave"),
    path("ho-so/nhap/<uuid:draft_id>/bo/", guard(drafting.discard, SIGNED_IN), name="draft_discard"),
    path("ho-so/<uuid:dossier_id>/", guard(mine.dossier, SIGNED_IN), name="dossier"),
    path("ho-so/<uuid:dossier_id>/da-nop/", guard(mine.submitted, SIGNED_IN), name="submitted"),
    path("ho-so/<uuid:dossier_id>/bo-sung/", guard(mine.supplement, SIGNED_IN), name="supplement"),
    path("ho-so/<uuid:dossier_id>/rut/", guard(mine.withdraw, SIGNED_IN), name="withdraw"),
    path("ho-so/<uuid:dossier_id>/danh-gia/", guard(mine.rate, SIGNED_IN), name="rate"),
    path("ho-so/<uuid:dossier_id>/tep/<uuid:file_id>/", guard(mine.file, SIGNED_IN), name="file"),
    path("ho-so/<uuid:dossier_id>/phieu/<uuid:slip_id>.pdf", guard(printing.slip, SIGNED_IN), name="slip"),
    path("can-bo/ho-so/", guard(acting.open_by_code, OFFICER), name="open_by_code"),
    path("can-bo/ho-so/<uuid:dossier_id>/", guard(acting.dossier, OFFICER), name="officer_dossier"),
    path(
        "can-bo/ho-so/<uuid:dossier_id>/phieu-kiem-soat.pdf",
        guard(printing.control_sheet, OFFICER),
        name="control_sheet",
    ),
    path("can-bo/ho-so/<uuid:dossier_id>/du-thao/", guard(result_drafts.edit, OFFICER), name="result_draft"),
    path("can-bo/ho-so/<uuid:dossier_id>/du-thao.pdf", guard(result_drafts.preview, OFFICER), name="result_preview"),
    path("can-bo/ho-so/<uuid:dossier_id>/<slug:verb>/", guard(acting.act, OFFICER), name="act"),
    path("can-bo/xem-truoc/<uuid:look_id>/", guard(looking.answer, RECEIVING), name="look"),
    path("can-bo/xem-truoc/<uuid:look_id>/tep/<uuid:file_id>/", guard(looking.file, RECEIVING), name="look_file"),
    path("can-bo/cham-bo-sot/", guard(lapses.lapses, OVERSIGHT), name="lapses"),
    path("can-bo/ban-chinh/", guard(originals.originals, ORIGINALS), name="originals"),
    path("can-bo/so-theo-doi/", guard(registers.register, DESK), name="register"),
    path("can-bo/so-theo-doi/tai-ve.<slug:kind>", guard(registers.export, DESK), name="register_file"),
    path("can-bo/hang-loat/", guard(bulk.index, OFFICER), name="bulk_acts"),
    path("can-bo/hang-loat/moi/", guard(bulk.ask, OFFICER), name="bulk_new"),
    path("can-bo/hang-loat/<uuid:bulk_id>/", guard(bulk.show, OFFICER), name="bulk"),
    path("can-bo/hang-loat/<uuid:bulk_id>/hoan-tac/", guard(bulk.undo, OFFICER), name="bulk_undo"),
    path("can-bo/in/", guard(printing.batch, OFFICER), name="batch"),
    path("can-bo/tiep-nhan/", guard(counter.choose, DESK), name="choose"),
    path("can-bo/tiep-nhan/<str:code>/", guard(counter.intake, DESK), name="intake"),
    path("can-bo/tiep-nhan/ban-quet/<uuid:scan_id>/", guard(scanning.file, SCANNING), name="scan_file"),
    path(
        "can-bo/tiep-nhan/<str:code>/ban-quet/<uuid:scan_id>/",
        guard(scanning.suggestions, SCANNING),
        name="suggestions",
    ),
    path("can-bo/tiep-nhan/<str:code>/tu-choi/", guard(counter.refuse_walk_in, DESK), name="refuse_walk_in"),
    path("can-bo/nhan-ho/", guard(counter.choose_for_post, POST_OFFICE), name="post_choose"),
    path("can-bo/nhan-ho/<str:code>/", guard(counter.intake_for_post, POST_OFFICE), name="post_intake"),
    path("can-bo/phan-anh/<uuid:case_id>/", guard(feedback_work.case, OFFICER), name="feedback_work"),
    path("can-bo/man-hinh-danh-gia/", guard(rating.kiosk, DESK), name="kiosk"),
    path("danh-gia/<str:token>/", guard(rating.by_link, PUBLIC), name="rate_by_link"),
    path("phan-anh/", guard(feedback.tell, PUBLIC), name="tell"),
    path("phan-anh/xac-nhan/", guard(feedback.prove, PUBLIC), name="prove_contact"),
    path("phan-anh/tra-cuu/", guard(feedback.find, PUBLIC), name="find_feedback"),
    path("phan-anh/cong-khai/", guard(feedback.published, PUBLIC), name="published_feedback"),
    path("phan-anh/<str:code>/", guard(feedback.case, PUBLIC), name="feedback"),
]
