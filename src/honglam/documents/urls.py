"""Paths of documents."""

from django.urls import path

from honglam.documents.access import IMPORTERS
from honglam.documents.views import adding, correcting, incoming, looking, register
from honglam.kernel.guards import OFFICER, guard

app_name = "documents"
urlpatterns = [
    path("can-bo/van-ban/", guard(register.index, OFFICER), name="register"),
    path("can-bo/van-ban/tai-ve.<slug:kind>", guard(register.export, OFFICER), name="export"),
    path("can-bo/van-ban/nhap/", guard(incoming.index, IMPORTERS), name="imports"),
    path("can-bo/van-ban/nhap/<uuid:import_id>/", guard(looking.one, IMPORTERS), name="import"),
    path(
        "can-bo/van-ban/nhap/<uuid:import_id>/de-xuat/<int:number>/",
        guard(looking.proposal, IMPORTERS),
        name="proposal",
    ),
    path(
        "can-bo/van-ban/nhap/<uuid:import_id>/doc-lai/", guard(incoming.read_again, IMPORTERS), name="import_read_again"
    ),
    path("can-bo/van-ban/nhap/<uuid:import_id>/luu/", guard(looking.autosave, IMPORTERS), name="import_autosave"),
    path("can-bo/van-ban/nhap/<uuid:import_id>/rut/", guard(incoming.withdraw, IMPORTERS), name="import_withdraw"),
    path("can-bo/van-ban/nhap/<uuid:import_id>/so-lieu/", guard(adding.figure, IMPORTERS), name="figure_add"),
    path("can-bo/van-ban/nhap/<uuid:import_id>/tep/", guard(incoming.file, IMPORTERS), name="import_file"),
    path("can-bo/van-ban/<uuid:document_id>/", guard(register.document, OFFICER), name="document"),
    path("can-bo/van-ban/<uuid:document_id>/dua-ra/", guard(correcting.retire, IMPORTERS), name="retire"),
    path("can-bo/van-ban/<uuid:document_id>/sua/", guard(correcting.correct, IMPORTERS), name="correct"),
    path("can-bo/van-ban/<uuid:document_id>/tep/", guard(register.file, OFFICER), name="document_file"),
]
