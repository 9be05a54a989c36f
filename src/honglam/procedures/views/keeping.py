"""The catalogue for those who keep it: what is being prepared, one procedure's versions and history, comparison."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from honglam.files import api as files
from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.procedures import api
from honglam.procedures.api import keeping
from honglam.procedures.contracts import ACT_LABELS, STATE_LABELS
from honglam.procedures.forms.filters import AFTER, MAX_TEXT
from honglam.procedures.rules.designing.opening import open_form
from honglam.procedures.rules.designing.sheets import FORM
from honglam.procedures.rules.keeping.comparing import Difference, differences
from honglam.procedures.rules.keeping.sheets import SHEETS
from honglam.procedures.views.editing import draft_frame, say

PAGE_SIZE = 20
DRAFTS_AFTER = "du_thao_sau"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What is being prepared, and every procedure to begin from, in force or not."""
    actor, query = actor_of(request), request.GET.get("q", "").strip()[:MAX_TEXT]
    after, drafts_after = request.GET.get(AFTER, ""), request.GET.get(DRAFTS_AFTER, "")
    drafts = keeping.list_drafts(actor=actor, after=drafts_after or None, limit=PAGE_SIZE)
    found = keeping.list_procedures(actor=actor, query=query, on=today(), after=after or None, limit=PAGE_SIZE)
    context = {
        "drafts": drafts.items,
        "next_drafts": _page_of(query, DRAFTS_AFTER, drafts.next_cursor),
        "previous_drafts": "?" + urlencode({"q": query}) if drafts_after else "",
        "states": {state: _(label) for state, label in STATE_LABELS.items()},
        "found": found.items,
        "query": query,
        "next": _page_of(query, AFTER, found.next_cursor),
        "previous": "?" + urlencode({"q": query}) if after else "",
    }
    return render(request, "procedures/keeping/index.html", context)


@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """One procedure: its versions, the draft that is open, who did what."""
    actor = actor_of(request)
    context = {
        "code": code,
        "shown": keeping.get_procedure(actor=actor, code=code),
        "versions": api.list_versions(code=code),
        "draft": keeping.find_open_draft(actor=actor, code=code),
        "states": {state: _(label) for state, label in STATE_LABELS.items()},
        "history": keeping.list_history(actor=actor, code=code),
        "acts": {act: _(label) for act, label in ACT_LABELS.items()},
        "today": today(),
    }
    return render(request, "procedures/keeping/procedure.html", context)


@require_POST
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a new version, or go on with the one that is open."""
    draft = keeping.start_draft(actor=actor_of(request), code=code, at=now())
    return redirect("procedures:draft", draft.id)


@require_safe
def draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """A draft at a glance: its sheets with their faults, what it changes, what can be done next."""
    shown = keeping.get_draft(actor=actor_of(request), draft_id=draft_id)
    faults = keeping.draft_faults(draft=shown) if shown.is_open_to_change else []
    before = keeping.get_content(code=shown.code, number=shown.base_number) if shown.base_number else {}
    context = {
        **draft_frame(shown, faults),
        "faults": [say(fault) for fault in faults[:20]],
        "changes": compared(before, shown.content),
    }
    return render(request, "procedures/keeping/draft.html", context)


@require_safe
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """Two versions side by side, in words."""
    actor = actor_of(request)
    numbers = [mark.number for mark in api.list_versions(code=code)]
    first, second = _number(request, "tu", numbers), _number(request, "den", numbers)
    before, after = (keeping.get_content(code=code, number=number) for number in (first, second))
    context = {
        "code": code,
        "shown": keeping.get_procedure(actor=actor, code=code),
        "numbers": numbers,
        "first": first,
        "second": second,
        "changes": compared(before, after),
    }
    return render(request, "procedures/keeping/compare.html", context)


@require_safe
def decision_file(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """The decision as it was entered."""
    shown = keeping.get_draft(actor=actor_of(request), draft_id=draft_id)
    if shown.decision is None or shown.decision.file_id is None:
        raise Http404
    return files.serve(request=request, file_id=shown.decision.file_id, inline=True)


def compared(before: dict[str, Any], after: dict[str, Any]) -> list[Difference]:
    """Two definitions side by side in words, the form among them."""
    old, new = open_form(before.get("form")), open_form(after.get("form"))
    return [*differences(SHEETS, before, after, _), *differences((FORM,), old, new, _)]


def _page_of(query: str, name: str, cursor: str | None) -> str:
    """The address of a page of one of the two lists; empty where there is none."""
    return "?" + urlencode({"q": query, name: cursor}) if cursor else ""


def _number(request: HttpRequest, name: str, numbers: list[int]) -> int:
    """The version an address names; without one the two newest are compared."""
    text = request.GET.get(name, "")
    if text.isascii() and text.isdigit() and int(text[:9]) in numbers:
        return int(text)
    if not numbers or text:
        raise Http404
    return numbers[0] if name == "den" else numbers[min(1, len(numbers) - 1)]
