"""The section `agencies/*.yaml`: the tree of agencies and internal units, their posts, who succeeded whom."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar

from honglam.directory.contracts import PostData, PostRole
from honglam.directory.models import Agency, AgencySuccession, Post
from honglam.directory.pack_section import agency_checks
from honglam.directory.pack_section.agency_shapes import (
    AgencyShape,
    PostShape,
    SuccessionShape,
    agency_data,
    shape_of_agency,
    shape_of_succession,
    succession_data,
)
from honglam.directory.services import agencies as agency_verbs
from honglam.directory.services import posts as post_verbs
from honglam.directory.services.successions import put_successions, retire_successions
from honglam.kernel.values import Actor
from honglam.pack.api import Change, ChangeAction, Collection, Pack, PackError, Plan, Row, Section, nested_key


class AgenciesSection(Section):
    """How agencies get from a pack into the tables and back."""

    name = "agencies"
    depends_on = ("administrative_units",)
    collections: ClassVar = (
        Collection(
            "agency",
            "agencies/*.yaml",
            AgencyShape,
            at="agencies",
            key=lambda shape: shape.code,
            home=lambda shape: f"agencies/{shape.level}.yaml",
        ),
        Collection("post", "agencies/*.yaml", PostShape, inside="agency", at="posts", key=lambda shape: shape.code),
        Collection(
            "agency_succession",
            "agencies/*.yaml",
            SuccessionShape,
            at="successions",
            key=lambda shape: shape.key,
            home=lambda _: "agencies/successions.yaml",
        ),
    )

    def check(self, pack: Pack) -> Iterable[PackError]:
        """Parents, units and desks exist while they are needed; nobody stands below himself."""
        return agency_checks.check(pack)

    def check_life(self, plan: Plan) -> Iterable[PackError]:
        """Nobody holds what the pack takes away."""
        return agency_checks.check_life(plan)

    def rows(self) -> Iterator[Row]:
        """Agencies, posts and successions as a pack would write them."""
        codes = dict(Agency.objects.values_list("id", "code"))
        for row in Agency.objects.select_related("administrative_unit").order_by("id"):
            yield Row("agency", row.code, shape_of_agency(row, codes))
        for post in Post.objects.order_by("id"):
            roles = tuple(PostRole(role) for role in post.roles)
            shape = PostShape(code=post.code, title=post.title, roles=roles, seats=post.seats)
            key = nested_key(codes[post.agency_id], post.code)
            yield Row("post", key, shape, in_force=post.retired_at is None)
        for item in AgencySuccession.objects.order_by("id"):
            way = shape_of_succession(item, codes)
            yield Row("agency_succession", way.key, way)

    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime.datetime) -> None:
        """New agencies together, since they may stand under each other in any order; then the rest one by one."""
        new = [change.after for change in changes if change.action is ChangeAction.CREATE]
        created = [agency_data(shape) for shape in new if isinstance(shape, AgencyShape)]
        agency_verbs.create_agencies(actor=actor, agencies=created, at=at)
        ids = dict(Agency.objects.values_list("code", "id"))
        # Before the changes: an agency that ends now hands its open work to whoever succeeds it.
        ways = [change.after for change in changes if isinstance(change.after, SuccessionShape)]
        put_successions(actor=actor, successions=[succession_data(shape) for shape in ways], at=at)
        _change_agencies(changes, ids, actor, at)
        _put_posts(changes, ids, actor, at)
        retired = [change for change in changes if change.action is ChangeAction.RETIRE]
        if retired:
            _retire(retired, ids, actor, at)


def _change_agencies(changes: Sequence[Change], ids: Mapping[str, int], actor: Actor, at: datetime.datetime) -> None:
    for change in changes:
        if change.action is ChangeAction.CHANGE and isinstance(change.after, AgencyShape):
            agency_verbs.change_agency(actor=actor, agency_id=ids[change.key], agency=agency_data(change.after), at=at)


def _put_posts(changes: Sequence[Change], ids: Mapping[str, int], actor: Actor, at: datetime.datetime) -> None:
    new: list[tuple[int, PostData]] = []
    for change in changes:
        if isinstance(change.after, PostShape):
            shape = change.after
            data = PostData(code=shape.code, title=shape.title, roles=shape.roles, seats=shape.seats)
            if change.action is ChangeAction.CREATE:
                new.append((ids[change.key.rpartition("/")[0]], data))
            else:
                post_verbs.change_post(actor=actor, post_id=_post_id(change.key), post=data, at=at)
    post_verbs.create_posts(actor=actor, posts=new, at=at)


def _post_id(key: str) -> int:
    agency, _, code = key.rpartition("/")
    return Post.objects.get(agency__code=agency, code=code).pk


def _retire(changes: Sequence[Change], ids: Mapping[str, int], actor: Actor, at: datetime.datetime) -> None:
    agency_ids = [ids[change.key] for change in changes if isinstance(change.before, AgencyShape)]
    successions = [change.before for change in changes if isinstance(change.before, SuccessionShape)]
    succession_ids = [
        AgencySuccession.objects.get(old=ids[shape.old], new=ids[shape.new], since=shape.since).pk
        for shape in successions
    ]
    for change in changes:
        if isinstance(change.before, PostShape):
            post_verbs.retire_post(actor=actor, post_id=_post_id(change.key), at=at)
    retire_successions(actor=actor, succession_ids=succession_ids, at=at)
    agency_verbs.retire_agencies(actor=actor, agency_ids=agency_ids, at=at)
