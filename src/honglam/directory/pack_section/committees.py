"""The section `committees/*.yaml`: committees with their decisions, whom each names, and their meetings."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from honglam.directory.contracts import (
    CommitteeData,
    CommitteeKind,
    DecisionData,
    DecisionKind,
    MeetingData,
    MemberData,
    MemberRole,
)
from honglam.directory.models import Committee, CommitteeDecision, CommitteeMeeting
from honglam.directory.queries.committees import decision_data
from honglam.directory.rules.committees import seats
from honglam.directory.services import committees as verbs
from honglam.kernel.values import Actor, text_noop
from honglam.pack.api import (
    Change,
    ChangeAction,
    Collection,
    Pack,
    PackError,
    Record,
    Row,
    Section,
    Shape,
    Source,
    Sourced,
    nested_key,
)

FILES = "committees/*.yaml"
Code = Annotated[str, Meta(pattern=r"^[A-Z0-9-]+$", max_length=60)]
Line = Annotated[str, Meta(min_length=1, max_length=400)]


class MemberShape(Shape, frozen=True, kw_only=True):
    """One member as the decision writes: a person with a title, or a title alone."""

    role: MemberRole
    title: Line
    person: Annotated[str, Meta(max_length=200)] = ""
    agency: str = ""
    note: Annotated[str, Meta(max_length=300)] = ""


class DecisionShape(Sourced, frozen=True, kw_only=True):
    """A decision about the committee it stands in."""

    code: Code
    kind: DecisionKind
    title: Line
    effective_on: datetime.date
    symbol: Annotated[str, Meta(max_length=100)] = ""
    issuer: Annotated[str, Meta(max_length=300)] = ""
    decided_on: datetime.date | None = None
    members: tuple[MemberShape, ...] = ()
    releases: tuple[str, ...] = ()
    unnamed: bool = False
    note: Annotated[str, Meta(max_length=500)] = ""


class MeetingShape(Sourced, frozen=True, kw_only=True):
    """A meeting of the committee it stands in."""

    code: Code
    title: Line
    held_on: datetime.date
    chair: Annotated[str, Meta(max_length=200)] = ""
    symbol: Annotated[str, Meta(max_length=100)] = ""
    conclusions: tuple[str, ...] = ()


class CommitteeShape(Sourced, frozen=True, kw_only=True):
    """A committee, working group or support team."""

    code: Code
    name: Annotated[str, Meta(min_length=1, max_length=300)]
    kind: CommitteeKind
    agency: str
    name_en: Annotated[str, Meta(max_length=300)] = ""
    standing: str = ""
    parent: str = ""
    duties: str = ""
    decisions: tuple[DecisionShape, ...] = ()
    meetings: tuple[MeetingShape, ...] = ()


class CommitteesSection(Section):
    """How committees get from a pack into the tables and back."""

    name = "committees"
    depends_on = ("agencies",)
    collections: ClassVar = (
        Collection(
            "committee",
            FILES,
            CommitteeShape,
            at="committees",
            key=lambda shape: shape.code,
            home=lambda _: "committees/committees.yaml",
        ),
        Collection(
            "committee_decision",
            FILES,
            DecisionShape,
            inside="committee",
            at="decisions",
            key=lambda shape: shape.code,
        ),
        Collection(
            "committee_meeting", FILES, MeetingShape, inside="committee", at="meetings", key=lambda shape: shape.code
        ),
    )

    def check(self, pack: Pack) -> Iterator[PackError]:
        """Agencies and parents exist; a decision releases only who sits, and dissolves last."""
        agencies, committees = pack.keys("agency"), pack.records("committee", CommitteeShape)
        for record in committees.values():
            yield from _check_committee(record, agencies, frozenset(committees))
        by_committee: dict[str, list[Record[DecisionShape]]] = defaultdict(list)
        for key, decision in pack.records("committee_decision", DecisionShape).items():
            by_committee[key.rpartition("/")[0]].append(decision)
            for at, member in enumerate(decision.value.members):
                if member.agency and member.agency not in agencies:
                    yield decision.error(f"members[{at}].agency", "unknown_agency", _UNKNOWN, code=member.agency)
        for decisions in by_committee.values():
            yield from _check_order(decisions)

    def rows(self) -> Iterator[Row]:
        """Committees, decisions and meetings as a pack would write them."""
        committees = Committee.objects.select_related("agency", "standing", "parent").order_by("id")
        for row in committees:
            yield Row("committee", row.code, _shape(row))
        decisions = CommitteeDecision.objects.select_related("committee").prefetch_related("members")
        for one in decisions.order_by("committee_id", "id"):
            yield Row("committee_decision", nested_key(one.committee.code, one.code), _decision_shape(one))
        for met in CommitteeMeeting.objects.select_related("committee").order_by("committee_id", "id"):
            yield Row("committee_meeting", nested_key(met.committee.code, met.code), _meeting_shape(met))

    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime.datetime) -> None:
        """Committees together, then their decisions in the order of the days, then meetings."""
        wanted = [change for change in changes if change.action is not ChangeAction.RETIRE]
        committees = [_data(one.after) for one in wanted if isinstance(one.after, CommitteeShape)]
        verbs.put_committees(actor=actor, committees=committees, at=at)
        for change in wanted:
            code = change.key.rpartition("/")[0]
            if isinstance(change.after, DecisionShape):
                verbs.put_decision(actor=actor, code=code, decision=_decision_data(change.after), at=at)
            elif isinstance(change.after, MeetingShape):
                verbs.put_meeting(actor=actor, code=code, meeting=_meeting_data(change.after), at=at)
        gone = {kind: [c.key for c in changes if c.action is ChangeAction.RETIRE and c.kind == kind] for kind in _KINDS}
        if any(gone.values()):
            verbs.retire_committees(
                actor=actor,
                codes=gone["committee"],
                decisions=[_parts(key) for key in gone["committee_decision"]],
                meetings=[_parts(key) for key in gone["committee_meeting"]],
                at=at,
            )


_UNKNOWN = text_noop("There is no agency “%(code)s”.")
_KINDS = ("committee", "committee_decision", "committee_meeting")


def _parts(key: str) -> tuple[str, str]:
    code, _, inner = key.rpartition("/")
    return code, inner


def _check_committee(
    record: Record[CommitteeShape], agencies: frozenset[str], committees: frozenset[str]
) -> Iterator[PackError]:
    for path, code in (("agency", record.value.agency), ("standing", record.value.standing)):
        if code and code not in agencies:
            yield record.error(path, "unknown_agency", _UNKNOWN, code=code)
    parent = record.value.parent
    if parent and (parent not in committees or parent == record.value.code):
        message = text_noop("There is no committee “%(code)s” that it could support.")
        yield record.error("parent", "unknown_committee", message, code=parent)


def _check_order(records: Sequence[Record[DecisionShape]]) -> Iterator[PackError]:
    ordered = sorted(records, key=lambda one: one.value.effective_on)
    before: list[DecisionData] = []
    for record in ordered:
        sitting = {key for key, seat in seats(before).items() if seat.valid_to is None}
        for at, key in enumerate(record.value.releases):
            if key not in sitting:
                message = text_noop("“%(key)s” does not sit when this decision takes effect.")
                yield record.error(f"releases[{at}]", "not_sitting", message, key=key)
        if any(one.kind is DecisionKind.DISSOLVE for one in before):
            message = text_noop("The committee was dissolved before this decision.")
            yield record.error("effective_on", "committee_over", message)
        before.append(_decision_data(record.value))


def _shape(row: Committee) -> CommitteeShape:
    return CommitteeShape(
        code=row.code,
        name=row.name,
        name_en=row.name_en,
        kind=CommitteeKind(row.kind),
        agency=row.agency.code,
        standing=row.standing.code if row.standing else "",
        parent=row.parent.code if row.parent else "",
        duties=row.duties,
        source=msgspec.convert(row.source, Source | None, strict=False),
        provisional=row.provisional,
    )


def _data(shape: CommitteeShape) -> CommitteeData:
    facts = {name: getattr(shape, name) for name in ("code", "name", "kind", "agency", "name_en", "standing", "parent")}
    source = msgspec.to_builtins(shape.source)
    return CommitteeData(**facts, duties=shape.duties, source=source, provisional=shape.provisional)


def _decision_shape(row: CommitteeDecision) -> DecisionShape:
    data = decision_data(row)
    members = tuple(
        MemberShape(role=one.role, title=one.title, person=one.person, agency=one.agency, note=one.note)
        for one in data.members
    )
    facts = {name: getattr(data, name) for name in _DECISION}
    return DecisionShape(**facts, members=members, source=msgspec.convert(row.source, Source | None, strict=False))


def _decision_data(shape: DecisionShape) -> DecisionData:
    members = tuple(
        MemberData(role=one.role, title=one.title, person=one.person, agency=one.agency, note=one.note)
        for one in shape.members
    )
    facts = {name: getattr(shape, name) for name in _DECISION}
    return DecisionData(**facts, members=members, source=msgspec.to_builtins(shape.source))


def _meeting_shape(row: CommitteeMeeting) -> MeetingShape:
    facts = {name: getattr(row, name) for name in _MEETING}
    source = msgspec.convert(row.source, Source | None, strict=False)
    return MeetingShape(**facts, conclusions=tuple(row.conclusions), source=source)


def _meeting_data(shape: MeetingShape) -> MeetingData:
    facts = {name: getattr(shape, name) for name in _MEETING}
    return MeetingData(**facts, conclusions=shape.conclusions, source=msgspec.to_builtins(shape.source))


_DECISION = (
    "code",
    "kind",
    "title",
    "effective_on",
    "symbol",
    "issuer",
    "decided_on",
    "releases",
    "unnamed",
    "note",
    "provisional",
)
_MEETING = ("code", "title", "held_on", "chair", "symbol", "provisional")
