"""Tables of the hall: what the pack says of it, and the tickets of its days."""

from honglam.queue.models.hall import Group, Hall
from honglam.queue.models.ticket import DayNumber, Ticket, Turn

__all__ = ["DayNumber", "Group", "Hall", "Ticket", "Turn"]
