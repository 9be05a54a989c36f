"""The clerk's window and the screen of the hall."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.registry import menu
from honglam.kernel.values import Actor, DomainError
from honglam.queue import api
from honglam.queue.contracts import PRIORITY_LABELS, DeskView, HallNotFound, WindowUnknown
from honglam.queue.rules import MOST_WINDOWS
from honglam.ui.errors import PageErrors

WINDOW, GROUPS = "queue_window", "queue_groups"
INTAKE = "dossiers.counter"
"""The door in the menu behind which work with a person at the window begins; another storey owns it."""


@dataclass(frozen=True)
class Pressed:
    """What a clerk pressed, at which window."""

    actor: Actor
    window: int
    groups: Sequence[str]
    ticket: UUID | None
    group: str


def desk(request: HttpRequest) -> HttpResponse:
    """Call, call again, nobody came, to another group, finished."""
    actor, errors = actor_of(request), PageErrors()
    try:
        view = api.get_desk(actor=actor, at=now())
    except HallNotFound:
        return render(request, "queue/none.html")
    if request.method == "POST":
        try:
            _perform(request, view)
            return redirect("queue:desk")
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
            view = api.get_desk(actor=actor, at=now())
    context = {
        "desk": view,
        "errors": errors,
        "window": request.session.get(WINDOW),
        "typed": request.POST.get("window", ""),
        "chosen": _groups(request, view),
        "priorities": PRIORITY_LABELS,
        "intake": menu.get(INTAKE).url_name if INTAKE in menu else "",
        "kiosk": api.find_kiosk(actor=actor),
    }
    return render(request, "queue/desk.html", context, status=422 if errors else 200)


def screen(request: HttpRequest, code: str) -> HttpResponse:
    """The full screen for the hall."""
    board = api.get_board(code=code, at=now())
    return render(request, "queue/screen.html", {"board": board, "code": code})


@require_safe
def board(_request: HttpRequest, code: str) -> JsonResponse:
    """What the screen asks for every few seconds."""
    found = api.get_board(code=code, at=now())
    calls = [{"label": one.label, "window": one.window, "count": one.count} for one in found.calls]
    return JsonResponse({"calls": calls, "next": list(found.next_labels)}, headers={"Cache-Control": "no-store"})


def _perform(request: HttpRequest, view: DeskView) -> None:
    act = request.POST.get("act", "")
    if act == "sit":
        _sit(request, view)
        return
    window = request.session.get(WINDOW)
    if act not in _ACTS:
        raise Http404
    if window is None and act in ("next", "again"):
        raise WindowUnknown(field="window", most=MOST_WINDOWS)
    pressed = Pressed(
        actor=actor_of(request),
        window=window or 0,
        groups=_groups(request, view),
        ticket=_id(request.POST.get("ticket", "")),
        group=request.POST.get("group", ""),
    )
    _ACTS[act](pressed)


def _sit(request: HttpRequest, view: DeskView) -> None:
    """Remember at which window the clerk sits and for which groups, for this session."""
    number = request.POST.get("window", "")
    if not number.isdecimal() or not 1 <= int(number[:3]) <= MOST_WINDOWS:
        raise WindowUnknown(field="window", most=MOST_WINDOWS)
    known = {group.code for group in view.hall.groups}
    request.session[WINDOW] = int(number[:3])
    request.session[GROUPS] = [code for code in request.POST.getlist("groups") if code in known]


def _groups(request: HttpRequest, view: DeskView) -> list[str]:
    """The groups the clerk ticked, or all: a session outlives groups, and with none left nobody would be called."""
    known = [group.code for group in view.hall.groups]
    ticked = request.session.get(GROUPS) or []
    return [code for code in known if code in ticked] or known


def _ticket(pressed: Pressed) -> UUID:
    if pressed.ticket is None:
        raise Http404
    return pressed.ticket


_ACTS: dict[str, Callable[[Pressed], Any]] = {
    "next": lambda one: api.call_next(actor=one.actor, window=one.window, group_codes=one.groups, at=now()),
    "again": lambda one: api.call_again(actor=one.actor, ticket_id=_ticket(one), window=one.window, at=now()),
    "miss": lambda one: api.miss(actor=one.actor, ticket_id=_ticket(one), at=now()),
    "release": lambda one: api.release(actor=one.actor, ticket_id=_ticket(one), window=one.window, at=now()),
    "finish": lambda one: api.finish(actor=one.actor, ticket_id=_ticket(one), at=now()),
    "kiosk": lambda one: api.renew_kiosk(actor=one.actor, at=now()),
    "transfer": lambda one: api.transfer(actor=one.actor, ticket_id=_ticket(one), group_code=one.group, at=now()),
}


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
