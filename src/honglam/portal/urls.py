"""Paths of the citizen's home."""

from django.urls import path

from honglam.kernel.guards import PUBLIC, guard
from honglam.portal import views

app_name = "portal"
urlpatterns = [
    path("", guard(views.home, PUBLIC), name="home"),
    path("tra-cuu/", guard(views.look_up, PUBLIC), name="look_up"),
    path("tro-giup/", guard(views.help_page, PUBLIC), name="help"),
]
