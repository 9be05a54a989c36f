"""Where a dossier goes, as far as the procedure says; the directory turns the place into an agency of that day."""

from honglam.procedures.contracts import Answers, Competence, CompetentPlace
from honglam.procedures.rules.paths import find


def competent_place(rule: Competence, *, answers: Answers, desk_unit: str) -> CompetentPlace:
    """A named agency; or level, kind and unit, the unit being that of the desk or of an answer.

    An answer that is missing gives the desk's unit: the officer at the desk forwards it if need be.
    """
    if rule.agency:
        return CompetentPlace(agency=rule.agency)
    unit = desk_unit
    if rule.unit_from == "answer":
        answer = find(answers, rule.field.split("."))
        unit = answer if isinstance(answer, str) and answer else desk_unit
    return CompetentPlace(level=rule.level, kind=rule.kind, administrative_unit=unit)
