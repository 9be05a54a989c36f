"""The door of queue: numbers for the hall of a one-stop, and how long people wait there."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from honglam.kernel.clock import local
from honglam.kernel.values import Actor
from honglam.queue import access
from honglam.queue.contracts import Board, DeskView, HallView, Priority, TakenAt, TicketView
from honglam.queue.queries import tickets
from honglam.queue.services import calling, setting_up, taking


def list_halls(*, at: datetime) -> list[HallView]:
    """Every hall that gives numbers by phone on that day, by name."""
    return tickets.list_halls(day=local(at).date())


def get_hall(*, code: str, at: datetime) -> HallView:
    """The hall of a desk that gives numbers by phone. Raises `HallNotFound`."""
    return tickets.get_hall(hall=tickets.online_hall(code=code, day=local(at).date()), at=at)


def get_kiosk(*, token: str, at: datetime) -> HallView:
    """The hall in which the kiosk with this token stands. Raises `HallNotFound`."""
    return tickets.get_hall(hall=access.hall_of_kiosk(token=token, day=local(at).date()), at=at)


def take_by_phone(*, actor: Actor, code: str, group_code: str, priority: Priority, at: datetime) -> TicketView:
    """A number of today, taken from afar. Raises `HallNotFound`, `GroupNotFound`, `PriorityNotGiven`, `HallClosed`."""
    hall = tickets.online_hall(code=code, day=local(at).date())
    return taking.take_ticket(
        actor=actor, hall=hall, group_code=group_code, priority=priority, taken_by=TakenAt.PHONE, at=at
    )


def take_at_kiosk(*, actor: Actor, token: str, group_code: str, priority: Priority, at: datetime) -> TicketView:
    """A number of today, taken in the hall. Raises what `take_by_phone` does."""
    hall = access.hall_of_kiosk(token=token, day=local(at).date())
    return taking.take_ticket(
        actor=actor, hall=hall, group_code=group_code, priority=priority, taken_by=TakenAt.KIOSK, at=at
    )


def get_ticket(*, token: str, at: datetime) -> TicketView:
    """One's own number, where it stands and how long it will take. Raises `TicketNotFound`."""
    return tickets.get_ticket(token=token, at=at)


def give_back(*, actor: Actor, token: str, at: datetime) -> None:
    """Do not wait any longer. Raises `TicketNotFound`, `TicketMovedOn`."""
    taking.give_back(actor=actor, token=token, at=at)


def get_board(*, code: str, at: datetime) -> Board:
    """What the screen of a hall shows. Raises `HallNotFound`."""
    return tickets.get_board(hall=access.hall_at(code=code, day=local(at).date()), at=at)


def get_desk(*, actor: Actor, at: datetime) -> DeskView:
    """The clerk's own number, who waits, who did not come. Raises `HallNotFound`."""
    return tickets.get_desk(actor=actor, at=at)


def find_kiosk(*, actor: Actor) -> str:
    """The token that opens the kiosk of the officer's hall. Raises `HallNotFound`."""
    return tickets.find_kiosk(actor=actor)


def renew_kiosk(*, actor: Actor, at: datetime) -> None:
    """A new address for the kiosk, the former one opens nothing; for the head of the desk. Raises `HallNotFound`."""
    setting_up.renew_kiosk(actor=actor, at=at)


def call_next(*, actor: Actor, window: int, group_codes: Sequence[str], at: datetime) -> TicketView:
    """Call who is next. Raises `FinishFirst`, `WindowTaken`, `NobodyWaits`."""
    return calling.call_next(actor=actor, window=window, group_codes=group_codes, at=at)


def call_again(*, actor: Actor, ticket_id: UUID, window: int, at: datetime) -> TicketView:
    """Call a number once more. Raises `TicketMovedOn`, `FinishFirst`, `WindowTaken`."""
    return calling.call_again(actor=actor, ticket_id=ticket_id, window=window, at=at)


def miss(*, actor: Actor, ticket_id: UUID, at: datetime) -> None:
    """Nobody came. Raises `TicketMovedOn`."""
    calling.miss(actor=actor, ticket_id=ticket_id, at=at)


def finish(*, actor: Actor, ticket_id: UUID, at: datetime) -> None:
    """The person was served. Raises `TicketMovedOn`."""
    calling.finish(actor=actor, ticket_id=ticket_id, at=at)


def release(*, actor: Actor, ticket_id: UUID, window: int, at: datetime) -> None:
    """A colleague left with a number in hand: free the window at which the actor sits; a head any. Raises
    `TicketMovedOn`."""
    calling.release(actor=actor, ticket_id=ticket_id, window=window, at=at)


def transfer(*, actor: Actor, ticket_id: UUID, group_code: str, at: datetime) -> None:
    """To another group, without losing its place. Raises `GroupNotFound`, `TicketMovedOn`."""
    calling.transfer(actor=actor, ticket_id=ticket_id, group_code=group_code, at=at)


def close_day(*, at: datetime) -> int:
    """Numbers of earlier days are over; how many."""
    return calling.close_day(at=at)
