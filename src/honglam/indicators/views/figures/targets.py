"""Targets for everybody: each with its goal, its course and where that leads, those that need somebody first."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from honglam.indicators import api
from honglam.indicators.contracts import TargetState, TargetView, ValueView
from honglam.indicators.views.figures import words
from honglam.kernel.clock import today
from honglam.kernel.guards import actor_of
from honglam.kernel.values import text_noop
from honglam.ui import charts
from honglam.ui.formats import format_date, format_number
from honglam.ui.sheets import FORMATS, Cell, as_file
from honglam.ui.typed import day_asked

STATES = {
    TargetState.BEHIND: text_noop("Behind"),
    TargetState.MISSED: text_noop("Not reached"),
    TargetState.UNSURE: text_noop("Unsure"),
    TargetState.NO_FIGURE: text_noop("Not enough figures"),
    TargetState.ON_COURSE: text_noop("On course"),
    TargetState.REACHED: text_noop("Reached"),
}
KINDS = {
    TargetState.BEHIND: "bad",
    TargetState.MISSED: "bad",
    TargetState.UNSURE: "warn",
    TargetState.NO_FIGURE: "neutral",
    TargetState.ON_COURSE: "info",
    TargetState.REACHED: "good",
}
HEAD = (
    text_noop("Indicator"),
    text_noop("About whom"),
    text_noop("Goal"),
    text_noop("By"),
    text_noop("Newest figure"),
    text_noop("Leads to"),
    text_noop("At least"),
    text_noop("At most"),
    text_noop("State"),
)
PLACES = 2


@dataclass(frozen=True)
class Card:
    """One target as a page shows it."""

    view: TargetView
    sentence: str
    ahead: str
    drawn: charts.Course | None
    rows: list[tuple[str, float]]


def listing(request: HttpRequest) -> HttpResponse:
    """All targets, as they stood on a day; the day is in the address."""
    asked, (told, wrong) = request.GET.get("trang_thai", ""), day_asked(request.GET, "ngay")
    on = told or today()
    state = TargetState(asked) if asked in set(TargetState) else None
    actor, form = actor_of(request), request.GET.get("dang", "")
    if form in FORMATS:
        whole = api.list_targets(actor=actor, on=on, state=state, most=None)
        return as_file(form, "muc-tieu", gettext("Targets"), _file_rows(whole.items), 1)
    page = api.list_targets(actor=actor, on=on, state=state, after=request.GET.get("sau", ""))
    context = {
        "cards": [_card(one) for one in page.items],
        "counts": [(one, page.counts.get(one, 0)) for one in TargetState],
        "next_cursor": page.next_cursor,
        "state": state,
        "on": on,
        "asked_on": told,
        "typed_on": request.GET["ngay"] if wrong else on,
        "on_error": wrong,
        "states": STATES,
        "kinds": KINDS,
        "words": words,
    }
    return render(request, "indicators/targets.html", context)


def _card(one: TargetView) -> Card:
    points = [(float(each.span.last_on.toordinal()), _number(each)) for each in one.course]
    drawn = None
    if len({moment for moment, _ in points}) > 1:
        outlook = one.outlook
        sure = outlook is not None and outlook.low is not None and outlook.high is not None
        between = (outlook.low, outlook.high) if outlook and sure else None
        goal = (float(one.due_on.toordinal()), float(one.goal))
        drawn = charts.course(points, goal=goal, ahead=outlook.value if outlook else None, between=between)  # type: ignore[arg-type]
    rows = [(words.axis_words(each.span), _number(each)) for each in one.course]
    return Card(view=one, sentence=_sentence(one), ahead=_ahead(one), drawn=drawn, rows=rows)


def _sentence(one: TargetView) -> str:
    """How it stands, in words."""
    if one.reached_by is not None:
        said = {"value": words.value_words(one.reached_by), "time": words.time_words(one.reached_by.span)}
        return gettext("Reached: %(value)s, %(time)s.") % said
    if one.newest is None:
        return gettext("Nobody has said yet how far it has come.")
    said = {"value": words.value_words(one.newest), "time": words.time_words(one.newest.span)}
    if one.wanted is None:
        return gettext("The newest figure: %(value)s, %(time)s.") % said
    said["wanted"] = _said(one, one.wanted)
    return gettext("The newest figure: %(value)s, %(time)s; the straight way to the goal asks for %(wanted)s.") % said


def _ahead(one: TargetView) -> str:
    """Where it leads, and how sure that is."""
    if one.outlook is None or one.state is TargetState.REACHED:
        return ""
    said = {"value": _said(one, one.outlook.value), "day": format_date(one.due_on)}
    if one.outlook.low is None or one.outlook.high is None:
        return (
            gettext("Going on like this: about %(value)s on %(day)s. Two figures do not say how sure that is.") % said
        )
    said |= {"low": _said(one, one.outlook.low), "high": _said(one, one.outlook.high)}
    return (
        gettext("Going on like this: about %(value)s on %(day)s; in four cases of five between %(low)s and %(high)s.")
        % said
    )


def _said(one: TargetView, value: float) -> str:
    return f"{format_number(round(value, PLACES))} {words.unit_words(one.target.unit, one.target.noun)}"


def _file_rows(found: Sequence[TargetView]) -> list[list[Cell]]:
    return [[gettext(one) for one in HEAD], *(_file_row(one) for one in found)]


def _file_row(one: TargetView) -> list[Cell]:
    ahead = one.outlook
    return [
        one.target.indicator_name,
        words.subject_words(one.target.scope),
        words.value_words(one.target),
        format_date(one.due_on),
        words.value_words(one.newest) if one.newest else "",
        *([None] * 3 if ahead is None else [_rounded(ahead.value), _rounded(ahead.low), _rounded(ahead.high)]),
        gettext(STATES[one.state]),
    ]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, PLACES)


def _number(one: ValueView) -> float:
    return float(one.figure.value) if one.figure else 0.0
