"""Who may come to a page. Every URL is wrapped by `guard`, and a law of the house checks that none is forgotten.

Anonymous visitors of a closed page are led to the sign-in page; signed-in strangers get the same 404 as for a page
that does not exist. What a person may see *on* a page is decided by the block's `access`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext

from honglam.kernel.returning import is_own_page
from honglam.kernel.values import ANONYMOUS, Actor, text_noop


@dataclass(frozen=True)
class Who:
    """A kind of visitor; `roles` are the posts' roles of which one is needed."""

    code: str
    roles: frozenset[str] = frozenset()

    def admits(self, actor: Actor) -> bool:
        """Whether the actor may come in."""
        if self.code == "public":
            return True
        if self.code == "signed_in":
            return not actor.is_anonymous
        return actor.is_officer and (not self.roles or actor.has_role(*self.roles))


PUBLIC = Who("public")
SIGNED_IN = Who("signed_in")
OFFICER = Who("officer")

PRESSED = text_noop("You were signed out, so nothing was done. Sign in, look at the page again and press once more.")

View = Callable[..., HttpResponseBase]


def role(*roles: str) -> Who:
    """Officers whose post carries one of `roles`."""
    return Who("role", frozenset(roles))


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request; anonymous where no middleware named one."""
    actor = getattr(request, "actor", ANONYMOUS)
    return actor if isinstance(actor, Actor) else ANONYMOUS


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """The sign-in page. Whoever pressed a button comes back to its page: the address it sends to may have none."""
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    messages.warning(request, gettext(PRESSED), fail_silently=True)
    try:
        came = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return redirect(settings.LOGIN_URL)
    page = came.path + (f"?{came.query}" if came.query else "")
    here = came.netloc == request.get_host() and is_own_page(page)
    return redirect_to_login(page) if here else redirect(settings.LOGIN_URL)


def guard(view: View, who: Who) -> View:
    """The view, open to `who` only; the mark `guarded_for` is what the permission table reads."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor = actor_of(request)
        if who.admits(actor):
            return view(request, *args, **kwargs)
        if actor.is_anonymous:
            return _to_sign_in(request)
        raise Http404

    guarded.guarded_for = who  # type: ignore[attr-defined]
    return guarded
