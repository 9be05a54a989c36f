"""Paths of files. The link itself is the permission, so the path is public."""

from django.urls import path

from honglam.files.views import linked, uploads
from honglam.kernel.guards import PUBLIC, SIGNED_IN, guard

app_name = "files"
urlpatterns = [
    path("tep/<uuid:file_id>/", guard(linked.linked, PUBLIC), name="linked"),
    path("tep/tai-len/", guard(uploads.begin, SIGNED_IN), name="uploads"),
    path("tep/tai-len/<uuid:upload_id>/", guard(uploads.piece, SIGNED_IN), name="upload"),
]
