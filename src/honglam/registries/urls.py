"""Paths of the wallet of citizens and enterprises, and of the registers that officers keep."""

from django.urls import path

from honglam.kernel.fields import allow_fields
from honglam.kernel.guards import OFFICER, SIGNED_IN, guard
from honglam.registries.views import exports, register_files, registers, wallet

app_name = "registries"
urlpatterns = [
    path("giay-to/", guard(wallet.mine, SIGNED_IN), name="mine"),
    path("giay-to/them/", guard(wallet.add, SIGNED_IN), name="add"),
    path("giay-to/nhat-ky/", guard(wallet.log, SIGNED_IN), name="log"),
    path("giay-to/nhat-ky.csv", guard(exports.as_csv, SIGNED_IN), name="log_csv"),
    path("giay-to/nhat-ky.pdf", guard(exports.as_pdf, SIGNED_IN), name="log_pdf"),
    path("giay-to/<uuid:paper_id>/", guard(wallet.paper, SIGNED_IN), name="paper"),
    path("giay-to/<uuid:paper_id>/tep/", guard(wallet.file, SIGNED_IN), name="file"),
    path("giay-to/<uuid:paper_id>/an/", guard(wallet.hide, SIGNED_IN), name="hide"),
    path("giay-to/<uuid:paper_id>/xoa/", guard(wallet.throw_away, SIGNED_IN), name="throw_away"),
    path("can-bo/so/", guard(registers.registers, OFFICER), name="registers"),
    path("can-bo/so/<slug:code>/", guard(registers.register, OFFICER), name="register"),
    path("can-bo/so/<slug:code>/them/", guard(registers.add, OFFICER), name="record_new"),
    path("can-bo/so/<slug:code>/in/", guard(register_files.printed, OFFICER), name="register_print"),
    path("can-bo/so/<slug:code>/so.xlsx", guard(register_files.export, OFFICER), name="register_xlsx"),
    path("can-bo/so/<slug:code>/nhap/", guard(register_files.upload, OFFICER), name="import"),
    path(
        "can-bo/so/<slug:code>/nhap/<uuid:file_id>/",
        guard(allow_fields(register_files.check, register_files.count_fields), OFFICER),
        name="import_check",
    ),
    path("can-bo/so/<slug:code>/<uuid:record_id>/", guard(registers.record, OFFICER), name="record"),
    path("can-bo/so/<slug:code>/<uuid:record_id>/sua/", guard(registers.change, OFFICER), name="record_change"),
    path("can-bo/so/<slug:code>/<uuid:record_id>/<slug:verb>/", guard(registers.act, OFFICER), name="record_act"),
]
