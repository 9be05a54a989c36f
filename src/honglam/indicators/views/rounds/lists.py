"""Lists: what my agency has to hand in, a round's board, its totals, a round to be opened."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.indicators import api
from honglam.indicators.contracts import FORM_STATE_LABELS, OpenableTemplate, Period, RoundTotals
from honglam.indicators.forms.asked import read_typed_day
from honglam.indicators.rules.periods import period_of
from honglam.indicators.rules.rounds.cells import address_of
from honglam.indicators.views.files import span
from honglam.indicators.views.rounds.sheet import value_text
from honglam.indicators.views.rounds.words import FORM_WORDS
from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError, text_noop
from honglam.ui.errors import PageErrors
from honglam.ui.sheets import FORMATS, Cell, as_file

SHOWS = {
    "": text_noop("All agencies"),
    "overdue": text_noop("Overdue"),
    "incomplete": text_noop("Not complete"),
    "late": text_noop("Not on time"),
    **{one.value: label for one, label in FORM_STATE_LABELS.items()},
}


def index(request: HttpRequest) -> HttpResponse:
    """What the own agency has to hand in, and the rounds that it receives."""
    page = api.list_forms(actor=actor_of(request), after=request.GET.get("sau", ""), at=now())
    return render(request, "indicators/rounds/index.html", {"page": page, "words": FORM_WORDS})


def open_one(request: HttpRequest) -> HttpResponse:
    """Open a round for the period that ended last, or for the one that holds a day: what was missed is asked late."""
    actor, errors, code = actor_of(request), PageErrors(), request.POST.get("code", "")
    openable = api.list_openable(actor=actor, on=today())
    if not openable:
        raise Http404
    if request.method == "POST":
        try:
            period = _period(request, openable, code)
            due_on = read_typed_day(request.POST, f"due_on.{code}")
            made = api.open_round(actor=actor, code=code, period=period, due_on=due_on, at=now())
            messages.success(request, gettext("The round is open; the agencies have been told."))
            return redirect("indicators:round", made)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = {"openable": openable, "errors": errors, "typed": request.POST.dict()}
    return render(request, "indicators/rounds/open.html", context, status=422 if errors else 200)


def _period(request: HttpRequest, openable: list[OpenableTemplate], code: str) -> Period:
    chosen = next((one for one in openable if one.template.code == code), openable[0])
    day = read_typed_day(request.POST, f"ngay.{code}")
    return period_of(chosen.template.frequency, day, chosen.period.cut_off) if day else chosen.period


def board(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Agencies by how their forms stand; locking the round."""
    errors = PageErrors()
    if request.method == "POST":
        asked = _ask_early(request, round_id)
        if asked is not None:
            return asked
        errors = _lock(request, round_id)
        if not errors:
            return redirect("indicators:round", round_id)
    actor = actor_of(request)
    show = request.GET.get("xem", "")
    found = api.get_board(actor=actor, round_id=round_id, show=show, after=request.GET.get("sau", ""), at=now())
    context = {"board": found, "show": show, "shows": list(SHOWS.items()), "words": FORM_WORDS, "errors": errors}
    return render(request, "indicators/rounds/board.html", context, status=422 if errors else 200)


def totals(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """What the accepted forms add up to, and of how many agencies."""
    found = api.get_totals(actor=actor_of(request), round_id=round_id)
    form = request.GET.get("dang", "")
    if form in FORMATS:
        return as_file(form, f"tong-hop-{found.round.period.last_on}", found.round.title, _rows(found), 4)
    return render(request, "indicators/rounds/totals.html", {"totals": found, "tables": _tables(found)})


def _ask_early(request: HttpRequest, round_id: UUID) -> HttpResponse | None:
    """The question whether to lock while agencies still have time; None once it is answered, or is none."""
    found = api.get_board(actor=actor_of(request), round_id=round_id, show="", after="", at=now())
    early = found.may_steer and found.round.locked_at is None and today() <= found.round.due_on
    if not early or "_early" in request.POST:
        return None
    return render(request, "indicators/rounds/lock.html", {"board": found})


def _lock(request: HttpRequest, round_id: UUID) -> PageErrors:
    try:
        made = api.lock_round(actor=actor_of(request), round_id=round_id, at=now())
    except DomainError as refusal:
        return PageErrors.of(refusal)
    messages.success(request, gettext("The round is locked; %(count)s totals were kept.") % {"count": made})
    return PageErrors()


def _tables(found: RoundTotals) -> list[tuple[str, list[str], list[tuple[str, int, list[tuple[str, str]]]]]]:
    """Tables of texts: a total, and of how many agencies it is."""
    tables = []
    for table in found.plan.template.tables:
        rows = []
        for row in table.rows:
            addresses = [address_of(table.code, row.code, one.code) for one in table.columns]
            cells = [
                (
                    value_text(found.plan.cells[one], found.values.get(one)),
                    f"{found.by_cell[one]}/{found.assigned}" if one in found.by_cell else "",
                )
                for one in addresses
            ]
            rows.append((row.title, row.depth, cells))
        tables.append((table.title, [one.title for one in table.columns], rows))
    return tables


def _rows(found: RoundTotals) -> list[list[Cell]]:
    coverage = gettext("%(accepted)s of %(assigned)s agencies reported and were accepted.")
    rows: list[list[Cell]] = [
        [found.round.title],
        [span(found.round.period)],
        [coverage % {"accepted": found.accepted, "assigned": found.assigned}],
    ]
    for table in found.plan.template.tables:
        rows.append([table.title, *(one.title for one in table.columns)])
        for row in table.rows:
            numbers = [found.values.get(address_of(table.code, row.code, one.code)) for one in table.columns]
            rows.append([row.title, *(None if one is None else float(one) for one in numbers)])
    return rows
