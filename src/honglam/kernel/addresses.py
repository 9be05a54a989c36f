"""Addresses without the one character that no database takes.

A NUL in a query string (`?ma=%00`) would reach PostgreSQL as a refused text wherever somebody reads the query and
forgets to clean it. Nobody types one, so it is read as a blank everywhere, before any page or route looks.
"""

import re
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Not as nothing: "%0%000" would leave another one behind
_NUL = re.compile("%00|\0")
_BLANK = "%20"


class PlainQueries:
    """Middleware before all that read the query: it is parsed when it is first asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on with a query that can be asked of a database."""
        query = request.META.get("QUERY_STRING", "")
        if query:
            request.META["QUERY_STRING"] = _NUL.sub(_BLANK, query)
        return self.get_response(request)
