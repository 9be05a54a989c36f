"""The form designer: the parts of the form on the left, the chosen one in the middle, a telephone on the right."""

import json
import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.procedures.api import designing, keeping
from honglam.procedures.contracts import Answers, DraftClosed, DraftMoved, DraftView, NothingToUndo
from honglam.procedures.rules.designing.faults import in_design
from honglam.procedures.rules.designing.opening import open_form
from honglam.procedures.rules.designing.sheets import TREE, parts_at
from honglam.procedures.rules.keeping.outline import find
from honglam.procedures.rules.keeping.showing import place_of, shown
from honglam.procedures.services.designing import typed_form
from honglam.procedures.views.editing import Button, button_of, draft_frame, errors_of, revision_of, sent_of

_PLACE = re.compile(r"pages\.\d{1,3}(\.sections\.\d{1,3}(\.questions\.\d{1,3})?)?", re.ASCII)
MAX_ANSWERS = 200_000


def design(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The designer: shown, or saved with what the pressed button asks for."""
    draft = keeping.get_draft(actor=actor_of(request), draft_id=draft_id)
    place = _place(request)
    if request.method != "POST":
        return _page(request, draft, place)
    button = button_of(request)
    try:
        _pressed(request, draft, place, button)
    except (DraftMoved, DraftClosed) as refusal:
        form = typed_form(draft.content.get("form"), place, sent_of(request))
        draft.content.update({"form": form} if form else {})
        return _page(request, draft, place, refusal=refusal)
    except NothingToUndo as refusal:
        messages.info(request, _(refusal.message))
    return redirect(f"{request.path}?chon={_next_place(draft, place, button)}")


@require_POST
def autosave(request: HttpRequest, draft_id: UUID) -> JsonResponse:
    """What is being typed about a part, kept without a page."""
    try:
        saved = designing.edit_form(
            actor=actor_of(request), draft_id=draft_id, revision=revision_of(request), place=_place(request),
            sent=sent_of(request), apart=False, at=now(),
        )  # fmt: skip
    except DraftMoved as refusal:
        return JsonResponse({"code": refusal.code}, status=409)
    return JsonResponse({"revision": saved.revision})


def preview(request: HttpRequest, draft_id: UUID, number: int) -> HttpResponse:
    """A page of the form as on a telephone, drawn by the code that draws the published ones. Nothing is stored."""
    draft = keeping.get_draft(actor=actor_of(request), draft_id=draft_id)
    command = request.POST.get("_items") or request.POST.get("_do", "")
    made = designing.preview(
        form=draft.content.get("form") or {},
        page=number,
        data=request.POST if request.method == "POST" else None,
        answers=_answers(request),
        command=command,
        on=today(),
    )
    context = {"draft": draft, "made": made, "answers": json.dumps(made.answers, ensure_ascii=False) if made else ""}
    return render(request, "procedures/keeping/preview.html", context)


def _pressed(request: HttpRequest, draft: DraftView, place: str, button: Button) -> None:
    """Save, then undo or redo where that was asked for."""
    actor, at = actor_of(request), now()
    saved = designing.edit_form(
        actor=actor, draft_id=draft.id, place=place, sent=sent_of(request), command=button.command, apart=True, at=at,
        revision=draft.revision if button.verb == "force" else revision_of(request),
    )  # fmt: skip
    if button.verb in {"undo", "redo"}:
        forth = button.verb == "redo"
        keeping.step_draft(actor=actor, draft_id=draft.id, revision=saved.revision, forth=forth, at=at)


def _page(request: HttpRequest, draft: DraftView, place: str, *, refusal: Any = None) -> HttpResponse:
    form = draft.content.get("form")
    opened, faults = open_form(form), keeping.draft_faults(draft=draft)
    place = place if find(opened, place) is not None else ""
    own = [in_design(fault, opened) for fault in faults if fault.path.partition(".")[0].partition("[")[0] == "form"]
    part = find(opened, place) if place else opened
    made = shown(parts_at(place), part, [one for one in own if place_of(one).startswith(place)], _, place)
    tree = shown(TREE, opened, own, _)
    context = {
        **draft_frame(draft, faults, slug="bieu-mau"),
        "place": place,
        "tree": next(part for part in tree.parts if part.name == "pages"),
        "shown": made,
        "errors": errors_of(made.errors),
        "all_errors": errors_of(tree.errors),
        "refusal": _(refusal.message) % refusal.params if refusal else "",
        "moved": isinstance(refusal, DraftMoved),
        "page_number": int(place.split(".")[1]) + 1 if place else 1,
    }
    return render(request, "procedures/keeping/design.html", context, status=409 if refusal else 200)


def _place(request: HttpRequest) -> str:
    """The chosen part of an address; the form as a whole for anything else."""
    text = request.GET.get("chon", "")
    return text if _PLACE.fullmatch(text) else ""


def _next_place(draft: DraftView, place: str, button: Button) -> str:
    """What is chosen afterwards: the part that was added or moved."""
    name, _dot, index = button.place.rpartition(".")
    match button.verb:
        case "add":
            held = find(open_form(draft.content.get("form")), button.place)
            return f"{button.place}.{len(held) if isinstance(held, list) else 0}"
        case "up" | "down" if index.isdigit():
            return f"{name}.{max(0, int(index) + (1 if button.verb == 'down' else -1))}"
        case "copy" if index.isdigit():
            return f"{name}.{int(index) + 1}"
        case "remove":
            return name.rpartition(".")[0]
    return place


def _answers(request: HttpRequest) -> Answers:
    """What was answered on the other pages, as the page carried it along."""
    text = request.POST.get("_answers", "")
    if not text or len(text) > MAX_ANSWERS:
        return {}
    try:
        answers = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return answers if isinstance(answers, dict) else {}
