"""A report's way: composed again, submitted with its figures kept, given back, approved for ever, published."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.directory import api as directory
from honglam.indicators import access
from honglam.indicators.contracts import (
    Content,
    ContentPart,
    ContentTable,
    Piece,
    WritingFiguresClosed,
    WritingMovedOn,
    WritingNumberMissing,
    WritingReasonMissing,
    WritingShut,
    WritingState,
    WritingVerb,
)
from honglam.indicators.models import WrittenReport
from honglam.indicators.queries.writing.composing import pieces_of
from honglam.indicators.queries.writing.patterns import pattern_of, publish_by
from honglam.indicators.queries.writing.reports import closed_figures, content_of
from honglam.indicators.queries.writing.sentences import read_place
from honglam.indicators.rules.writing.moves import MOVES, fits
from honglam.indicators.rules.writing.times import period_at, span_of
from honglam.indicators.services.figures.computing import hold_indicators, keep_computed
from honglam.indicators.services.writing.drafting import compose_again, period_of_row
from honglam.indicators.services.writing.keeping import MOST_NUMBER, MOST_WORDS, content_json, leave
from honglam.kernel.text import whole
from honglam.kernel.values import Actor


@transaction.atomic
def move_report(
    *,
    actor: Actor,
    report_id: UUID,
    verb: WritingVerb,
    revision: int,
    words: str = "",
    number: str = "",
    at: datetime,
) -> None:
    """One step. `revision` is the one that the actor has read: nobody approves what somebody else has just changed.

    Submitting composes a last time and keeps every number that was only computed as a value, so that whoever approves
    reads what will stand for ever. Raises WritingNotFound, WritingShut, WritingMovedOn, WritingNumberMissing,
    WritingReasonMissing, WritingFiguresClosed, TooLong.
    """
    row = access.written_for(actor, report_id, lock=True)
    sides = access.writing_sides(actor, row.agency_id)
    if verb is WritingVerb.FOLLOW or not fits(verb, WritingState(row.state), sides):
        raise WritingShut
    if row.revision != revision:
        raise WritingMovedOn
    said = whole(words, MOST_WORDS, field="words")
    if MOVES[verb].says and not said:
        raise WritingReasonMissing(field="words")
    if number.strip() and verb is not WritingVerb.PUBLISH:  # of an approved report nothing changes
        row.number = whole(number, MOST_NUMBER, field="number")
    _DO[verb](row, actor, said, at)
    target = MOVES[verb].to
    if target is not None:
        row.state = target.value
        row.revision += 1
    leave(row, actor=actor, at=at, what=verb.value, words=said)


def _compose(row: WrittenReport, actor: Actor, words: str, at: datetime) -> None:
    del words
    compose_again(row, actor=actor, at=at)


def _submit(row: WrittenReport, actor: Actor, words: str, at: datetime) -> None:
    del words
    compose_again(row, actor=actor, at=at)
    content = content_of(row)
    pieces = (piece for part in content.parts for piece in pieces_of(part))
    lacking = {(one.indicator, one.place): one for one in pieces if one.number and not one.value}
    hold_indicators({one.indicator for one in lacking.values()})
    kept = {key: str(_keep(row, piece, actor, at)) for key, piece in lacking.items()}
    row.content = content_json(_with_values(content, kept))
    row.returned = ""


def _keep(row: WrittenReport, piece: Piece, actor: Actor, at: datetime) -> UUID:
    """Keep a number that was only computed: subject and time stand in the piece's place."""
    scope, when = read_place(piece.place)
    span = span_of(period_at(period_of_row(row), when))
    return keep_computed(actor=actor, code=piece.indicator, scope=scope, span=span, at=at)


def _with_values(content: Content, kept: Mapping[tuple[str, str], str]) -> Content:
    def mend(piece: Piece) -> Piece:
        value = piece.value or (kept.get((piece.indicator, piece.place), "") if piece.number else "")
        return replace(piece, value=value)

    return replace(content, parts=tuple(_part_with(part, mend) for part in content.parts))


def _part_with(part: ContentPart, mend: Callable[[Piece], Piece]) -> ContentPart:
    table: ContentTable | None = part.table
    if table is not None:
        rows = tuple(tuple(tuple(map(mend, cell)) for cell in row) for row in table.rows)
        table = replace(table, rows=rows)
    bars = tuple(replace(bar, piece=mend(bar.piece)) for bar in part.bars)
    return replace(part, pieces=tuple(map(mend, part.pieces)), bars=bars, table=table)


def _give_back(row: WrittenReport, actor: Actor, words: str, at: datetime) -> None:
    del actor, at
    row.returned = words


def _approve(row: WrittenReport, actor: Actor, words: str, at: datetime) -> None:
    del words
    if not row.number:
        raise WritingNumberMissing(field="number")
    public = pattern_of(row.pattern.content).public
    if public:  # from here on nothing of it changes: what could not be published then never could
        _require_open(row)
    row.approved_at, row.approved_by = at, actor.name
    row.approved_title = directory.get_post(post_id=actor.post_id).title if actor.post_id else ""
    row.due_at = publish_by(at) if public else None


def _publish(row: WrittenReport, actor: Actor, words: str, at: datetime) -> None:
    del actor, words, at
    _require_open(row)


def _require_open(row: WrittenReport) -> None:
    """Everybody may follow each figure of what is published; so each must be public."""
    names = closed_figures(content_of(row))
    if names:
        raise WritingFiguresClosed(names=", ".join(names[:5]))


_DO: Mapping[WritingVerb, Callable[[WrittenReport, Actor, str, datetime], None]] = {
    WritingVerb.COMPOSE: _compose,
    WritingVerb.SUBMIT: _submit,
    WritingVerb.GIVE_BACK: _give_back,
    WritingVerb.APPROVE: _approve,
    WritingVerb.PUBLISH: _publish,
}
