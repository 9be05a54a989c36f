"""Posts: create, change, retire."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from honglam.directory import access
from honglam.directory.contracts import CodeTaken, NotYourOwnRights, PostData, PostIsHeld, PostView
from honglam.directory.models import Post
from honglam.directory.queries.people import acts_in, holdings_from, post_view
from honglam.kernel import audit
from honglam.kernel.clock import local
from honglam.kernel.values import Actor


def create_post(*, actor: Actor, agency_id: int, post: PostData, at: datetime) -> PostView:
    """One more post of an agency. Raises UnknownAgency, CodeTaken."""
    return create_posts(actor=actor, posts=[(agency_id, post)], at=at)[0]


@transaction.atomic
def create_posts(*, actor: Actor, posts: Sequence[tuple[int, PostData]], at: datetime) -> list[PostView]:
    """Several posts, each with the id of its agency."""
    agency_ids = {agency_id for agency_id, _ in posts}
    access.check_agencies(actor, agency_ids)
    taken = set(Post.objects.filter(agency__in=agency_ids).values_list("agency_id", "code"))
    for agency_id, post in posts:
        if (agency_id, post.code) in taken:
            raise CodeTaken(field="code", taken=post.code)
        taken.add((agency_id, post.code))
    rows = Post.objects.bulk_create(
        [
            Post(agency_id=agency_id, code=post.code, title=post.title, roles=list(post.roles), seats=post.seats)
            for agency_id, post in posts
        ],
        batch_size=500,
    )
    audit.record_many([_entry(actor, "directory.post_created", row, at) for row in rows])
    return [post_view(row) for row in rows]


@transaction.atomic
def change_post(*, actor: Actor, post_id: int, post: PostData, at: datetime) -> PostView:
    """Give a post another title, other roles or seats; its code stays. A retired one comes back into use.

    Nobody gives more roles to a post they act in. Raises UnknownPost, NotYourself.
    """
    row = access.get_post(actor, post_id)
    before = sorted(row.roles)
    more = set(post.roles) - set(before)
    if more and actor.id is not None and acts_in(actor.id, row.pk, on=local(at).date()):
        raise NotYourOwnRights(field="roles")
    row.title, row.roles, row.seats, row.retired_at = post.title, list(post.roles), post.seats, None
    row.save()
    audit.record_many([_entry(actor, "directory.post_changed", row, at, roles_before=before)])
    return post_view(row)


@transaction.atomic
def retire_post(*, actor: Actor, post_id: int, at: datetime) -> None:
    """Take a post out of use. Raises PostIsHeld while somebody holds it or is to hold it."""
    row = access.get_post(actor, post_id)
    held = holdings_from(post_id=row.pk, on=local(at).date()).count()
    if held:
        raise PostIsHeld(count=held)
    row.retired_at = at
    row.save(update_fields=["retired_at"])
    audit.record_many([_entry(actor, "directory.post_retired", row, at)])


def _entry(actor: Actor, action: str, row: Post, at: datetime, **detail: Any) -> audit.Entry:
    facts = {"agency": row.agency_id, "code": row.code, "roles": sorted(row.roles)} | detail
    return audit.Entry(actor=actor, action=action, subject_kind="post", subject_id=row.pk, at=at, detail=facts)
