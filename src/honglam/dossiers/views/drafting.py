"""From “file a dossier” to the confirmation: one question group a page, answers kept as typed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from honglam.directory import api as directory
from honglam.dossiers import api
from honglam.dossiers.contracts import (
    DraftChange,
    DraftMovedOn,
    DraftNotFound,
    DraftView,
    OwnerKind,
    PaperInput,
)
from honglam.dossiers.forms.people import PLACE_TYPED, keep_people, read_people
from honglam.dossiers.forms.supplement import as_number, as_uuid
from honglam.dossiers.rules.facts import changed_since, fill_gaps, person_facts
from honglam.dossiers.views.elsewhere import theirs_of_people, theirs_on_page
from honglam.dossiers.views.looking import UNASKED
from honglam.dossiers.views.ways import Way, as_way, renewed, typed_in_form, way_of
from honglam.dossiers.views.words import ORIGINS
from honglam.files import api as files
from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.kernel.idempotency import IdempotencyMismatch
from honglam.kernel.ids import uuid7
from honglam.kernel.values import DomainError, FieldErrors
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel, PageModel
from honglam.registries import api as registries
from honglam.ui.errors import PageError, PageErrors

PAPERS = "dossiers:draft_papers"
FILED = "filed_drafts"
"""In the session: which dossier became of the drafts that were submitted here last."""


def of_draft(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page of a draft: asked for anew each time, since an older one would be stale, and found after it was filed.

    Whoever goes back after submitting comes to the confirmation instead of to nothing.
    """

    @wraps(view)
    def seen(request: HttpRequest, draft_id: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, draft_id, *args, **kwargs)
        except DraftNotFound:
            filed = request.session.get(FILED, {}).get(str(draft_id))
            if filed is None:
                raise
            messages.info(request, gettext("This dossier has been submitted already. Nothing was sent twice."))
            return redirect("dossiers:submitted", UUID(filed))

    # Not `no-store`: a page that refused what was sent would then ask to send it again on the way back.
    return cache_control(private=True, no_cache=True)(seen)


def start(request: HttpRequest, code: str) -> HttpResponse:
    """What is needed, drafts already begun, and the button that begins."""
    actor = actor_of(request)
    if request.method == "POST":
        draft = api.start_draft(actor=actor, procedure_code=code, at=now())
        return redirect("dossiers:draft_people", draft.id)
    version = procedures.current_version(code=code, on=today())
    begun = api.list_begun(actor=actor, procedure_code=version.code)
    return render(request, "dossiers/citizen/start.html", {"version": version, "begun": begun, "Channel": Channel})


