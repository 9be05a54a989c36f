"""Paths of the hall: `lay-so/` and `so/` for visitors, `goi-so/` for the screen, `can-bo/goi-so/` for the clerk."""

from django.urls import path

from honglam.kernel.guards import PUBLIC, guard, role
from honglam.queue.access import ROLES
from honglam.queue.views import calling, taking

app_name = "queue"
urlpatterns = [
    path("lay-so/", guard(taking.halls, PUBLIC), name="halls"),
    path("lay-so/may/<str:token>/", guard(taking.kiosk, PUBLIC), name="kiosk"),
    path("lay-so/<str:code>/", guard(taking.phone, PUBLIC), name="phone"),
    path("so/<str:token>/", guard(taking.ticket, PUBLIC), name="ticket"),
    path("goi-so/<str:code>/", guard(calling.screen, PUBLIC), name="screen"),
    path("goi-so/<str:code>/bang/", guard(calling.board, PUBLIC), name="board"),
    path("can-bo/goi-so/", guard(calling.desk, role(*ROLES)), name="desk"),
]
