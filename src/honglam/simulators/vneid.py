"""An OpenID provider that behaves as VNeID's would: code flow with PKCE, signed tokens, assurance levels, faults.

Anybody can sign in here as anybody: it is mounted only where HONGLAM_SIMULATORS says so. What a real provider keeps in
its database travels in signed codes, so that any web process can answer; a code works once.
"""

import time
from base64 import b64decode, urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
import jwt
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, JsonResponse
from django.template import engines
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from honglam.kernel import ratelimit
from honglam.simulators import vneid_people
from honglam.simulators.vneid_keys import KEY_ID, private_key, public_jwk, stranger_key

CODE_SECONDS = 60
TOKEN_SECONDS = 300
_CODE = "simulators.vneid.code"
_ACCESS = "simulators.vneid.access"
# What may go wrong on request: the name of the fault and what happens.
FAULTS = {
    "": "everything as it should be",
    "denied": "the person says no",
    "server_error": "the token endpoint answers 500",
    "bad_nonce": "the id_token carries another nonce",
    "no_nonce": "the id_token carries no nonce",
    "expired": "the id_token expired an hour ago",
    "wrong_audience": "the id_token is for another client",
    "wrong_issuer": "the id_token is of another issuer",
    "bad_signature": "the id_token is signed with a stranger's key",
    "unsigned": "the id_token is not signed at all",
    "other_subject": "userinfo speaks of another person",
    "bad_state": "the browser comes back with another state",
    "bad_citizen_id": "the citizen id has only eleven digits",
    "stale_login": "the person signed in an hour ago and was not asked anew",
}


def issuer() -> str:
    """Our own address, as the client knows it."""
    return str(settings.OIDC["issuer"])


@require_GET
def configuration(_request: HttpRequest) -> HttpResponse:
    """OpenID Connect Discovery 1.0."""
    base = issuer()
    return JsonResponse(
        {
            "issuer": base,
            "authorization_endpoint": f"{base}/authorize",
            "token_endpoint": f"{base}/token",
            "userinfo_endpoint": f"{base}/userinfo",
            "jwks_uri": f"{base}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "acr_values_supported": ["level:1", "level:2"],
        }
    )


@require_GET
def jwks(_request: HttpRequest) -> HttpResponse:
    """The public half of our key."""
    return JsonResponse({"keys": [public_jwk()]})


@require_http_methods(["GET", "POST"])
def authorize(request: HttpRequest) -> HttpResponse:
    """The page on the phone: who are you, and do you agree?"""
    asked = {name: request.GET.get(name, "") for name in ("redirect_uri", "state", "nonce", "code_challenge")}
    fault = _bad_request(request, asked)
    if fault:
        return HttpResponseBadRequest(fault)
    if request.method == "GET":
        return _page(request)
    chosen = request.POST.get("fault", "")
    if chosen == "denied":
        return _back(asked, {"error": "access_denied"})
    person = vneid_people.person_from(request.POST)
    code = signing.dumps({**asked, "person": person, "fault": chosen}, salt=_CODE)
    state = {"state": "somebody-else's"} if chosen == "bad_state" else {}
    return _back(asked, {"code": code, "iss": issuer(), **state})


def _bad_request(request: HttpRequest, asked: dict[str, str]) -> str:
    if request.GET.get("client_id") != settings.OIDC["client_id"]:
        return "unknown client_id"
    known = reverse("identity:provider_back")
    back = urlsplit(asked["redirect_uri"])
    # People open the demo under several names of this machine; all of them are ours.
    own_names = {*settings.ALLOWED_HOSTS, request.get_host().partition(":")[0]} - {"*"}
    if back.scheme not in ("http", "https") or back.hostname not in own_names or back.path != known:
        return "redirect_uri is not registered"
    if request.GET.get("response_type") != "code" or request.GET.get("code_challenge_method") != "S256":
        return "only the code flow with PKCE (S256) is offered"
    if not asked["code_challenge"] or "openid" not in request.GET.get("scope", "").split():
        return "code_challenge or scope is missing"
    return ""


def _page(request: HttpRequest) -> HttpResponse:
    template = engines["jinja2"].from_string(vneid_people.PAGE)
    people = [(one["citizen_id"], f"{one['name']} – {one['citizen_id']}") for one in vneid_people.known_people()]
    context = {"people": [*people, ("", "Somebody else")], "faults": list(FAULTS.items())}
    return HttpResponse(template.render(context, request))


