"""Paths of documents."""

from django.urls import path

from honglam.documents.views import register
from honglam.kernel.guards import OFFICER, guard

app_name = "documents"
urlpatterns = [
    path("can-bo/van-ban/", guard(register.index, OFFICER), name="register"),
    path("can-bo/van-ban/tai-ve.<slug:kind>", guard(register.export, OFFICER), name="export"),
    path("can-bo/van-ban/<uuid:document_id>/", guard(register.document, OFFICER), name="document"),
]
