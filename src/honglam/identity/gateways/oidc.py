"""OpenID Connect client: code flow with PKCE, state and nonce; nothing the provider says is believed unchecked.

Written out because the library at hand neither sends a nonce nor checks the signature of a token that came over the
back channel (docs/decisions). OpenID Connect Core 1.0 §3.1.2–3.1.3; RFC 7636; RFC 9700.
"""

import logging
import secrets
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import httpx
import jwt
from django.conf import settings
from django.utils.module_loading import import_string

from honglam.identity.contracts import Gender, ProvenIdentity, ProviderDeclined, ProviderFailed

_log = logging.getLogger(__name__)
_TIMEOUT = httpx.Timeout(5.0)
_ALGORITHMS = ["RS256", "PS256", "ES256"]
_CLOCK_SKEW = 30
JOURNEY_SECONDS = 600
_MAX_ANSWER = 200_000
_REMEMBERED_SECONDS = 300
_memory: dict[str, tuple[float, dict[str, Any]]] = {}
_GENDERS = {"male": Gender.MALE, "nam": Gender.MALE, "female": Gender.FEMALE, "nữ": Gender.FEMALE}


@dataclass(frozen=True, kw_only=True)
class Journey:
    """What must come back unchanged from the provider: kept in the visitor's session, used once.

    `began_at`: seconds since 1970; `again`: the provider was to ask the person anew, whoever is signed in there.
    """

    state: str
    nonce: str
    verifier: str
    began_at: float
    again: bool = False


def is_configured() -> bool:
    """Whether people may sign in with a provider at all."""
    return bool(settings.OIDC["issuer"] and settings.OIDC["client_id"])


def provider_name() -> str:
    """The provider's name on buttons."""
    return settings.OIDC["name"]


def set_out(*, redirect_uri: str, at: datetime, again: bool = False) -> tuple[Journey, str]:
    """A new journey and the address at the provider where it begins. Raises ProviderFailed.

    `again`: the person is signed in here and must prove themselves anew there.
    """
    journey = Journey(
        state=secrets.token_urlsafe(24),
        nonce=secrets.token_urlsafe(24),
        verifier=secrets.token_urlsafe(48),
        began_at=at.timestamp(),
        again=again,
    )
    challenge = urlsafe_b64encode(sha256(journey.verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code",
        "client_id": settings.OIDC["client_id"],
        "redirect_uri": redirect_uri,
        "scope": settings.OIDC["scopes"],
        "state": journey.state,
        "nonce": journey.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        **({"prompt": "login", "max_age": "0"} if again else {}),
    }
    with _client() as client:
        endpoint = _discover(client)["authorization_endpoint"]
    return journey, f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(query)}"


def come_back(*, journey: Journey | None, answer: dict[str, str], redirect_uri: str) -> ProvenIdentity:
    """What the provider vouches for, from the parameters with which the browser came back.

    Raises ProviderDeclined when the person said no, ProviderFailed for everything that is not exactly as it must be.
    """
    state = answer.get("state", "")
    if journey is None or not secrets.compare_digest(state.encode(), journey.state.encode()):
        raise _failed("state does not fit the session")
    if answer.get("iss", settings.OIDC["issuer"]) != settings.OIDC["issuer"]:
        raise _failed("answer of another issuer")
    if answer.get("error") == "access_denied":
        raise ProviderDeclined(provider=provider_name())
    if "error" in answer or not answer.get("code"):
        raise _failed(f"provider answered {answer.get('error', 'without a code')}")
    with _client() as client:
        known = _discover(client)
        tokens = _exchange(client, known, answer["code"], journey.verifier, redirect_uri)
        claims = _read_id_token(client, known, tokens.get("id_token"), journey)
        facts = _user_info(client, known, tokens.get("access_token"), claims["sub"])
    return _as_identity({**facts, **claims})


def _client() -> httpx.Client:
    transport = import_string(settings.OIDC["transport"])() if settings.OIDC["transport"] else None
    return httpx.Client(timeout=_TIMEOUT, transport=transport, follow_redirects=False)


def _failed(reason: str) -> ProviderFailed:
    _log.warning("OpenID Connect: %s", reason)
    return ProviderFailed(provider=provider_name())


def _ask(client: httpx.Client, method: str, address: str, **more: Any) -> dict[str, Any]:
    try:
        response = client.request(
            method, address, headers={"Accept": "application/json", **more.pop("headers", {})}, **more
        )
        response.raise_for_status()
        if len(response.content) > _MAX_ANSWER:
            raise _failed(f"{address} answered too much")
        answer = response.json()
    except (httpx.HTTPError, ValueError) as error:
        raise _failed(f"{address}: {error}") from error
    if not isinstance(answer, dict):
        raise _failed(f"{address} answered no object")
    return answer


