"""The API: one OpenAPI 3.1 description over the same services as the pages.

Callers carry a token (`Authorization: Bearer …`) with scopes. Refusals are problem details (RFC 9457). Lists are walked
by key. Writes take an `Idempotency-Key`: what makes something new needs one, an act on what is there may carry one;
uploads need none, since what no dossier names is cleared away. Every caller is limited in how often it may ask.
"""

import logging
from datetime import timedelta
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
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
from honglam.kernel.problems import Broken, TooMuchSent, Unauthenticated, Unreadable, answer
from honglam.kernel.ratelimit import TooManyRequests, allow
from honglam.kernel.shapes import misshapen_field
from honglam.kernel.values import DomainError, FieldErrors, NotFound
from honglam.ops.rest import router as statistics
from honglam.payments.rest import router as payments
from honglam.postal.rest import router as postal
from honglam.procedures.rest import router as procedures

log = logging.getLogger("honglam.api")
PER_MINUTE_WITH_TOKEN = 6000
PER_MINUTE_WITHOUT = 300


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
    return answer(Broken(), reference=reference)


@api.exception_handler(BadRequest)
@api.exception_handler(HttpError)
@api.exception_handler(MultiPartParserError)
@api.exception_handler(UnreadablePostError)
def unreadable(_request: HttpRequest, _error: Exception) -> HttpResponse:
    """A body that is no JSON, or no form, or that ended in the middle."""
    return answer(Unreadable())


@api.exception_handler(RequestDataTooBig)
@api.exception_handler(TooManyFieldsSent)
@api.exception_handler(TooManyFilesSent)
def too_much(_request: HttpRequest, _error: Exception) -> HttpResponse:
    """More than is read of anybody."""
    return answer(TooMuchSent())
