"""Committees: who sits where in which role, by which decision, and what their meetings concluded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from honglam.directory.contracts.views import AgencyView
from honglam.kernel.values import Conflict, Invalid, NotFound, text_noop


class CommitteeKind(StrEnum):
    """What kind of body: one that steers, one that works for it, or one that is made for a single piece of work."""

    STEERING = "steering"
    SUPPORT = "support"
    WORKING = "working"


class MemberRole(StrEnum):
    """What somebody is in a committee, in the order in which decisions name them."""

    HEAD = "head"
    STANDING_DEPUTY = "standing_deputy"
    DEPUTY = "deputy"
    IN_CHARGE = "in_charge"
    STANDING_MEMBER = "standing_member"
    SECRETARY = "secretary"
    MEMBER = "member"


class DecisionKind(StrEnum):
    """What a decision does: found, name more (and release some), give a whole new list, dissolve."""

    FOUND = "found"
    NAME = "name"
    REPLACE = "replace"
    DISSOLVE = "dissolve"


COMMITTEE_KIND_LABELS: Mapping[CommitteeKind, str] = {
    CommitteeKind.STEERING: text_noop("Steering committee"),
    CommitteeKind.SUPPORT: text_noop("Support team"),
    CommitteeKind.WORKING: text_noop("Working group"),
}
MEMBER_ROLE_LABELS: Mapping[MemberRole, str] = {
    MemberRole.HEAD: text_noop("Head of the committee"),
    MemberRole.STANDING_DEPUTY: text_noop("Standing deputy head"),
    MemberRole.DEPUTY: text_noop("Deputy head of the committee"),
    MemberRole.IN_CHARGE: text_noop("In charge"),
    MemberRole.STANDING_MEMBER: text_noop("Standing member"),
    MemberRole.SECRETARY: text_noop("Secretary"),
    MemberRole.MEMBER: text_noop("Member"),
}
DECISION_KIND_LABELS: Mapping[DecisionKind, str] = {
    DecisionKind.FOUND: text_noop("Founds the committee"),
    DecisionKind.NAME: text_noop("Names or releases members"),
    DecisionKind.REPLACE: text_noop("Replaces the whole list"),
    DecisionKind.DISSOLVE: text_noop("Dissolves the committee"),
}


@dataclass(frozen=True, kw_only=True)
class MemberData:
    """One member as the decision writes: a person with a title, or a title alone (member by post)."""

    role: MemberRole
    title: str
    person: str = ""
    agency: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class DecisionData:
    """A decision about one committee. `unnamed`: it names members, but the list is not known here.

    `releases`: members who leave, as `DECISION/number` of the decision that named them. `effective_on`: their last day
    is the one before.
    """

    code: str
    kind: DecisionKind
    title: str
    effective_on: date
    symbol: str = ""
    issuer: str = ""
    decided_on: date | None = None
    members: tuple[MemberData, ...] = ()
    releases: tuple[str, ...] = ()
    unnamed: bool = False
    note: str = ""
    source: Mapping[str, Any] | None = None
    provisional: bool = False


@dataclass(frozen=True, kw_only=True)
class CommitteeData:
    """A committee. `agency`: who set it up; `standing`: who works for it day by day; `parent`: whom a team supports."""

    code: str
    name: str
    kind: CommitteeKind
    agency: str
    name_en: str = ""
    standing: str = ""
    parent: str = ""
    duties: str = ""
    source: Mapping[str, Any] | None = None
    provisional: bool = False


@dataclass(frozen=True, kw_only=True)
class MeetingData:
    """A meeting with its conclusions, each of which can become a task. `symbol`: of the notice of conclusions."""

    code: str
    title: str
    held_on: date
    chair: str = ""
    symbol: str = ""
    conclusions: tuple[str, ...] = ()
    source: Mapping[str, Any] | None = None
    provisional: bool = False


@dataclass(frozen=True, kw_only=True)
class CommitteeView:
    """A committee as pages show it. `ended_on`: the day a decision dissolved it."""

    id: int
    code: str
    name: str
    name_en: str
    kind: CommitteeKind
    agency: AgencyView
    standing: AgencyView | None
    parent_code: str
    parent_name: str
    duties: str
    ended_on: date | None
    provisional: bool
    source: Mapping[str, Any] | None


@dataclass(frozen=True, kw_only=True)
class DecisionView:
    """A decision of a committee's history."""

    id: int
    code: str
    kind: DecisionKind
    title: str
    symbol: str
    issuer: str
    decided_on: date | None
    effective_on: date
    unnamed: bool
    note: str
    provisional: bool


@dataclass(frozen=True, kw_only=True)
class MemberView:
    """Somebody's seat: from when to when (both inclusive), named and ended by which decision."""

    key: str
    role: MemberRole
    person: str
    title: str
    agency: AgencyView | None
    note: str
    valid_from: date
    valid_to: date | None
    named_by: DecisionView
    ended_by: DecisionView | None


@dataclass(frozen=True, kw_only=True)
class MeetingView:
    """A meeting as officers see it."""

    id: int
    committee_code: str
    committee_name: str
    agency_id: int
    code: str
    title: str
    held_on: date
    chair: str
    symbol: str
    conclusions: tuple[str, ...]
    provisional: bool


class UnknownCommittee(NotFound):
    """No such committee, or not for this actor."""

    code: ClassVar[str] = "unknown_committee"
    message: ClassVar[str] = text_noop("There is no such committee.")


class UnknownMeeting(NotFound):
    """No such meeting."""

    code: ClassVar[str] = "unknown_meeting"
    message: ClassVar[str] = text_noop("There is no such meeting.")


class CommitteeOver(Conflict):
    """A dissolved committee takes no more decisions."""

    code: ClassVar[str] = "committee_over"
    message: ClassVar[str] = text_noop("This committee was dissolved on %(on)s. Found a new one instead.")


class DecisionOutOfOrder(Invalid):
    """A decision would take effect before one that is recorded already: who sat when would change behind it."""

    code: ClassVar[str] = "decision_out_of_order"
    message: ClassVar[str] = text_noop(
        "A decision that takes effect on %(on)s is recorded already. This one cannot take effect before it."
    )


class DecisionTwice(Conflict):
    """The same number of a decision twice for one committee."""

    code: ClassVar[str] = "decision_twice"
    message: ClassVar[str] = text_noop("The decision %(symbol)s of this committee is recorded already.")


class NobodyNamed(Invalid):
    """A decision that names members without anybody in it."""

    code: ClassVar[str] = "nobody_named"
    message: ClassVar[str] = text_noop("Name at least one member, or tick whom the decision releases.")


class MemberTwice(Conflict):
    """The same person sits in one committee twice at a time."""

    code: ClassVar[str] = "member_twice"
    message: ClassVar[str] = text_noop(
        "%(name)s sits in this committee already. Release the old seat in this decision."
    )


class NotSitting(Invalid):
    """Who is to be released does not sit on that day."""

    code: ClassVar[str] = "not_sitting"
    message: ClassVar[str] = text_noop("Who is to be released does not sit in this committee: %(key)s.")


class MemberLine(Invalid):
    """A line of the list of members cannot be read."""

    code: ClassVar[str] = "member_line"
    message: ClassVar[str] = text_noop(
        "Line %(line)s: write the role, the name and the title with “;” between them. Roles: %(roles)s."
    )


class TooManyMembers(Invalid):
    """More lines than any committee has members: what was pasted is something else, and cutting it would hide that."""

    code: ClassVar[str] = "too_many_members"
    message: ClassVar[str] = text_noop("Enter at most %(most)s members.")
