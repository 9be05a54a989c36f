"""Paths of the figures and of the watchers."""

from django.urls import path

from honglam.kernel.guards import PUBLIC, guard
from honglam.ops.views import health

app_name = "ops"
urlpatterns = [
    path("healthz", guard(health.healthz, PUBLIC), name="healthz"),
    path("readyz", guard(health.readyz, PUBLIC), name="readyz"),
    path("metrics", guard(health.metrics, PUBLIC), name="metrics"),
]
