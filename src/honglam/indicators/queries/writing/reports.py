"""Written reports as their readers see them."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Q

from honglam.directory import api as directory
from honglam.indicators import access
from honglam.indicators.contracts import (
    Content,
    Own,
    OwnWords,
    Period,
    PeriodKind,
    WritingLine,
    WritingState,
    WritingSummary,
    WritingVerb,
    WritingView,
)
from honglam.indicators.models import Indicator, IndicatorValue, WritingEntry, WrittenReport
from honglam.indicators.queries.writing.composing import pieces_of
from honglam.indicators.queries.writing.patterns import pattern_of
from honglam.indicators.rules.writing.moves import open_moves
from honglam.kernel.paging import BadCursor, Page, decode_cursor, encode_cursor
from honglam.kernel.values import Actor

PAGE = 30
_LISTED = (
    "id",
    "agency_id",
    "kind",
    "first_on",
    "last_on",
    "cut_off",
    "state",
    "number",
    "subject",
    "approved_at",
    "due_at",
)


def content_of(row: WrittenReport) -> Content:
    """What was composed, as a value."""
    return msgspec.convert(row.content, Content, strict=False)


def own_of(row: WrittenReport) -> Own:
    """People's own words, as values."""
    return {key: msgspec.convert(one, OwnWords, strict=False) for key, one in row.own.items()}


def list_written(*, actor: Actor, published: bool = False, after: str = "") -> Page[WritingSummary]:
    """Reports in sight, the newest period first; `published`: only those that everybody may read. One query."""
    rows = access.written_of(actor)
    if published:
        rows = rows.filter(state=WritingState.PUBLISHED.value)
    elif actor.is_officer:
        rows = rows.filter(agency_id__in=access.written_agencies(actor))
    if after:
        rows = rows.filter(_beyond(after))
    fields = rows.order_by("-last_on", "-id").values(*_LISTED, "pattern__content__name")
    found = list(fields[: PAGE + 1])
    more = encode_cursor(found[PAGE - 1]["last_on"], found[PAGE - 1]["id"]) if len(found) > PAGE else None
    return Page(items=_summaries(found[:PAGE]), next_cursor=more)


def get_written(*, actor: Actor, report_id: UUID) -> WritingView:
    """One report with everything that its page shows. Raises WritingNotFound."""
    row = access.written_for(actor, report_id)
    state, sides = WritingState(row.state), access.writing_sides(actor, row.agency_id)
    verbs = _verbs(row, open_moves(state, sides), actor)
    inside = access.may_see_agency(actor, row.agency_id) or bool(sides)
    return WritingView(
        id=row.id,
        name=row.pattern.content["name"],
        agency_id=row.agency_id,
        period=_period(vars(row)),
        state=state,
        revision=row.revision,
        number=row.number,
        content=content_of(row),
        own=own_of(row),
        made_at=row.made_at,
        made_by=row.made_by,
        approved_at=row.approved_at,
        approved_by=row.approved_by,
        approved_title=row.approved_title,
        due_at=row.due_at if inside and state is not WritingState.PUBLISHED else None,
        returned=row.returned if inside else "",
        lines=tuple(_lines(row)) if inside else (),
        verbs=verbs,
        editable=WritingVerb.COMPOSE in verbs,
        provisional=bool(row.pattern.content.get("provisional", False)),
        closed=tuple(closed_figures(content_of(row))) if sides and _can_change(row) else (),
    )


def closed_figures(content: Content) -> list[str]:
    """The indicators of which a report says a figure that is not for everybody, by name. Two queries.

    What is not kept yet is judged by its indicator alone.
    """
    pieces = [piece for part in content.parts for piece in pieces_of(part)]
    lacking = {one.indicator for one in pieces if one.number and not one.value}
    kept = IndicatorValue.objects.filter(id__in={one.value for one in pieces if one.value})
    closed = kept.exclude(indicator__public=True, ground__public=True)
    counted = Indicator.objects.filter(code__in=lacking, public=False)
    return sorted({*closed.values_list("indicator__name", flat=True), *counted.values_list("name", flat=True)})


def _can_change(row: WrittenReport) -> bool:
    """Whether a report that is meant for everybody can still be composed again."""
    unsigned = (WritingState.DRAFT.value, WritingState.SUBMITTED.value)
    return row.state in unsigned and pattern_of(row.pattern.content).public


def _verbs(row: WrittenReport, verbs: tuple[WritingVerb, ...], actor: Actor) -> tuple[WritingVerb, ...]:
    """Of an agency that is over no further period is reported."""
    if row.agency_id == access.writing_agency(actor):
        return verbs
    return tuple(one for one in verbs if one is not WritingVerb.FOLLOW)


def _lines(row: WrittenReport) -> Iterable[WritingLine]:
    rows = WritingEntry.objects.filter(report=row).order_by("line")
    return [WritingLine(what=one.what, at=one.at, by=one.actor_name, words=one.words) for one in rows]


def _summaries(rows: list[dict[str, Any]]) -> list[WritingSummary]:
    names = directory.get_agencies(agency_ids={row["agency_id"] for row in rows})
    return [
        WritingSummary(
            id=row["id"],
            name=row["pattern__content__name"],
            subject=row["subject"],
            agency=names[row["agency_id"]].name,
            period=_period(row),
            state=WritingState(row["state"]),
            number=row["number"],
            approved_at=row["approved_at"],
            due_at=row["due_at"] if row["state"] != WritingState.PUBLISHED else None,
        )
        for row in rows
    ]


def _period(row: dict[str, Any]) -> Period:
    return Period(
        kind=PeriodKind(row["kind"]), first_on=row["first_on"], last_on=row["last_on"], cut_off=row["cut_off"]
    )


def _beyond(cursor: str) -> Q:
    day, last = decode_cursor(cursor, length=2)
    try:
        last_on, key = date.fromisoformat(str(day)), UUID(str(last))
    except ValueError as fault:
        raise BadCursor from fault
    return Q(last_on__lt=last_on) | Q(last_on=last_on, id__lt=key)
