"""Paths of worktime."""

from django.urls import path

from honglam.kernel.guards import PUBLIC, guard, role
from honglam.worktime.access import KEEPERS
from honglam.worktime.views import calendar, keeping

KEEPER = role(*KEEPERS)

app_name = "worktime"
urlpatterns = [
    path("lich-lam-viec/", guard(calendar.calendar, PUBLIC), name="calendar"),
    path("lich-lam-viec/<int:year>/", guard(calendar.calendar, PUBLIC), name="year"),
    path("lich-lam-viec/giu/", guard(keeping.keep, KEEPER), name="keep"),
    path("lich-lam-viec/giu/ngay/", guard(keeping.put_day, KEEPER), name="put_day"),
    path("lich-lam-viec/giu/ngay/<slug:day>/bo/", guard(keeping.take_day_out, KEEPER), name="take_day_out"),
    path("lich-lam-viec/giu/gio/", guard(keeping.put_hours, KEEPER), name="put_hours"),
    path("lich-lam-viec/giu/cong-bo/", guard(keeping.put_horizon, KEEPER), name="put_horizon"),
]
