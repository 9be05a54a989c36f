"""The page behind a signed link."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from honglam.files import api
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of


@require_safe
def linked(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    """The file, if the link is still good."""
    return api.serve_link(
        request=request, actor=actor_of(request), file_id=file_id, token=request.GET.get("ve", ""), at=now()
    )
