"""Paths of the indices and reports: public under `so-lieu/`, for those who lead under `dieu-hanh/`,
reporting rounds, scoring rounds and written reports under `can-bo/`."""

from django.urls import path

from honglam.indicators.access import ENTERERS, JUDGES, LEADERS, RECEIVERS
from honglam.indicators.api import count_fields
from honglam.indicators.views import indices, reporting, tables
from honglam.indicators.views.figures import dictionary, entry, findings, incoming, outside, targets, values
from honglam.indicators.views.rounds import acting, filling, lists, workbooks
from honglam.indicators.views.scoring import acting as scoring_acts
from honglam.indicators.views.scoring import lists as scorings
from honglam.indicators.views.scoring import public as published
from honglam.indicators.views.scoring import sheet as sheets
from honglam.indicators.views.writing import published as published_papers
from honglam.indicators.views.writing import reports as written
from honglam.kernel.fields import allow_fields
from honglam.kernel.guards import OFFICER, PUBLIC, guard, role

app_name = "indicators"
urlpatterns = [
    path("so-lieu/cham-diem/", guard(published.listing, PUBLIC), name="published_scorings"),
    path("so-lieu/cham-diem/<uuid:round_id>/", guard(published.ranking, PUBLIC), name="published_scoring"),
    path("so-lieu/cham-diem/<uuid:round_id>/<int:agency_id>/", guard(published.card, PUBLIC), name="published_card"),
    path("so-lieu/chi-so/", guard(indices.ranking, PUBLIC), name="indices"),
    path("so-lieu/chi-so/<slug:index>/", guard(indices.ranking, PUBLIC), name="ranking"),
    path("so-lieu/chi-so/<slug:index>/toan-tinh/", guard(indices.card, PUBLIC), name="province"),
    path("so-lieu/chi-so/<slug:index>/<int:agency_id>/", guard(indices.card, PUBLIC), name="agency"),
    path("so-lieu/bao-cao/<slug:kind>/", guard(tables.table, PUBLIC), name="table"),
    path("so-lieu/chi-tieu/", guard(dictionary.listing, PUBLIC), name="dictionary"),
    path("so-lieu/chi-tieu/<slug:code>/", guard(dictionary.indicator, PUBLIC), name="indicator"),
    path("so-lieu/chi-tieu/<slug:code>/ve-ai/", guard(dictionary.subjects, PUBLIC), name="subjects"),
    path("so-lieu/muc-tieu/", guard(targets.listing, PUBLIC), name="targets"),
    path("so-lieu/gia-tri/<uuid:value_id>/", guard(values.value, PUBLIC), name="value"),
    path("so-lieu/xep-hang/", guard(outside.listing, PUBLIC), name="outside_indices"),
    path("so-lieu/xep-hang/<slug:code>/", guard(outside.index, PUBLIC), name="outside_index"),
    path("dieu-hanh/chi-tieu/<slug:code>/nhap/", guard(entry.enter, OFFICER), name="enter_value"),
    path("dieu-hanh/gia-tri/<uuid:value_id>/dinh-chinh/", guard(entry.correct, OFFICER), name="correct_value"),
    path("dieu-hanh/gia-tri/<uuid:value_id>/xac-nhan/", guard(entry.confirm, OFFICER), name="confirm_value"),
    path("can-bo/so-lieu-van-ban/", guard(incoming.listing, role(*ENTERERS)), name="incoming"),
    path("can-bo/so-lieu-van-ban/<uuid:incoming_id>/", guard(incoming.one, role(*ENTERERS)), name="incoming_one"),
    path("dieu-hanh/mau-thuan/", guard(findings.listing, OFFICER), name="findings"),
    path("dieu-hanh/mau-thuan/<uuid:finding_id>/", guard(findings.finding, OFFICER), name="finding"),
    path("can-bo/bieu/<uuid:form_id>/", guard(allow_fields(filling.form, count_fields), OFFICER), name="form"),
    path("can-bo/bieu/<uuid:form_id>/bieu.xlsx", guard(workbooks.download, OFFICER), name="form_workbook"),
    path("can-bo/bieu/<uuid:form_id>/lan/<int:number>/", guard(filling.edition, OFFICER), name="form_edition"),
    path(
        "can-bo/bieu/<uuid:form_id>/luu/",
        guard(allow_fields(filling.autosave, count_fields), OFFICER),
        name="form_autosave",
    ),
    path("can-bo/bieu/<uuid:form_id>/tai-len/", guard(workbooks.upload, OFFICER), name="form_upload"),
    path("can-bo/bieu/<uuid:form_id>/<slug:verb>/", guard(acting.act, OFFICER), name="form_act"),
    path("can-bo/cham-diem/", guard(scorings.index, OFFICER), name="scorings"),
    path("can-bo/cham-diem/mo/", guard(scorings.open_one, role(*JUDGES)), name="scoring_open"),
    path("can-bo/cham-diem/<uuid:round_id>/", guard(scorings.board, OFFICER), name="scoring"),
    path("can-bo/cham-diem/<uuid:round_id>/tinh-lai/", guard(scorings.recount, OFFICER), name="scoring_recount"),
    path("can-bo/phieu-cham/<uuid:subject_id>/", guard(sheets.sheet, OFFICER), name="sheet"),
    path("can-bo/phieu-cham/<uuid:subject_id>/luu/", guard(sheets.autosave, OFFICER), name="sheet_autosave"),
    path(
        "can-bo/phieu-cham/<uuid:subject_id>/tra-lai/", guard(scoring_acts.send_back, OFFICER), name="sheet_send_back"
    ),
    path(
        "can-bo/phieu-cham/<uuid:subject_id>/kien-nghi/<str:code>/",
        guard(scoring_acts.appeal, OFFICER),
        name="sheet_appeal",
    ),
    path(
        "can-bo/phieu-cham/<uuid:subject_id>/tep/<uuid:file_id>/",
        guard(sheets.evidence, OFFICER),
        name="sheet_evidence",
    ),
    path("can-bo/ky-bao-cao/", guard(lists.index, OFFICER), name="forms"),
    path("can-bo/ky-bao-cao/mo/", guard(lists.open_one, role(*RECEIVERS)), name="round_open"),
    path("can-bo/ky-bao-cao/<uuid:round_id>/", guard(lists.board, OFFICER), name="round"),
    path("can-bo/ky-bao-cao/<uuid:round_id>/tong-hop/", guard(lists.totals, OFFICER), name="round_totals"),
    path("can-bo/bao-cao/", guard(written.index, OFFICER), name="writings"),
    path("can-bo/bao-cao/<uuid:report_id>/", guard(written.report, OFFICER), name="writing"),
    path(
        "can-bo/bao-cao/<uuid:report_id>/bao-cao.<slug:form>", guard(written.report_file, OFFICER), name="writing_file"
    ),
    path("so-lieu/bao-cao-cong-bo/", guard(published_papers.listing, PUBLIC), name="published_reports"),
    path("so-lieu/bao-cao-cong-bo/<uuid:report_id>/", guard(published_papers.report, PUBLIC), name="published_report"),
    path("dieu-hanh/chi-so/can-bo/", guard(indices.officers, LEADERS), name="officers"),
    path("dieu-hanh/chi-so/phia-sau/", guard(indices.behind, OFFICER), name="behind"),
    path("dieu-hanh/chi-so/ho-so/<uuid:dossier_id>/", guard(indices.dossier, OFFICER), name="dossier"),
    path("dieu-hanh/bao-cao/", guard(reporting.reports, LEADERS), name="reports"),
    path("dieu-hanh/bao-cao/<uuid:report_id>/", guard(reporting.report, LEADERS), name="report"),
    path("dieu-hanh/bao-cao/<uuid:report_id>/bao-cao.pdf", guard(reporting.report_pdf, LEADERS), name="report_pdf"),
]
