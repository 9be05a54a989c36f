"""What the checker found as a page: by severity, with arithmetic and both sides in their own words."""

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext

from honglam.indicators import api
from honglam.indicators.contracts import (
    CitedSide,
    ClaimSide,
    DocumentView,
    FindingDetail,
    FindingState,
    FindingView,
    Severity,
    ValueView,
)
from honglam.kernel.values import SYSTEM

HEADS = {
    Severity.ERROR: "Cannot both be right",
    Severity.WARNING: "Needs an explanation",
    Severity.NOTE: "Worth knowing",
}
INTRODUCTION = """\
# Findings

What the checker finds in the figures and citations of the documents that the pack states. This page is generated,
and a test compares it with a run over the real pack:

    honglam figures check --write docs/findings.md

Nobody's number is changed here. Both sides stand as they were written, quotes keep the gaps of the text that was at
hand, and officers explain or correct each finding at `/dieu-hanh/mau-thuan/`. Where a document carries no date,
figures that it gives “until now” are dated as the head of its file in `packs/*/indicators/values` says.
"""


def write_page() -> str:
    """The page, in English with the documents' own words."""
    with translation.override("en"):
        found = list(_all())
        parts = [INTRODUCTION, *(_section(severity, found) for severity in Severity)]
    return "\n".join(parts)


def _all() -> Iterator[FindingDetail]:
    after: str | None = ""
    while after is not None:
        page = api.list_findings(after=after)
        for one in page.items:
            if one.state is not FindingState.CORRECTED:
                yield api.get_finding(actor=SYSTEM, finding_id=one.id)
        after = page.next_cursor


def _section(severity: Severity, found: list[FindingDetail]) -> str:
    mine = sorted((one for one in found if one.finding.severity is severity), key=_order)
    lines = [f"## {HEADS[severity]} ({len(mine)})", ""]
    for number, detail in enumerate(mine, start=1):
        lines += [f"### {number}. {_title(detail.finding)}", "", f"**{detail.finding.spelled}**", ""]
        sides = dict.fromkeys([*map(_said, detail.values), *map(_named, detail.claims), *map(_named, detail.citations)])
        lines += [*sides, ""]
        if detail.finding.explanation:
            lines += [f"Explained by {detail.finding.explained_by}: {detail.finding.explanation}", ""]
    return "\n".join(lines)


def _order(detail: FindingDetail) -> tuple[str, str, str, str]:
    one = detail.finding
    return one.kind.value, one.indicator, str(one.params.get("title", "")), one.arithmetic


def _title(finding: FindingView) -> str:
    words = gettext(finding.message) % finding.params if finding.params else gettext(finding.message)
    return f"{finding.indicator_name}: {words}" if finding.indicator_name else words


def _said(value: ValueView) -> str:
    ground = value.ground
    if ground.document is None:
        return f"- {ground.person}: {ground.note}"
    return _side(ground.document, ground.place, ground.quote, ground.note)


def _named(side: ClaimSide | CitedSide) -> str:
    return _side(side.source, side.place, side.quote, side.note if isinstance(side, ClaimSide) else "")


def _side(source: DocumentView | None, place: str, quote: str, note: str) -> str:
    """One side, whole: cut anywhere, a long sentence might end before the number that it is there for."""
    said = f"- {source.symbol or source.title}, {place}: “{quote}”" if source else f"- {place}: “{quote}”"
    return f"{said} ({note})" if note else said
