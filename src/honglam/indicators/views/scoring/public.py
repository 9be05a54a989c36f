"""Published rounds for everybody: the list, the ranking with what changed since the round before, one scorecard."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from honglam.directory.contracts import AGENCY_KIND_LABELS, AgencyKind
from honglam.indicators import api
from honglam.indicators.contracts import ScoringNotFound, ScoringView, SheetState, SheetView, SubjectView
from honglam.indicators.views.files import span
from honglam.indicators.views.scoring.lines import READ, groups_of
from honglam.indicators.views.scoring.words import SHEET_WORDS
from honglam.kernel.guards import actor_of
from honglam.kernel.values import ANONYMOUS, text_noop
from honglam.ui.sheets import FORMATS, Cell, as_file

RANKING_HEAD = (
    text_noop("Rank"),
    text_noop("Agency"),
    text_noop("Points"),
    text_noop("Of points that apply"),
    text_noop("On the whole scale"),
    text_noop("Grade"),
    text_noop("Rank in the round before"),
    text_noop("On the whole scale in the round before"),
)
CARD_HEAD = (
    text_noop("Criterion"),
    text_noop("Name of the criterion"),
    text_noop("Maximum"),
    text_noop("Self-assessed"),
    text_noop("Appraised"),
    text_noop("Final"),
    text_noop("Reason"),
    text_noop("In the round before"),
)


def listing(request: HttpRequest) -> HttpResponse:
    """Published rounds, the newest first."""
    page = api.list_scorings(actor=ANONYMOUS, after=request.GET.get("sau", ""), published=True)
    return render(request, "indicators/scoring/published.html", {"page": page})


def ranking(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Agencies by points; equal ones share a rank and the next counts on (1, 1, 3)."""
    found = _round(round_id)
    subjects = api.list_scored(actor=ANONYMOUS, round_id=round_id)
    known = {one.kind for one in subjects}
    kinds = [one.value for one in AgencyKind if one.value in known]
    kind = request.GET.get("loai", "")
    shown = [one for one in subjects if one.kind == kind] if kind in kinds else subjects
    form = request.GET.get("dang", "")
    if form in FORMATS:
        name = f"{found.criteria_set.index}-{found.period.last_on}"
        return as_file(form, name, found.title, _ranking_rows(found, shown), 3)
    context = {
        "round": found,
        "subjects": shown,
        "kind": kind if kind in kinds else "",
        "kinds": [(one, AGENCY_KIND_LABELS[AgencyKind(one)]) for one in kinds],
        "compared": any(one.before for one in subjects),
    }
    return render(request, "indicators/scoring/ranking.html", context)


def card(request: HttpRequest, round_id: UUID, agency_id: int) -> HttpResponse:
    """One agency's points, each with its rule, both answers and the reason where they differ."""
    subject_id = api.find_subject(round_id=round_id, agency_id=agency_id)
    view = api.get_sheet(actor=ANONYMOUS, subject_id=subject_id)
    form = request.GET.get("dang", "")
    if form in FORMATS:
        name = f"{view.round.criteria_set.index}-{agency_id}-{view.round.period.last_on}"
        return as_file(form, name, view.round.title, _card_rows(view), 4)
    context = {
        "sheet": view,
        "groups": groups_of(view, READ, {}),
        "words": SHEET_WORDS,
        "officer": actor_of(request).is_officer,
    }
    return render(request, "indicators/scoring/card.html", context)


def _round(round_id: UUID) -> ScoringView:
    found = api.get_scoring(actor=ANONYMOUS, round_id=round_id)
    if found.state is not SheetState.PUBLISHED:
        raise ScoringNotFound
    return found


def _ranking_rows(found: ScoringView, subjects: Sequence[SubjectView]) -> list[list[Cell]]:
    rows: list[list[Cell]] = [[found.title], [span(found.period)], [gettext(word) for word in RANKING_HEAD]]
    for one in subjects:
        now, before = one.tally, one.before
        rows.append(
            [
                now.rank if now else None,
                one.name,
                float(now.points) if now else None,
                float(now.applying) if now else None,
                float(now.rated) if now and now.rated is not None else None,
                now.band if now else "",
                before.rank if before else None,
                float(before.rated) if before and before.rated is not None else None,
            ]
        )
    return rows


def _card_rows(view: SheetView) -> list[list[Cell]]:
    rows: list[list[Cell]] = [[view.round.title], [view.subject.name], [span(view.round.period)]]
    rows.append([gettext(word) for word in CARD_HEAD])
    for one in view.entries:
        points = (one.self_points, one.judged_points, one.points)
        numbers: list[Cell] = [None if number is None else float(number) for number in points]
        before = None if one.before is None else float(one.before)
        rows.append([one.criterion.code, one.criterion.title, one.criterion.max, *numbers, one.note, before])
    return rows
