"""The shapes of `agencies/*.yaml`, and how they become what services take and rows hold."""

import datetime
from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from honglam.directory.contracts import AgencyData, AgencyKind, Level, PostRole, SuccessionData, SuccessionKind
from honglam.directory.models import Agency, AgencySuccession
from honglam.pack.api import Shape, Source, Sourced

Code = Annotated[str, Meta(pattern=r"^[A-Z0-9-]+$", max_length=60)]
PostCode = Annotated[str, Meta(pattern=r"^[A-Z0-9-]+$", max_length=40)]
Name = Annotated[str, Meta(min_length=1, max_length=200)]


class ContactShape(Shape, frozen=True, kw_only=True):
    """How to reach an agency."""

    address: Annotated[str, Meta(max_length=300)] = ""
    phone: Annotated[str, Meta(max_length=60)] = ""
    email: Annotated[str, Meta(max_length=120)] = ""


class PostShape(Shape, frozen=True, kw_only=True):
    """A post of the agency it stands in."""

    code: PostCode
    title: Annotated[str, Meta(min_length=1, max_length=120)]
    roles: Annotated[tuple[PostRole, ...], Meta(min_length=1)]
    seats: Annotated[int, Meta(ge=1, le=500)] = 1


class AgencyShape(Sourced, frozen=True, kw_only=True):
    """An agency or a unit inside one."""

    code: Code
    name: Name
    name_en: Annotated[str, Meta(max_length=200)] = ""
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


def shape_of_agency(row: Agency, codes: Mapping[int, str]) -> AgencyShape:
    """The row as a pack would write it; `codes` by id."""
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


def agency_data(shape: AgencyShape) -> AgencyData:
    """The shape as the services take it."""
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


def shape_of_succession(row: AgencySuccession, codes: Mapping[int, str]) -> SuccessionShape:
    """The row as a pack would write it; `codes` by id."""
    return SuccessionShape(
        old=codes[row.old_id],
        new=codes[row.new_id],
        kind=SuccessionKind(row.kind),
        since=row.since,
        scope=row.scope,
        source=msgspec.convert(row.source, Source | None),
        provisional=row.provisional,
    )


def succession_data(shape: SuccessionShape) -> SuccessionData:
    """The shape as the services take it."""
    return SuccessionData(
        old=shape.old,
        new=shape.new,
        kind=shape.kind,
        since=shape.since,
        scope=shape.scope,
        source=msgspec.to_builtins(shape.source),
        provisional=shape.provisional,
    )
