"""Paths of files. The link itself is the permission, so the path is public."""

from django.urls import path

from honglam.files import views
from honglam.kernel.guards import PUBLIC, guard

app_name = "files"
urlpatterns = [path("tep/<uuid:file_id>/", guard(views.linked, PUBLIC), name="linked")]
