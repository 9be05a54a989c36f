"""One press of a button in the form designer: what was typed about the chosen part, and what the button asks for."""

from datetime import datetime
from typing import Any
from uuid import UUID

from honglam.kernel.values import Actor
from honglam.procedures import access
from honglam.procedures.contracts import DraftView
from honglam.procedures.rules.designing.closing import close_form
from honglam.procedures.rules.designing.opening import open_form
from honglam.procedures.rules.designing.sheets import TREE, parts_at
from honglam.procedures.rules.keeping.moving import moved
from honglam.procedures.rules.keeping.outline import Plain, find
from honglam.procedures.rules.keeping.reading import Sent, read_parts
from honglam.procedures.services.keeping import save_draft


def edit_form(
    *, actor: Actor, draft_id: UUID, revision: int, place: str, sent: Sent, command: str, apart: bool, at: datetime
) -> DraftView:
    """Read what was typed about the part at `place`, move parts, save. Raises what `save_draft` raises."""
    draft = access.draft_by_id(actor=actor, draft_id=draft_id)
    content = {**draft.content, "form": typed_form(draft.content.get("form"), place, sent, command)}
    if content["form"] is None:
        del content["form"]
    return save_draft(actor=actor, draft_id=draft_id, revision=revision, content=content, at=at, apart=apart)


def typed_form(form: Plain | None, place: str, sent: Sent, command: str = "") -> Plain | None:
    """A form with one of its parts as it was sent, and the button's command carried out."""
    design = open_form(form)
    part = find(design, place) if place else design
    if isinstance(part, dict):
        read = read_parts(parts_at(place), part, sent, place)
        part.clear()
        part.update(read)
    design = moved(TREE, design, command)
    if command.startswith("copy:"):
        name, _, index = command.removeprefix("copy:").rpartition(".")
        _as_new(find(design, f"{name}.{int(index) + 1}") if index.isdigit() else None)
    return close_form(design, form)


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
