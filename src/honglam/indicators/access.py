"""Which posts the pages are for, whose reports and officers a post may see, who enters and corrects which values,
who fills in, approves and accepts which forms."""

from uuid import UUID

from django.db.models import Q, QuerySet

from honglam.directory import api as directory
from honglam.indicators.contracts import (
    FindingNotFound,
    FormNotFound,
    FormSide,
    IndicatorNotFound,
    ReportNotFound,
    RoundNotFound,
    ValueNotFound,
)
from honglam.indicators.models import (
    Finding,
    FormTemplateRow,
    Indicator,
    IndicatorValue,
    Report,
    ReportingRound,
    RoundForm,
)
from honglam.kernel.clock import today
from honglam.kernel.guards import role
from honglam.kernel.values import Actor, ActorKind

LEADERS = role("leader", "approver", "unit_head", "one_stop_head", "procedure_controller", "auditor", "administrator")
SIGNERS = frozenset({"leader", "approver"})
"""Posts that answer for an agency's report."""


def agencies_in_sight(actor: Actor) -> frozenset[int]:
    """The agencies and units that the post's scope covers; none for whoever holds no post."""
    if not actor.is_officer:
        return frozenset()
    return frozenset(one for scope in actor.scope_ids for one in directory.descendant_ids(agency_id=scope))


def own_agency(actor: Actor) -> int | None:
    """The agency that the actor's post belongs to."""
    if actor.agency_id is None:
        return None
    return directory.get_agency(agency_id=actor.agency_id).agency_id


def may_see_agency(actor: Actor, agency_id: int) -> bool:
    """Whether the agency's officers and reports are for this reader: their own agency, or one below their scope."""
    return actor.is_officer and (agency_id == own_agency(actor) or agency_id in agencies_in_sight(actor))


def may_sign(actor: Actor, agency_id: int) -> bool:
    """Whether the actor answers for the agency's reports: a signing post of that very agency."""
    return actor.has_role(*SIGNERS) and own_agency(actor) == agency_id


def report_for(*, actor: Actor, report_id: UUID, lock: bool = False) -> Report:
    """The report, for whoever may see its agency; absent and forbidden raise the same ReportNotFound."""
    rows = Report.objects.select_for_update() if lock else Report.objects.all()
    row = rows.filter(id=report_id).first()
    if row is None or not may_see_agency(actor, row.agency_id):
        raise ReportNotFound
    return row


def readable_indicators(actor: Actor) -> QuerySet[Indicator]:
    """Officers and the system read the whole dictionary; everybody else what is public in it."""
    return Indicator.objects.all() if _is_inside(actor) else Indicator.objects.filter(public=True)


def readable_values(actor: Actor) -> QuerySet[IndicatorValue]:
    """Officers read every value; everybody else those of public indicators that rest on public grounds."""
    rows = IndicatorValue.objects.all()
    return rows if _is_inside(actor) else rows.filter(indicator__public=True, ground__public=True)


def value_for(*, actor: Actor, value_id: UUID, lock: bool = False) -> IndicatorValue:
    """The value, for whoever may read it; absent and forbidden raise the same ValueNotFound."""
    rows = readable_values(actor).select_related("indicator", "version", "ground__document", "scope__area")
    row = (rows.select_for_update(of=("self",)) if lock else rows).filter(id=value_id).first()
    if row is None:
        raise ValueNotFound
    return row


def indicator_for(*, actor: Actor, code: str) -> Indicator:
    """The indicator, for whoever may enter its values; absent and forbidden raise the same IndicatorNotFound."""
    row = readable_indicators(actor).filter(code=code.replace("\0", ""), retired_at=None).first()
    if row is None or not may_enter(actor, row):
        raise IndicatorNotFound
    return row


def may_enter(actor: Actor, indicator: Indicator) -> bool:
    """Whether the actor enters values: an officer of the owning agency, or of what carries its work on today."""
    return actor.kind is ActorKind.SYSTEM or (actor.is_officer and own_agency(actor) in _owners(indicator))


