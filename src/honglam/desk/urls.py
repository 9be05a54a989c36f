"""Paths of the officer's home."""

from django.urls import path

from honglam.desk import views
from honglam.desk.access import HEADS
from honglam.kernel.guards import OFFICER, guard

app_name = "desk"
urlpatterns = [
    path("can-bo/", guard(views.worklist, OFFICER), name="worklist"),
    path("can-bo/tim/", guard(views.search, OFFICER), name="search"),
    path("can-bo/phu-tai/", guard(views.loads, HEADS), name="loads"),
]
