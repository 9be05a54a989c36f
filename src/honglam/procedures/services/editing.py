"""One press of a button in the editor: what was typed on the sheet, and what the button asks for."""

from datetime import datetime
from typing import Any
from uuid import UUID

from honglam.kernel.values import Actor
from honglam.procedures import access
from honglam.procedures.contracts import DraftView, SheetNotFound
from honglam.procedures.rules.keeping.moving import moved
from honglam.procedures.rules.keeping.outline import Plain, Sheet
from honglam.procedures.rules.keeping.reading import Sent, read_parts
from honglam.procedures.rules.keeping.sheets import SHEETS
from honglam.procedures.services.keeping import save_draft


def edit_sheet(
    *, actor: Actor, draft_id: UUID, revision: int, slug: str, sent: Sent, command: str, apart: bool, at: datetime
) -> DraftView:
    """Read the sheet, move its rows, save. Raises SheetNotFound and what `save_draft` raises."""
    draft = access.draft_by_id(actor=actor, draft_id=draft_id)
    content = typed(get_sheet(slug), draft.content, sent, command)
    return save_draft(actor=actor, draft_id=draft_id, revision=revision, content=content, at=at, apart=apart)


def typed(sheet: Sheet, content: dict[str, Any], sent: Sent, command: str = "") -> Plain:
    """A definition with a sheet as it was sent, and the button's command carried out."""
    return moved(sheet.parts, read_parts(sheet.parts, content, sent), command)


def get_sheet(slug: str) -> Sheet:
    """The sheet of an address, or SheetNotFound."""
    for sheet in SHEETS:
        if sheet.slug == slug:
            return sheet
    raise SheetNotFound
