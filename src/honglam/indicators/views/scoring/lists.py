"""Lists of scoring rounds, opening one, the board of one with what is done to all of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.indicators import api
from honglam.indicators.contracts import (
    SHEET_STATE_LABELS,
    CriteriaSet,
    PeriodKind,
    ScoringInput,
    SheetVerb,
    Subject,
    SubjectView,
)
from honglam.indicators.forms.asked import read_period
from honglam.indicators.forms.scoring import read_limits
from honglam.indicators.rules.periods import period_before, period_of
from honglam.indicators.views.asking import KINDS
from honglam.indicators.views.scoring.words import SHEET_WORDS
from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError, text_noop
from honglam.ui.errors import PageErrors

SHOWN = 100
USUAL_APPEAL_DAYS = 10


def index(request: HttpRequest) -> HttpResponse:
    """The rounds that the reader's agency runs, and those that score it."""
    page = api.list_scorings(actor=actor_of(request), after=request.GET.get("sau", ""))
    return render(request, "indicators/scoring/index.html", {"page": page, "words": SHEET_WORDS})


def open_one(request: HttpRequest) -> HttpResponse:
    """Open a round over every agency that a set applies to, for a period that has ended."""
    errors, typed = PageErrors(), request.POST.dict()
    if request.method == "POST":
        try:
            wish = _wish(typed, request.POST.getlist("agency"))
            made = api.open_scoring(actor=actor_of(request), wish=wish, at=now())
            messages.success(request, gettext("The round is open; the agencies have been told."))
            return redirect("indicators:scoring", made)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    last = period_before(period_of(PeriodKind.QUARTER, today()))
    context = {
        "sets": [(one.index, one.title) for one in _sets()],
        "kinds": [(one.value, gettext(label)) for one, label in KINDS.items()],
        "day": last.last_on,
        "days": USUAL_APPEAL_DAYS,
        "agencies": [(one.id, one.name) for one in api.list_candidates(actor=actor_of(request), on=today())],
        "ticked": request.POST.getlist("agency"),
        "typed": typed,
        "errors": errors,
    }
    return render(request, "indicators/scoring/open.html", context, status=422 if errors else 200)


def board(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Agencies by how their sheets stand; making the round final, publishing it, counting anew."""
    errors = PageErrors()
    if request.method == "POST":
        errors = _act(request, round_id)
        if not errors:
            return redirect("indicators:scoring", round_id)
    actor, show = actor_of(request), request.GET.get("xem", "")
    subjects = api.list_scored(actor=actor, round_id=round_id)
    wanted = [one for one in subjects if not show or one.state == show or (show == "appeals" and one.open_appeals)]
    page, cursor = _page(wanted, request.GET.get("sau", ""))
    context = {
        "round": api.get_scoring(actor=actor, round_id=round_id),
        "subjects": page,
        "next_cursor": cursor,
        "counts": {state: sum(one.state is state for one in subjects) for state in SHEET_STATE_LABELS},
        "appeals": sum(one.open_appeals for one in subjects),
        "total": len(subjects),
        "show": show,
        "shows": _shows(),
        "words": SHEET_WORDS,
        "errors": errors,
    }
    return render(request, "indicators/scoring/board.html", context, status=422 if errors else 200)


def recount(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Every verdict computed again from what is kept: right, or where not."""
    actor = actor_of(request)
    context = {
        "round": api.get_scoring(actor=actor, round_id=round_id),
        "differing": api.recount(actor=actor, round_id=round_id),
    }
    return render(request, "indicators/scoring/recount.html", context)


def _act(request: HttpRequest, round_id: UUID) -> PageErrors:
    actor, wish, at = actor_of(request), request.POST.get("_do", ""), now()
    try:
        if wish == SheetVerb.FINALISE:
            made = api.finalise_scoring(actor=actor, round_id=round_id, at=at)
            messages.success(request, gettext("The points of %(count)s agencies are final.") % {"count": made})
        elif wish == SheetVerb.PUBLISH:
            api.publish_scoring(actor=actor, round_id=round_id, at=at)
            messages.success(request, gettext("Points and ranks are published; appeals are possible from now on."))
        elif wish == "refill":
            made = api.refill_scoring(actor=actor, round_id=round_id, at=at)
            messages.success(request, gettext("The figures of %(count)s sheets were asked again.") % {"count": made})
    except DomainError as refusal:
        return PageErrors.of(refusal)
    return PageErrors()


def _wish(typed: dict[str, str], agencies: list[str]) -> ScoringInput:
    days = typed.get("appeal_days", "")
    limits = read_limits(typed)
    return ScoringInput(
        title=typed.get("title", ""),
        index=typed.get("index", ""),
        period=read_period(typed, on=today(), cut_off=api.cut_off_day(on=today()), kind=PeriodKind.QUARTER),
        agency_ids=tuple(int(one) for one in agencies if one.isascii() and one.isdecimal() and len(one) < 12),
        self_due_on=limits["self_due_on"],
        appraise_due_on=limits["appraise_due_on"],
        explain_due_on=limits["explain_due_on"],
        appeal_days=int(days) if days.isascii() and days.isdecimal() and len(days) < 4 else 0,
    )


def _sets() -> list[CriteriaSet]:
    return [one for one in api.list_sets(on=today()) if one.scale(Subject.AGENCY)]


def _shows() -> list[tuple[str, str]]:
    states = [(one.value, label) for one, label in SHEET_STATE_LABELS.items()]
    return [("", text_noop("All agencies")), *states, ("appeals", text_noop("With an open appeal"))]


def _page(subjects: list[SubjectView], after: str) -> tuple[list[SubjectView], str]:
    """A page that begins behind a sheet; all are added up anyway, since ranks compare."""
    start = next((at for at, one in enumerate(subjects, start=1) if str(one.id) == after), 0)
    page = subjects[start : start + SHOWN]
    return page, str(page[-1].id) if start + SHOWN < len(subjects) else ""
