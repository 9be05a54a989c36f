"""The section `agencies/*.yaml`: the tree of agencies and internal units, their posts, who succeeded whom."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from honglam.directory.contracts import (
    AgencyData,
    AgencyKind,
    Level,
    PostData,
    PostRole,
    SuccessionData,
    SuccessionKind,
)
from honglam.directory.models import Agency, AgencySuccession, Post
from honglam.directory.pack_section.units import UnitShape
from honglam.directory.rules.validity import covers, lies_within
from honglam.directory.services import agencies as agency_verbs
from honglam.directory.services import posts as post_verbs
from honglam.directory.services.successions import put_successions, retire_successions
from honglam.kernel.values import Actor, text_noop
from honglam.pack.api import (
    Change,
    ChangeAction,
    Collection,
    Manifest,
    Pack,
    PackError,
    Record,
    Row,
    Section,
    Shape,
    Source,
    Sourced,
    nested_key,
)

Code = Annotated[str, Meta(pattern=r"^[A-Z0-9-]+$", max_length=60)]
Name = Annotated[str, Meta(min_length=1, max_length=200)]


class ContactShape(Shape, frozen=True, kw_only=True):
    """How to reach an agency."""

    address: str = ""
    phone: str = ""
    email: str = ""


class PostShape(Shape, frozen=True, kw_only=True):
    """A post of the agency it stands in."""

    code: Code
    title: Annotated[str, Meta(min_length=1, max_length=120)]
    roles: Annotated[tuple[PostRole, ...], Meta(min_length=1)]
    seats: Annotated[int, Meta(ge=1, le=500)] = 1


class AgencyShape(Sourced, frozen=True, kw_only=True):
    """An agency or a unit inside one."""

    code: Code
    name: Name
    name_en: str = ""
    short_name: Annotated[str, Meta(max_length=40)] = ""
    kind: AgencyKind
    level: Level
    parent: str = ""
    administrative_unit: str
    identifier_code: Annotated[str, Meta(max_length=40)] = ""
    identifier_provisional: bool = False
    one_stop: str = ""
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    contact: ContactShape = ContactShape()
    posts: tuple[PostShape, ...] = ()


class SuccessionShape(Sourced, frozen=True, kw_only=True):
    """One agency's way into another."""

    old: str
    new: str
    kind: SuccessionKind
    since: datetime.date
    scope: Annotated[str, Meta(max_length=500)] = ""

    @property
    def key(self) -> str:
        """The natural key."""
        return f"{self.old}>{self.new}@{self.since}"


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

    def check(self, pack: Pack) -> Iterator[PackError]:
        """Parents, units and desks exist while they are needed; nobody stands below himself."""
        agencies = pack.records("agency", AgencyShape)
        lives = _lives(pack)
        for record in agencies.values():
            yield from _check_agency(record, agencies, lives)
        for post in pack.records("post", PostShape).values():
            if len(set(post.value.roles)) != len(post.value.roles):
                yield post.error("roles", "role_twice", text_noop("A role stands here twice."))
        for succession in pack.records("agency_succession", SuccessionShape).values():
            yield from _check_succession(succession, agencies)
        for head in pack.records("pack", Manifest).values():
            code = head.value.branding.contact.agency
            if code and code not in agencies:
                yield head.error("branding.contact.agency", "unknown_agency", _UNKNOWN, code=code)

    def rows(self) -> Iterator[Row]:
        """Agencies, posts and successions as a pack would write them."""
        codes = dict(Agency.objects.values_list("id", "code"))
        for row in Agency.objects.select_related("administrative_unit").order_by("id"):
            yield Row("agency", row.code, _agency_shape(row, codes))
        for post in Post.objects.order_by("id"):
            roles = tuple(PostRole(role) for role in post.roles)
            shape = PostShape(code=post.code, title=post.title, roles=roles, seats=post.seats)
            yield Row("post", nested_key(codes[post.agency_id], post.code), shape)
        for item in AgencySuccession.objects.order_by("id"):
            way = _succession_shape(item, codes)
            yield Row("agency_succession", way.key, way)

    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime.datetime) -> None:
        """New agencies together, since they may stand under each other in any order; then the rest one by one."""
        new = [change.after for change in changes if change.action is ChangeAction.CREATE]
        created = [_agency_data(shape) for shape in new if isinstance(shape, AgencyShape)]
        agency_verbs.create_agencies(actor=actor, agencies=created, at=at)
        ids = dict(Agency.objects.values_list("code", "id"))
        # Before the changes: an agency that ends now hands its open work to whoever succeeds it.
        ways = [change.after for change in changes if isinstance(change.after, SuccessionShape)]
        put_successions(actor=actor, successions=[_succession_data(shape) for shape in ways], at=at)
        _change_agencies(changes, ids, actor, at)
        _put_posts(changes, ids, actor, at)
        retired = [change for change in changes if change.action is ChangeAction.RETIRE]
        if retired:
            _retire(retired, ids, actor, at)


_UNKNOWN = text_noop("There is no agency “%(code)s”.")
Lives = Mapping[str, Sequence[UnitShape]]
Agencies = Mapping[str, Record[AgencyShape]]


