"""Paths of the catalogue; all are open to everybody."""

from django.urls import path

from honglam.kernel.guards import PUBLIC, guard
from honglam.procedures.views import catalogue

app_name = "procedures"

urlpatterns = [
    path("thu-tuc/", guard(catalogue.search, PUBLIC), name="search"),
    path("thu-tuc/linh-vuc/", guard(catalogue.fields, PUBLIC), name="fields"),
    path("thu-tuc/su-kien/", guard(catalogue.life_events, PUBLIC), name="life_events"),
    path("thu-tuc/su-kien/<slug:code>/", guard(catalogue.life_event, PUBLIC), name="life_event"),
    path("thu-tuc/<str:code>/", guard(catalogue.procedure, PUBLIC), name="procedure"),
    path("thu-tuc/<str:code>/phien-ban/<int:number>/", guard(catalogue.version, PUBLIC), name="version"),
]
