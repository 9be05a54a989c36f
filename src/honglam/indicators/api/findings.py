"""Contradictions: the checker's run, the list, one with its sides, what a person says to it."""

from datetime import datetime
from uuid import UUID

from honglam.indicators.contracts import CheckSummary, FindingDetail, FindingState, FindingView
from honglam.indicators.queries.figures import findings as _findings
from honglam.indicators.services.figures import findings
from honglam.kernel.paging import Page
from honglam.kernel.values import Actor


def check_figures(*, actor: Actor, at: datetime) -> CheckSummary:
    """Run the checker over everything that stands."""
    return findings.check_figures(actor=actor, at=at)


def list_findings(*, state: FindingState | None = None, after: str = "") -> Page[FindingView]:
    """Contradictions, worst first; the page is for officers only."""
    return _findings.list_findings(state=state, after=after)


def get_finding(*, actor: Actor, finding_id: UUID) -> FindingDetail:
    """One contradiction with both sides. Raises FindingNotFound."""
    return _findings.get_finding(actor=actor, finding_id=finding_id)


def explain_finding(*, actor: Actor, finding_id: UUID, words: str, at: datetime) -> None:
    """Say why both sides can stand. Raises FindingNotFound, FindingSettled, ExplanationMissing."""
    findings.explain_finding(actor=actor, finding_id=finding_id, words=words, at=at)
