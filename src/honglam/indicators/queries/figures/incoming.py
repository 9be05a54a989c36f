"""Figures of documents that wait for an indicator: the list by key, one of them, indicators that may be meant."""

from uuid import UUID

from honglam.indicators import access
from honglam.indicators.contracts import Bound, IncomingFigure, IncomingState
from honglam.indicators.models import IncomingFigureRow
from honglam.indicators.queries.figures.values import plain_number
from honglam.indicators.rules.figures.suggesting import Known, rank
from honglam.kernel.paging import Page, decode_number, encode_cursor
from honglam.kernel.text import fold
from honglam.kernel.values import Actor

PAGE = 30
MOST_SUGGESTED = 12


def list_incoming(*, actor: Actor, state: IncomingState, after: str = "") -> Page[IncomingFigure]:
    """What waits, the longest first and in the order of its text; what was decided, the newest first. One query."""
    rows, waiting = access.incoming_of(actor).filter(state=state.value), state is IncomingState.WAITING
    if after:
        last = decode_number(after)
        rows = rows.filter(id__gt=last) if waiting else rows.filter(id__lt=last)
    found = list(rows.order_by("id" if waiting else "-id")[: PAGE + 1])
    more = encode_cursor(found[PAGE - 1].pk) if len(found) > PAGE else None
    return Page(items=[_view(row) for row in found[:PAGE]], next_cursor=more)


def get_incoming(*, actor: Actor, incoming_id: UUID) -> IncomingFigure:
    """One figure. Raises FigureNotFound."""
    return _view(access.incoming_for(actor=actor, incoming_id=incoming_id))


def next_incoming(*, actor: Actor, incoming_id: UUID) -> UUID | None:
    """The figure that waits behind another one, of the same document first."""
    this = access.incoming_for(actor=actor, incoming_id=incoming_id)
    rows = access.incoming_of(actor).filter(state=IncomingState.WAITING.value).exclude(pk=this.pk).order_by("id")
    near = rows.filter(document_id=this.document_id)
    following = near.filter(pk__gt=this.pk).first() or near.first() or rows.first()
    return following.figure_id if following else None


def suggest_indicators(*, actor: Actor, figure: IncomingFigure, words: str = "") -> list[tuple[str, str]]:
    """Code and name of indicators that share the figure's words, or the words looked for. One query."""
    rows = access.readable_indicators(actor).filter(retired_at=None)
    asked = fold(words.replace("\0", "")).split()[:10]
    for word in asked:
        rows = rows.filter(search__contains=word)
    known = [
        Known(code=code, name=name, search=search)
        for code, name, search in rows.order_by("sort_key", "id").values_list("code", "name", "search")
    ]
    found = known[:MOST_SUGGESTED] if asked else rank(figure, known, MOST_SUGGESTED)
    return [(one.code, one.name) for one in found]


def _view(row: IncomingFigureRow) -> IncomingFigure:
    return IncomingFigure(
        id=row.figure_id,
        state=IncomingState(row.state),
        document_id=row.document_id,
        symbol=row.symbol,
        dated=row.dated,
        issuer=row.issuer,
        title=row.title,
        place=row.place,
        quote=row.quote,
        value=plain_number(row.said),
        upper=None if row.upper is None else plain_number(row.upper),
        of=None if row.of is None else plain_number(row.of),
        bound=Bound(row.bound),
        unit=row.unit,
        period=row.period,
        what=row.what,
        whom=row.whom,
        by_hand=row.by_hand,
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
        value_id=row.value_id,
        decided_by=row.decided_by,
    )
