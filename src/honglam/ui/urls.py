"""Paths of the design system itself."""

from django.urls import path

from honglam.kernel.guards import PUBLIC, guard
from honglam.ui import views

app_name = "ui"

urlpatterns = [
    path("", guard(views.components, PUBLIC), name="components"),
    path("ngon-ngu/<slug:code>/", guard(views.language, PUBLIC), name="language"),
    path("mau.css", guard(views.branding_css, PUBLIC), name="branding"),
    path("<slug:name>/", guard(views.component, PUBLIC), name="component"),
]
