"""Committees for pages and other blocks: who sits on a day, who sat before, what meetings concluded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from honglam.directory import access
from honglam.directory.contracts import (
    CommitteeKind,
    CommitteeView,
    DecisionData,
    DecisionKind,
    DecisionView,
    MeetingView,
    MemberData,
    MemberRole,
    MemberView,
    UnknownCommittee,
    UnknownMeeting,
)
from honglam.directory.models import Committee, CommitteeDecision, CommitteeMeeting, CommitteeMember
from honglam.directory.queries.agencies import get_agency
from honglam.directory.rules import committees as rules
from honglam.kernel.paging import BadCursor, Page, decode_cursor, encode_cursor
from honglam.kernel.text import fold
from honglam.kernel.values import Actor

PAGE = 50
ROLES = tuple(MemberRole)


@dataclass(frozen=True, kw_only=True)
class CommitteePage:
    """One committee on a day: who sits, who sat before or will, its decisions, its teams and meetings.

    `known`: whether who sat on that day can be told at all. `may_keep`: the reader records its decisions.
    """

    committee: CommitteeView
    on: date
    sitting: list[MemberView]
    seats: list[MemberView]
    decisions: list[DecisionView]
    teams: list[CommitteeView]
    meetings: list[MeetingView]
    known: bool
    may_keep: bool


def committee_page(*, query: str, cursor: str, on: date, over: bool = False) -> Page[CommitteeView]:
    """Committees whose name or code contains the words, by name; `over`: those dissolved by that day too. One query."""
    rows = _named(Committee.objects.filter(retired_at=None))
    for word in fold(query).split():
        rows = rows.filter(search__contains=word)
    if not over:
        rows = rows.filter(Q(ended_on=None) | Q(ended_on__gt=on))
    if cursor:
        name, at = decode_cursor(cursor, length=2)
        if not (isinstance(name, str) and isinstance(at, int)):
            raise BadCursor
        rows = rows.filter(Q(sort_key__gt=name) | Q(sort_key=name, id__gt=at))
    found = list(rows.order_by("sort_key", "id")[: PAGE + 1])
    more = encode_cursor(found[PAGE - 1].sort_key, found[PAGE - 1].pk) if len(found) > PAGE else None
    return Page(items=[committee_view(row) for row in found[:PAGE]], next_cursor=more)


def get_committee(*, actor: Actor, code: str, on: date) -> CommitteePage:
    """One committee. Meetings are for officers. Seven queries, however many members. Raises UnknownCommittee."""
    row = _named(Committee.objects.filter(code=code.replace("\0", ""), retired_at=None)).first()
    if row is None:
        raise UnknownCommittee
    seats = list_seats(row)
    sitting = [one for one in seats if rules.sits_on(one.valid_from, one.valid_to, on)]
    decisions = list(row.decisions.filter(retired_at=None).order_by("effective_on", "id"))
    teams = _named(Committee.objects.filter(parent=row, retired_at=None)).order_by("sort_key")
    return CommitteePage(
        committee=committee_view(row),
        on=on,
        sitting=sorted(sitting, key=lambda one: (ROLES.index(one.role), one.valid_from)),
        seats=seats,
        decisions=[decision_view(one) for one in decisions],
        teams=[committee_view(one) for one in teams],
        meetings=list_meetings(codes=[code]) if actor.is_officer else [],
        known=rules.list_known([_bare(one) for one in decisions], on),
        may_keep=access.committees_kept(actor).filter(pk=row.pk).exists(),
    )


def list_seats(row: Committee) -> list[MemberView]:
    """Every seat there ever was, as decisions name them: the latest first, heads before members. One query."""
    members = CommitteeMember.objects.filter(decision__committee=row, retired_at=None, decision__retired_at=None)
    members = members.exclude(valid_to__lt=F("valid_from")).select_related("decision", "ended_by")
    found = [member_view(one) for one in members.order_by("-valid_from", "decision_id", "number")]
    return sorted(found, key=lambda one: (-one.valid_from.toordinal(), ROLES.index(one.role)))


def list_meetings(*, codes: Sequence[str]) -> list[MeetingView]:
    """Meetings of these committees, the latest first; at most two hundred. One query."""
    rows = CommitteeMeeting.objects.filter(committee__code__in=codes, retired_at=None)
    rows = rows.select_related("committee").order_by("-held_on", "-id")
    return [meeting_view(row) for row in rows[:200]]


def get_meeting(*, meeting_id: int) -> MeetingView:
    """One meeting. Raises UnknownMeeting."""
    rows = CommitteeMeeting.objects.filter(pk=meeting_id, retired_at=None, committee__retired_at=None)
    row = rows.select_related("committee").first()
    if row is None:
        raise UnknownMeeting
    return meeting_view(row)


def find_committees(*, codes: Sequence[str]) -> dict[str, CommitteeView]:
    """Committees by code, as many as there are. One query."""
    rows = _named(Committee.objects.filter(code__in={code.replace("\0", "") for code in codes}, retired_at=None))
    return {row.code: committee_view(row) for row in rows}


def may_found(*, actor: Actor) -> bool:
    """Whether the actor records committees at all."""
    return actor.has_role("administrator", "leader", "approver", "clerk")


def decisions_of(row: Committee) -> list[DecisionData]:
    """The decisions of a committee as rules take them, with whom they name. Two queries."""
    rows = row.decisions.filter(retired_at=None).prefetch_related("members").order_by("effective_on", "id")
    return [decision_data(one) for one in rows]


def committee_view(row: Committee) -> CommitteeView:
    """The row, its parent loaded."""
    return CommitteeView(
        id=row.pk,
        code=row.code,
        name=row.name,
        name_en=row.name_en,
        kind=CommitteeKind(row.kind),
        agency=get_agency(row.agency_id),
        standing=get_agency(row.standing_id) if row.standing_id else None,
        parent_code=row.parent.code if row.parent else "",
        parent_name=row.parent.name if row.parent else "",
        duties=row.duties,
        ended_on=row.ended_on,
        provisional=row.provisional,
        source=row.source,
    )


def decision_view(row: CommitteeDecision) -> DecisionView:
    """The row as pages show it."""
    return DecisionView(
        id=row.pk,
        code=row.code,
        kind=DecisionKind(row.kind),
        title=row.title,
        symbol=row.symbol,
        issuer=row.issuer,
        decided_on=row.decided_on,
        effective_on=row.effective_on,
        unnamed=row.unnamed,
        note=row.note,
        provisional=row.provisional,
    )


def member_view(row: CommitteeMember) -> MemberView:
    """The row, its decisions loaded."""
    return MemberView(
        key=rules.seat_key(row.decision.code, row.number),
        role=MemberRole(row.role),
        person=row.person,
        title=row.title,
        agency=get_agency(row.agency_id) if row.agency_id else None,
        note=row.note,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        named_by=decision_view(row.decision),
        ended_by=decision_view(row.ended_by) if row.ended_by else None,
    )


def meeting_view(row: CommitteeMeeting) -> MeetingView:
    """The row, its committee loaded."""
    return MeetingView(
        id=row.pk,
        committee_code=row.committee.code,
        committee_name=row.committee.name,
        agency_id=row.committee.agency_id,
        code=row.code,
        title=row.title,
        held_on=row.held_on,
        chair=row.chair,
        symbol=row.symbol,
        conclusions=tuple(row.conclusions),
        provisional=row.provisional,
    )


def decision_data(row: CommitteeDecision) -> DecisionData:
    """The row with its members as a caller would say it."""
    named = sorted((one for one in row.members.all() if one.retired_at is None), key=lambda one: one.number)
    return _bare(row, tuple(member_data(one) for one in named))


def member_data(row: CommitteeMember) -> MemberData:
    """The row as the decision writes it."""
    agency = get_agency(row.agency_id).code if row.agency_id else ""
    return MemberData(role=MemberRole(row.role), title=row.title, person=row.person, agency=agency, note=row.note)


def _bare(row: CommitteeDecision, members: tuple[MemberData, ...] = ()) -> DecisionData:
    facts: dict[str, Any] = {name: getattr(row, name) for name in _PLAIN}
    return DecisionData(kind=DecisionKind(row.kind), members=members, releases=tuple(row.releases), **facts)


def _named(rows: QuerySet[Committee]) -> QuerySet[Committee]:
    return rows.select_related("parent")


_PLAIN = (
    "code",
    "title",
    "effective_on",
    "symbol",
    "issuer",
    "decided_on",
    "unnamed",
    "note",
    "source",
    "provisional",
)
