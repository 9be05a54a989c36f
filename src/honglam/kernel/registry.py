"""Named places where a block offers something to those above it, without importing upward.

A registry is filled in `AppConfig.ready()` and read at run time. Registering a name twice is a mistake of ours
and fails at start.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar
from uuid import UUID

from honglam.kernel.values import Actor

if TYPE_CHECKING:
    from honglam.kernel.measures import Measure, MeasureFamily
    from honglam.kernel.tables import TableSource

T = TypeVar("T")


class Registry(Generic[T]):
    """A dictionary that refuses to overwrite."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._entries: dict[str, T] = {}

    def register(self, key: str, value: T) -> T:
        """Add `value` under `key`; a second value under one key raises ValueError."""
        if key in self._entries:
            raise ValueError(f"{self.name}: {key} is registered already")
        self._entries[key] = value
        return value

    def get(self, key: str) -> T:
        """The value under `key`, or KeyError."""
        return self._entries[key]

    def items(self) -> Iterator[tuple[str, T]]:
        """All entries, in the order of registration."""
        return iter(self._entries.items())

    def values(self) -> list[T]:
        """All values, in the order of registration."""
        return list(self._entries.values())

    def __contains__(self, key: str) -> bool:
        return key in self._entries


@dataclass(frozen=True, kw_only=True)
class MenuEntry:
    """A door from a face's menu. `audience` is `desk`, `citizen` or `leader`; `label` an English msgid.

    `signed_in`: only for who is signed in (True), only for who is not (False), or for both (None). `admits`: what roles
    do not say; asked last, since it may ask the database.
    """

    label: str
    url_name: str
    audience: str
    order: int
    roles: frozenset[str] = frozenset()
    icon: str = ""
    count: Callable[[Actor], int | None] | None = None
    signed_in: bool | None = None
    admits: Callable[[Actor], bool] | None = None

    def is_for(self, actor: Actor) -> bool:
        """Whether the actor should see this entry (an empty set of roles means everybody of the audience)."""
        if self.signed_in is not None and self.signed_in == actor.is_anonymous:
            return False
        if self.roles and not actor.has_role(*self.roles):
            return False
        return self.admits is None or self.admits(actor)


@dataclass(frozen=True, kw_only=True, order=True)
class WaitingKey:
    """The one order of the one worklist: what is due first, then by kind, then by id."""

    due_at: datetime
    kind: str
    id: UUID


@dataclass(frozen=True, kw_only=True)
class WaitingItem:
    """One thing that waits for an officer, whatever block it comes from."""

    key: WaitingKey
    title: str
    subtitle: str
    code: str
    url: str
    status: str
    status_label: str
    agency: str
    received_at: datetime | None
    holder: str = ""
    paused: bool = False
    facts: dict[str, Any] = field(default_factory=dict)


class WorklistSource(Protocol):
    """What a block registers so that its work appears in the one worklist."""

    kind: str

    def list_waiting(
        self, *, actor: Actor, after: WaitingKey | None, limit: int, filters: dict[str, str]
    ) -> list[WaitingItem]:
        """The next `limit` items after the key, in key order, that wait for the actor or the actor's unit."""
        ...


class TopicSource(Protocol):
    """What a block offers as topics of a mandate: a few broad ones to choose from, and the names of all by code."""

    def list_topics(self) -> list[tuple[str, str]]:
        """Code and name of each broad topic, in their order."""
        ...

    def name_of(self, *, code: str) -> str:
        """The name of a topic, broad or not; empty for what is none."""
        ...


account_keepers: Registry[Callable[[Actor, UUID], bool]] = Registry("account_keepers")
"""Whether an administrator reaches as far as an officer's account; who holds which post is not identity's to know."""
province_keepers: Registry[Callable[[Actor], bool]] = Registry("province_keepers")
"""Whether an administrator keeps everything there is, and not one agency's part of it."""
topics: Registry[TopicSource] = Registry("topics")
menu: Registry[MenuEntry] = Registry("menu")
worklists: Registry[WorklistSource] = Registry("worklists")
pack_sections: Registry[Any] = Registry("pack_sections")
measures: Registry["Measure"] = Registry("measures")
measure_families: Registry["MeasureFamily"] = Registry("measure_families")
tables: Registry["TableSource"] = Registry("tables")
followers: Registry[Any] = Registry("followers")
health_checks: Registry[Callable[[], str | None]] = Registry("health_checks")
metrics: Registry[Callable[[], dict[str, float]]] = Registry("metrics")
