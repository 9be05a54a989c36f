"""Completes `request.actor` with the post in force; `request.posts` are those the person may switch between."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from honglam.directory.api import in_post, list_posts_held
from honglam.directory.contracts import CHOSEN_POST
from honglam.identity.contracts import AccountKind, SessionFacts
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of


class PostMiddleware:
    """Gives staff their post once the session proves what a post demands; citizens cost no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Act in the chosen post, or in the first one."""
        request.posts = []  # type: ignore[attr-defined]
        facts: SessionFacts = request.session_facts  # type: ignore[attr-defined]
        actor = actor_of(request)
        if actor.id is not None and facts.may_hold_post and facts.account_kind is AccountKind.STAFF:
            posts = list_posts_held(account_id=actor.id, at=now())
            request.posts = posts  # type: ignore[attr-defined]
            request.actor = in_post(actor=actor, posts=posts, post_id=request.session.get(CHOSEN_POST))  # type: ignore[attr-defined]
        return self.get_response(request)
