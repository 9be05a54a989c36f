"""The drawing of a draft's process, with the words of its lanes."""

from typing import Any

from django.utils.translation import gettext, override

from honglam.directory import api as directory
from honglam.directory.contracts import ROLE_LABELS, PostRole
from honglam.pack.api import shape_faults
from honglam.procedures.contracts import Channel, DraftView, Process, StepNotFound, UnitRule
from honglam.procedures.contracts.shapes import ContentShape
from honglam.procedures.queries.keeping import faults_of
from honglam.procedures.rules.drawing.writing import to_bpmn
from honglam.procedures.rules.keeping.words import PLACES
from honglam.procedures.rules.process import DEFAULT_NAMES, default_process
from honglam.procedures.rules.storage import to_content

_UNDRAWABLE = {"step_unknown", "step_repeated", "step_circle", "no_steps", "no_channel", "duration_not_understood"}


def draw_process(*, draft: DraftView) -> str:
    """BPMN 2.0 XML. Raises StepNotFound while the draft's shape or steps do not hold together."""
    asked = {key: value for key, value in draft.content.items() if key != "decision"}
    wrong = shape_faults(value=asked, shape=ContentShape)
    if wrong or any(fault.code in _UNDRAWABLE for fault in faults_of(content=asked, levels=draft.levels)):
        raise StepNotFound(step="")
    with override("vi"):
        return to_bpmn(_process(asked), code=draft.code, name=draft.name, names=_lane)


def _process(asked: dict[str, Any]) -> Process:
    content = to_content(asked)
    if content.process is not None and content.process.steps:
        return content.process
    rules = {rule.channel: rule.duration for rule in content.channels}
    names = {key: gettext(text) for key, text in DEFAULT_NAMES.items()}
    return default_process(rules.get(Channel.IN_PERSON) or next(iter(rules.values())), names)


def _lane(unit: UnitRule, role: str) -> str:
    """Who holds the steps of a lane, in words."""
    places = dict(PLACES)
    if unit.agency:
        agency = directory.find_agency_by_code(code=unit.agency)
        place = agency.name if agency else unit.agency
    else:
        key = f"of:{unit.of}" if unit.of else f"kind:{unit.kind}"
        place = gettext(places.get(key, key))
    label = ROLE_LABELS[PostRole(role)] if role in set(PostRole) else role
    return f"{place} – {gettext(label)}"
