"""The officer's page of one dossier, and one page per act on it."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext

from honglam.directory import api as directory
from honglam.dossiers import api
from honglam.dossiers.access.takers import takers_of
from honglam.dossiers.contracts import Action, DossierView, TaskView, Verb
from honglam.dossiers.forms.acts import ACTS, DRAFTED
from honglam.dossiers.forms.questions import Act, Asked, check_offered
from honglam.dossiers.forms.supplement import as_uuid
from honglam.dossiers.rules.actions import OFFERS
from honglam.files import api as files
from honglam.files.contracts import SUSPICION_WORDS, StoredFile
from honglam.identity import api as identity
from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.kernel.values import Actor, DomainError
from honglam.procedures import api as procedures
from honglam.ui import formats
from honglam.ui.errors import PageErrors

# The officer's home stands above: its search is known by name only.
SEARCH = "desk:search"
_OWN_PAGES = frozenset({Verb.DRAFT_RESULT})


def dossier(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Form, papers, history, deadline, next actions: one page, or the pane beside the worklist."""
    view = _at_the_desk(api.get_dossier(actor=actor_of(request), dossier_id=dossier_id, at=now()))
    version = procedures.get_version(version_id=view.version_id)
    answers = dict(view.answers)
    context = {
        "dossier": view,
        "version": version,
        "summary": procedures.summarise(version_id=view.version_id, answers=answers, on=today())
        if version.form and not view.masked
        else (),
        "shown": _shown_paper(request, view),
        "pane": request.headers.get("HX-Request") == "true",
        "telephone": identity.show_phone(phone=view.applicant.phone),
        "proxy_papers": _proxy_papers(request, view),
        "oddities": _oddities(view),
    }
    template = "dossiers/officer/whole.html" if context["pane"] else "dossiers/officer/dossier.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _at_the_desk(view: DossierView) -> DossierView:
    """Without what has its page elsewhere: officers rate their own dossiers as any applicant does."""
    return replace(view, actions=tuple(one for one in view.actions if one.verb in ACTS or one.verb in _OWN_PAGES))


def _oddities(view: DossierView) -> dict[UUID, list[str]]:
    """What is odd about a paper's file, in words, before an officer opens it. One query."""
    stored = files.get_many(file_ids=[paper.file_id for paper in view.papers if paper.file_id and paper.current])
    return {one.id: [SUSPICION_WORDS[odd] for odd in one.suspicions] for one in stored if one.suspicions}


def _proxy_papers(request: HttpRequest, view: DossierView) -> dict[UUID, str]:
    """Where this reader may open the powers of attorney of those who act for the applicant, for some minutes."""
    actor, at = actor_of(request), now()
    return {
        one.id: files.make_link(file_id=one.paper_id, at=at, inline=True, only_for=actor)
        for one in view.mandates
        if one.paper_id is not None
    }


def act(request: HttpRequest, dossier_id: UUID, verb: str) -> HttpResponse:
    """One act: its questions, then the verb. What the page does not offer, the verb refuses."""
    view = api.get_dossier(actor=actor_of(request), dossier_id=dossier_id, at=now())
    task_id = as_uuid(request.POST.get("task") or request.GET.get("task", ""))
    action = _offered(view, verb, task_id)
    chosen, errors = ACTS[action.verb], PageErrors()
    if request.method == "POST":
        try:
            check_offered(chosen, request.POST.dict())
            chosen.perform(_asked(request, view, action))
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
        else:
            messages.success(request, gettext("Done: %(what)s") % {"what": gettext(action.label)})
            return redirect("dossiers:officer_dossier", dossier_id)
    context = _act_context(request, view, action, chosen) | {"errors": errors}
    return render(request, "dossiers/officer/act.html", context, status=422 if errors else 200)


def open_by_code(request: HttpRequest) -> HttpResponse:
    """What a scanned bar code or a typed code opens."""
    code = request.GET.get("ma", "").strip()
    found = api.find_by_code(actor=actor_of(request), code=code)
    return (
        redirect("dossiers:officer_dossier", found)
        if found
        else redirect(f"{reverse(SEARCH)}?{urlencode({'q': code})}")
    )


