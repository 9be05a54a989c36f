"""A refusal that no page caught: absent things become the 404 page, everything else a page that says what and why."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from honglam.kernel.problems import spoken
from honglam.kernel.values import DomainError, FieldErrors

NOT_FOUND = 404


class RefusalPages:
    """Middleware: turns a DomainError that left a view into a page in the visitor's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for a refusal; other exceptions are not ours."""
        if not isinstance(error, DomainError):
            return None
        if error.status == NOT_FOUND:
            raise Http404 from error
        faults = error.errors if isinstance(error, FieldErrors) else []
        context = {
            "title": spoken(error.message, error.params),
            "faults": [spoken(fault.message, fault.params) for fault in faults],
        }
        return render(request, "ui/refusal.html", context, status=error.status)
