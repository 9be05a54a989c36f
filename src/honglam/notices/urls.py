"""Paths of notices."""

from django.urls import path

from honglam.kernel.guards import SIGNED_IN, guard, role
from honglam.notices import views

ADMINISTRATORS = role("administrator")

app_name = "notices"
urlpatterns = [
    path("thong-bao/", guard(views.inbox, SIGNED_IN), name="inbox"),
    path("thong-bao/da-doc/", guard(views.read_all, SIGNED_IN), name="read_all"),
    path("thong-bao/<uuid:message_id>/", guard(views.read, SIGNED_IN), name="read"),
    path("thong-bao/chua-den/", guard(views.undelivered, ADMINISTRATORS), name="undelivered"),
    path("thong-bao/chua-den/<uuid:message_id>/gui-lai/", guard(views.again, ADMINISTRATORS), name="again"),
]
