"""A ticket for its holder, the board for the hall, the table for the clerk."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, F, Max, Q

from honglam.directory import api as directory
from honglam.kernel.clock import local
from honglam.kernel.values import Actor
from honglam.queue import access
from honglam.queue.contracts import (
    Board,
    Call,
    DeskView,
    GroupView,
    HallNotFound,
    HallView,
    Priority,
    TicketState,
    TicketView,
    Wait,
)
from honglam.queue.models import Group, Hall, Ticket, Turn
from honglam.queue.rules import Pace, expect, groups_beside, pace, windows_beside

ACTIVE = timedelta(minutes=30)
"""A window that called somebody so lately is at work."""
MOST_CALLS = 8
MOST_NEXT = 8
MOST_MISSED = 12

Figures = dict[int, dict[str, Any]]
Calls = tuple[set[tuple[int, int]], set[tuple[int, int]]]


def ticket_view(row: Ticket, wait: Wait | None = None) -> TicketView:
    """A row with its group and hall as a value."""
    desk = directory.get_agency(agency_id=row.hall.desk_id)
    return TicketView(
        id=row.id,
        token=row.token,
        label=row.label,
        hall_code=desk.code,
        hall_name=desk.name,
        group_code=row.group.code,
        group_name=row.group.name,
        priority=Priority(row.priority),
        state=TicketState(row.state),
        taken_at=row.taken_at,
        window=row.window,
        called_at=row.called_at,
        call_count=row.call_count,
        wait=wait,
    )


def get_ticket(*, token: str, at: datetime) -> TicketView:
    """One's own number and how long it will take. Raises `TicketNotFound`. Four queries."""
    row = access.ticket_by_token(token=token, day=local(at).date())
    if row.state != TicketState.WAITING:
        return ticket_view(row)
    before = Q(rank__lt=row.rank) | Q(rank=row.rank, queued_at__lt=row.queued_at)
    before |= Q(rank=row.rank, queued_at=row.queued_at, id__lt=row.id)
    calls = _calls(row.hall, at)
    rivals = Ticket.objects.filter(before, hall=row.hall, day=row.day, state=TicketState.WAITING.value)
    beside = groups_beside(row.group_id, *calls)
    rivals = rivals.filter(Q(group_id__in=beside) | Q(group__retired_at__isnull=False))
    ahead = dict(rivals.values_list("group_id").annotate(Count("id")))
    return ticket_view(row, _wait(row.group, _figures(row.hall, at), calls, ahead=ahead))


def get_hall(*, hall: Hall, at: datetime) -> HallView:
    """A hall with its groups and what a newcomer would wait in each. Three queries."""
    desk, figures, calls = directory.get_agency(agency_id=hall.desk_id), _figures(hall, at), _calls(hall, at)
    groups = list(hall.groups.order_by("position", "pk"))
    retired = {group.pk for group in groups if group.retired_at is not None}
    return HallView(
        code=desk.code,
        name=desk.name,
        online=hall.online,
        priorities=tuple(Priority(one) for one in hall.priorities),
        groups=tuple(
            GroupView(
                code=group.code,
                letter=group.letter,
                name=group.name,
                wait=_wait(group, figures, calls, ahead=_in_line(group.pk, figures, calls, retired)),
                waiting=figures.get(group.pk, {}).get("waiting", 0),
            )
            for group in groups
            if group.pk not in retired
        ),
        provisional=hall.provisional,
    )


def list_halls(*, day: date) -> list[HallView]:
    """Every hall that gives numbers by phone on the day, by name, without its figures."""
    rows = Hall.objects.filter(retired_at=None, online=True)
    views = [(directory.get_agency(agency_id=row.desk_id), row) for row in rows]
    return [
        HallView(code=desk.code, name=desk.name, online=True, priorities=())
        for desk, _ in sorted(views, key=lambda one: one[0].name)
        if access.is_there(desk, day)
    ]


def get_board(*, hall: Hall, at: datetime) -> Board:
    """What the screen shows. Three queries."""
    today = Ticket.objects.filter(hall=hall, day=local(at).date())
    called = today.filter(state=TicketState.CALLED.value).order_by("-called_at")[:MOST_CALLS]
    waiting = today.filter(state=TicketState.WAITING.value).order_by("rank", "queued_at", "id")
    calls = [
        Call(label=row.label, window=row.window or 0, count=row.call_count, at=row.called_at)
        for row in called
        if row.called_at is not None
    ]
    return Board(
        hall_name=directory.get_agency(agency_id=hall.desk_id).name,
        calls=tuple(calls),
        next_labels=tuple(waiting.values_list("label", flat=True)[:MOST_NEXT]),
    )


