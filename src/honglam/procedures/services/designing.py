"""One press of a button in the form designer: what was typed about the chosen part, and what the button asks for."""

from datetime import datetime
from typing import Any
from uuid import UUID

from honglam.kernel.values import Actor
from honglam.procedures import access
from honglam.procedures.contracts import DraftView, PartGone
from honglam.procedures.rules.designing.choosing import choose, choose_anew, names_by_number
from honglam.procedures.rules.designing.closing import close_form
from honglam.procedures.rules.designing.sheets import TREE
from honglam.procedures.rules.keeping.moving import moved
from honglam.procedures.rules.keeping.outline import Plain, find, index_of
from honglam.procedures.rules.keeping.reading import Sent
from honglam.procedures.services.keeping import require_revision, save_draft


def edit_form(
    *,
    actor: Actor,
    draft_id: UUID,
    revision: int,
    place: str,
    mark: str,
    sent: Sent,
    command: str,
    apart: bool,
    at: datetime,
    anew: bool = False,
) -> DraftView:
    """Read what was typed about the part at `place`, move parts, save.

    `mark`: by what the page knew the part; it is looked for wherever it stands now. `anew`: a further part is made of
    what was typed. Raises PartGone, NameTaken and what `save_draft` raises.
    """
    draft = access.draft_by_id(actor=actor, draft_id=draft_id)
    # A page of before does not say what part it was about: it counts as one of an unknown revision, and is asked.
    require_revision(draft, 0 if not mark and names_by_number(place, sent) else revision)
    form = draft.content.get("form")
    chosen = choose_anew(form, place, sent) if anew and place else choose(form, place, mark, sent)
    if chosen.is_gone:
        raise PartGone
    design = moved(TREE, chosen.design, command)
    _name_copy(chosen.design, design, command)
    content = {**draft.content, "form": close_form(design, form)}
    if content["form"] is None:
        del content["form"]
    return save_draft(actor=actor, draft_id=draft_id, revision=revision, content=content, at=at, apart=apart)


def _name_copy(before: Plain, design: Plain, command: str) -> None:
    """What was doubled stands after its original, if the list had room for it."""
    verb, _, place = command.partition(":")
    name, _, last = place.rpartition(".")
    rows, held, index = find(design, name), find(before, name), index_of(last)
    if verb == "copy" and index is not None and isinstance(rows, list) and len(rows) > len(held):
        _as_new(rows[index + 1])


def _as_new(part: Any) -> None:
    """What was doubled asks for answers of its own: their names are made anew."""
    if isinstance(part, dict):
        if "ref" in part and "kind" in part:
            part.update(ref="", was="")
        for below in part.values():
            _as_new(below)
    elif isinstance(part, list):
        for below in part:
            _as_new(below)
