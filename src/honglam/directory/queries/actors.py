"""From an account to somebody who acts in a post."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from honglam.directory.contracts import PostInForce
from honglam.directory.queries.people import list_held_posts, posts_in_force
from honglam.identity import api as identity
from honglam.identity.contracts import AccountKind, TokenIdentity
from honglam.kernel.values import Actor, ActorKind


def in_post(actor: Actor, posts: Sequence[PostInForce], post_id: int | None) -> Actor:
    """The actor with the rights of the post named, if it is among the posts, else of the first; unchanged without."""
    post = next((post for post in posts if post.post_id == post_id), posts[0] if posts else None)
    if post is None:
        return actor
    return replace(
        actor,
        post_id=post.post_id,
        agency_id=post.agency_id,
        unit_id=post.unit_id,
        roles=post.roles,
        scope_ids=post.scope_ids,
    )


def actor_of_account(account_id: UUID, scopes: frozenset[str], post_id: int | None, on: date) -> Actor:
    """An account as it acts on a day, in the post named or its first one."""
    actor = identity.actor_of(account_id=account_id, scopes=scopes)
    return in_post(actor, posts_in_force(account_id, on), post_id)


def actor_of_token(token: TokenIdentity, on: date) -> Actor:
    """Whom a token speaks for, in the first post; people from outside the house hold none and cost no query.

    Nor does anybody act in a post who lacks the second factor that it demands: their page is closed to them as well.
    """
    actor = identity.actor_of_token(token=token)
    if token.account_kind is AccountKind.CITIZEN or not token.may_hold_post:
        return actor
    return in_post(actor, posts_in_force(token.account_id, on), None)


def list_actors_in_post(on: date) -> list[Actor]:
    """Everybody who holds a post of their own on a day, once for each post, as they act in it; by name."""
    return [
        in_post(Actor(kind=ActorKind.PERSON, id=account_id, name=name), [post], post.post_id)
        for account_id, name, post in list_held_posts(on)
    ]
