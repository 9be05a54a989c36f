"""The living page of components, the language switch, the branding's colours, and the pages for what went wrong."""

import logging
import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from honglam.kernel import ids
from honglam.kernel.problems import API, Broken, NotAccepted, TooMuchSent, Unreadable, WrongMethod, answer
from honglam.kernel.returning import is_own_page
from honglam.kernel.values import DomainError, NotFound
from honglam.ui import gallery, icons
from honglam.ui.branding import branding

log = logging.getLogger("honglam.ui")


def components(request: HttpRequest) -> HttpResponse:
    """All components, each in its states."""
    return _gallery(request, gallery.components(), tokens=gallery.tokens())


def component(request: HttpRequest, name: str) -> HttpResponse:
    """One component in its states, with the code beside each."""
    if name not in gallery.names():
        raise Http404
    return _gallery(request, [gallery.component(name)], tokens=())


def _gallery(request: HttpRequest, shown: list[gallery.Component], *, tokens: tuple[str, ...]) -> HttpResponse:
    context = {
        "components": shown,
        "tokens": tokens,
        "icon_names": icons.names(),
        "face": request.GET.get("face", ""),
    }
    return render(request, "ui/gallery.html", context)


def language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember the language and go back to where the reader was. A link, since it changes nothing but a cookie."""
    target = request.GET.get("next", "/")
    if code not in dict(settings.LANGUAGES):
        raise Http404
    response = redirect(target if is_own_page(target) else "/")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=31_536_000, samesite="Lax")
    return response


@cache_control(public=True, max_age=3600)
def branding_css(_request: HttpRequest) -> HttpResponse:
    """The pack's colours in place of ours; a file because the policy forbids styles inside a page."""
    rules = "".join(f"--hl-{token}:{value};" for token, value in branding().safe_colours().items())
    return HttpResponse(f":root{{{rules}}}", content_type="text/css")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404, also for what is there but not for this visitor."""
    return _wrong(
        request,
        NotFound(),
        _("This page was not found"),
        [
            _("The address may be mistyped, or the page may have moved."),
            _("If you are looking for something of your own, sign in first."),
        ],
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """403: a request that we could not trust."""
    return _wrong(
        request,
        NotAccepted(),
        _("This request was not accepted"),
        [_("The page may have been open for too long. Go back, load it again and repeat what you did.")],
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403 for a form without its token; settings name this view."""
    return forbidden(request)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: a request that makes no sense, or says more at once than is taken."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        words = _("Nothing was saved. Go back: what you typed is still there. Send it in parts, or as a file.")
        return _wrong(request, TooMuchSent(), _("More was sent at once than is taken here"), [words], status=400)
    return _wrong(
        request, Unreadable(), _("This request could not be understood"), [_("Go back, load the page again and retry.")]
    )


def wrong_method(request: HttpRequest, allowed: str) -> HttpResponse:
    """405: an address that a form sends to was opened like a page, as after signing in or from an old tab."""
    refusal = WrongMethod(method=request.method, allowed=allowed)
    words = _("This address only takes what a page sends to it. Nothing was done. Go back to the page and press again.")
    return _wrong(request, refusal, _("There is no page here to look at"), [words])


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. The reference number on the page stands in the log beside the traceback."""
    return _wrong(
        request,
        Broken(),
        _("Something went wrong on our side"),
        [
            _("We have recorded the error. What you saved before is safe."),
            _("Please try again in a few minutes; if it happens again, quote the reference number below."),
        ],
    )


def _wrong(
    request: HttpRequest, refusal: DomainError, title: str, paragraphs: list[str], *, status: int | None = None
) -> HttpResponse:
    """The page in these words; a program, which reads no pages, gets the refusal itself."""
    of_api = request.path.startswith(API)
    status = refusal.status if of_api or status is None else status
    reference = ids.new_code()
    fault = sys.exc_info() if status >= 500 else None
    log.log(logging.ERROR if fault else logging.INFO, "%s %s %s", status, request.path, reference, exc_info=fault)
    if of_api:
        return answer(refusal, **({"reference": reference} if fault else {}))
    ways = [{"label": _("Go to the home page"), "href": "/"}]
    context = {"title": title, "paragraphs": paragraphs, "ways": ways, "reference": reference}
    return render(None, "ui/error.html", context, status=status)
