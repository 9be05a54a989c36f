"""Paths of the figures and of the watchers."""

from django.urls import path

from honglam.kernel.guards import PUBLIC, guard
from honglam.ops.access import LEADERS
from honglam.ops.views import figures, health

app_name = "ops"
urlpatterns = [
    path("so-lieu/", guard(figures.public, PUBLIC), name="public"),
    path("so-lieu/tai-ve/", guard(figures.export, PUBLIC), name="export"),
    path("dieu-hanh/", guard(figures.leader, LEADERS), name="leader"),
    path("dieu-hanh/ho-so/", guard(figures.behind, LEADERS), name="behind"),
    path("healthz", guard(health.healthz, PUBLIC), name="healthz"),
    path("readyz", guard(health.readyz, PUBLIC), name="readyz"),
    path("metrics", guard(health.metrics, PUBLIC), name="metrics"),
]
