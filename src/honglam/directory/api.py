"""The door of the directory: units, agencies, posts and people for other blocks."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from honglam.directory.contracts import (
    AbsenceView,
    AgencyData,
    AgencyKind,
    AgencyView,
    Asked,
    Belonging,
    CommitteeView,
    HolderView,
    HoldingKind,
    HoldingView,
    Level,
    MeetingData,
    MeetingView,
    Moves,
    PlanFault,
    PlanShape,
    PostData,
    PostInForce,
    PostView,
    Reorganised,
    Resolution,
    SuccessionData,
    Survey,
    TileView,
    UnitMatch,
    UnitView,
)
from honglam.directory.queries import actors, agencies, committees, people, reorganising, tiles, units
from honglam.directory.services import absences as absence_verbs
from honglam.directory.services import agencies as agency_verbs
from honglam.directory.services import committees as committee_verbs
from honglam.directory.services import holdings as holding_verbs
from honglam.directory.services import posts as post_verbs
from honglam.directory.services import reorganising as plan_verbs
from honglam.identity.contracts import TokenIdentity
from honglam.kernel.clock import local, today
from honglam.kernel.values import Actor


def get_agency(*, agency_id: int) -> AgencyView:
    """The agency or internal unit, also when it is over. Raises UnknownAgency."""
    return agencies.get_agency(agency_id)


def get_agencies(*, agency_ids: Iterable[int]) -> dict[int, AgencyView]:
    """The agencies of these ids, as many as there are."""
    return agencies.get_agencies(agency_ids)


def find_agency_by_code(*, code: str) -> AgencyView | None:
    """The agency of that code, also when it is over."""
    return agencies.find_agency_by_code(code)


def get_agency_by_code(*, code: str) -> AgencyView:
    """The agency of that code, also when it is over. Raises UnknownAgency."""
    return agencies.get_agency_by_code(code)


def ancestor_ids(*, agency_id: int) -> tuple[int, ...]:
    """The agency itself, then each one above it up to the root. Raises UnknownAgency."""
    return agencies.ancestor_ids(agency_id)


def descendant_ids(*, agency_id: int) -> tuple[int, ...]:
    """The agency itself and every one below it, whatever their days."""
    return agencies.descendant_ids(agency_id)


def scope_ids(*, agency_id: int) -> tuple[int, ...]:
    """What a post that works for the whole of an agency sees: the agency, and what it took over from those before."""
    return agencies.scope_of_agency(agency_id)


def list_agencies(
    *, on: date, kind: AgencyKind | None = None, level: Level | None = None, parent_id: int | None = None
) -> list[AgencyView]:
    """Agencies and internal units in force on a day, in alphabetical order."""
    return agencies.list_agencies(on=on, kind=kind, level=level, parent_id=parent_id)


def one_stop_of(*, agency_id: int) -> AgencyView | None:
    """The desk that receives for an agency: its own, or that of the nearest agency above that has one."""
    return agencies.one_stop_of(agency_id)


def child_unit(*, agency_id: int, kind: AgencyKind, on: date) -> AgencyView | None:
    """The unit of a kind directly below an agency, the first by name where there are several."""
    return agencies.child_unit(agency_id, kind, on)


def competent_agency(
    *,
    on: date,
    agency_code: str = "",
    level: Level | None = None,
    unit_code: str = "",
    kind: AgencyKind = AgencyKind.COMMITTEE,
) -> AgencyView:
    """Who decides: the agency named, or its one successor; otherwise the one of `kind` in the administrative unit.

    An old unit code is understood where the unit became part of one other. Raises UnknownAgency, UnknownUnit,
    NoCompetentAgency.
    """
    return agencies.competent_agency(agency_code=agency_code, kind=kind, level=level, unit_code=unit_code, on=on)


def successor_of(*, agency_id: int, on: date) -> AgencyView | None:
    """Who carries an agency's work on a day: itself, or its one successor; None where several share it."""
    return agencies.successor_of(agency_id, on)


def carried_ids(*, agency_id: int, on: date) -> tuple[int, ...]:
    """The agency, its internal units, and every one that is over and whose work one of these alone carries on."""
    return agencies.carried_ids(agency_id, on)


def find_unit(*, code: str, on: date) -> UnitView | None:
    """The unit that bears a code on a day, or the one undivided successor of the unit that bore it before."""
    return units.unit_in_force(code, on)


def list_units(*, on: date, level: Level | None = None, parent_code: str = "") -> list[UnitView]:
    """Units in force on a day, by code."""
    return units.list_units(on=on, level=level, parent_code=parent_code)