def get_desk(*, actor: Actor, at: datetime) -> DeskView:
    """What the clerk sees. Raises `HallNotFound`. Six queries."""
    hall = access.hall_of(actor=actor)
    today = Ticket.objects.filter(hall=hall, day=local(at).date()).select_related("group", "hall")
    called = list(today.filter(state=TicketState.CALLED.value).order_by("window"))
    current = next((row for row in called if row.clerk_id == actor.id), None)
    missed = today.filter(state=TicketState.NO_SHOW.value).order_by("-finished_at")[:MOST_MISSED]
    return DeskView(
        hall=get_hall(hall=hall, at=at),
        current=ticket_view(current) if current else None,
        missed=tuple(ticket_view(row) for row in missed),
        held=tuple(ticket_view(row) for row in called if row is not current),
        may_renew=access.is_head(actor),
    )


def find_kiosk(*, actor: Actor) -> str:
    """The token of the kiosk of the officer's hall. Raises `HallNotFound`."""
    return access.kiosk_token(hall=access.hall_of(actor=actor))


def online_hall(*, code: str, day: date) -> Hall:
    """A hall that gives numbers by phone on the day. Raises `HallNotFound`."""
    hall = access.hall_at(code=code, day=day)
    if not hall.online:
        raise HallNotFound
    return hall


def called_for(group_codes: Sequence[str]) -> Q:
    """Tickets or turns of a clerk who serves these groups, and those of groups that a pack has retired during the day.

    No clerk can tick a retired group, so every window calls who still waits in it.
    """
    return Q(group__code__in=list(group_codes)) | Q(group__retired_at__isnull=False)


def recent_priorities(*, hall: Hall, day: date, group_codes: Sequence[str], count: int) -> list[bool]:
    """Whether each of the last `count` turns in these groups was one with priority, latest first.

    Ringing again is no turn. A number passed on has taken one where it was called, and takes one more where it is
    called once more.
    """
    if not count:
        return []
    rows = Turn.objects.filter(called_for(group_codes), hall=hall, day=day).order_by("-at", "-id")
    return list(rows.values_list("priority", flat=True)[:count])


def _figures(hall: Hall, at: datetime) -> Figures:
    """For each group of the hall how many wait, how many were served today and how long it took."""
    done = Q(state=TicketState.DONE.value, called_at__isnull=False)
    rows: Any = (
        Ticket.objects.filter(hall=hall, day=local(at).date())
        .values("group_id", usual=F("group__minutes"))
        .annotate(
            waiting=Count("id", filter=Q(state=TicketState.WAITING.value)),
            finished=Count("id", filter=done),
            mean=Avg(F("finished_at") - F("called_at"), filter=done),
        )
    )
    return {row.pop("group_id"): row for row in map(dict, rows)}


def _calls(hall: Hall, at: datetime) -> Calls:
    """Which windows have called from which groups: those at work, who have done so lately, and those of the day."""
    rows = Ticket.objects.filter(hall=hall, day=local(at).date(), called_at__isnull=False, window__isnull=False)
    last: Any = rows.values_list("window", "group_id").annotate(Max("called_at"))
    day = {(window, group_id): called_at for window, group_id, called_at in last}
    return {pair for pair, called_at in day.items() if called_at > at - ACTIVE}, set(day)


def _in_line(group_id: int, figures: Figures, calls: Calls, retired: set[int]) -> dict[int, int]:
    counted = groups_beside(group_id, *calls) | retired
    return {one: figures[one]["waiting"] for one in counted if one in figures}


def _wait(group: Group, figures: Figures, calls: Calls, *, ahead: Mapping[int, int]) -> Wait:
    """`ahead`: how many of each group come first."""
    return expect(
        own=_pace(figures.get(group.pk, {"usual": group.minutes})),
        ahead=[(people, _pace(figures[one])) for one, people in ahead.items() if one in figures],
        windows=windows_beside(group.pk, *calls),
    )


def _pace(figure: Mapping[str, Any]) -> Pace:
    mean = figure.get("mean")
    return pace(
        finished=figure.get("finished", 0),
        mean_seconds=mean.total_seconds() if mean is not None else None,
        usual_minutes=figure["usual"],
    )
