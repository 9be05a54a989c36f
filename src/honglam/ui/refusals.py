"""A refusal that no page caught: absent things become the 404 page, everything else a page that says what and why."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from honglam.kernel.problems import API, CONTENT_TYPE, problem, spoken
from honglam.kernel.values import DomainError, FieldErrors
from honglam.ui.views import wrong_method

NOT_FOUND, WRONG_METHOD = 404, 405


class RefusalPages:
    """Middleware: turns a DomainError that left a view into a page in the visitor's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; an address that only takes a form has a page too for whoever comes by a link."""
        response = self.get_response(request)
        if response.status_code == WRONG_METHOD and isinstance(response, HttpResponse) and _is_bare(request, response):
            page = wrong_method(request, ", ".join(sorted(response["Allow"].split(", "))))
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for a refusal; other exceptions are not ours."""
        if not isinstance(error, DomainError):
            return None
        if error.status == NOT_FOUND:
            raise Http404 from error
        if request.headers.get("X-Requested-With") == "autosave":
            # Nobody is led to a page by it: the form says why, in these words
            return JsonResponse(problem(error), status=error.status, content_type=CONTENT_TYPE)
        faults = error.errors if isinstance(error, FieldErrors) else []
        context = {
            "title": spoken(error.message, error.params),
            "faults": [spoken(fault.message, fault.params) for fault in faults],
        }
        return render(request, "ui/refusal.html", context, status=error.status)


def _is_bare(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether nobody said why yet; what the API's library says is English and not of the API's form."""
    return not response.content or request.path.startswith(API)
