"""One agency's sheet: filled in, appraised side by side, explained, or read. What can be kept is kept at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.files import api as files
from honglam.files.contracts import MediaType
from honglam.indicators import api
from honglam.indicators.contracts import Criterion, Said, SheetChanged, SheetView, TooMuchEvidence
from honglam.indicators.forms.rounds import read_revision
from honglam.indicators.forms.scoring import DROP, Read, read_explanations, read_says
from honglam.indicators.views.scoring.lines import EXPLAIN, FILL, JUDGE, REVISE, groups_of, mode_of, theirs
from honglam.indicators.views.scoring.words import SHEET_WORDS
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.problems import spoken
from honglam.kernel.values import Actor, DomainError, FieldError, FieldErrors, text_noop
from honglam.ui.errors import PageErrors, field_id
from honglam.ui.formats import format_number

MOST_FILES = 10
EVIDENCE = (MediaType.PDF, MediaType.JPEG, MediaType.PNG, MediaType.DOCX, MediaType.XLSX)
DONE = {
    "submit": text_noop("The self-assessment was handed in."),
    "appraise": text_noop("The verdict was given; the agency can read and explain it."),
    "revise": text_noop("The verdict was looked at again."),
    "explain": text_noop("The explanation was handed in."),
    "save": text_noop("What you typed was saved."),
}


@dataclass(frozen=True, kw_only=True)
class _Tried:
    """What came of a post: nothing wrong, or what to say above the same page with what was typed."""

    errors: PageErrors = field(default_factory=PageErrors)
    typed: Mapping[str, str] = field(default_factory=dict)
    changed: bool = False


def sheet(request: HttpRequest, subject_id: UUID) -> HttpResponse:
    """The sheet, as far as the reader has a part in it."""
    tried = _Tried()
    if request.method == "POST":
        tried = _post(request, subject_id)
        if not tried.errors:
            return redirect("indicators:sheet", subject_id)
    view = api.get_sheet(actor=actor_of(request), subject_id=subject_id)
    mode = mode_of(view)
    context = {
        "sheet": view,
        "mode": mode,
        "groups": groups_of(view, mode, tried.typed),
        "errors": tried.errors,
        "theirs": theirs(view, mode, tried.typed) if tried.changed else [],
        "words": SHEET_WORDS,
        "drop": DROP,
    }
    status = 409 if tried.changed else 422 if tried.errors else 200
    return render(request, "indicators/scoring/sheet.html", context, status=status)


def autosave(request: HttpRequest, subject_id: UUID) -> HttpResponse:
    """Keep what is typed while it is typed; tells the revision, each criterion's points and what is wrong where."""
    if request.method != "POST":
        return redirect("indicators:sheet", subject_id)
    actor, typed = actor_of(request), request.POST.dict()
    view = api.get_sheet(actor=actor, subject_id=subject_id)
    mode = mode_of(view)
    read = read_says(typed, _criteria(view), {})
    try:
        revision, faults = _keep(actor, view, mode, read_revision(typed), read)
    except SheetChanged:
        return JsonResponse({"code": SheetChanged.code}, status=409)
    kept = api.get_sheet(actor=actor, subject_id=subject_id)
    points = {
        f"points-{field_id(one.criterion.code)}": format_number(one.self_points if mode == FILL else one.judged_points)
        for one in kept.entries
    }
    errors = {field_id(one.field): spoken(one.message, one.params) for one in faults}
    return JsonResponse({"revision": revision, "shown": points, "errors": errors})


def evidence(request: HttpRequest, subject_id: UUID, file_id: UUID) -> HttpResponseBase:
    """A file of the sheet, for those who fill it in or appraise it."""
    found = api.evidence_for(actor=actor_of(request), subject_id=subject_id, file_id=file_id)
    return files.serve(request=request, file_id=found)


def stored(request: HttpRequest, name: str, *, room: int = MOST_FILES) -> tuple[tuple[UUID, ...], list[FieldError]]:
    """Files that came with a form, taken in, and why others of them are not; they are claimed with the answer."""
    actor, at, kept, faults = actor_of(request), now(), list[UUID](), list[FieldError]()
    for one in request.FILES.getlist(name):
        called = one.name or ""
        try:
            if len(kept) >= room:
                raise TooMuchEvidence(name=called, most=MOST_FILES)
            taken = files.store(actor=actor, content=one, name=called, at=at, purpose="evidence", allowed=EVIDENCE)
            kept.append(taken.id)
        except DomainError as fault:
            faults.append(FieldError(field=name, code=fault.code, message=fault.message, params=fault.params))
    return tuple(kept), faults


