"""Paths of the catalogue: reading is open to everybody, keeping it is for its controllers."""

from django.urls import path

from honglam.kernel.guards import PUBLIC, guard, role
from honglam.procedures.access import KEEPERS
from honglam.procedures.views import announcing, catalogue, designing, drawing, keeping, national, sheets

KEEPER = role(*KEEPERS)

app_name = "procedures"

urlpatterns = [
    path("thu-tuc/", guard(catalogue.search, PUBLIC), name="search"),
    path("thu-tuc/linh-vuc/", guard(catalogue.fields, PUBLIC), name="fields"),
    path("thu-tuc/su-kien/", guard(catalogue.life_events, PUBLIC), name="life_events"),
    path("thu-tuc/su-kien/<slug:code>/", guard(catalogue.life_event, PUBLIC), name="life_event"),
    path("thu-tuc/quan-ly/", guard(keeping.index, KEEPER), name="keep"),
    path("thu-tuc/quan-ly/nhap-quoc-gia/", guard(national.index, KEEPER), name="national"),
    path("thu-tuc/quan-ly/nhap-quoc-gia/<uuid:import_id>/", guard(national.plan, KEEPER), name="national_plan"),
    path(
        "thu-tuc/quan-ly/nhap-quoc-gia/<uuid:import_id>/<int:number>/",
        guard(national.record, KEEPER),
        name="national_record",
    ),
    path("thu-tuc/quan-ly/<str:code>/", guard(keeping.procedure, KEEPER), name="keep_procedure"),
    path("thu-tuc/quan-ly/<str:code>/soan/", guard(keeping.start, KEEPER), name="draft_start"),
    path("thu-tuc/quan-ly/<str:code>/so-sanh/", guard(keeping.compare, KEEPER), name="compare"),
    path("thu-tuc/quan-ly/<str:code>/bai-bo/", guard(announcing.abolish, KEEPER), name="abolish"),
    path("thu-tuc/quan-ly/<str:code>/phien-ban/<int:number>/rut/", guard(announcing.withdraw, KEEPER), name="withdraw"),
    path("thu-tuc/soan-thao/<uuid:draft_id>/", guard(keeping.draft, KEEPER), name="draft"),
    path("thu-tuc/soan-thao/<uuid:draft_id>/tep/", guard(keeping.decision_file, KEEPER), name="decision_file"),
    path("thu-tuc/soan-thao/<uuid:draft_id>/buoc/<slug:act>/", guard(announcing.turn, KEEPER), name="draft_turn"),
    path("thu-tuc/soan-thao/<uuid:draft_id>/quy-trinh.bpmn", guard(drawing.download, KEEPER), name="process_drawing"),
    path("thu-tuc/soan-thao/<uuid:draft_id>/quy-trinh/nhap/", guard(drawing.upload, KEEPER), name="process_upload"),
    path("thu-tuc/soan-thao/<uuid:draft_id>/bieu-mau/", guard(designing.design, KEEPER), name="design"),
    path("thu-tuc/soan-thao/<uuid:draft_id>/bieu-mau/luu/", guard(designing.autosave, KEEPER), name="design_save"),
    path(
        "thu-tuc/soan-thao/<uuid:draft_id>/bieu-mau/xem-truoc/<int:number>/",
        guard(designing.preview, KEEPER),
        name="design_preview",
    ),
    path("thu-tuc/soan-thao/<uuid:draft_id>/<slug:slug>/", guard(sheets.sheet, KEEPER), name="draft_sheet"),
    path("thu-tuc/soan-thao/<uuid:draft_id>/<slug:slug>/luu/", guard(sheets.autosave, KEEPER), name="draft_save"),
    path("thu-tuc/<str:code>/", guard(catalogue.procedure, PUBLIC), name="procedure"),
    path("thu-tuc/<str:code>/phien-ban/<int:number>/", guard(catalogue.version, PUBLIC), name="version"),
]