def _lives(pack: Pack) -> Lives:
    found: dict[str, list[UnitShape]] = defaultdict(list)
    for record in pack.records("administrative_unit", UnitShape).values():
        found[record.value.code].append(record.value)
    return found


def _check_agency(record: Record[AgencyShape], agencies: Agencies, lives: Lives) -> Iterator[PackError]:
    agency = record.value
    span = (agency.valid_from, agency.valid_to)
    if agency.valid_from and agency.valid_to and agency.valid_to < agency.valid_from:
        yield record.error("valid_to", "wrong_order", text_noop("The last day lies before the first."))
    for path, code in (("parent", agency.parent), ("one_stop", agency.one_stop)):
        if code and code not in agencies:
            yield record.error(path, "unknown_agency", _UNKNOWN, code=code)
    parent = agencies.get(agency.parent)
    if parent and not lies_within(span, (parent.value.valid_from, parent.value.valid_to)):
        message = text_noop("“%(code)s” is not there during the whole of that time.")
        yield record.error("parent", "parent_not_there", message, code=agency.parent)
    if _stands_below_itself(agency, agencies):
        yield record.error("parent", "circle", text_noop("“%(code)s” stands below itself."), code=agency.code)
    desk = agencies.get(agency.one_stop)
    if desk and desk.value.kind not in (AgencyKind.ONE_STOP, AgencyKind.VERTICAL):
        yield record.error("one_stop", "not_a_desk", text_noop("“%(code)s” is not a one-stop."), code=agency.one_stop)
    if not _unit_is_there(agency, lives):
        message = text_noop("No administrative unit “%(code)s” is there at that time.")
        yield record.error("administrative_unit", "unknown_unit", message, code=agency.administrative_unit)


def _stands_below_itself(agency: AgencyShape, agencies: Agencies) -> bool:
    seen = {agency.code}
    code = agency.parent
    while code in agencies and code not in seen:
        seen.add(code)
        code = agencies[code].value.parent
    return code == agency.code


def _unit_is_there(agency: AgencyShape, lives: Lives) -> bool:
    last_day = agency.valid_to
    return any(
        covers(life.valid_from, life.valid_to, last_day) if last_day else life.valid_to is None
        for life in lives.get(agency.administrative_unit, ())
    )


def _check_succession(record: Record[SuccessionShape], agencies: Agencies) -> Iterator[PackError]:
    shape = record.value
    for path, code in (("old", shape.old), ("new", shape.new)):
        if code not in agencies:
            yield record.error(path, "unknown_agency", _UNKNOWN, code=code)
    if shape.old == shape.new:
        yield record.error("new", "succeeds_itself", text_noop("An agency cannot succeed itself."))


def _agency_shape(row: Agency, codes: Mapping[int, str]) -> AgencyShape:
    return AgencyShape(
        code=row.code,
        name=row.name,
        name_en=row.name_en,
        short_name=row.short_name,
        kind=AgencyKind(row.kind),
        level=Level(row.level),
        parent=codes[row.parent_id] if row.parent_id else "",
        administrative_unit=row.administrative_unit.code,
        identifier_code=row.identifier_code,
        identifier_provisional=row.identifier_provisional,
        one_stop=codes[row.one_stop_id] if row.one_stop_id else "",
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        contact=ContactShape(address=row.address, phone=row.phone, email=row.email),
        source=msgspec.convert(row.source, Source | None),
        provisional=row.provisional,
    )


def _agency_data(shape: AgencyShape) -> AgencyData:
    return AgencyData(
        code=shape.code,
        name=shape.name,
        name_en=shape.name_en,
        short_name=shape.short_name,
        kind=shape.kind,
        level=shape.level,
        parent=shape.parent,
        administrative_unit=shape.administrative_unit,
        identifier_code=shape.identifier_code,
        identifier_provisional=shape.identifier_provisional,
        one_stop=shape.one_stop,
        valid_from=shape.valid_from,
        valid_to=shape.valid_to,
        address=shape.contact.address,
        phone=shape.contact.phone,
        email=shape.contact.email,
        source=msgspec.to_builtins(shape.source),
        provisional=shape.provisional,
    )


def _succession_shape(row: AgencySuccession, codes: Mapping[int, str]) -> SuccessionShape:
    return SuccessionShape(
        old=codes[row.old_id],
        new=codes[row.new_id],
        kind=SuccessionKind(row.kind),
        since=row.since,
        scope=row.scope,
        source=msgspec.convert(row.source, Source | None),
        provisional=row.provisional,
    )


def _succession_data(shape: SuccessionShape) -> SuccessionData:
    return SuccessionData(
        old=shape.old,
        new=shape.new,
        kind=shape.kind,
        since=shape.since,
        scope=shape.scope,
        source=msgspec.to_builtins(shape.source),
        provisional=shape.provisional,
    )


def _change_agencies(changes: Sequence[Change], ids: Mapping[str, int], actor: Actor, at: datetime.datetime) -> None:
    for change in changes:
        if change.action is ChangeAction.CHANGE and isinstance(change.after, AgencyShape):
            agency_verbs.change_agency(actor=actor, agency_id=ids[change.key], agency=_agency_data(change.after), at=at)


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
