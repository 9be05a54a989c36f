"""Paths of worktime."""

from django.urls import path

from honglam.kernel.guards import PUBLIC, guard
from honglam.worktime import views

app_name = "worktime"
urlpatterns = [
    path("lich-lam-viec/", guard(views.calendar, PUBLIC), name="calendar"),
    path("lich-lam-viec/<int:year>/", guard(views.calendar, PUBLIC), name="year"),
]
