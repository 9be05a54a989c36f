"""What a caller says about a unit, an agency or a post to create or change it. Others are named by their codes."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from honglam.directory.contracts.codes import AgencyKind, Level, PostRole, SuccessionKind, UnitKind


@dataclass(frozen=True, kw_only=True)
class UnitData:
    """One life of an administrative unit. `parent_id` is the row of the unit above in that life."""

    code: str
    name: str
    kind: UnitKind
    level: Level
    parent_id: int | None
    valid_from: date | None = None
    valid_to: date | None = None
    lat: float | None = None
    lon: float | None = None
    area_km2: float | None = None
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class UnitSuccessionData:
    """One unit's way into another, by the ids of the two lives."""

    old_id: int
    new_id: int
    kind: SuccessionKind
    since: date
    divided: bool


@dataclass(frozen=True, kw_only=True)
class AgencyData:
    """An agency or internal unit."""

    code: str
    name: str
    kind: AgencyKind
    level: Level
    administrative_unit: str
    name_en: str = ""
    short_name: str = ""
    parent: str = ""
    identifier_code: str = ""
    identifier_provisional: bool = False
    one_stop: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    address: str = ""
    phone: str = ""
    email: str = ""
    source: dict[str, Any] | None = field(default=None, hash=False)
    provisional: bool = False


@dataclass(frozen=True, kw_only=True)
class SuccessionData:
    """One agency's way into another."""

    old: str
    new: str
    kind: SuccessionKind
    since: date
    scope: str = ""
    source: dict[str, Any] | None = field(default=None, hash=False)
    provisional: bool = False


@dataclass(frozen=True, kw_only=True)
class PostData:
    """A post of an agency or internal unit."""

    code: str
    title: str
    roles: tuple[PostRole, ...]
    seats: int = 1
