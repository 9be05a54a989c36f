"""Which posts the pages are for, whose reports and officers a post may see, who enters and corrects which values,
who fills in, approves and accepts which forms."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind
from honglam.indicators.contracts import (
    FigureNotFound,
    FindingNotFound,
    FormNotFound,
    FormSide,
    IncomingState,
    IndicatorNotFound,
    ReportNotFound,
    RoundNotFound,
    ScoringNotFound,
    SheetSide,
    SheetState,
    ValueNotFound,
    WritingNotFound,
    WritingSide,
    WritingState,
)
from honglam.indicators.models import (
    Finding,
    FormTemplateRow,
    IncomingFigureRow,
    Indicator,
    IndicatorValue,
    Report,
    ReportingRound,
    RoundForm,
    RoundSubject,
    ScoringRound,
    WrittenReport,
)
from honglam.indicators.rules.appraisal.moves import parts_of
from honglam.kernel.clock import today
from honglam.kernel.guards import role
from honglam.kernel.values import Actor, ActorKind

LEADERS = role("leader", "approver", "unit_head", "one_stop_head", "procedure_controller", "auditor", "administrator")
SIGNERS = frozenset({"leader", "approver"})
"""Posts that answer for an agency's report."""

STAFF = SIGNERS | {"unit_head", "clerk", "processing_officer", "procedure_controller", "one_stop_head"}
"""Posts that fill in an agency's sheet in a scoring round."""
JUDGES = SIGNERS | {"unit_head", "procedure_controller"}
"""Posts that appraise others' sheets."""


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
    return Indicator.objects.all() if is_inside(actor) else Indicator.objects.filter(public=True)


def readable_values(actor: Actor) -> QuerySet[IndicatorValue]:
    """Officers read every value; everybody else those of public indicators that rest on public grounds."""
    rows = IndicatorValue.objects.all()
    return rows if is_inside(actor) else rows.filter(indicator__public=True, ground__public=True)


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


def incoming_of(actor: Actor) -> QuerySet[IncomingFigureRow]:
    """Figures of documents that the actor may read, for posts that enter figures."""
    if not (actor.is_officer and actor.has_role(*ENTERERS)):
        return IncomingFigureRow.objects.none()
    own = set(houses(actor)) | set(scoring_houses(actor))
    return IncomingFigureRow.objects.filter(Q(agency=None) | Q(agency_id__among=sorted(agencies_in_sight(actor) | own)))


def incoming_for(*, actor: Actor, incoming_id: UUID, lock: bool = False) -> IncomingFigureRow:
    """One figure of a document; absent and forbidden raise the same FigureNotFound."""
    rows = incoming_of(actor).filter(figure_id=incoming_id)
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise FigureNotFound
    return row


def waiting_of_document(document_id: UUID) -> list[IncomingFigureRow]:
    """Figures of one document that wait for an indicator, locked: for the system, which asks for nobody."""
    rows = IncomingFigureRow.objects.select_for_update(of=("self",)).order_by("pk")
    return list(rows.filter(document_id=document_id, state=IncomingState.WAITING.value))


def finding_for(*, actor: Actor, finding_id: UUID, lock: bool = False) -> Finding:
    """The contradiction, for officers; absent and forbidden raise the same FindingNotFound."""
    rows = Finding.objects.select_related("indicator")
    row = (rows.select_for_update(of=("self",)) if lock else rows).filter(id=finding_id).first()
    if row is None or not is_inside(actor):
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


def is_inside(actor: Actor) -> bool:
    """Whether the actor reads what is not public too: officers and the system."""
    return actor.is_officer or actor.kind is ActorKind.SYSTEM


ENTERERS = frozenset({"processing_officer", "unit_head", "clerk", "leader", "approver", "procedure_controller"})
"""Posts that fill in the forms of reporting rounds for their agency."""
RECEIVERS = frozenset({"leader", "approver", "unit_head", "procedure_controller"})
"""Posts that open rounds, accept and return forms in the name of the receiving agency."""


def houses(actor: Actor) -> tuple[int, ...]:
    """The agencies whose forms the actor's post works on: the own one and those that are over and whose work it alone
    carries on; nobody's without a post."""
    own = own_agency(actor) if actor.is_officer else None
    return () if own is None else directory.carried_ids(agency_id=own, on=today())


def inherited(actor: Actor, known: tuple[int, ...]) -> tuple[int, ...]:
    """Of an actor's houses those that are over: whoever held a form there may hold no post any more."""
    views = directory.get_agencies(agency_ids=known)
    own = own_agency(actor) if known else None
    return tuple(one for one in known if views[one].agency_id != own)


def forms_of(actor: Actor) -> QuerySet[RoundForm]:
    """Forms in sight: of the own agency, those it receives, those of agencies below the scope."""
    if not actor.is_officer:
        return RoundForm.objects.none()
    own = houses(actor)
    seen = sorted(agencies_in_sight(actor) | set(own))
    return RoundForm.objects.filter(Q(agency_id__among=seen) | Q(receiver_id__among=own))


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


def scoring_agency(actor: Actor) -> int | None:
    """In whose name an officer runs a scoring round: the committee for its office, else the own agency."""
    own = own_agency(actor)
    if own is None:
        return None
    agency = directory.get_agency(agency_id=own)
    return agency.parent_id if agency.kind is AgencyKind.OFFICE and agency.parent_id else own