def _evidence(request: HttpRequest, view: SheetView) -> tuple[dict[str, tuple[UUID, ...]], list[FieldError]]:
    """New files by criterion. One that cannot be taken is named, and takes no other with it."""
    found, faults = dict[str, tuple[UUID, ...]](), list[FieldError]()
    for one in view.entries:
        code = one.criterion.code
        gone = request.POST.get(DROP, "").startswith(f"{code}/")
        found[code], wrong = stored(request, f"{code}.files", room=MOST_FILES - len(one.evidence) + gone)
        faults += wrong
    return found, faults


def _post(request: HttpRequest, subject_id: UUID) -> _Tried:
    actor, typed = actor_of(request), request.POST.dict()
    view = api.get_sheet(actor=actor, subject_id=subject_id)
    mode, wish = mode_of(view), typed.get("_do", "save")
    try:
        if mode == EXPLAIN:
            faults = _explain(actor, view, typed)
        else:
            new, wrong = _evidence(request, view) if mode == FILL else ({}, [])
            read = read_says(typed, _criteria(view), new)
            faults = _answer(actor, view, mode, wish, typed, replace(read, faults=(*read.faults, *wrong)))
    except SheetChanged as refusal:
        return _Tried(errors=PageErrors.of(refusal), typed=typed, changed=True)
    except DomainError as refusal:
        return _Tried(errors=PageErrors.of(refusal), typed=typed)
    if faults:
        return _Tried(errors=PageErrors.of(FieldErrors(list(faults))), typed=typed)
    said = DONE["explain"] if mode == EXPLAIN else DONE.get(wish, DONE["save"])
    messages.success(request, gettext(said))
    return _Tried()


def _answer(
    actor: Actor, view: SheetView, mode: str, wish: str, typed: Mapping[str, str], read: Read
) -> Sequence[FieldError]:
    """Keep what can be kept first, files included; hand it over only if nothing is wrong."""
    revision, subject_id = read_revision(typed), view.subject.id
    if mode == REVISE:
        if read.faults:
            return read.faults
        api.revise_verdict(actor=actor, subject_id=subject_id, revision=revision, says=read.says, at=now())
        return ()
    revision, faults = _keep(actor, view, mode, revision, read)
    if faults or wish == "save" or DROP in typed:
        return faults
    hand_over = api.submit_sheet if mode == FILL else api.appraise_sheet
    hand_over(actor=actor, subject_id=subject_id, revision=revision, says=(), at=now())
    return ()


def _explain(actor: Actor, view: SheetView, typed: Mapping[str, str]) -> Sequence[FieldError]:
    words = read_explanations(typed, _criteria(view))
    revision = read_revision(typed)
    api.explain_sheet(actor=actor, subject_id=view.subject.id, revision=revision, explanations=words, at=now())
    return ()


def _keep(actor: Actor, view: SheetView, mode: str, revision: int, read: Read) -> tuple[int, Sequence[FieldError]]:
    """The new revision, and what could not be kept: a number that cannot be does not take the others with it."""
    keep: Callable[..., int] = api.note_verdict if mode == JUDGE else api.save_sheet
    key, at, faults = view.subject.id, now(), list(read.faults)
    for _ in range(2):  # words that are too long are told before numbers that cannot be
        says = _without(read.says, faults)
        try:
            return keep(actor=actor, subject_id=key, revision=revision, says=says, at=at), faults
        except FieldErrors as refusal:
            faults += refusal.errors
    return keep(actor=actor, subject_id=key, revision=revision, says=_without(read.says, faults), at=at), faults


def _without(says: Sequence[Said], faults: Sequence[FieldError]) -> list[Said]:
    """What can be kept of each answer: a wrong number takes neither the words beside it nor the files with it."""
    parts = [one.field.rpartition(".") for one in faults]
    numbers = {code for code, _, name in parts if name not in ("reason", "files")}
    words = {code for code, _, name in parts if name == "reason"}
    return [
        replace(one, given=None if one.code in numbers else one.given, reason=None if one.code in words else one.reason)
        for one in says
    ]


def _criteria(view: SheetView) -> list[Criterion]:
    return [one.criterion for one in view.entries]
