"""What the screens of the editor share: the pressed button, what was sent, the frame around every sheet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from honglam.procedures.contracts import STATE_LABELS, DraftView
from honglam.procedures.rules.faults import Fault
from honglam.procedures.rules.keeping.moving import rows_at
from honglam.procedures.rules.keeping.outline import Part, Plain, find
from honglam.procedures.rules.keeping.sheets import SHEETS, sheet_of
from honglam.ui.errors import PageErrors, field_id

MOVES = {"add", "remove", "up", "down", "copy"}


@dataclass(frozen=True)
class Button:
    """Which button was pressed: a verb, and for rows the place it is about."""

    verb: str
    place: str = ""

    @property
    def command(self) -> str:
        """The command for the rows; empty where the verb moves none."""
        return f"{self.verb}:{self.place}" if self.verb in MOVES else ""


def button_of(request: HttpRequest) -> Button:
    """The pressed button; Enter in a box saves."""
    verb, _colon, place = request.POST.get("_do", "save").partition(":")
    return Button(verb, place)


def sent_of(request: HttpRequest) -> Mapping[str, Sequence[str]]:
    """What the browser sent, name → texts."""
    return {name: request.POST.getlist(name) for name in request.POST}


def revision_of(request: HttpRequest) -> int:
    """The writing the page was made from; 0 for a page that does not say."""
    text = request.POST.get("_revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def anchor_of(parts: Sequence[Part], content: Plain, button: Button) -> str:
    """Where the page opens again: at the row that was added or moved."""
    if button.verb == "add" and rows_at(parts, button.place):
        rows = find(content, button.place)
        return f"#{field_id(f'{button.place}.{len(rows) - 1}')}" if isinstance(rows, list) and rows else ""
    return f"#{field_id(button.place.rpartition('.')[0])}" if button.command else ""


def errors_of(errors: Iterable[tuple[str, Fault]]) -> PageErrors:
    """Faults at the names of their boxes, in the reader's words; the first of a box counts."""
    said: dict[str, Any] = {}
    for name, fault in errors:
        said.setdefault(name, say(fault))
    return PageErrors.of(said)


def say(fault: Fault) -> str:
    """A fault in the reader's language."""
    text = _(fault.message)
    return text % fault.params if fault.params else text


def draft_frame(draft: DraftView, faults: Sequence[Fault], *, slug: str = "") -> dict[str, Any]:
    """What stands around every sheet: the draft, its state, and how many faults wait on which sheet."""
    counts: dict[str, int] = {}
    for fault in faults:
        home = sheet_of(fault.path)
        key = home.slug if home else "bieu-mau"
        counts[key] = counts.get(key, 0) + 1
    return {
        "draft": draft,
        "slug": slug,
        "state_label": _(STATE_LABELS[draft.state]),
        "sheets": [(sheet.slug, _(sheet.title), counts.get(sheet.slug, 0)) for sheet in SHEETS],
        "form_faults": counts.get("bieu-mau", 0),
        "fault_count": len(faults),
    }
