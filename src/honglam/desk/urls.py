"""Paths of the officer's home."""

from django.urls import path

from honglam.desk import views
from honglam.kernel.guards import OFFICER, guard, role

HEADS = role("unit_head", "approver", "leader", "one_stop_head", "administrator")

app_name = "desk"
urlpatterns = [
    path("can-bo/", guard(views.worklist, OFFICER), name="worklist"),
    path("can-bo/tim/", guard(views.search, OFFICER), name="search"),
    path("can-bo/phu-tai/", guard(views.loads, HEADS), name="loads"),
]