@of_draft
def people(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Who it is about, where it is settled, how the result comes back."""
    way, errors, moved, theirs = way_of(request, draft_id), PageErrors(), False, []
    kept: DraftView | DraftChange = way.draft
    if request.method == "POST":
        try:
            change = read_people(request.POST.dict(), place_needed=way.place_needed, with_numbers=True)
            saved = _save(request, way, replace(change, answers=_with_people(way.draft, change)))
            return redirect("dossiers:draft_page", saved.id, 1) if way.form_pages else redirect(PAPERS, saved.id)
        except DomainError as refusal:
            moved = isinstance(refusal, DraftMovedOn)
            refusal.field = None if moved else refusal.field
            errors = PageErrors.of(refusal)
            typed = keep_people(request.POST.dict())
            kept, theirs = typed, theirs_of_people(way.draft, typed) if moved else []
    context: dict[str, object] = {"way": way, "kept": kept, "errors": errors, "step": 1}
    context |= {"place": _place(request, kept.unit_code), "moved": moved, "theirs": theirs}
    return render(request, "dossiers/citizen/people.html", context, status=422 if errors else 200)


def _with_people(draft: DraftView, change: DraftChange) -> dict[str, object]:
    """The form's answers, with what this page just told about whoever fills it in put where nothing stands yet."""
    person = change.submitter if change.submitter and change.submitter.name else change.applicant
    if person is None or getattr(person, "kind", OwnerKind.CITIZEN) is not OwnerKind.CITIZEN:
        return dict(draft.answers)
    known = person_facts(
        full_name=person.name, citizen_id=person.id_number, phone=person.phone, address=getattr(person, "address", "")
    )
    return fill_gaps(draft.answers, procedures.prefill(version_id=draft.version_id, facts=known))


def _place(request: HttpRequest, code: str | None) -> str:
    """The words in the field of the place: as typed, or the name of what was chosen."""
    return request.POST.get(PLACE_TYPED, "") or (directory.unit_label(code=code, on=today()) if code else "")


@of_draft
def form_page(request: HttpRequest, draft_id: UUID, number: int) -> HttpResponse:
    """One page of the procedure's electronic form."""
    way = way_of(request, draft_id)
    if request.method == "POST" and way.form_pages:
        return _form_sent(request, way, min(number, way.form_pages))
    if number > way.form_pages:  # the form in force is shorter than the one of before, or there is none any more
        last = ("dossiers:draft_page", draft_id, way.form_pages)
        return redirect(*last) if way.form_pages else redirect(PAPERS, draft_id)
    return _form_page(request, way, _model(way, number, dict(way.draft.answers)))


def _form_sent(request: HttpRequest, way: Way, number: int) -> HttpResponse:
    """Keep what was typed, and go on where nothing is wrong on the page."""
    draft_id, version_id = way.draft.id, way.draft.version_id
    answers = typed_in_form(request, way)
    command = request.POST.get("_items", "")
    if command:
        answers = procedures.edit_items(version_id=version_id, answers=answers, command=command)
    try:
        way = replace(way, draft=_save(request, way, DraftChange(answers=answers, page=str(number))))
    except DraftMovedOn as refusal:
        way, refusal.field = way_of(request, draft_id), None
        theirs = theirs_on_page(way.draft, number, answers)
        return _form_page(request, way, _model(way, number, answers), refusal, theirs)
    errors = [] if command else procedures.check_page(version_id=version_id, page=number, answers=answers, on=today())
    if command or errors:
        return _form_page(request, way, _model(way, number, answers, errors))
    if request.POST.get("_next") == "check":
        return redirect("dossiers:draft_check", draft_id)
    following = ("dossiers:draft_page", draft_id, number + 1)
    return redirect(*following) if number < way.form_pages else redirect(PAPERS, draft_id)


@of_draft
def papers(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The papers this applicant must bring, each with its upload."""
    way, errors = way_of(request, draft_id), PageErrors()
    if request.method == "POST":
        try:
            _take_papers(request, way)
            if {"_remove", "_reuse", "_stay"} & set(request.POST):
                return redirect(PAPERS, draft_id)
            _require_papers(request, draft_id)
            return redirect("dossiers:draft_check", draft_id)
        except DomainError as refusal:
            errors, way = PageErrors.of(refusal), way_of(request, draft_id)
    asked = procedures.papers_for(
        version_id=way.draft.version_id, channel=Channel.ONLINE, answers=dict(way.draft.answers), on=today()
    )
    offers = registries.list_offers(actor=actor_of(request), procedure_code=way.draft.procedure_code, at=now())
    context = {"way": way, "asked": asked, "offers": offers, "errors": errors, "step": way.total - 1}
    return render(request, "dossiers/citizen/papers.html", context, status=422 if errors else 200)


@of_draft
def check(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Check your answers, then submit: nothing is filed before this page."""
    key = request.POST.get("idempotency_key") or str(uuid7())
    if request.method != "POST":
        return _check_page(request, draft_id, None, key)
    try:
        # Before the draft is looked at: sent twice, it is gone by now, and the same key gets the same answer.
        done = api.submit_draft(actor=actor_of(request), draft_id=draft_id, key=key, at=now())
    except DraftNotFound:
        raise
    except DomainError as refusal:
        return _check_page(
            request, draft_id, refusal, str(uuid7()) if isinstance(refusal, IdempotencyMismatch) else key
        )
    request.session[FILED] = dict([*request.session.get(FILED, {}).items()][-9:]) | {
        str(draft_id): str(done.dossier_id)
    }
    return redirect("dossiers:submitted", done.dossier_id)


@require_POST
def autosave(request: HttpRequest, draft_id: UUID) -> JsonResponse:
    """Keep what is typed, without judging it."""
    way = way_of(request, draft_id)
    if number := as_number(request.POST.get("_page", "")):  # a page of the form, though it may have none any more
        change = DraftChange(answers=typed_in_form(request, way), page=str(min(number, way.form_pages) or 1))
    else:
        change = keep_people(request.POST.dict())
    try:
        saved = _save(request, way, change)
    except DraftMovedOn as refusal:
        return JsonResponse({"code": refusal.code}, status=409)
    return JsonResponse({"revision": saved.revision, "saved_at": saved.saved_at.isoformat()})


def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw a draft away, after asking."""
    way = way_of(request, draft_id)
    if request.method == "POST":
        api.discard_draft(actor=actor_of(request), draft_id=draft_id, at=now())
        return redirect("dossiers:mine")
    return render(request, "dossiers/citizen/discard.html", {"way": way})


def file(request: HttpRequest, draft_id: UUID, file_id: UUID) -> HttpResponseBase:
    """A paper of one's own draft, to look at before submitting."""
    way = way_of(request, draft_id)
    if str(file_id) not in {str(paper.get("file_id")) for paper in way.draft.papers}:
        raise DraftNotFound
    return files.serve(request=request, file_id=file_id, inline=True)


def _save(request: HttpRequest, way: Way, change: DraftChange) -> DraftView:
    given = request.POST.get("_revision", "")
    # What is too long to be a revision is one that has moved on; what is no number was never given
    revision = (as_number(given) or -1) if given.isdecimal() else None
    return api.save_draft(
        actor=actor_of(request), draft_id=way.draft.id, change=change, revision=way.as_seen(revision), at=now()
    )


def _take_papers(request: HttpRequest, way: Way) -> None:
    actor, at = actor_of(request), now()
    gone = as_uuid(request.POST.get("_remove", ""))
    if gone:
        api.detach_paper(actor=actor, draft_id=way.draft.id, file_id=gone, at=at)
    component, _, held = request.POST.get("_reuse", "").partition(":")
    if held_id := as_uuid(held):
        api.reuse_paper(actor=actor, draft_id=way.draft.id, component_code=component, held_id=held_id, at=at)
    for name in request.FILES:
        code = name.removeprefix("papers.")
        for upload in request.FILES.getlist(name):
            try:
                stored = files.store(actor=actor, content=upload, name=upload.name or "", at=at, purpose="paper")
            except DomainError as refusal:
                refusal.field = refusal.field or name
                raise
            paper = PaperInput(component_code=code, file_id=stored.id, file_name=stored.name)
            api.attach_paper(actor=actor, draft_id=way.draft.id, paper=paper, at=at)
    _take_uploads(request, way)


def _take_uploads(request: HttpRequest, way: Way) -> None:
    """Files that went up in pieces while the page was open: each named by its upload, made a paper once."""
    actor, at = actor_of(request), now()
    for name in [name for name in request.POST if name.endswith(".upload")]:
        field = name.removesuffix(".upload")
        for upload_id in filter(None, map(as_uuid, request.POST.getlist(name))):
            try:
                stored = files.finish_upload(actor=actor, upload_id=upload_id, at=at, purpose="paper")
            except DomainError as refusal:
                refusal.field = refusal.field or field
                raise
            code = field.removeprefix("papers.")
            paper = PaperInput(component_code=code, file_id=stored.id, file_name=stored.name)
            api.attach_paper(actor=actor, draft_id=way.draft.id, paper=paper, at=at)


def _require_papers(request: HttpRequest, draft_id: UUID) -> None:
    """A paper that is wanted and not there is said here, at its field, before the last page."""
    faults = api.check_draft(actor=actor_of(request), draft_id=draft_id, at=now())
    missing = [fault for fault in faults if fault.field.startswith("papers.")]
    if missing:
        raise FieldErrors(missing)


def _model(way: Way, number: int, answers: dict[str, object], errors: object = ()) -> PageModel:
    return procedures.page_model(
        version_id=way.draft.version_id,
        page=number,
        answers=answers,
        on=today(),
        errors=errors,  # type: ignore[arg-type]
        sources=_sources(way, answers),
    )


def _sources(way: Way, answers: dict[str, object]) -> dict[str, str]:
    """Words under each answer that is still as it was prefilled."""
    return {
        field: gettext(ORIGINS[one.origin]) % {"label": one.label}
        for field, one in way.draft.sources.items()
        if not changed_since(answers, field, one.value)
    }


def _form_page(
    request: HttpRequest,
    way: Way,
    model: PageModel,
    refusal: DomainError | None = None,
    theirs: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    faults = PageErrors([PageError(fault.href.removeprefix("#"), fault.text) for fault in model.faults])
    shown = PageErrors.of(refusal) if refusal else faults
    context = {"way": way, "model": model, "errors": shown, "theirs": theirs, "step": model.number + 1}
    return render(request, "dossiers/citizen/form_page.html", context, status=422 if shown else 200)


def _check_page(request: HttpRequest, draft_id: UUID, refusal: DomainError | None, key: str) -> HttpResponse:
    checked = api.get_draft_to_check(actor=actor_of(request), draft_id=draft_id, at=now())
    way, on = as_way(checked.draft), today()
    if renewed(request, way) is not way:
        return redirect("dossiers:draft_check", draft_id)
    version_id, answers = way.draft.version_id, dict(way.draft.answers)
    if refusal is None and checked.completeness.faults:
        refusal = FieldErrors(list(checked.completeness.faults))
    context = {
        "way": way,
        "place": directory.unit_label(code=way.draft.unit_code, on=on) if way.draft.unit_code else "",
        "errors": PageErrors.of(refusal),
        "where": _where(way, refusal),
        "summary": procedures.summarise(version_id=version_id, answers=answers, on=on) if way.form_pages else (),
        "fees": procedures.fees_for(version_id=version_id, channel=Channel.ONLINE, answers=answers, on=on),
        "asked": procedures.papers_for(version_id=version_id, channel=Channel.ONLINE, answers=answers, on=on),
        "completeness": checked.completeness,
        "signers": checked.cosigners,
        "key": key,
        "question": request.session.pop(UNASKED, ""),
        "step": way.total,
    }
    refused = refusal is not None and request.method == "POST"
    return render(request, "dossiers/citizen/check.html", context, status=422 if refused else 200)


def _where(way: Way, refusal: DomainError | None) -> dict[str, str]:
    """For each fault the page on which it is mended: `people`, `papers` or the number of a form page."""
    faults = refusal.errors if isinstance(refusal, FieldErrors) else []
    places = {}
    for fault in faults:
        if fault.field.startswith("papers."):
            places[fault.field] = "papers"
        elif way.form_pages and (page := procedures.page_of(version_id=way.draft.version_id, field=fault.field)):
            places[fault.field] = str(page)
        else:
            places[fault.field] = "people"
    return places
