"""The editor of a draft, one sheet at a time. It works as plain forms; scripts save by themselves."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.procedures.api import keeping
from honglam.procedures.contracts import DraftClosed, DraftMoved, DraftView, NothingToUndo
from honglam.procedures.rules.keeping.outline import Sheet
from honglam.procedures.rules.keeping.sheets import PROCESS, sheet_of
from honglam.procedures.rules.keeping.showing import shown
from honglam.procedures.services.editing import get_sheet, typed
from honglam.procedures.views.editing import (
    Button,
    anchor_of,
    button_of,
    draft_frame,
    errors_of,
    revision_of,
    sent_of,
)


def sheet(request: HttpRequest, draft_id: UUID, slug: str) -> HttpResponse:
    """One sheet: shown with its faults, or saved with what the pressed button asks for."""
    page, draft = get_sheet(slug), keeping.get_draft(actor=actor_of(request), draft_id=draft_id)
    if request.method != "POST":
        return _page(request, page, draft)
    button = button_of(request)
    try:
        saved = _pressed(request, draft, slug, button)
    except (DraftMoved, DraftClosed) as refusal:
        said = typed(page, draft.content, sent_of(request))
        draft.content.clear()  # what the page took away must not come back from the other writing
        draft.content.update(said)
        return _page(request, page, draft, refusal=refusal)
    except NothingToUndo as refusal:
        messages.info(request, _(refusal.message))
        return redirect(request.path)
    if button.verb == "done":
        messages.success(request, _("Saved."))
        return redirect("procedures:draft", draft_id)
    return redirect(f"{request.path}{anchor_of(page.parts, saved.content, button)}")


@require_POST
def autosave(request: HttpRequest, draft_id: UUID, slug: str) -> JsonResponse:
    """What is being typed, kept without a page."""
    try:
        saved = keeping.edit_sheet(
            actor=actor_of(request),
            draft_id=draft_id,
            revision=revision_of(request),
            slug=slug,
            sent=sent_of(request),
            apart=False,
            at=now(),
        )
    except DraftMoved as refusal:
        return JsonResponse({"code": refusal.code}, status=409)
    return JsonResponse({"revision": saved.revision})


def _pressed(request: HttpRequest, draft: DraftView, slug: str, button: Button) -> DraftView:
    """Save, then undo or redo where that was asked for."""
    actor, at = actor_of(request), now()
    saved = keeping.edit_sheet(
        actor=actor,
        draft_id=draft.id,
        revision=draft.revision if button.verb == "force" else revision_of(request),
        slug=slug,
        sent=sent_of(request),
        command=button.command,
        apart=True,
        at=at,
    )
    if button.verb in {"undo", "redo"}:
        return keeping.step_draft(
            actor=actor, draft_id=draft.id, revision=saved.revision, forth=button.verb == "redo", at=at
        )
    return saved


def _page(request: HttpRequest, page: Sheet, draft: DraftView, *, refusal: Any = None) -> HttpResponse:
    faults = keeping.draft_faults(draft=draft)
    made = shown(page.parts, draft.content, [fault for fault in faults if sheet_of(fault.path) is page], _)
    context = {
        **draft_frame(draft, faults, slug=page.slug),
        "sheet": page,
        "shown": made,
        "errors": errors_of(made.errors),
        "refusal": _(refusal.message) % refusal.params if refusal else "",
        "moved": isinstance(refusal, DraftMoved),
    }
    template = "process" if page is PROCESS else "sheet"
    return render(request, f"procedures/keeping/{template}.html", context, status=409 if refusal else 200)
