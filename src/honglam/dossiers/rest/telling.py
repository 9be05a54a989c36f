"""From contracts to JSON: codes stay codes, phrases are spoken in the caller's language."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from honglam.dossiers.contracts import DossierSummary, DossierView, HistoryLine, Phrase
from honglam.kernel.paging import Page
from honglam.ui.formats import format_datetime


def speak(phrase: Phrase) -> str:
    """A phrase as a sentence."""
    return gettext(phrase.text) % _formatted(phrase.params) if phrase.params else gettext(phrase.text)


def tell_page(page: Page[DossierSummary]) -> dict[str, Any]:
    """A stretch of a list."""
    return {"items": [tell_summary(item) for item in page.items], "next": page.next_cursor}


def tell_summary(item: DossierSummary | DossierView) -> dict[str, Any]:
    """What a line of a list and a whole dossier have in common."""
    name = item.applicant_name if isinstance(item, DossierSummary) else item.applicant.name
    shared = (
        "id code registration_code procedure_code procedure_name status channel lead_agency submitted_at accepted_at "
        "due_at resolved_at result_class light"
    )
    told: dict[str, Any] = {field: getattr(item, field) for field in shared.split()}
    told.update(status_label=gettext(item.status_label), sentence=speak(item.sentence), applicant_name=name)
    return told


def tell_dossier(view: DossierView) -> dict[str, Any]:
    """A whole dossier."""
    return tell_summary(view) | {
        "masked": view.masked,
        "answers": view.answers,
        "papers": view.papers,
        "tasks": view.tasks,
        "actions": [
            {
                "verb": action.verb,
                "label": gettext(action.label),
                "task_id": action.task_id,
                "choices": [choice.code for choice in action.choices],
            }
            for action in view.actions
        ],
    }


def tell_line(line: HistoryLine) -> dict[str, Any]:
    """A line of the history."""
    shared = "number at verb status_from status_to actor_name unit_name"
    return {field: getattr(line, field) for field in shared.split()} | {"text": speak(line.phrase)}


def _formatted(params: Mapping[str, Any]) -> dict[str, Any]:
    return {name: format_datetime(value) if isinstance(value, datetime) else value for name, value in params.items()}