def scoring_houses(actor: Actor) -> tuple[int, ...]:
    """The agencies in whose name the post scores: the one of `scoring_agency`, and those that are over and whose work
    that one alone carries on."""
    named = scoring_agency(actor)
    return () if named is None else directory.carried_ids(agency_id=named, on=today())


def chairs(actor: Actor) -> frozenset[int]:
    """The agencies whose rounds are this officer's to run: in whose name the post works, those whose work that one
    alone carries on, and those below its scope."""
    return agencies_in_sight(actor) | frozenset(scoring_houses(actor))


def held_agencies(actor: Actor, at: datetime) -> frozenset[int]:
    """Every agency in which the person holds a post at all, and those whose work the own one carries on: whoever heads
    one does not judge it from another chair."""
    if actor.id is None or not actor.is_officer:
        return frozenset()
    posts = directory.list_posts_held(account_id=actor.id, at=at)
    return frozenset(one.agency_id for one in posts) | frozenset(houses(actor))


def sides(actor: Actor, subject: RoundSubject, owner_id: int, held: frozenset[int]) -> frozenset[SheetSide]:
    """The actor's part towards one agency in a round."""
    at_home = subject.agency_id in houses(actor)
    if not at_home and subject.agency_id in held:
        return frozenset()
    return parts_of(
        own=at_home,
        signs=actor.has_role(*SIGNERS),
        works=actor.has_role(*STAFF),
        owner=owner_id in chairs(actor),
        judges=actor.has_role(*JUDGES),
        leads=actor.has_role(*SIGNERS),
    )


def readable_rounds(actor: Actor) -> QuerySet[ScoringRound]:
    """Published rounds are everybody's; before, those of whoever scores and of the agencies that are scored."""
    published = Q(state=SheetState.PUBLISHED.value)
    if not actor.is_officer:
        return ScoringRound.objects.filter(published)
    own = houses(actor)
    mine = chairs(actor) | set(own)
    scored = RoundSubject.objects.filter(agency_id__in=own).values("round")
    return ScoringRound.objects.filter(published | Q(owner_id__among=mine) | Q(id__in=scored))


def scoring_for(*, actor: Actor, round_id: UUID, lock: bool = False) -> ScoringRound:
    """The round, for whoever may read it; absent and forbidden raise the same ScoringNotFound."""
    rows = readable_rounds(actor).filter(id=round_id)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise ScoringNotFound
    return row


def may_recount(actor: Actor, row: ScoringRound) -> bool:
    """Whether the verdicts of all agencies at once are for this reader: of who scores; of everybody once published."""
    if row.state == SheetState.PUBLISHED.value:
        return True
    return actor.is_officer and (row.owner_id in chairs(actor) or row.owner_id in houses(actor))


def may_read_sheet(actor: Actor, subject: RoundSubject, owner_id: int) -> bool:
    """Whether a sheet that is not published is for this officer: of the agency, of whoever scores, above."""
    if not actor.is_officer:
        return False
    return bool({subject.agency_id, owner_id} & set(houses(actor))) or owner_id in chairs(actor)


def sheet_for(*, actor: Actor, subject_id: UUID, lock: bool = False) -> RoundSubject:
    """An agency's sheet. Once published it is everybody's; absent and forbidden raise the same ScoringNotFound."""
    rows = RoundSubject.objects.select_related("round")
    row = (rows.select_for_update(of=("self",)) if lock else rows).filter(id=subject_id).first()
    if row is None or not (row.state == SheetState.PUBLISHED.value or may_read_sheet(actor, row, row.round.owner_id)):
        raise ScoringNotFound
    return row


def writing_agency(actor: Actor) -> int | None:
    """In whose name an officer writes reports: the committee for its office, else the own agency."""
    return scoring_agency(actor) if actor.is_officer else None


def writing_houses(actor: Actor) -> tuple[int, ...]:
    """The agencies whose reports the actor's post works on: that in whose name it writes, and those that are over and
    whose work that one alone carries on."""
    return scoring_houses(actor) if actor.is_officer else ()


def written_of(actor: Actor) -> QuerySet[WrittenReport]:
    """Reports in sight: of the agency in whose name the post works, those whose work it carries on and those below;
    published ones for all."""
    published = Q(state=WritingState.PUBLISHED.value)
    if not actor.is_officer:
        return WrittenReport.objects.filter(published)
    return WrittenReport.objects.filter(published | Q(agency_id__among=written_agencies(actor)))


def written_agencies(actor: Actor) -> list[int]:
    """Whose reports are in an officer's sight before they are published."""
    return sorted(chairs(actor) | set(houses(actor)) | set(writing_houses(actor)))


def written_for(actor: Actor, report_id: UUID, *, lock: bool = False) -> WrittenReport:
    """One report in sight, locked for a verb if asked; absent and forbidden raise the same WritingNotFound."""
    rows = written_of(actor).filter(id=report_id).select_related("pattern")
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise WritingNotFound
    return row


def writing_sides(actor: Actor, agency_id: int) -> frozenset[WritingSide]:
    """On which sides the actor stands to a report of an agency; empty for who only reads."""
    if not actor.is_officer or agency_id not in writing_houses(actor):
        return frozenset()
    writes = {WritingSide.WRITER} if actor.has_role(*ENTERERS) else set()
    signs = {WritingSide.SIGNER} if actor.has_role(*SIGNERS) else set()
    return frozenset(writes | signs)
