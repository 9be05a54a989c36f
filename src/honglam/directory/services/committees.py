"""Committees: found, name, replace, dissolve – each by a decision; meetings with what they concluded."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from honglam.directory import access
from honglam.directory.contracts import (
    CodeTaken,
    CommitteeData,
    CommitteeView,
    DecisionData,
    DecisionTwice,
    DecisionView,
    MeetingData,
    MeetingView,
    MemberData,
    UnknownAgency,
    UnknownCommittee,
)
from honglam.directory.models import Agency, Committee, CommitteeDecision, CommitteeMeeting, CommitteeMember
from honglam.directory.queries import committees as queries
from honglam.directory.queries.references import agencies_by_code
from honglam.directory.rules import committees as rules
from honglam.kernel import audit
from honglam.kernel.text import fold, sort_key
from honglam.kernel.values import Actor, ActorKind


@transaction.atomic
def found_committee(*, actor: Actor, committee: CommitteeData, decision: DecisionData, at: datetime) -> CommitteeView:
    """A new committee and the decision that founds it. Raises CodeTaken, UnknownAgency, UnknownCommittee and so on."""
    if Committee.objects.filter(code=committee.code).exists():
        raise CodeTaken(field="code", taken=committee.code)
    row = _fill(Committee(code=committee.code), committee, actor)
    row.save()
    audit.record_many([_entry(actor, "directory.committee_founded", row, at, decision=decision.symbol)])
    record_decision(actor=actor, code=row.code, decision=decision, at=at)
    return queries.committee_view(Committee.objects.select_related("parent").get(pk=row.pk))


@transaction.atomic
def record_decision(*, actor: Actor, code: str, decision: DecisionData, at: datetime) -> DecisionView:
    """One more decision: names, releases, replaces or dissolves. Raises DecisionTwice and what `check_next` refuses."""
    row = access.get_committee(actor, code)
    known = queries.decisions_of(row)
    if any(decision.code == one.code for one in known):
        raise DecisionTwice(field="symbol", symbol=decision.symbol or decision.code)
    rules.check_next(known, decision)
    made = _write_decision(CommitteeDecision(committee=row, code=decision.code), decision, actor=actor, at=at)
    settle(row)
    what = {"decision": decision.code, "kind": decision.kind.value, "named": len(decision.members)}
    detail = {**what, "releases": list(decision.releases), "effective_on": decision.effective_on.isoformat()}
    audit.record_many([_entry(actor, "directory.committee_decided", row, at, **detail)])
    return queries.decision_view(made)


@transaction.atomic
def record_meeting(*, actor: Actor, code: str, meeting: MeetingData, at: datetime) -> MeetingView:
    """A meeting and what it concluded. Raises UnknownCommittee, CodeTaken."""
    row = access.get_committee(actor, code)
    if CommitteeMeeting.objects.filter(committee=row, code=meeting.code).exists():
        raise CodeTaken(field="code", taken=meeting.code)
    made = CommitteeMeeting(committee=row, code=meeting.code)
    _write_meeting(made, meeting, actor=actor, at=at)
    audit.record_many([_entry(actor, "directory.committee_met", row, at, meeting=meeting.code)])
    return queries.meeting_view(made)


@transaction.atomic
def put_committees(*, actor: Actor, committees: Sequence[CommitteeData], at: datetime) -> None:
    """Create or change committees as a pack states them: parents before their teams."""
    for data in sorted(committees, key=lambda one: bool(one.parent)):
        row = Committee.objects.filter(code=data.code).first() or Committee(code=data.code)
        row = _fill(row, data, actor)
        row.retired_at = None
        row.save()
        audit.record_many([_entry(actor, "directory.committee_put", row, at)])


@transaction.atomic
def put_decision(*, actor: Actor, code: str, decision: DecisionData, at: datetime) -> None:
    """What a pack states of a decision, corrections included; who sat when is worked out anew."""
    row = access.get_committee(actor, code)
    made = CommitteeDecision.objects.filter(committee=row, code=decision.code).first()
    _write_decision(made or CommitteeDecision(committee=row, code=decision.code), decision, actor=actor, at=at)
    settle(row)
    audit.record_many([_entry(actor, "directory.committee_decision_put", row, at, decision=decision.code)])


@transaction.atomic
def put_meeting(*, actor: Actor, code: str, meeting: MeetingData, at: datetime) -> None:
    """What a pack states of a meeting."""
    row = access.get_committee(actor, code)
    made = CommitteeMeeting.objects.filter(committee=row, code=meeting.code).first()
    _write_meeting(made or CommitteeMeeting(committee=row, code=meeting.code), meeting, actor=actor, at=at)
    audit.record_many([_entry(actor, "directory.committee_meeting_put", row, at, meeting=meeting.code)])


@transaction.atomic
def retire_committees(
    *,
    actor: Actor,
    codes: Sequence[str] = (),
    decisions: Sequence[tuple[str, str]] = (),
    meetings: Sequence[tuple[str, str]] = (),
    at: datetime,
) -> None:
    """Take out of use what a later pack no longer states: committees, decisions and meetings by their codes."""
    rows = {row.code: row for row in Committee.objects.all()}
    for code, decision in decisions:
        CommitteeDecision.objects.filter(committee=rows[code], code=decision).update(retired_at=at)
        settle(rows[code])
    for code, meeting in meetings:
        CommitteeMeeting.objects.filter(committee=rows[code], code=meeting).update(retired_at=at)
    Committee.objects.filter(code__in=codes).update(retired_at=at)
    touched = sorted({*codes, *(code for code, _ in decisions), *(code for code, _ in meetings)})
    audit.record_many([_entry(actor, "directory.committee_retired", rows[code], at) for code in touched])


def settle(row: Committee) -> None:
    """Set the days of every seat, and the committee's own end, from its decisions."""
    decisions = queries.decisions_of(row)
    seats, by_code = rules.seats(decisions), dict(row.decisions.values_list("code", "id"))
    members = list(CommitteeMember.objects.filter(decision__committee=row, retired_at=None).select_related("decision"))
    for one in members:
        seat = seats.get(rules.seat_key(one.decision.code, one.number))
        if seat is not None:
            one.valid_from, one.valid_to = seat.valid_from, seat.valid_to
            one.ended_by_id = by_code.get(seat.ended_by)
    CommitteeMember.objects.bulk_update(members, ["valid_from", "valid_to", "ended_by"])
    row.ended_on = rules.ended_on(decisions)
    row.save(update_fields=["ended_on"])


