"""Paths of notices."""

from django.urls import path

from honglam.kernel.guards import SIGNED_IN, guard, role
from honglam.notices.access import KEEPERS
from honglam.notices.views import inbox, letters

ADMINISTRATORS = role("administrator")
KEEPER = role(*KEEPERS)

app_name = "notices"
urlpatterns = [
    path("thong-bao/", guard(inbox.inbox, SIGNED_IN), name="inbox"),
    path("thong-bao/da-doc/", guard(inbox.read_all, SIGNED_IN), name="read_all"),
    path("thong-bao/<uuid:message_id>/", guard(inbox.read, SIGNED_IN), name="read"),
    path("thong-bao/chua-den/", guard(inbox.undelivered, ADMINISTRATORS), name="undelivered"),
    path("thong-bao/chua-den/<uuid:message_id>/gui-lai/", guard(inbox.again, ADMINISTRATORS), name="again"),
    path("thong-bao/chua-den/<uuid:message_id>/da-xu-ly/", guard(inbox.put_aside, ADMINISTRATORS), name="put_aside"),
    path("thong-bao/mau/", guard(letters.index, KEEPER), name="letters"),
    path("thong-bao/mau/<str:code>/", guard(letters.letter, KEEPER), name="letter"),
]
