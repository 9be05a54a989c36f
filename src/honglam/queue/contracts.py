"""What crosses the door of queue: tickets, halls, what the screens show, refusals. Pure values, no Django."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from honglam.kernel.values import Conflict, Event, Invalid, NotFound, text_noop


class Priority(StrEnum):
    """Why somebody is called before others (Luật Người cao tuổi 2009, Luật Người khuyết tật 2010); `NONE`: in turn."""

    NONE = "none"
    ELDERLY = "elderly"
    DISABLED = "disabled"
    PREGNANT = "pregnant"


PRIORITY_LABELS: dict[Priority, str] = {
    Priority.NONE: text_noop("In turn"),
    Priority.ELDERLY: text_noop("Elderly person"),
    Priority.DISABLED: text_noop("Person with a disability"),
    Priority.PREGNANT: text_noop("Pregnant, or with a small child"),
}


class TicketState(StrEnum):
    """`GONE`: its holder gave it back; `CLOSED`: the day ended before it was called or finished."""

    WAITING = "waiting"
    CALLED = "called"
    DONE = "done"
    NO_SHOW = "no_show"
    GONE = "gone"
    CLOSED = "closed"


class TakenAt(StrEnum):
    """Where a ticket was taken."""

    KIOSK = "kiosk"
    PHONE = "phone"


@dataclass(frozen=True, kw_only=True)
class Wait:
    """How long somebody will wait: so many are ahead, so many minutes.

    `measured`: computed from today's own service times; else from the usual minutes that the pack states.
    """

    ahead: int
    minutes: int
    service_minutes: int
    windows: int
    measured: bool


@dataclass(frozen=True, kw_only=True)
class GroupView:
    """A group of services with its letter and what a newcomer would wait now; `waiting`: how many have its numbers."""

    code: str
    letter: str
    name: str
    wait: Wait
    waiting: int = 0


@dataclass(frozen=True, kw_only=True)
class HallView:
    """The hall of one desk. `online`: numbers of today can be taken by phone as well."""

    code: str
    name: str
    online: bool
    priorities: tuple[Priority, ...]
    groups: tuple[GroupView, ...] = ()
    provisional: bool = False


@dataclass(frozen=True, kw_only=True)
class TicketView:
    """A ticket as its holder and the clerk see it; `token` opens its own page."""

    id: UUID
    token: str
    label: str
    hall_code: str
    hall_name: str
    group_code: str
    group_name: str
    priority: Priority
    state: TicketState
    taken_at: datetime
    window: int | None = None
    called_at: datetime | None = None
    call_count: int = 0
    wait: Wait | None = None


@dataclass(frozen=True, kw_only=True)
class Call:
    """A number on the screen of the hall; a call that is repeated has a higher `count`."""

    label: str
    window: int
    count: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Board:
    """What the screen of the hall shows: numbers called and not finished, latest first, and who comes next."""

    hall_name: str
    calls: tuple[Call, ...]
    next_labels: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DeskView:
    """What a clerk sees at a window: the number in hand, who waits in each group, who did not come.

    `held`: what colleagues have in hand, by window. `may_renew`: whether the officer is the head, who may change the
    kiosk's address and free any window.
    """

    hall: HallView
    current: TicketView | None
    missed: tuple[TicketView, ...]
    held: tuple[TicketView, ...] = ()
    may_renew: bool = False


@dataclass(frozen=True, kw_only=True)
class TicketMoved(Event):
    """Something happened to a number in the hall of a desk. It names nobody, and its `token` is not told.

    `what`: taken, called, called_again, done, no_show, transferred, given_back. `waited_seconds`: from taking it to its
    first call, once it was called.
    """

    name: ClassVar[str] = "queue.ticket_moved"
    ticket_id: UUID
    desk_id: int
    label: str
    group: str
    what: str
    state: str
    taken_by: str
    first: bool
    window: int | None = None
    waited_seconds: int | None = None
    moved_at: datetime


class HallNotFound(NotFound):
    """No such hall, or it gives no numbers."""

    code: ClassVar[str] = "hall_not_found"


class TicketNotFound(NotFound):
    """No such ticket, another hall's, or of another day."""

    code: ClassVar[str] = "ticket_not_found"
    message: ClassVar[str] = text_noop("This number is no longer valid. Numbers count for one day only.")


class GroupNotFound(Invalid):
    """The hall has no such group of services."""

    code: ClassVar[str] = "group_not_found"
    message: ClassVar[str] = text_noop("Choose the service you have come for.")


class PriorityNotGiven(Invalid):
    """The hall's rules give no such priority."""

    code: ClassVar[str] = "priority_not_given"
    message: ClassVar[str] = text_noop("This priority is not given here.")


class HallClosed(Conflict):
    """Outside working hours nobody would call the number."""

    code: ClassVar[str] = "hall_closed"
    message: ClassVar[str] = text_noop("The one-stop is closed now. Numbers are given during working hours.")


class NobodyWaits(Conflict):
    """There is no number to call."""

    code: ClassVar[str] = "nobody_waits"
    message: ClassVar[str] = text_noop("Nobody is waiting for these services.")


class FinishFirst(Conflict):
    """The window has a number in hand."""

    code: ClassVar[str] = "finish_first"
    message: ClassVar[str] = text_noop("Number %(label)s is still at your window. Finish it, or say that nobody came.")


class WindowUnknown(Invalid):
    """A hall has windows 1 to 99."""

    code: ClassVar[str] = "window_unknown"
    message: ClassVar[str] = text_noop("Enter the number of your window, from 1 to %(most)s.")


class WindowTaken(Conflict):
    """A colleague sits at that window and has a number in hand."""

    code: ClassVar[str] = "window_taken"
    message: ClassVar[str] = text_noop("A colleague is serving at window %(window)s. Choose another number.")


class TicketMovedOn(Conflict):
    """The number is no longer in the state for this act."""

    code: ClassVar[str] = "ticket_moved_on"
    message: ClassVar[str] = text_noop("Number %(label)s has moved on in the meantime. Look at the list again.")
