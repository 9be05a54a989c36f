"""The door of the form designer: one press of a button, and the form as people would meet it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from honglam.kernel.values import Actor
from honglam.procedures.contracts import Answers, DraftView
from honglam.procedures.queries import designing as queries
from honglam.procedures.queries.designing import Preview
from honglam.procedures.rules.keeping.reading import Sent
from honglam.procedures.services import designing


def edit_form(
    *,
    actor: Actor,
    draft_id: UUID,
    revision: int,
    place: str,
    mark: str = "",
    sent: Sent,
    command: str = "",
    apart: bool,
    at: datetime,
    anew: bool = False,
) -> DraftView:
    """Keep what was typed about the part of the form at `place`, and carry out the command of the pressed button.

    Names in `sent` begin with `part.`, those about the whole form (an empty place) with nothing. `mark` is by what the
    page knew the part: it is looked for wherever it stands now, and nothing is written where another stands. A page
    without one that names boxes by the number of its part is from before, and gets DraftMoved. `anew` makes a further
    part of what was typed. Raises DraftNotFound, DraftClosed, DraftMoved, PartGone, NameTaken.
    """
    return designing.edit_form(
        actor=actor, draft_id=draft_id, revision=revision, place=place, mark=mark, sent=sent, command=command,
        apart=apart, at=at, anew=anew,
    )  # fmt: skip


def preview(
    *, form: dict[str, Any], page: int, data: Mapping[str, Any] | None, answers: Answers, command: str, on: date
) -> Preview | None:
    """A page of a form in the making; None while it has faults. Stores nothing. Raises FormPageNotFound."""
    return queries.preview(form=form, page=page, data=data, answers=answers, command=command, on=on)