def search_units(*, query: str, on: date, limit: int = 10) -> list[UnitMatch]:
    """Units in force on a day that fit what was typed, best first; old names lead to what became of them."""
    return units.search_units(query, on, limit)


def resolve_unit(*, text: str, on: date) -> Resolution:
    """What a code or a name, old or new, means on a day. Whoever is in doubt gets options to ask a person."""
    return units.resolve_unit(text, on)


def list_tiles(*, on: date) -> list[TileView]:
    """The communes of a day as a map of tiles, each near its true neighbours; only those whose place is known."""
    return tiles.list_tiles(on)


def unit_label(*, code: str, on: date) -> str:
    """The full name of a unit for people; the code itself where there is no such unit."""
    unit = units.unit_in_force(code, on)
    return unit.name if unit else code


def list_posts_held(*, account_id: UUID, at: datetime) -> list[PostInForce]:
    """The posts a person may act in: their own first, then those of absent holders they stand in for."""
    return people.posts_in_force(account_id, local(at).date())


def holders_of(*, agency_id: int, role: str, at: datetime, below: bool = False) -> list[HolderView]:
    """Who may act in a role in an agency (`below`: or in a unit under it), deputies of absent holders included."""
    return people.holders_of(agency_id, role, local(at).date(), below)


def holders_over(*, unit_id: int, role: str, at: datetime) -> list[HolderView]:
    """Who may act in a role on work that stands at a unit: posts there and below it, and of the same agency those that
    work for the whole of it; deputies of absent holders included.
    """
    return people.holders_over(unit_id, role, local(at).date())


def has_holder(*, agency_id: int, role: str, at: datetime, below: bool = False) -> bool:
    """Whether anybody may act in a role in an agency (`below`: or in a unit under it)."""
    return people.has_holder(agency_id, role, local(at).date(), below)


def is_away(*, absence_id: int, at: datetime) -> bool:
    """Whether an absence still stands: neither cancelled nor over."""
    return people.is_away(absence_id, local(at).date())


def list_absences_cut_short(*, holding_id: int, last_day: date) -> list[AbsenceView]:
    """Absences that stood on the last day of an appointment: with it, whoever acted in the post does so no longer."""
    return people.absences_cut_short(holding_id, last_day)


def get_post(*, post_id: int) -> PostView:
    """The post of this id, also when it is retired. Raises UnknownPost."""
    return people.get_post(post_id)


def list_posts(*, agency_id: int) -> list[PostView]:
    """The posts of one agency or unit."""
    return people.list_posts(agency_id)


def actor_of_account(*, account_id: UUID, scopes: frozenset[str] = frozenset(), post_id: int | None = None) -> Actor:
    """An account as it acts now, in its first post or in the one named. Raises identity's AccountNotFound."""
    return actors.actor_of_account(account_id, scopes, post_id, today())


def actor_of_token(*, token: TokenIdentity) -> Actor:
    """Whom a valid token speaks for, as it acts now, in the first post."""
    return actors.actor_of_token(token, today())


def list_actors_in_post(*, at: datetime) -> list[Actor]:
    """Everybody who holds a post of their own, once for each post, as they act in it; in the order of names."""
    return actors.list_actors_in_post(local(at).date())


def in_post(*, actor: Actor, posts: Sequence[PostInForce], post_id: int | None) -> Actor:
    """The actor with the rights of the post named, if it is among the posts, else of the first one."""
    return actors.in_post(actor, posts, post_id)


def create_agency(*, actor: Actor, agency: AgencyData, at: datetime) -> AgencyView:
    """One more agency or internal unit. Raises CodeTaken, UnknownAgency, UnknownUnit, WrongOrder, ParentNotThere."""
    return agency_verbs.create_agency(actor=actor, agency=agency, at=at)


def change_agency(*, actor: Actor, agency_id: int, agency: AgencyData, at: datetime) -> AgencyView:
    """Correct what is known about an agency. Raises CircleInTree besides what create_agency does."""
    return agency_verbs.change_agency(actor=actor, agency_id=agency_id, agency=agency, at=at)


def end_agency(
    *, actor: Actor, agency_id: int, last_day: date, successors: Sequence[SuccessionData] = (), at: datetime
) -> AgencyView:
    """Set an agency's last day and who carries its work on. Raises AgencyHasUnits, AgencyHasStaff, WrongOrder."""
    return agency_verbs.end_agency(actor=actor, agency_id=agency_id, last_day=last_day, successors=successors, at=at)


def create_post(*, actor: Actor, agency_id: int, post: PostData, at: datetime) -> PostView:
    """One more post of an agency. Raises UnknownAgency, CodeTaken."""
    return post_verbs.create_post(actor=actor, agency_id=agency_id, post=post, at=at)


