"""Tasks: the list, one task, what is done to it, its evidence."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.directives import api
from honglam.directives.contracts import (
    FILTER_LABELS,
    SOURCE_LABELS,
    VERB_LABELS,
    ActInput,
    TaskView,
    TooManyPapers,
    Verb,
)
from honglam.directives.forms import read_act, read_asked, read_key, read_task
from honglam.directives.views.files import marked, rows_of
from honglam.directives.views.words import WORDS
from honglam.files import api as files
from honglam.files.contracts import MediaType
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError, NotFound
from honglam.ui.errors import PageErrors
from honglam.ui.sheets import FORMATS, as_file

ONE_CLICK = frozenset({Verb.ACKNOWLEDGE, Verb.CLOSE, Verb.RESUME})
EVIDENCE = (MediaType.PDF, MediaType.JPEG, MediaType.PNG, MediaType.DOCX, MediaType.XLSX)
MOST_ROWS, MOST_PAPERS = 5000, 10
"""Tasks in a file, and files of evidence with one report."""


def index(request: HttpRequest) -> HttpResponse:
    """Tasks in sight, by how they stand, lead unit, source and words; what is due first."""
    actor, asked = actor_of(request), read_asked(request.GET.dict())
    kept = request.GET.copy()
    kept.pop("sau", None)
    context = {
        "page": api.list_tasks(actor=actor, asked=asked, at=now(), after=request.GET.get("sau") or None),
        "asked": asked,
        "leads": api.list_leads(actor=actor, at=now()),
        "views": [(label, one.value) for one, label in FILTER_LABELS.items()],
        "sources": [(one.value, gettext(label)) for one, label in SOURCE_LABELS.items()],
        "query": kept.urlencode(),
        "later": "sau" in request.GET,
        "words": WORDS,
        "stages": api.stage_titles(),
    }
    return render(request, "directives/tasks.html", context)


def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The same list as a file, in the order of the page."""
    if kind not in FORMATS:
        raise Http404
    page = api.list_tasks(actor=actor_of(request), asked=read_asked(request.GET.dict()), at=now(), limit=MOST_ROWS)
    return as_file(kind, "nhiem-vu", gettext("Tasks"), marked(rows_of(page.items), page))


def task(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """One task: where it stands and why, what may be done, its tree, quantities, stages and history."""
    return _show(request, api.get_task(actor=actor_of(request), task_id=task_id, at=now()), PageErrors())


def act(request: HttpRequest, task_id: UUID, verb: str) -> HttpResponse:
    """One thing done to a task: asked on a page of its own, or done at once where nothing need be said."""
    if verb not in set(Verb):
        raise Http404
    actor, done, errors = actor_of(request), Verb(verb), PageErrors()
    if request.method == "POST":
        try:
            _perform(request, task_id, done)
            messages.success(request, gettext("Done: %(act)s.") % {"act": gettext(VERB_LABELS[done])})
            return redirect("directives:task", task_id)
        except DomainError as refusal:
            if isinstance(refusal, NotFound) and refusal.field is None:
                raise
            errors = PageErrors.of(refusal)
    view = api.get_task(actor=actor, task_id=task_id, at=now())
    if done not in view.acts and not errors:
        return redirect("directives:task", task_id)
    if done in ONE_CLICK:
        return _show(request, view, errors) if errors else redirect("directives:task", task_id)
    return _ask(request, view, done, errors)


def evidence(request: HttpRequest, task_id: UUID, file_id: UUID) -> HttpResponseBase:
    """A file that stands in the task's history."""
    found = api.evidence_of(actor=actor_of(request), task_id=task_id, file_id=file_id)
    return files.serve(request=request, file_id=found)


def _perform(request: HttpRequest, task_id: UUID, verb: Verb) -> None:
    actor, at, data = actor_of(request), now(), request.POST.dict()
    if verb is Verb.BREAK_DOWN:
        wish = read_task(data)
        api.break_down_task(actor=actor, task_id=task_id, wish=wish, key=read_key(data), at=at)
        return
    given, papers = read_act(data), request.FILES.getlist("files")
    if len(papers) > MOST_PAPERS:
        raise TooManyPapers(field="files", most=MOST_PAPERS)
    kept = [
        files.store(actor=actor, content=one, name=one.name or "", at=at, purpose="evidence", allowed=EVIDENCE).id
        for one in papers
    ]
    given = ActInput(**{**vars(given), "file_ids": tuple(kept)})
    api.move_task(actor=actor, task_id=task_id, verb=verb, given=given, key=read_key(data), at=at)


def _ask(request: HttpRequest, view: TaskView, verb: Verb, errors: PageErrors) -> HttpResponse:
    choices: dict[Verb, Callable[[], Any]] = {
        Verb.BREAK_DOWN: lambda: api.list_leads(actor=actor_of(request), at=now()),
        Verb.HOLD: lambda: [(str(key), name) for key, name in view.holders],
    }
    context = {
        "task": view,
        "verb": verb.value,
        "label": VERB_LABELS[verb],
        "choices": choices.get(verb, list)(),
        "tracks": api.list_tracks() if verb is Verb.BREAK_DOWN else [],
        "typed": request.POST.dict(),
        "key": read_key(request.POST.dict(), errors.code),
        "errors": errors,
        "words": WORDS,
    }
    return render(request, "directives/act.html", context, status=422 if errors else 200)


def _show(request: HttpRequest, view: TaskView, errors: PageErrors) -> HttpResponse:
    context = {
        "task": view,
        "errors": errors,
        "words": WORDS,
        "keys": {one.value: read_key({}) for one in ONE_CLICK},
        "one_click": [one for one in view.acts if one in ONE_CLICK],
        "pages": [one for one in view.acts if one not in ONE_CLICK],
        "stages": api.stage_titles(),
    }
    return render(request, "directives/task.html", context, status=422 if errors else 200)