def may_correct(actor: Actor, indicator: Indicator) -> bool:
    """Whether the actor corrects and confirms: whoever signs for the owning agency."""
    return actor.kind is ActorKind.SYSTEM or (may_enter(actor, indicator) and actor.has_role(*SIGNERS))


def finding_for(*, actor: Actor, finding_id: UUID, lock: bool = False) -> Finding:
    """The contradiction, for officers; absent and forbidden raise the same FindingNotFound."""
    rows = Finding.objects.select_related("indicator")
    row = (rows.select_for_update(of=("self",)) if lock else rows).filter(id=finding_id).first()
    if row is None or not _is_inside(actor):
        raise FindingNotFound
    return row


def may_explain(actor: Actor, finding: Finding) -> bool:
    """Whether the actor answers for it: who signs for the indicator's owner, or whoever controls and audits."""
    if actor.kind is ActorKind.SYSTEM or actor.has_role("procedure_controller", "auditor"):
        return True
    return finding.indicator is not None and may_correct(actor, finding.indicator)


def _owners(indicator: Indicator) -> frozenset[int]:
    heir = directory.successor_of(agency_id=indicator.owner_id, on=today())
    return frozenset({indicator.owner_id} | ({heir.id} if heir else set()))


def _is_inside(actor: Actor) -> bool:
    return actor.is_officer or actor.kind is ActorKind.SYSTEM


ENTERERS = frozenset({"processing_officer", "unit_head", "clerk", "leader", "approver", "procedure_controller"})
"""Posts that fill in the forms of reporting rounds for their agency."""
RECEIVERS = frozenset({"leader", "approver", "unit_head", "procedure_controller"})
"""Posts that open rounds, accept and return forms in the name of the receiving agency."""


def houses(actor: Actor) -> tuple[int, ...]:
    """The agencies whose forms the actor's post works on: the own one, nobody's without a post."""
    own = own_agency(actor) if actor.is_officer else None
    return () if own is None else (own,)


def forms_of(actor: Actor) -> QuerySet[RoundForm]:
    """Forms in sight: of the own agency, those it receives, those of agencies below the scope."""
    if not actor.is_officer:
        return RoundForm.objects.none()
    own = houses(actor)
    seen = sorted(agencies_in_sight(actor) | set(own))
    return RoundForm.objects.filter(Q(agency_id__in=seen) | Q(receiver_id__in=own))


def form_for(actor: Actor, form_id: UUID, *, lock: bool = False) -> RoundForm:
    """One form in sight, locked for a verb if asked. Raises FormNotFound."""
    rows = forms_of(actor).filter(id=form_id).select_related("round__template")
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise FormNotFound
    return row


def sides_of(actor: Actor, form: RoundForm) -> frozenset[FormSide]:
    """On which sides the actor stands to a form; empty for who only reads."""
    own, found = houses(actor), set()
    if form.agency_id in own and actor.has_role(*ENTERERS):
        found.add(FormSide.ENTRY)
    if form.agency_id in own and actor.has_role(*SIGNERS):
        found.add(FormSide.HEAD)
    if form.receiver_id in own and actor.has_role(*RECEIVERS):
        found.add(FormSide.RECEIVER)
    return frozenset(found)


def round_for(actor: Actor, round_id: UUID, *, steer: bool = False, lock: bool = False) -> ReportingRound:
    """A round that the actor's agency receives; `steer`: only for who may open and lock. Raises RoundNotFound."""
    rows = ReportingRound.objects.select_related("template").filter(id=round_id, receiver_id__in=houses(actor))
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None or (steer and not actor.has_role(*RECEIVERS)):
        raise RoundNotFound
    return row


def templates_of(actor: Actor) -> QuerySet[FormTemplateRow]:
    """Templates whose reports the actor's agency receives, for who may open rounds; all of them for the system."""
    rows = FormTemplateRow.objects.filter(retired_at=None)
    if actor.kind is ActorKind.SYSTEM:
        return rows
    return rows.filter(receiver_id__in=houses(actor)) if actor.has_role(*RECEIVERS) else rows.none()
