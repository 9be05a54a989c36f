"""Names the actor of every request and what the session proves; the directory's middleware adds the post."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from honglam.identity.contracts import (
    ACTING_FOR,
    MANDATE,
    SIGN_IN,
    AccountKind,
    MandateState,
    MembershipView,
    SecondFactor,
    SessionFacts,
)
from honglam.identity.models import SignIn
from honglam.identity.queries import as_actor, find_membership, second_factor_of
from honglam.identity.queries.live import find_live_sign_in
from honglam.identity.queries.mandates import find_held, held_of
from honglam.identity.services.sign_ins import touch
from honglam.kernel.clients import client_address
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import ANONYMOUS, Mandate

SEEN_EVERY = timedelta(minutes=5)
# Pages an officer without the second factor may still see: those where it is set up, and what pages are made of.
_OPEN_WITHOUT_SECOND_FACTOR = ("/tai-khoan/", "/static/", "/api/", "/ui/", "/healthz", "/readyz", "/metrics")


class ActorMiddleware:
    """Sets `request.actor`, `request.session_facts` and `request.user` from the live sign-in that the session names."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Name the actor, lead officers without a required second factor to where they set it up, pass the rest on."""
        sign_in = _live_sign_in(request)
        facts = _name_actor(request, sign_in)
        if _acting_is_over(request):
            return HttpResponseRedirect(reverse("identity:mandates") + "?het=1")
        if facts.second_factor is SecondFactor.MISSING and not request.path.startswith(_OPEN_WITHOUT_SECOND_FACTOR):
            return HttpResponseRedirect(reverse("identity:second_factor"))
        return self.get_response(request)


def _acting_is_over(request: HttpRequest) -> bool:
    """The session acts for somebody who does not let it any more, an enterprise or a person.

    Nothing is done in the person's own name instead: what they pressed is dropped, and they are told.
    """
    actor = actor_of(request)
    over = ACTING_FOR in request.session and actor.enterprise_id is None and actor.mandate is None
    if over:
        request.session.pop(ACTING_FOR)
    return over


def _live_sign_in(request: HttpRequest) -> SignIn | None:
    """The sign-in behind the session. A session whose sign-in was ended elsewhere is emptied at once."""
    named = request.session.get(SIGN_IN)
    if named is None:
        return None
    sign_in: SignIn | None = getattr(request.session, "sign_in", None)
    if sign_in is None or sign_in.pk != UUID(named):
        sign_in = find_live_sign_in(sign_in_id=UUID(named), session_key=request.session.session_key)
    if sign_in is None or not _password_unchanged(request, sign_in):
        request.session.flush()
        return None
    return sign_in


def _password_unchanged(request: HttpRequest, sign_in: SignIn) -> bool:
    kept = request.session.get(HASH_SESSION_KEY, "")
    known = [sign_in.account.get_session_auth_hash(), *sign_in.account.get_session_auth_fallback_hash()]
    return any(constant_time_compare(kept, candidate) for candidate in known)


def _name_actor(request: HttpRequest, sign_in: SignIn | None) -> SessionFacts:
    address = client_address(request)
    if sign_in is None:
        facts = SessionFacts(address=address)
        _put(request, AnonymousUser(), ANONYMOUS, facts)
        return facts
    at = now()
    if at - sign_in.last_seen_at > SEEN_EVERY:
        touch(sign_in_id=sign_in.pk, at=at)
    membership, mandate = _acting_for(request, sign_in.account_id, at)
    facts = SessionFacts(
        sign_in_id=sign_in.pk,
        account_kind=AccountKind(sign_in.account.kind),
        second_factor=second_factor_of(sign_in),
        assurance=sign_in.assurance,
        enterprise_name=membership.enterprise.name if membership else "",
        address=address,
    )
    actor = as_actor(sign_in.account, enterprise_id=membership.enterprise.id if membership else None, mandate=mandate)
    _put(request, sign_in.account, actor, facts)
    return facts


def _acting_for(request: HttpRequest, account_id: UUID, at: datetime) -> tuple[MembershipView | None, Mandate | None]:
    """In whose name the session acts: an enterprise, or a person whose mandate is in force; else in its own."""
    kind, _, key = request.session.get(ACTING_FOR, "").rpartition(":")
    if not key:
        return None, None
    if kind != MANDATE:
        return find_membership(account_id=account_id, enterprise_id=UUID(key)), None
    found = find_held(account_id=account_id, mandate_id=UUID(key), at=at)
    if found is not None and found.state is MandateState.IN_FORCE:
        return None, held_of(found)
    return None, None


def _put(request: HttpRequest, user: object, actor: object, facts: SessionFacts) -> None:
    request.user = user  # type: ignore[assignment]
    request.actor = actor  # type: ignore[attr-defined]
    request.session_facts = facts  # type: ignore[attr-defined]
