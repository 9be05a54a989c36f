"""The form designer: the parts of the form on the left, the chosen one in the middle, a telephone on the right."""

import json
import re
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.kernel.values import Conflict
from honglam.procedures.api import designing, keeping
from honglam.procedures.contracts import (
    Answers,
    DraftClosed,
    DraftMoved,
    DraftView,
    NameTaken,
    NothingToUndo,
    PartGone,
)
from honglam.procedures.rules.designing.choosing import PART, Chosen, choose, place_anew
from honglam.procedures.rules.designing.faults import in_design
from honglam.procedures.rules.designing.opening import open_form
from honglam.procedures.rules.designing.sheets import TREE, parts_at
from honglam.procedures.rules.faults import Fault
from honglam.procedures.rules.keeping.outline import Plain, find, index_of
from honglam.procedures.rules.keeping.showing import ShownSheet, place_of, shown
from honglam.procedures.views.editing import Button, button_of, draft_frame, errors_of, revision_of, sent_of
from honglam.ui.errors import PageErrors

_PLACE = re.compile(r"pages\.\d{1,3}(\.sections\.\d{1,3}(\.questions\.\d{1,3})?)?", re.ASCII)
_STEPS = {"undo", "redo"}
MAX_ANSWERS = 200_000


def design(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The designer: shown, or saved with what the pressed button asks for."""
    draft = keeping.get_draft(actor=actor_of(request), draft_id=draft_id)
    form, place = draft.content.get("form"), _place(request)
    if request.method != "POST":
        chosen = choose(form, place)
        return _page(request, draft, choose(form, "") if chosen.is_gone else chosen)
    button, mark, sent = button_of(request), request.POST.get("_was", ""), sent_of(request)
    chosen = choose(form, place, mark, sent)
    try:
        _pressed(request, draft, chosen, place, button)
    except (DraftMoved, DraftClosed, PartGone, NameTaken) as refusal:
        return _page(request, draft, chosen, refusal=refusal)
    except NothingToUndo as refusal:
        messages.info(request, _(refusal.message))
    if chosen.is_gone and button.verb in _STEPS:
        draft = keeping.get_draft(actor=actor_of(request), draft_id=draft_id)
        return _page(request, draft, choose(draft.content.get("form"), place, mark, sent))
    return redirect(f"{request.path}?chon={_next_place(open_form(form), chosen.place, button)}")


@require_POST
def autosave(request: HttpRequest, draft_id: UUID) -> JsonResponse:
    """What is being typed about a part, kept without a page; the answer says by what the part is known from now on."""
    place = _place(request)
    try:
        saved = designing.edit_form(
            actor=actor_of(request), draft_id=draft_id, revision=revision_of(request), place=place,
            mark=request.POST.get("_was", ""), sent=sent_of(request), apart=False, at=now(),
        )  # fmt: skip
    except DraftMoved as refusal:
        return JsonResponse({"code": refusal.code}, status=409)
    stands = choose(saved.content.get("form"), place)
    return JsonResponse({"revision": saved.revision, "was": stands.mark, "key": stands.key})


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


def _pressed(request: HttpRequest, draft: DraftView, chosen: Chosen, place: str, button: Button) -> None:
    """Save, then undo or redo where that was asked for; what was typed about a part that is gone waits on its page."""
    actor, at, forth = actor_of(request), now(), button.verb == "redo"
    if chosen.is_gone and button.verb in _STEPS:
        revision = revision_of(request)
        keeping.step_draft(actor=actor, draft_id=draft.id, revision=revision, forth=forth, at=at)
        messages.info(request, _("Done. What you typed is not saved yet."))
        return
    saved = designing.edit_form(
        actor=actor, draft_id=draft.id, place=place, mark=request.POST.get("_was", ""), sent=sent_of(request),
        command=button.command, apart=True, at=at, anew=button.verb == "anew",
        revision=draft.revision if button.verb in {"force", "anew"} else revision_of(request),
    )  # fmt: skip
    if button.verb in _STEPS:
        keeping.step_draft(actor=actor, draft_id=draft.id, revision=saved.revision, forth=forth, at=at)


def _page(request: HttpRequest, draft: DraftView, chosen: Chosen, *, refusal: Any = None) -> HttpResponse:
    if chosen.is_gone and isinstance(refusal, DraftMoved):
        refusal = PartGone()  # that says more
    faults, stands = keeping.draft_faults(draft=draft), open_form(draft.content.get("form"))
    own = [in_design(fault, stands) for fault in faults if fault.path.partition(".")[0].partition("[")[0] == "form"]
    made, tree = _part(chosen, own), shown(TREE, chosen.design, own, _)
    context = {
        **draft_frame(draft, faults, slug="bieu-mau"),
        "chosen": chosen,
        "place": "" if chosen.is_gone else chosen.place,
        "kind": chosen.place.split(".")[-2] if chosen.place else "",
        "tree": next(part for part in tree.parts if part.name == "pages"),
        "shown": made,
        "errors": _errors(made, refusal),
        "all_errors": errors_of(tree.errors),
        "refusal": _(refusal.message) % refusal.params if isinstance(refusal, Conflict) else "",
        "taken": isinstance(refusal, NameTaken),
        "moved": isinstance(refusal, DraftMoved),
        "page_number": min(int(chosen.place.split(".")[1]) + 1, len(stands["pages"]) or 1) if chosen.place else 1,
    }
    return render(request, "procedures/keeping/design.html", context, status=refusal.status if refusal else 200)


def _part(chosen: Chosen, faults: list[Fault]) -> ShownSheet:
    """The boxes of the chosen part, named without its number, each with its fault."""
    base, place = (PART, chosen.place) if chosen.place else ("", "")
    below = [fault for fault in faults if f"{place_of(fault)}.".startswith(f"{place}." if place else "")]
    own = [replace(fault, path=base + place_of(fault).removeprefix(place)) for fault in below]
    return shown(parts_at(place), chosen.part, [] if chosen.is_gone else own, _, base)


def _errors(made: ShownSheet, refusal: Any) -> PageErrors:
    """What is wrong with the chosen part, with a name that was refused at the box in which it was typed."""
    errors = errors_of(made.errors)
    if not isinstance(refusal, NameTaken):
        return errors
    box = "repeat.ref" if str(refusal.field).endswith(".repeat.ref") else "ref"
    return PageErrors.of({**errors, f"{PART}.{box}": _(refusal.message) % refusal.params})


def _place(request: HttpRequest) -> str:
    """The chosen part of an address; the form as a whole for anything else."""
    text = request.GET.get("chon", "")
    return text if _PLACE.fullmatch(text) else ""


def _next_place(design: Plain, place: str, button: Button) -> str:
    """What is chosen afterwards: the part that was added or moved. `design`: as the form stood before."""
    name, _dot, last = button.place.rpartition(".")
    index, rows = index_of(last), find(design, name)
    match button.verb:
        case "anew":
            return place_anew(design, place) if place else ""
        case "add":
            held = find(design, button.place)
            return f"{button.place}.{len(held) if isinstance(held, list) else 0}"
        case "up" | "down" | "copy" if index is not None and isinstance(rows, list):
            to = index - 1 if button.verb == "up" else index + 1
            return f"{name}.{max(0, min(to, len(rows) - (button.verb != 'copy')))}"
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