def _back(asked: dict[str, str], answer: dict[str, str]) -> HttpResponse:
    query = urlencode({"state": asked["state"], **answer})
    return HttpResponseRedirect(f"{asked['redirect_uri']}?{query}")


@csrf_exempt
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """A code and its verifier for tokens."""
    if not _is_client(request):
        return JsonResponse({"error": "invalid_client"}, status=401)
    code = request.POST.get("code", "")
    try:
        kept: dict[str, Any] = signing.loads(code, salt=_CODE, max_age=CODE_SECONDS)
    except signing.BadSignature:
        return JsonResponse({"error": "invalid_grant"}, status=400)
    challenge = urlsafe_b64encode(sha256(request.POST.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
    first = ratelimit.allow(f"simulated-code:{sha256(code.encode()).hexdigest()}", limit=1, per=timedelta(hours=1))
    if challenge != kept["code_challenge"] or request.POST.get("redirect_uri") != kept["redirect_uri"] or not first:
        return JsonResponse({"error": "invalid_grant"}, status=400)
    if kept["fault"] == "server_error":
        return HttpResponse("Internal Server Error", status=500)
    access = signing.dumps({"person": kept["person"], "fault": kept["fault"]}, salt=_ACCESS)
    return JsonResponse(
        {"access_token": access, "token_type": "Bearer", "expires_in": TOKEN_SECONDS, "id_token": _id_token(kept)}
    )


def _is_client(request: HttpRequest) -> bool:
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    wanted = f"{settings.OIDC['client_id']}:{settings.OIDC['client_secret']}"
    try:
        return kind == "Basic" and b64decode(given).decode() == wanted
    except ValueError:
        return False


def _id_token(kept: dict[str, Any]) -> str:
    fault, at = kept["fault"], int(time.time())
    claims = {
        "iss": "https://vneid.example" if fault == "wrong_issuer" else issuer(),
        "sub": vneid_people.subject(kept["person"]),
        "aud": "another-client" if fault == "wrong_audience" else settings.OIDC["client_id"],
        "iat": at - 7200 if fault == "expired" else at,
        "exp": at - 3600 if fault == "expired" else at + TOKEN_SECONDS,
        "nonce": "somebody-else's" if fault == "bad_nonce" else kept["nonce"],
        "acr": f"level:{kept['person']['level']}",
        "auth_time": at - 3600 if fault == "stale_login" else at,
    }
    if fault == "no_nonce":
        del claims["nonce"]
    if fault == "unsigned":
        return jwt.encode(claims, "", algorithm="none", headers={"kid": KEY_ID})
    key = stranger_key() if fault == "bad_signature" else private_key()
    return jwt.encode(claims, key, algorithm="RS256", headers={"kid": KEY_ID})


@require_GET
def userinfo(request: HttpRequest) -> HttpResponse:
    """What the citizen's record says."""
    _, _, given = request.headers.get("Authorization", "").partition(" ")
    try:
        kept = signing.loads(given, salt=_ACCESS, max_age=TOKEN_SECONDS)
    except signing.BadSignature:
        return JsonResponse({"error": "invalid_token"}, status=401)
    person = kept["person"]
    claims = vneid_people.claims(person)
    if kept["fault"] == "other_subject":
        claims["sub"] = "somebody-else"
    if kept["fault"] == "bad_citizen_id":
        claims["citizen_id"] = person["citizen_id"][:11]
    return JsonResponse(claims)


class _InThisProcess(httpx.BaseTransport):
    """Answers the client's back channel without leaving the process: a lone web worker cannot call itself."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The simulator's answer to a request for one of its addresses."""
        path = request.url.path[request.url.path.index("/vneid") :]
        made = RequestFactory().generic(
            request.method,
            path,
            data=request.read(),
            content_type=request.headers.get("Content-Type", "application/octet-stream"),
            headers={name: request.headers[name] for name in ("Authorization",) if name in request.headers},
        )
        found = resolve(path, urlconf="honglam.simulators.urls")
        answer = found.func(made, *found.args, **found.kwargs)
        return httpx.Response(
            answer.status_code, content=answer.content, headers={"Content-Type": answer["Content-Type"]}
        )


def transport() -> httpx.BaseTransport:
    """What settings name as the transport of identity's gateway."""
    return _InThisProcess()
