"""Every block's paths in one place; the order of the paths is the order in which a visitor meets them."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from honglam.urls.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("honglam.portal.urls")),
    path("", include("honglam.procedures.urls")),
    path("", include("honglam.payments.urls")),
    path("", include("honglam.queue.urls")),
    path("", include("honglam.dossiers.urls")),
    path("", include("honglam.directives.urls")),
    path("", include("honglam.documents.urls")),
    path("", include("honglam.postal.urls")),
    path("", include("honglam.registries.urls")),
    path("", include("honglam.desk.urls")),
    path("", include("honglam.indicators.urls")),
    path("", include("honglam.ops.urls")),
    path("", include("honglam.directory.urls")),
    path("", include("honglam.identity.urls")),
    path("", include("honglam.notices.urls")),
    path("", include("honglam.files.urls")),
    path("", include("honglam.worktime.urls")),
    path("", include("honglam.exchange.urls")),
    path("ui/", include("honglam.ui.urls")),
    path("api/v1/", api.urls),
]
if settings.SIMULATORS:
    urlpatterns.append(path("gia-lap/", include("honglam.simulators.urls")))
handler400 = "honglam.ui.views.bad_request"
handler403 = "honglam.ui.views.forbidden"
handler404 = "honglam.ui.views.not_found"
handler500 = "honglam.ui.views.server_error"
