"""Scores in words: formulas with the names of their measures, and why something has no score."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from honglam.indicators.contracts import Group, ItemScore, ReportState, Scorecard, Standing, TableKind, Term
from honglam.indicators.rules.tables import TITLES
from honglam.kernel.values import text_noop
from honglam.ui.tongues import in_tongue

_NAME = re.compile(r"[a-z_]+\.[a-z_]+")
_SIGNS = (("*", "×"), (" and ", " {} "), (">=", "≥"), ("<=", "≤"), ("==", "="))
STATES: Mapping[ReportState, str] = {
    ReportState.DRAFT: text_noop("Draft"),
    ReportState.APPROVED: text_noop("Approved"),
}


@dataclass(frozen=True, kw_only=True)
class ToldItem:
    """One criterion as a page shows it."""

    item: ItemScore
    why: str
    formula: str
    target: str
    terms: tuple[Term, ...]

    @property
    def scored(self) -> bool:
        """Whether there are points."""
        return self.item.standing is Standing.SCORED


@dataclass(frozen=True, kw_only=True)
class ToldGroup:
    """A group with what was won of it."""

    group: Group
    items: tuple[ToldItem, ...]
    score: float
    measured: float
    max: float


def told(card: Scorecard) -> list[ToldGroup]:
    """A card's groups in words."""
    found = []
    for group, items in card.groups:
        scored = [one for one in items if one.standing is Standing.SCORED]
        found.append(
            ToldGroup(
                group=group,
                items=tuple(_told(one) for one in items),
                score=sum(one.score or 0 for one in scored),
                measured=sum(one.criterion.max for one in scored),
                max=sum(one.criterion.max for one in items),
            )
        )
    return found


def table_choices() -> list[tuple[TableKind, str]]:
    """The reports with their names."""
    return [(kind, gettext(TITLES[kind][0])) for kind in TableKind]


def _told(item: ItemScore) -> ToldItem:
    rule = item.criterion
    formula = f"({rule.numerator}) ÷ ({rule.denominator})" if rule.numerator else ""
    return ToldItem(item=item, why=_why(item), formula=_spoken(formula, item), target="", terms=item.terms)


def _why(item: ItemScore) -> str:
    if item.standing is Standing.NOTHING_TO_COUNT:
        return gettext("Nothing to count in this period; left out of the total.")
    if item.standing is Standing.NOT_MEASURED:
        if item.criterion.judged:
            return gettext("People score this in a scoring round; left out of the total here.")
        return in_tongue(item.criterion.absent) or gettext(
            "The product does not count this yet; left out of the total."
        )
    return ""


def _spoken(formula: str, item: ItemScore) -> str:
    labels = {term.code: f"“{term.label}”" for term in item.terms}
    spoken = _NAME.sub(lambda found: labels.get(found.group(), found.group()), formula)
    return spoken.replace("*", "×")
