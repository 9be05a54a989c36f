"""The API: one OpenAPI 3.1 description over the same services as the pages.

Callers carry a token (`Authorization: Bearer …`) with scopes. Refusals are problem details (RFC 9457). Lists are walked
by key. Writes take an `Idempotency-Key`. Every caller is limited in how often it may ask.
"""

import logging
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as ShapeError
from ninja.security import HttpBearer

from honglam import __version__
from honglam.directory.api import actor_of_token
from honglam.directory.rest import router as directory
from honglam.dossiers.rest import router as dossiers
from honglam.exchange.rest import national as national_portal
from honglam.exchange.rest import router as webhooks
from honglam.identity.api import authenticate_token
from honglam.kernel.clients import client_address, limit_key
from honglam.kernel.ids import new_code
from honglam.kernel.problems import CONTENT_TYPE, problem
from honglam.kernel.ratelimit import TooManyRequests, allow
from honglam.kernel.shapes import misshapen_field
from honglam.kernel.values import DomainError, FieldErrors, NotFound, text_noop
from honglam.ops.rest import router as statistics
from honglam.payments.rest import router as payments
from honglam.postal.rest import router as postal
from honglam.procedures.rest import router as procedures

log = logging.getLogger("honglam.api")
PER_MINUTE_WITH_TOKEN = 6000
PER_MINUTE_WITHOUT = 300


class Unauthenticated(DomainError):
    """No token, or one that is not valid any more."""

    code = "unauthenticated"
    message = text_noop("This address needs a valid access token.")
    status = 401


class Bearer(HttpBearer):
    """Turns a token into the actor of the request."""

    def authenticate(self, request: HttpRequest, token: str) -> Any | None:
        """The token's identity, or None when the token is unknown, expired or revoked."""
        known = authenticate_token(raw=token)
        if known is None:
            return None
        _limit(f"api:token:{known.token_id}", PER_MINUTE_WITH_TOKEN)
        request.actor = actor_of_token(token=known)  # type: ignore[attr-defined]
        return known


def caller_without_token(request: HttpRequest) -> bool:
    """Open addresses: no token is needed, but the caller's address is limited."""
    if not request.headers.get("Authorization"):
        _limit(f"api:address:{limit_key(client_address(request))}", PER_MINUTE_WITHOUT)
        return True
    return False


def _limit(bucket: str, per_minute: int) -> None:
    if not allow(bucket, limit=per_minute, per=timedelta(minutes=1)):
        raise TooManyRequests


class DescribedOnce(NinjaAPI):
    """Anybody may ask for the description, and making it takes longer than any answer: it is made once."""

    def get_openapi_schema(self, **asked: Any) -> Any:
        """The description under the address at which we are mounted, or made anew for whoever asks for another."""
        if any(asked.values()):
            return super().get_openapi_schema(**asked)
        if self._described is None:
            self._described = super().get_openapi_schema()
        return self._described

    _described: Any = None


api = DescribedOnce(
    title="Hồng Lam",
    version=__version__,
    description="The one-stop of a province: catalogue, dossiers, statistics.",
    auth=Bearer(),
    docs_url=None,
    openapi_url="openapi.json",
    urls_namespace="api",
)
api.add_router("/procedures", procedures, auth=[Bearer(), caller_without_token], tags=["procedures"])
api.add_router("/directory", directory, auth=[Bearer(), caller_without_token], tags=["directory"])
api.add_router("/dossiers", dossiers, tags=["dossiers"])
api.add_router("/payments", payments, tags=["payments"])
api.add_router("/postal", postal, tags=["postal"])
api.add_router("/webhooks", webhooks, tags=["webhooks"])
api.add_router("/national-portal", national_portal, tags=["national-portal"])
api.add_router("/statistics", statistics, auth=[Bearer(), caller_without_token], tags=["statistics"])


def answer(error: DomainError) -> HttpResponse:
    """A refusal as the caller receives it."""
    response = JsonResponse(problem(error), status=error.status, content_type=CONTENT_TYPE)
    if error.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if error.status == 429:
        response.headers["Retry-After"] = "60"
    return response


@api.exception_handler(DomainError)
def refused(_request: HttpRequest, error: DomainError) -> HttpResponse:
    """A named refusal of a service."""
    return answer(error)


@api.exception_handler(ShapeError)
def misshapen(_request: HttpRequest, error: ShapeError) -> HttpResponse:
    """A request whose shape is wrong: each fault at its own field."""
    return answer(FieldErrors([misshapen_field(fault) for fault in error.errors]))


@api.exception_handler(AuthenticationError)
def unauthenticated(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """No valid token."""
    return answer(Unauthenticated())


@api.exception_handler(Http404)
def absent(_request: HttpRequest, _error: Http404) -> HttpResponse:
    """Nothing here, or not for this caller."""
    return answer(NotFound())


@api.exception_handler(Exception)
def broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """A fault of ours: logged with a reference that the caller can name."""
    reference = new_code()
    log.error("500 %s %s", request.path, reference, exc_info=error)
    body = {
        "type": "/problems/internal",
        "title": gettext("Something went wrong on our side. Please try again; if it stays, name the reference."),
        "status": 500,
        "code": "internal",
        "reference": reference,
    }
    return JsonResponse(body, status=500, content_type=CONTENT_TYPE)


@api.exception_handler(HttpError)
def unreadable(_request: HttpRequest, error: HttpError) -> HttpResponse:
    """A body that is not JSON, a method that is not offered."""
    body = {"type": "/problems/request", "title": str(error), "status": error.status_code, "code": "request"}
    return JsonResponse(body, status=error.status_code, content_type=CONTENT_TYPE)