def _discover(client: httpx.Client) -> dict[str, Any]:
    issuer = settings.OIDC["issuer"]
    address = issuer.rstrip("/") + "/.well-known/openid-configuration"
    known = _remembered(client, address)
    wanted = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if known.get("issuer") != issuer or not all(isinstance(known.get(name), str) for name in wanted):
        _memory.pop(address, None)
        raise _failed("discovery document of another issuer, or incomplete")
    return known


def _remembered(client: httpx.Client, address: str) -> dict[str, Any]:
    """What hardly ever changes is asked for once in a while: anybody may set out, as often as they want."""
    found = _memory.get(address)
    if found is not None and time.monotonic() - found[0] < _REMEMBERED_SECONDS:
        return found[1]
    answer = _ask(client, "GET", address)
    _memory[address] = (time.monotonic(), answer)
    return answer


def _exchange(
    client: httpx.Client, known: dict[str, Any], code: str, verifier: str, redirect_uri: str
) -> dict[str, Any]:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri,
        "code_verifier": verifier,
    }
    secret = httpx.BasicAuth(settings.OIDC["client_id"], settings.OIDC["client_secret"])
    return _ask(client, "POST", known["token_endpoint"], data=form, auth=secret)


def _read_id_token(client: httpx.Client, known: dict[str, Any], token: Any, journey: Journey) -> dict[str, Any]:
    if not isinstance(token, str):
        raise _failed("no id_token")
    try:
        key = _key(client, known["jwks_uri"], jwt.get_unverified_header(token)["kid"])
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=_ALGORITHMS,
            audience=settings.OIDC["client_id"],
            issuer=settings.OIDC["issuer"],
            leeway=_CLOCK_SKEW,
            options={"require": ["exp", "iat", "sub", "aud", "iss"]},
        )
    except (jwt.PyJWTError, KeyError, ValueError, TypeError) as error:
        raise _failed(f"id_token: {error!r}") from error
    if not secrets.compare_digest(str(claims.get("nonce", "")).encode(), journey.nonce.encode()):
        raise _failed("id_token with another nonce")
    others = claims["aud"] if isinstance(claims["aud"], list) else []
    if len(others) > 1 and claims.get("azp") != settings.OIDC["client_id"]:
        raise _failed("id_token made for another client as well")
    if journey.again and not _signed_in_since(claims.get("auth_time"), journey.began_at):
        raise _failed("the person was to sign in there anew, and the id_token does not say that they did")
    return claims


def _signed_in_since(auth_time: Any, began_at: float) -> bool:
    """Core 1.0 §3.1.2.1: whoever is asked with `max_age` answers with `auth_time`; `prompt` alone proves nothing."""
    return isinstance(auth_time, int) and not isinstance(auth_time, bool) and auth_time >= began_at - _CLOCK_SKEW


def _key(client: httpx.Client, address: str, key_id: str) -> jwt.PyJWK:
    """The provider's key of this name; a name that is not among those we remember is asked for once more."""
    try:
        return jwt.PyJWKSet.from_dict(_remembered(client, address))[key_id]
    except (KeyError, jwt.PyJWTError):
        _memory.pop(address, None)
        return jwt.PyJWKSet.from_dict(_remembered(client, address))[key_id]


def _user_info(client: httpx.Client, known: dict[str, Any], access_token: Any, subject: str) -> dict[str, Any]:
    if "userinfo_endpoint" not in known or not isinstance(access_token, str):
        return {}
    facts = _ask(client, "GET", known["userinfo_endpoint"], headers={"Authorization": f"Bearer {access_token}"})
    if facts.get("sub") != subject:
        raise _failed("userinfo speaks of somebody else")
    return facts


def _as_identity(claims: dict[str, Any]) -> ProvenIdentity:
    def text(name: str) -> str:
        value = claims.get(name)
        return value.strip() if isinstance(value, str) else ""

    level = text("acr")[-1:]
    return ProvenIdentity(
        issuer=settings.OIDC["issuer"],
        subject=text("sub"),
        full_name=text("name"),
        citizen_id=text(settings.OIDC["citizen_id_claim"]),
        birth=text("birthdate"),
        gender=_GENDERS.get(text("gender").casefold(), ""),
        phone=text("phone_number") if claims.get("phone_number_verified") is True else "",
        email=text("email") if claims.get("email_verified") is True else "",
        assurance=int(level) if level in ("1", "2") else 0,
    )
