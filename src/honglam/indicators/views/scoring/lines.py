"""A sheet laid out for its page: each criterion with its rule, what each side said, and the fields to answer in."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from honglam.indicators.contracts import Criterion, EntryView, Given, Group, Judging, SheetVerb, SheetView
from honglam.indicators.forms.scoring import fields_of
from honglam.indicators.rules.appraisal.points import is_measured, judging_of
from honglam.indicators.rules.numbers import write_number
from honglam.indicators.views.scoring.words import given_words, measured_words, number_label, rule_words

FILL, JUDGE, REVISE, EXPLAIN, READ = "fill", "judge", "revise", "explain", "read"


@dataclass(frozen=True, kw_only=True)
class Field:
    """A number to be typed."""

    name: str
    label: str
    suffix: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One criterion. `fields`, `met`, `skipped`, `reason`: what stands in the form; the rest is read."""

    entry: EntryView
    rules: tuple[str, ...]
    measured: str
    said: str
    judged: str
    differs: bool
    asks_met: bool
    is_survey: bool
    fields: tuple[Field, ...]
    met: str
    skipped: bool
    reason: str
    explanation: str

    @property
    def code(self) -> str:
        """The criterion's number."""
        return self.entry.criterion.code


@dataclass(frozen=True, kw_only=True)
class LineGroup:
    """A group with its criteria."""

    group: Group
    lines: tuple[Line, ...]


def mode_of(view: SheetView) -> str:
    """What the page is for, to this reader."""
    moves = view.subject.moves
    if SheetVerb.SAVE in moves:
        return FILL
    if SheetVerb.APPRAISE in moves:
        return JUDGE
    if SheetVerb.REVISE in moves:
        return REVISE
    return EXPLAIN if SheetVerb.EXPLAIN in moves else READ


def groups_of(view: SheetView, mode: str, typed: Mapping[str, str]) -> list[LineGroup]:
    """The sheet in its groups; what was typed and not taken stands in the fields again."""
    return [
        LineGroup(group=group, lines=tuple(_line(one, mode, typed) for one in entries))
        for group, entries in groupby(view.entries, key=lambda one: one.group)
    ]


def theirs(view: SheetView, mode: str, typed: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """What another window saved where it differs from what is typed here: criterion, answer and words."""
    found = []
    for one in view.entries:
        saved, here = _line(one, mode, {}), _line(one, mode, typed)
        if _typed(saved) != _typed(here):
            answer = saved.said if mode == FILL else saved.judged
            found.append((f"{saved.code} {one.criterion.title}", [text for text in (answer, saved.reason) if text]))
    return found


def _typed(line: Line) -> tuple[object, ...]:
    return (line.met, line.skipped, line.reason.strip(), line.explanation.strip(), *(one.text for one in line.fields))


def _line(entry: EntryView, mode: str, typed: Mapping[str, str]) -> Line:
    rule, given = entry.criterion, _in_form(entry, mode)
    survey = not is_measured(rule) and judging_of(rule) is Judging.SURVEY
    return Line(
        entry=entry,
        rules=tuple(rule_words(rule)),
        measured=measured_words(entry.measured) if is_measured(rule) else "",
        said="" if survey else given_words(rule, entry.self_given, entry.measured),
        judged=given_words(rule, entry.judged_given, entry.measured) if entry.judged_by else "",
        differs=bool(entry.judged_by) and entry.judged_points != entry.self_points,
        asks_met=not is_measured(rule) and judging_of(rule) is Judging.BOOLEAN,
        is_survey=survey,
        fields=tuple(_field(rule, name, given, typed) for name in fields_of(rule)),
        met=typed.get(f"{rule.code}.met", "") if typed else {True: "yes", False: "no", None: ""}[given.met],
        skipped=bool(typed.get(f"{rule.code}.skipped")) if typed else given.skipped,
        reason=typed.get(f"{rule.code}.reason", entry.self_reason if mode == FILL else entry.judged_reason),
        explanation=typed.get(f"{rule.code}.explanation", entry.explanation),
    )


def _in_form(entry: EntryView, mode: str) -> Given:
    """An appraiser begins with what the agency said: what is not touched stands as claimed."""
    if mode == FILL or not entry.judged_by:
        return entry.self_given
    return entry.judged_given


def _field(criterion: Criterion, name: str, given: Given, typed: Mapping[str, str]) -> Field:
    kept: Decimal | None = getattr(given, name)
    survey = judging_of(criterion) is Judging.SURVEY and not is_measured(criterion)
    return Field(
        name=f"{criterion.code}.{name}",
        label=number_label(criterion, name),
        suffix="%" if survey else "",
        text=typed.get(f"{criterion.code}.{name}", "" if kept is None else write_number(kept)),
    )
