"""People's own words in a draft: beside what was composed or in its place, kept whenever it is composed again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.indicators import access
from honglam.indicators.contracts import (
    OwnWords,
    OwnWordsMissing,
    ReportInput,
    WritingMovedOn,
    WritingShut,
    WritingState,
    WritingVerb,
)
from honglam.indicators.queries.writing.reports import content_of, own_of
from honglam.indicators.rules.writing.moves import fits
from honglam.indicators.services.writing.keeping import MOST_NUMBER, MOST_OWN, leave, own_json
from honglam.kernel.text import whole
from honglam.kernel.values import Actor


@transaction.atomic
def save_report(*, actor: Actor, report_id: UUID, typed: ReportInput, revision: int, at: datetime) -> int:
    """Keep what was typed, and return the new revision. Words at pieces that are no longer composed stay.

    Raises WritingNotFound, WritingShut, WritingMovedOn (another window was quicker), OwnWordsMissing, TooLong.
    """
    row = access.written_for(actor, report_id, lock=True)
    if not fits(WritingVerb.COMPOSE, WritingState(row.state), access.writing_sides(actor, row.agency_id)):
        raise WritingShut
    if row.revision != revision:
        raise WritingMovedOn
    keys = {part.key for part in content_of(row).parts} | {"opening"}
    own = {key: one for key, one in own_of(row).items() if key not in keys}
    for key, one in typed.own.items():
        text = whole(one.text, MOST_OWN, field=f"own.{key}")
        if one.instead and not text:
            raise OwnWordsMissing(field=f"own.{key}")
        if key in keys and text:
            own[key] = OwnWords(text=text, instead=one.instead)
    row.own, row.number = own_json(own), whole(typed.number, MOST_NUMBER, field="number")
    row.revision += 1
    leave(row, actor=actor, at=at, what="saved")
    return row.revision