def change_post(*, actor: Actor, post_id: int, post: PostData, at: datetime) -> PostView:
    """Give a post another title, other roles or seats. Raises UnknownPost."""
    return post_verbs.change_post(actor=actor, post_id=post_id, post=post, at=at)


def appoint(
    *,
    actor: Actor,
    post_id: int,
    account_id: UUID,
    valid_from: date,
    valid_to: date | None = None,
    kind: HoldingKind = HoldingKind.HOLDER,
    at: datetime,
) -> HoldingView:
    """Give somebody a post from a day on. Raises UnknownPost, NotStaff, NotYourself, HeldAlready, AgencyNotThere."""
    return holding_verbs.appoint(
        actor=actor,
        post_id=post_id,
        account_id=account_id,
        kind=kind,
        valid_from=valid_from,
        valid_to=valid_to,
        at=at,
    )


def transfer(*, actor: Actor, holding_id: int, post_id: int, first_day: date, at: datetime) -> HoldingView:
    """Move somebody to another post; the old one ends on the day before."""
    return holding_verbs.transfer(actor=actor, holding_id=holding_id, post_id=post_id, first_day=first_day, at=at)


def end_holding(*, actor: Actor, holding_id: int, last_day: date, at: datetime) -> HoldingView:
    """Set somebody's last day in a post. Raises UnknownHolding, HoldingEnded, NotProlonged."""
    return holding_verbs.end_holding(actor=actor, holding_id=holding_id, last_day=last_day, at=at)


def register_absence(
    *, actor: Actor, holding_id: int, deputy_holding_id: int, first_day: date, last_day: date, at: datetime
) -> AbsenceView:
    """Say that a holder is away and who acts meanwhile. Raises AbsentAlready, OwnDeputy, DeputyElsewhere."""
    return absence_verbs.register_absence(
        actor=actor,
        holding_id=holding_id,
        deputy_holding_id=deputy_holding_id,
        first_day=first_day,
        last_day=last_day,
        at=at,
    )


def cancel_absence(*, actor: Actor, absence_id: int, at: datetime) -> None:
    """The holder is back: the deputy's turn ends at once."""
    absence_verbs.cancel_absence(actor=actor, absence_id=absence_id, at=at)


def check_plan(*, plan: PlanShape) -> list[PlanFault]:
    """Everything in a plan of reorganisation that cannot be, each with its place."""
    return reorganising.faults_of(plan)


def survey_plan(*, plan: PlanShape) -> Survey:
    """What a plan would move now, and what it must ask about; changes nothing. Raises PlanFaulty."""
    return plan_verbs.survey(plan=plan)


def apply_plan(*, actor: Actor, plan: PlanShape, at: datetime) -> Reorganised:
    """Carry a plan out in one transaction. Raises PlanFaulty, TooEarly, UndecidedBelongings."""
    return plan_verbs.reorganise(actor=actor, plan=plan, at=at)


def find_heirs(*, moves: Moves, belongings: Iterable[Belonging]) -> tuple[list[dict[int, int]], list[Asked]]:
    """For each belonging who takes it over from which agency, and a question for each where nobody does."""
    return reorganising.heirs_of(moves, belongings)


def moves_of_ended(*, agency_id: int, on: date) -> Moves:
    """What follows of itself when one agency ends, by its recorded successions."""
    return reorganising.moves_of_ended(agency_id, on)


def unit_became(*, code: str, since: date, on: date) -> tuple[str, ...]:
    """The codes on `on` of what a unit that bore `code` on `since` has become; several where it was divided."""
    return units.became(code, since, on)


def list_committees() -> list[CommitteeView]:
    """Committees that work now, by name: the first fifty. One query."""
    return committees.committee_page(query="", cursor="", on=today()).items


def find_committees(*, codes: Sequence[str]) -> dict[str, CommitteeView]:
    """Committees by code, dissolved ones too, as many as there are. One query."""
    return committees.find_committees(codes=codes)


def list_meetings(*, committees_of: Sequence[str]) -> list[MeetingView]:
    """Meetings of the committees of these codes, the latest first. One query."""
    return committees.list_meetings(codes=committees_of)


def get_meeting(*, meeting_id: int) -> MeetingView:
    """A meeting with what it concluded. Raises UnknownMeeting."""
    return committees.get_meeting(meeting_id=meeting_id)


def record_meeting(*, actor: Actor, code: str, meeting: MeetingData, at: datetime) -> MeetingView:
    """A meeting of a committee and what it concluded. Raises UnknownCommittee, CodeTaken."""
    return committee_verbs.record_meeting(actor=actor, code=code, meeting=meeting, at=at)