def _fill(row: Committee, data: CommitteeData, actor: Actor) -> Committee:
    known = agencies_by_code([data.agency, data.standing])
    if data.agency not in known or not (actor.kind is ActorKind.SYSTEM or access.may_found(actor, known[data.agency])):
        raise UnknownAgency(field="agency")
    if data.standing and data.standing not in known:
        raise UnknownAgency(field="standing")
    row.parent = Committee.objects.filter(code=data.parent, retired_at=None).first() if data.parent else None
    if data.parent and row.parent is None:
        raise UnknownCommittee(field="parent")
    row.name, row.name_en, row.kind, row.duties = data.name, data.name_en, data.kind, data.duties
    row.agency, row.standing = known[data.agency], known.get(data.standing)
    row.source, row.provisional = dict(data.source) if data.source else None, data.provisional
    row.sort_key, row.search = sort_key(data.name), fold(f"{data.name} {data.name_en} {data.code}")
    return row


def _write_decision(row: CommitteeDecision, data: DecisionData, *, actor: Actor, at: datetime) -> CommitteeDecision:
    row.kind, row.symbol, row.title, row.issuer = data.kind, data.symbol, data.title, data.issuer
    row.decided_on, row.effective_on, row.releases = data.decided_on, data.effective_on, list(data.releases)
    row.unnamed, row.note, row.provisional = data.unnamed, data.note, data.provisional
    row.source = dict(data.source) if data.source else None
    row.recorded_at, row.recorded_by, row.retired_at = at, actor.name, None
    row.save()
    agencies = agencies_by_code(one.agency for one in data.members if one.agency)
    for number, member in enumerate(data.members, start=1):
        _write_member(row, number, member, agencies)
    row.members.filter(number__gt=len(data.members)).update(retired_at=at)
    return row


def _write_member(row: CommitteeDecision, number: int, data: MemberData, agencies: dict[str, Agency]) -> None:
    if data.agency and data.agency not in agencies:
        raise UnknownAgency(field="members")
    facts: dict[str, Any] = {"role": data.role, "person": data.person, "title": data.title, "note": data.note}
    facts |= {"agency": agencies.get(data.agency), "valid_from": row.effective_on, "retired_at": None}
    CommitteeMember.objects.update_or_create(decision=row, number=number, defaults=facts)


def _write_meeting(row: CommitteeMeeting, data: MeetingData, *, actor: Actor, at: datetime) -> None:
    row.title, row.held_on, row.chair, row.symbol = data.title, data.held_on, data.chair, data.symbol
    row.conclusions, row.provisional = list(data.conclusions), data.provisional
    row.source = dict(data.source) if data.source else None
    row.recorded_at, row.recorded_by, row.retired_at = at, actor.name, None
    row.save()


def _entry(actor: Actor, action: str, row: Committee, at: datetime, **detail: Any) -> audit.Entry:
    return audit.Entry(
        actor=actor,
        action=action,
        subject_kind="committee",
        subject_id=row.pk,
        at=at,
        detail={"code": row.code} | detail,
    )
