"""What leaders and their offices do: give directives, see what is late and why, a board, letters."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.directives import api
from honglam.directives.access import GIVERS
from honglam.directives.contracts import SOURCE_LABELS, SourceKind
from honglam.directives.forms import read_directive, read_ids, read_key, read_signer, read_task, read_unit
from honglam.directives.gateways.typesetting import set_urging
from honglam.directives.views.files import pdf, rows_of
from honglam.directives.views.words import WORDS
from honglam.directory import api as directory
from honglam.directory.contracts import UnknownMeeting
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError, NotFound
from honglam.ui.errors import PageErrors
from honglam.ui.formats import format_date
from honglam.ui.sheets import FORMATS, as_file
from honglam.ui.typed import day_of


def leading(request: HttpRequest) -> HttpResponse:
    """What is late and why, who is behind, what waits for a decision."""
    actor = actor_of(request)
    page, may_give = api.get_leader_page(actor=actor, at=now()), actor.has_role(*GIVERS)
    return render(request, "directives/leading.html", {"page": page, "words": WORDS, "may_give": may_give})


def give(request: HttpRequest) -> HttpResponse:
    """A directive in a minute: words, unit, day; what else is known below."""
    actor, errors = actor_of(request), PageErrors()
    if request.method == "POST":
        key = read_key(request.POST.dict())
        try:
            wish = read_directive(request.POST.dict())
            made = api.give_directive(actor=actor, wish=wish, key=key, at=now())
            messages.success(request, gettext("The directive has been given; the lead unit has been told."))
            return redirect("directives:task", made)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = {
        "leads": api.list_leads(actor=actor, at=now()),
        "tracks": api.list_tracks(),
        "sources": [(one.value, gettext(label)) for one, label in SOURCE_LABELS.items()],
        "typed": request.POST.dict() or _from_meeting(request),
        "key": read_key(request.POST.dict(), errors.code),
        "errors": errors,
    }
    return render(request, "directives/give.html", context, status=422 if errors else 200)


def board(request: HttpRequest, directive_id: UUID) -> HttpResponse:
    """One directive: its words, its tasks by how they stand, as a tree; and one more task."""
    actor, errors = actor_of(request), PageErrors()
    if request.method == "POST":
        try:
            wish = read_task(request.POST.dict())
            key = read_key(request.POST.dict())
            api.add_task(actor=actor, directive_id=directive_id, wish=wish, key=key, at=now())
            messages.success(request, gettext("The task has been given; the lead unit has been told."))
            return redirect("directives:board", directive_id)
        except DomainError as refusal:
            if isinstance(refusal, NotFound):
                raise
            errors = PageErrors.of(refusal)
    view = api.get_directive(actor=actor, directive_id=directive_id, at=now())
    context = {
        "directive": view,
        "leads": api.list_leads(actor=actor, at=now()) if view.may_add else [],
        "tracks": api.list_tracks() if view.may_add else [],
        "typed": request.POST.dict(),
        "key": read_key(request.POST.dict(), errors.code),
        "errors": errors,
    }
    context |= {"words": WORDS, "stages": api.stage_titles()}
    return render(request, "directives/board.html", context, status=422 if errors else 200)


def board_file(request: HttpRequest, directive_id: UUID, kind: str) -> HttpResponse:
    """The tasks of a directive as a file."""
    if kind not in FORMATS:
        raise Http404
    view = api.get_directive(actor=actor_of(request), directive_id=directive_id, at=now())
    return as_file(kind, "nhiem-vu", view.title, rows_of(node.task for node in view.tree))


def urgings(request: HttpRequest) -> HttpResponse:
    """Urging letters, and a draft from the tasks that were ticked."""
    actor, errors = actor_of(request), PageErrors()
    if request.method == "POST":
        signer_title, signer = read_signer(request.POST.dict())
        try:
            made = api.draft_urging(
                actor=actor,
                task_ids=read_ids(request.POST.getlist("task")),
                reply_by=day_of(request.POST, "reply_by"),
                signer_title=signer_title,
                signer=signer,
                key=read_key(request.POST.dict()),
                at=now(),
            )
            return redirect("directives:urging", made)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    return _urgings(request, errors)


def urging(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """The letter as PDF, its number left open."""
    return pdf(set_urging(api.get_urging(actor=actor_of(request), letter_id=letter_id)), "cong-van-don-doc")


def _from_meeting(request: HttpRequest) -> dict[str, str]:
    """What the form begins with where it carries out a conclusion (`?phien=…&ket_luan=…`). Raises UnknownMeeting."""
    numbers = [request.GET.get(name, "") for name in ("phien", "ket_luan")]
    if not all(one.isascii() and one.isdecimal() and len(one) < 10 for one in numbers):
        return {}
    meeting, number = directory.get_meeting(meeting_id=int(numbers[0])), int(numbers[1])
    if not 1 <= number <= len(meeting.conclusions):
        raise UnknownMeeting
    text = meeting.conclusions[number - 1]
    return {
        "text": text,
        "quote": text,
        "source_kind": SourceKind.MEETING.value,
        "symbol": meeting.symbol,
        "issued_on": format_date(meeting.held_on),
        "issuer": meeting.committee_name,
        "meeting_id": str(meeting.id),
        "conclusion": str(number),
    }


def _urgings(request: HttpRequest, errors: PageErrors) -> HttpResponse:
    actor, asked = actor_of(request), request.GET.dict()
    lead_id, after = read_unit(asked), asked.get("tre") or None
    context = {
        "page": api.list_urgings(actor=actor, after=asked.get("sau") or None),
        "late": api.list_late_to_urge(actor=actor, at=now(), lead_id=lead_id, after=after),
        "leads": api.list_leads(actor=actor, at=now()),
        "lead_id": lead_id,
        "later": after is not None,
        "chosen": request.POST.getlist("task"),
        "typed": request.POST.dict(),
        "key": read_key(request.POST.dict(), errors.code),
        "errors": errors,
    }
    return render(request, "directives/urgings.html", context, status=422 if errors else 200)
