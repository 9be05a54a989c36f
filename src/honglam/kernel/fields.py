"""How many fields one form may send.

Django refuses a form of more than DATA_UPLOAD_MAX_NUMBER_FIELDS fields before anybody knows whose it is: a short body
can name millions, and each becomes an object. A page that rightly has more (a report of thousands of cells) says of its
own form how many that are; whoever it is not for, and every other page, keeps the limit of all.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.response import HttpResponseBase
from django.utils.datastructures import MultiValueDict

from honglam.kernel.guards import View, actor_of

Most = Callable[..., int]
"""`most(actor=…, **parts of the address)`: how many fields its form has for this actor; 0 if it is not theirs."""


def allow_fields(view: View, most: Most) -> View:
    """The view, whose form may send as many fields as `most` says where that is more than usual."""

    @wraps(view)
    def allowed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    allowed.most_fields = most  # type: ignore[attr-defined]
    return allowed


class ManyFields:
    """Middleware before the one that looks for the form's token, which is the first to read what was sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, _args: Any, parts: dict[str, Any]) -> None:
        """Read a large form here where the page has that many fields; leave it to be refused where it has not."""
        most: Most | None = getattr(view, "most_fields", None)
        if most is None or request.method != "POST":
            return
        if request.content_type != "application/x-www-form-urlencoded":
            return
        try:
            body = request.body
        except UnreadablePostError:  # whoever reads next says so
            return
        sent = body.count(b"&") + 1
        if (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS or sent) < sent <= most(actor=actor_of(request), **parts):
            request.POST = _parsed(body)  # type: ignore[assignment]
            request._files = MultiValueDict()  # type: ignore[attr-defined]


def _parsed(body: bytes) -> QueryDict:
    """The fields, as QueryDict would have them; it asks for the limit of all, and there is no other way round it."""
    found = QueryDict(mutable=True)
    for name, text in parse_qsl(body.decode("latin-1"), keep_blank_values=True):
        found.appendlist(name, text)
    found._mutable = False
    return found
