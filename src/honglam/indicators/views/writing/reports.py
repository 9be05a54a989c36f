"""Reports that an agency writes: the list, drafting one, reading and writing into one, its files."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.indicators import api
from honglam.indicators.access import LEADERS
from honglam.indicators.contracts import (
    WRITING_LINES,
    Own,
    PatternLineView,
    PatternNotFound,
    ReportInput,
    WritingMovedOn,
    WritingVerb,
    WritingView,
)
from honglam.indicators.forms.rounds import read_revision
from honglam.indicators.forms.writing import read_day, read_report
from honglam.indicators.rules.periods import period_of
from honglam.indicators.views.writing.files import as_paper
from honglam.indicators.views.writing.layout import laid_out
from honglam.indicators.views.writing.words import WRITING_WORDS
from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError
from honglam.ui.errors import PageErrors


@dataclass(frozen=True, kw_only=True)
class _Tried:
    """What came of a post: what to say above the same page with what was typed."""

    errors: PageErrors
    typed: ReportInput | None = None
    words: str = ""
    moved_on: bool = False


def index(request: HttpRequest) -> HttpResponse:
    """The kinds of report that our agency writes, and the reports in sight."""
    actor, errors = actor_of(request), PageErrors()
    patterns = api.list_patterns(actor=actor, on=today())
    if request.method == "POST":
        try:
            return redirect("indicators:writing", _draft(request, patterns))
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = {
        "page": api.list_written(actor=actor, after=request.GET.get("sau", "")),
        "patterns": patterns,
        "leads": LEADERS.admits(actor),
        "errors": errors,
        "typed": request.POST.dict() or {"code": request.GET.get("mau", "")},
        "words": WRITING_WORDS,
    }
    return render(request, "indicators/writing/index.html", context, status=422 if errors else 200)


def report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """One report: written into while it is a draft, approved by whoever answers for it, read afterwards."""
    tried = _Tried(errors=PageErrors())
    if request.method == "POST":
        found = _post(request, report_id)
        if isinstance(found, HttpResponse):
            return found
        tried = found
    view = api.get_written(actor=actor_of(request), report_id=report_id)
    own = tried.typed.own if tried.typed else None
    context = {
        "report": view,
        "laid": laid_out(view, inside=True, own=own),
        "number": tried.typed.number if tried.typed else view.number,
        "typed_words": tried.words,
        "errors": tried.errors,
        "theirs": _theirs(view, own) if tried.moved_on and own is not None else [],
        "words": WRITING_WORDS,
        "lines": WRITING_LINES,
        "verbs": {verb.value for verb in view.verbs},
    }
    status = 409 if tried.moved_on else 422 if tried.errors else 200
    return render(request, "indicators/writing/report.html", context, status=status)


def report_file(request: HttpRequest, report_id: UUID, form: str) -> HttpResponse:
    """The report as an official paper (`pdf`), or to be edited further (`docx`)."""
    view = api.get_written(actor=actor_of(request), report_id=report_id)
    return as_paper(request, view, form, inside=True)


def _draft(request: HttpRequest, patterns: list[PatternLineView]) -> UUID:
    """The chosen kind for the period that ended last, or for the one that holds the day."""
    typed = request.POST.dict()
    chosen = next((one for one in patterns if one.key == typed.get("code")), None)
    if chosen is None:
        raise PatternNotFound
    day = read_day(typed)
    period = period_of(chosen.frequency, day, chosen.period.cut_off) if day else chosen.period
    return api.draft_report(actor=actor_of(request), code=chosen.code, period=period, at=now())


def _post(request: HttpRequest, report_id: UUID) -> HttpResponse | _Tried:
    """Own words first, then the verb: nothing that was typed is lost with it."""
    actor, given, at = actor_of(request), request.POST.dict(), now()
    revision, wish = read_revision(given), given.get("_do", "")
    typed = read_report(given) if given.get("_own") else None
    try:
        if typed is not None:
            revision = api.save_report(actor=actor, report_id=report_id, typed=typed, revision=revision, at=at)
        if wish == WritingVerb.FOLLOW.value:
            return redirect("indicators:writing", api.follow_report(actor=actor, report_id=report_id, at=at))
        if wish in set(WritingVerb):
            api.move_report(
                actor=actor,
                report_id=report_id,
                verb=WritingVerb(wish),
                revision=revision,
                words=given.get("words", ""),
                number=given.get("number", ""),
                at=at,
            )
    except DomainError as refusal:
        moved_on = isinstance(refusal, WritingMovedOn)
        return _Tried(errors=PageErrors.of(refusal), typed=typed, words=given.get("words", ""), moved_on=moved_on)
    messages.success(request, gettext(WRITING_LINES.get(wish, WRITING_LINES["saved"])) + ".")
    return redirect("indicators:writing", report_id)


def _theirs(view: WritingView, typed: Own) -> list[tuple[str, str]]:
    """What the other window keeps where it differs from what is typed here."""
    keys = sorted({*view.own, *typed})
    kept = {key: view.own[key].text if key in view.own else "" for key in keys}
    return [(key, kept[key] or "–") for key in keys if kept[key] != (typed[key].text.strip() if key in typed else "")]
