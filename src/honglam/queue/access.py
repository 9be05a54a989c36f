"""Who may come to which hall, and the only ways from a code, a token or an id to a row.

Numbers name nobody, so a hall and its screen are open to everybody; calling is for those who receive at its desk.
"""

from datetime import date
from uuid import UUID

from django.core import signing

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyView
from honglam.kernel.text import nfc
from honglam.kernel.values import Actor
from honglam.queue.contracts import HallNotFound, TicketNotFound
from honglam.queue.models import Hall, Ticket

HEAD = "one_stop_head"
ROLES = ("reception_officer", "result_officer", HEAD)
_KIOSK = "honglam.queue.kiosk"


def is_there(desk: AgencyView, day: date) -> bool:
    """Whether the desk is there on the day: in the hall of one that has ended nobody calls."""
    return (desk.valid_from is None or desk.valid_from <= day) and (desk.valid_to is None or day <= desk.valid_to)


def hall_at(*, code: str, day: date) -> Hall:
    """The hall of the desk with this code, there on the day. Raises `HallNotFound`."""
    desk = directory.find_agency_by_code(code=nfc(code))
    there = desk is not None and is_there(desk, day)
    hall = Hall.objects.filter(desk_id=desk.id, retired_at=None).first() if desk and there else None
    if hall is None:
        raise HallNotFound
    return hall


def hall_of(*, actor: Actor) -> Hall:
    """The hall of the desk at which the officer receives. Raises `HallNotFound`."""
    if not actor.is_officer or actor.unit_id is None or not actor.has_role(*ROLES):
        raise HallNotFound
    desk = directory.one_stop_of(agency_id=actor.unit_id)
    hall = Hall.objects.filter(desk_id__in=[actor.unit_id, desk.id if desk else actor.unit_id], retired_at=None).first()
    if hall is None:
        raise HallNotFound
    return hall


def ticket_by_token(*, token: str, day: date, lock: bool = False) -> Ticket:
    """The ticket of today that its holder shows. Raises `TicketNotFound`."""
    rows = Ticket.objects.filter(token=nfc(token), day=day).select_related("group", "hall")
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise TicketNotFound
    return row


def ticket_for(*, hall: Hall, ticket_id: UUID, day: date) -> Ticket:
    """A ticket of today in the officer's own hall, locked. Raises `TicketNotFound`."""
    rows = Ticket.objects.select_for_update(of=("self",)).select_related("group", "hall")
    row = rows.filter(id=ticket_id, hall=hall, day=day).first()
    if row is None:
        raise TicketNotFound
    return row


def is_head(actor: Actor) -> bool:
    """Whether the officer answers for the hall and its machines."""
    return actor.has_role(HEAD)


def kiosk_token(*, hall: Hall) -> str:
    """What opens the kiosk of a hall, until its head asks for a new one: whoever sets a machine up copies it."""
    code = directory.get_agency(agency_id=hall.desk_id).code
    return signing.dumps([code, hall.kiosk_key], salt=_KIOSK, compress=False)


def hall_of_kiosk(*, token: str, day: date) -> Hall:
    """The hall whose kiosk this is. Raises `HallNotFound`."""
    try:
        told = signing.loads(token, salt=_KIOSK)
    except signing.BadSignature as fault:
        raise HallNotFound from fault
    code, key = told if isinstance(told, list) else (told, "")  # an address from before there were keys
    hall = hall_at(code=str(code), day=day)
    if hall.kiosk_key != key:
        raise HallNotFound
    return hall