def _offered(view: DossierView, verb: str, task_id: UUID | None) -> Action:
    if verb not in ACTS:
        raise Http404
    for action in view.actions:
        if action.verb == verb and (action.task_id is None or task_id in (None, action.task_id)):
            return action
    # It was offered a moment ago: somebody else was quicker. The verb will say so by name.
    return Action(verb=Verb(verb), label=OFFERS[Verb(verb)].label, task_id=task_id)


def _asked(request: HttpRequest, view: DossierView, action: Action) -> Asked:
    actor, at = actor_of(request), now()
    upload = request.FILES.get("file")
    stored = _stored(actor, upload, at) if upload else None
    units = tuple(int(unit) for unit in request.POST.getlist("units") if unit.isdecimal() and len(unit) < 12)
    return Asked(
        actor=actor,
        dossier_id=view.id,
        task_id=action.task_id,
        at=at,
        data=_named(request.POST.dict(), view),
        units=units,
        file_id=stored.id if stored else None,
        file_name=stored.name if stored else "",
    )


def _stored(actor: Actor, upload: "UploadedFile[Any]", at: datetime) -> StoredFile:
    """The file of an act; what is wrong with it is said at its field."""
    try:
        return files.store(actor=actor, content=upload, name=upload.name or "", at=at, purpose="result")
    except DomainError as refusal:
        refusal.field = refusal.field or "file"
        raise


def _named(data: dict[str, str], view: DossierView) -> dict[str, str]:
    """What is lacking, with the names of listed papers: nobody types what was chosen."""
    names = {part.code: part.name for part in procedures.get_version(version_id=view.version_id).components}
    chosen = {
        field.removesuffix("-component") + "-name": names[code]
        for field, code in data.items()
        if field.endswith("-component") and code in names
    }
    return data | {field: name for field, name in chosen.items() if not data.get(field)}


def _act_context(request: HttpRequest, view: DossierView, action: Action, chosen: Act) -> dict[str, object]:
    kinds = {question.kind for question in chosen.questions}
    task = next((task for task in view.tasks if task.id == action.task_id), None)
    return {
        "dossier": view,
        "action": action,
        "act": _without_draft(request, view, chosen) if action.verb is Verb.ISSUE_RESULT else chosen,
        "task": task,
        "typed": request.POST.dict() if request.method == "POST" else _proposed(view),
        "officers": _officers(task) if "officer" in kinds else (),
        "sent": request.method == "POST",
        "units": _units() if "units" in kinds else (),
        "chosen_units": request.POST.getlist("units"),
        "components": procedures.get_version(version_id=view.version_id).components if "items" in kinds else (),
        "rows": range(max(3, _rows_typed(request) + 1)),
    }


def _without_draft(request: HttpRequest, view: DossierView, chosen: Act) -> Act:
    """What would be refused is not offered: the page says who may issue what is drafted here instead."""
    obstacle = api.find_draft_obstacle(actor=actor_of(request), dossier_id=view.id, at=now())
    if obstacle is None:
        return chosen
    questions = tuple(one for one in chosen.questions if one.name != "source")
    return replace(chosen, questions=questions, explanation=obstacle.message)


def _proposed(view: DossierView) -> dict[str, str]:
    """What most officers would type: today, the name of the result, the applicant who comes to collect."""
    version = procedures.get_version(version_id=view.version_id)
    return {
        "source": DRAFTED if version.result.template else "file",
        "issued_on": formats.format_date(today()),
        "title": version.result.name if version.result else "",
        "recipient_name": view.applicant.name,
    }


def _officers(task: TaskView | None) -> list[tuple[str, str]]:
    if task is None:
        return []
    held = takers_of(unit_id=task.unit.id, role=task.role, at=now())
    return [(str(holder.account_id), f"{holder.name} – {holder.title}") for holder in held if not holder.is_absent]


def _units() -> list[tuple[str, str]]:
    return [(str(agency.id), agency.name) for agency in directory.list_agencies(on=today())]


def _rows_typed(request: HttpRequest) -> int:
    return sum(1 for name, value in request.POST.items() if name.endswith("-name") and value)


def _shown_paper(request: HttpRequest, view: DossierView) -> object:
    wanted = as_uuid(request.GET.get("xem", ""))
    with_file = [paper for paper in view.papers if paper.file_id and paper.current]
    return next((paper for paper in with_file if paper.file_id == wanted), with_file[0] if with_file else None)
