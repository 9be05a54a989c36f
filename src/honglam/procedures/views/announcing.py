"""The turns of a draft's life: proposed, decided, public, sent back, given up; a version or a procedure that ends."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError, NotFound
from honglam.procedures import api
from honglam.procedures.api import keeping
from honglam.procedures.contracts import DraftFaulty
from honglam.procedures.forms.announcing import AbolishForm, DecisionForm, NoteForm, PublishForm, WithdrawForm
from honglam.ui.errors import PageErrors

Done = tuple[str, str]


def turn(request: HttpRequest, draft_id: UUID, act: str) -> HttpResponse:
    """The page of one turn: what it needs is typed, or the turn is made."""
    if act not in _TURNS:
        raise Http404
    shown = keeping.get_draft(actor=actor_of(request), draft_id=draft_id)
    kind, perform = _TURNS[act]
    back = reverse("procedures:draft", args=[draft_id])
    context = {"draft": shown, "act": act, "back": back}
    return _fill(
        request, kind, "procedures/keeping/turn.html", context, lambda said: (back, perform(request, draft_id, said))
    )


def abolish(request: HttpRequest, code: str) -> HttpResponse:
    """End a procedure by decision."""
    back = reverse("procedures:keep_procedure", args=[code])

    def perform(said: dict[str, Any]) -> Done:
        keeping.abolish_procedure(actor=actor_of(request), code=code, at=now(), **said)
        return back, _("The procedure ends after %(day)s.") % {"day": f"{said['last_day']:%d/%m/%Y}"}

    return _fill(request, AbolishForm, "procedures/keeping/abolish.html", {"code": code, "back": back}, perform)


def withdraw(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Take back by decision a version that has not begun."""
    actor, back = actor_of(request), reverse("procedures:keep_procedure", args=[code])
    shown = api.get_numbered_version(code=code, number=number)
    before = keeping.find_version_before(actor=actor, code=code, number=number)
    context = {"shown": shown, "before": before, "back": back}

    def perform(said: dict[str, Any]) -> Done:
        keeping.withdraw_version(actor=actor, code=code, version=number, at=now(), **said)
        return back, _("Version %(number)s has been withdrawn.") % {"number": number}

    return _fill(request, WithdrawForm, "procedures/keeping/withdraw.html", context, perform)


def _propose(request: HttpRequest, draft_id: UUID, _said: dict[str, Any]) -> str:
    keeping.propose_draft(actor=actor_of(request), draft_id=draft_id, at=now())
    return _("The draft has been proposed.")


def _send_back(request: HttpRequest, draft_id: UUID, said: dict[str, Any]) -> str:
    keeping.send_draft_back(actor=actor_of(request), draft_id=draft_id, note=said["note"], at=now())
    return _("The draft is open to change again.")


def _decide(request: HttpRequest, draft_id: UUID, said: dict[str, Any]) -> str:
    upload = said.pop("file", None)
    file = (upload.file, upload.name or "") if upload else None
    keeping.decide_draft(actor=actor_of(request), draft_id=draft_id, file=file, at=now(), **said)
    return _("The decision has been entered.")


def _publish(request: HttpRequest, draft_id: UUID, said: dict[str, Any]) -> str:
    made = keeping.publish_draft(actor=actor_of(request), draft_id=draft_id, at=now(), **said)
    day = f"{said['valid_from']:%d/%m/%Y}"
    return _("Version %(number)s is in force from %(day)s.") % {"number": made.number, "day": day}


def _drop(request: HttpRequest, draft_id: UUID, said: dict[str, Any]) -> str:
    keeping.drop_draft(actor=actor_of(request), draft_id=draft_id, note=said["note"], at=now())
    return _("The draft has been given up.")


_TURNS: dict[str, tuple[type[forms.Form], Callable[[HttpRequest, UUID, dict[str, Any]], str]]] = {
    "de-nghi": (forms.Form, _propose),
    "tra-lai": (NoteForm, _send_back),
    "quyet-dinh": (DecisionForm, _decide),
    "cong-bo": (PublishForm, _publish),
    "bo": (NoteForm, _drop),
}


def _fill(
    request: HttpRequest, kind: type[forms.Form], template: str, context: dict[str, Any],
    perform: Callable[[dict[str, Any]], Done],
) -> HttpResponse:  # fmt: skip
    """Perform on a good POST; otherwise show what was typed with every fault."""
    form, errors = kind(), PageErrors()
    if request.method == "POST":
        form = kind(request.POST, request.FILES)
        done, errors = _attempt(form, perform)
        if done:
            messages.success(request, done[1])
            return redirect(done[0])
    values = {name: form[name].value() or "" for name in form.fields}
    return render(request, template, {**context, "values": values, "errors": errors}, status=422 if errors else 200)


def _attempt(form: forms.Form, perform: Callable[[dict[str, Any]], Done]) -> tuple[Done | None, PageErrors]:
    if not form.is_valid():
        return None, PageErrors.of(form)
    try:
        return perform(dict(form.cleaned_data)), PageErrors()
    except DraftFaulty as refusal:
        return None, PageErrors.of({"": _(refusal.message)})
    except DomainError as refusal:
        if isinstance(refusal, NotFound):
            raise
        return None, PageErrors.of(refusal)
