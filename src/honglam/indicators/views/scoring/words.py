"""Criteria and answers in words: the rule, what was said, and the arithmetic that leads from one to the other."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from django.utils.translation import gettext

from honglam.indicators.contracts import (
    APPEAL_STATE_LABELS,
    SHEET_STATE_LABELS,
    SHEET_VERB_LABELS,
    AppealState,
    Criterion,
    Given,
    Judging,
    Measured,
    SheetState,
    SheetVerb,
    Standing,
)
from honglam.indicators.rules.appraisal.points import is_measured, judging_of
from honglam.kernel.values import text_noop
from honglam.ui.formats import format_number, format_percent

STATE_KINDS: Mapping[SheetState, str] = {
    SheetState.OPEN: "neutral",
    SheetState.SELF_ASSESSED: "info",
    SheetState.APPRAISED: "warn",
    SheetState.EXPLAINED: "info",
    SheetState.FINAL: "good",
    SheetState.PUBLISHED: "good",
}
APPEAL_KINDS: Mapping[AppealState, str] = {
    AppealState.OPEN: "warn",
    AppealState.GRANTED: "good",
    AppealState.REFUSED: "neutral",
}
NUMBER_LABELS: Mapping[str, str] = {
    "points": text_noop("Points"),
    "part": text_noop("The part"),
    "whole": text_noop("The whole"),
    "amount": text_noop("Number"),
}
SHEET_WORDS = {
    "states": SHEET_STATE_LABELS,
    "kinds": STATE_KINDS,
    "verbs": SHEET_VERB_LABELS,
    "appeals": APPEAL_STATE_LABELS,
    "appeal_kinds": APPEAL_KINDS,
    "SheetVerb": SheetVerb,
    "SheetState": SheetState,
}
HUNDRED = Decimal(100)


def rule_words(criterion: Criterion) -> list[str]:
    """How points come about, one sentence each."""
    most = format_number(criterion.max)
    rule = _measured_rule if is_measured(criterion) else _RULES[judging_of(criterion)]
    said = rule(criterion, most)
    if criterion.skippable:
        said.append(gettext("May be left out where it does not apply; it then counts on neither side."))
    if criterion.evidence:
        said.append(gettext("Asks for evidence: a file, or words that say where it can be found."))
    if criterion.explain:
        said.append(criterion.explain)
    return said


def number_label(criterion: Criterion, name: str) -> str:
    """What a number is called where it is typed."""
    judging = judging_of(criterion)
    if is_measured(criterion):
        return gettext("Other points than the measured ones")
    if name == "amount" and judging is Judging.SURVEY:
        return gettext("Share in the survey")
    if name == "amount" and judging is Judging.DEDUCTION:
        return gettext("How many times")
    return gettext(NUMBER_LABELS[name])


def given_words(criterion: Criterion, given: Given, measured: Measured) -> str:
    """An answer with its arithmetic; empty where nothing was said."""
    if given.skipped and criterion.skippable:
        return gettext("Does not apply here; left out of both sides.")
    if is_measured(criterion) and given.points is None:
        return measured_words(measured)
    if given.is_empty:
        return ""
    return _GIVEN[judging_of(criterion)](criterion, given)


def measured_words(measured: Measured) -> str:
    """What the figures say: both sides, and for criteria that compare agencies the two ends."""
    if measured.standing is Standing.NOT_MEASURED:
        return gettext("The figures do not say this; answer it yourself.")
    if measured.standing is Standing.NOTHING_TO_COUNT:
        return gettext("Nothing to count in this period; left out of both sides.")
    if measured.numerator is None or not measured.denominator:
        return gettext("By the first condition that holds.")
    share = measured.numerator / measured.denominator
    above, below = format_number(measured.numerator), format_number(measured.denominator)
    told = f"{above} ÷ {below} = {format_percent(HUNDRED * share)}"
    if measured.least is None or measured.most is None:
        return told
    ends = gettext("between %(least)s (least) and %(most)s (most) of all agencies")
    return f"{told}, {ends % {'least': _share(measured.least), 'most': _share(measured.most)}}"


def _share(ratio: Decimal) -> str:
    return format_percent(HUNDRED * ratio)


def _target(criterion: Criterion, most: str) -> str:
    if criterion.target is None:
        return gettext("Without a target: %(max)s points times the share.") % {"max": most}
    told = gettext("All %(max)s points at the target, in proportion below it.") % {"max": most}
    return f"{gettext('Target')}: {format_percent(criterion.target)}. {told}"


def _measured_rule(criterion: Criterion, most: str) -> list[str]:
    if criterion.normalised:
        told = gettext(
            "Compared with all agencies of the round: %(max)s points for the highest share, 0 for the lowest."
        )
        return [told % {"max": most}]
    if criterion.rungs:
        return [gettext("Points of the first condition that holds, at most %(max)s.") % {"max": most}]
    return [_target(criterion, most)] if not criterion.mean else []


def _bands(criterion: Criterion, _: str) -> list[str]:
    told = gettext("From %(least)s on: %(points)s points")
    steps = [
        told % {"least": format_number(one.at_least), "points": format_number(one.points)}
        + (f" ({one.label})" if one.label else "")
        for one in criterion.steps
    ]
    return ["; ".join(steps) + "."]


def _deduction(criterion: Criterion, most: str) -> list[str]:
    told = gettext("Starts at %(max)s points; %(each)s points off each time, never below 0.")
    return [told % {"max": most, "each": format_number(criterion.each)}]


_RULES: Mapping[Judging, Callable[[Criterion, str], list[str]]] = {
    Judging.POINTS: lambda _, most: [gettext("From 0 to %(max)s points.") % {"max": most}],
    Judging.BOOLEAN: lambda _, most: [gettext("Yes: %(max)s points. No: 0 points.") % {"max": most}],
    Judging.RATIO: lambda one, most: [_target(one, most)],
    Judging.BANDS: _bands,
    Judging.SURVEY: lambda one, most: [gettext("The appraiser brings the share from the survey."), _target(one, most)],
    Judging.DEDUCTION: _deduction,
}


def _ratio_words(_: Criterion, given: Given) -> str:
    part, whole = format_number(given.part), format_number(given.whole)
    if not given.whole or given.part is None:
        return f"{part} ÷ {whole}"
    return f"{part} ÷ {whole} = {format_percent(HUNDRED * given.part / given.whole)}"


def _deduction_words(criterion: Criterion, given: Given) -> str:
    return f"{format_number(criterion.max)} − {format_number(given.amount)} × {format_number(criterion.each)}"


_GIVEN: Mapping[Judging, Callable[[Criterion, Given], str]] = {
    Judging.POINTS: lambda _, given: format_number(given.points),
    Judging.BOOLEAN: lambda _, given: gettext("Yes") if given.met else gettext("No"),
    Judging.RATIO: _ratio_words,
    Judging.BANDS: lambda _, given: format_number(given.amount),
    Judging.SURVEY: lambda _, given: format_percent(given.amount),
    Judging.DEDUCTION: _deduction_words,
}
