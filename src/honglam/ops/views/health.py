"""For machines that watch the installation: is it alive, is it ready, how much of what.

These answers hold no personal data. `/metrics` counts and is meant for the inside: it is served to this machine and to
addresses named in the settings only.
"""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from honglam.kernel.clients import client_address
from honglam.ops import queries


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django hands every view its request
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The process can do its work: database reached and migrated, nothing that a block calls unhealthy."""
    faults = queries.list_faults()
    return JsonResponse({"ready": not faults, "faults": faults}, status=503 if faults else 200)


@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text format."""
    if not queries.may_scrape(client_address(request)):
        raise Http404
    text, content_type = queries.render_metrics()
    return HttpResponse(text, content_type=content_type)
