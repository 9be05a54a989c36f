"""From a number to the rows that it counts."""

from datetime import datetime

from honglam.indicators.contracts import Period, SubjectNotFound
from honglam.indicators.queries.scores import ask
from honglam.kernel import measures
from honglam.kernel.measures import BehindRow
from honglam.kernel.paging import Page
from honglam.kernel.values import Actor

PAGE = 50


def list_behind(
    *, actor: Actor, measure: str, period: Period, agency_id: int | None, at: datetime, after: str | None
) -> Page[BehindRow]:
    """One page of rows, as far as the actor may see them; SubjectNotFound where nothing can be opened."""
    found = measures.find(measure)
    if found is None or not found.opens:
        raise SubjectNotFound
    asked = ask(period, at, None if agency_id is None else (agency_id,))
    return found.source.list_behind(actor=actor, code=measure, asked=asked, after=after, limit=PAGE)
