"""What may happen to a feedback case: from which status, to which, by whom (NĐ 20/2008/NĐ-CP, QĐ 766/QĐ-TTg)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from honglam.dossiers.contracts import FeedbackStatus, FeedbackVerb
from honglam.dossiers.rules.parties import (
    APPROVER,
    CONTROLLER,
    LEADER,
    ONE_STOP_HEAD,
    PROCESSING,
    RECEPTION,
    UNIT_HEAD,
)

_S = FeedbackStatus
LEAST_WORDS = 20
UNANSWERED = "unanswered_since"
"""Among the times of a case: when it was assigned without what its sender had been asked."""


class FeedbackParty(StrEnum):
    """In which capacity somebody acts on a case."""

    SENDER = "sender"
    SORTER = "sorter"
    WORKER = "worker"
    APPROVER = "approver"


ROLES: Mapping[FeedbackParty, frozenset[str]] = {
    FeedbackParty.SORTER: frozenset({ONE_STOP_HEAD, CONTROLLER, LEADER, APPROVER}),
    FeedbackParty.WORKER: frozenset({PROCESSING, UNIT_HEAD, RECEPTION, ONE_STOP_HEAD, CONTROLLER}),
    FeedbackParty.APPROVER: frozenset({LEADER, APPROVER}),
}
"""Sorters and approvers act for agencies within their scope, workers on cases of their own unit."""


@dataclass(frozen=True, kw_only=True)
class Move:
    """One verb: from where, to where, by whom. `until` names the time after which it is too late."""

    sources: frozenset[FeedbackStatus]
    target: FeedbackStatus | None
    party: FeedbackParty
    until: str = ""


def _move(sources: set[FeedbackStatus], target: FeedbackStatus | None, party: FeedbackParty, until: str = "") -> Move:
    return Move(sources=frozenset(sources), target=target, party=party, until=until)


MOVES: Mapping[FeedbackVerb, Move] = {
    FeedbackVerb.REFUSE: _move({_S.NEW}, _S.REFUSED, FeedbackParty.SORTER, "refuse_by"),
    FeedbackVerb.ASK: _move({_S.NEW, _S.ASSIGNED}, _S.NEEDS_INFO, FeedbackParty.SORTER, "ask_by"),
    # Also once it is being settled, where the question was left open: see `verbs_for`.
    FeedbackVerb.ADD: _move({_S.NEEDS_INFO, _S.ASSIGNED}, _S.NEW, FeedbackParty.SENDER),
    # What its sender was asked and does not say is nobody's to wait for: it is answered as far as it can be.
    FeedbackVerb.ASSIGN: _move({_S.NEW, _S.NEEDS_INFO, _S.ASSIGNED}, _S.ASSIGNED, FeedbackParty.SORTER),
    FeedbackVerb.DRAFT: _move({_S.ASSIGNED}, _S.DRAFTED, FeedbackParty.WORKER),
    FeedbackVerb.SEND_BACK: _move({_S.DRAFTED}, _S.ASSIGNED, FeedbackParty.APPROVER),
    FeedbackVerb.APPROVE: _move({_S.DRAFTED}, _S.ANSWERED, FeedbackParty.APPROVER),
    FeedbackVerb.PUBLISH: _move({_S.ANSWERED}, _S.PUBLISHED, FeedbackParty.APPROVER),
    FeedbackVerb.RATE: _move({_S.ANSWERED, _S.PUBLISHED}, None, FeedbackParty.SENDER),
}


@dataclass(frozen=True, kw_only=True)
class Times:
    """Working days by which things are done, from a date on."""

    code: str
    valid_from: date
    refuse_days: int
    ask_days: int
    settle_days: int
    publish_days: int


def times_on(rows: list[Times], on: date) -> Times | None:
    """The latest that holds on a day."""
    held = [one for one in rows if one.valid_from <= on]
    return max(held, key=lambda one: one.valid_from) if held else None


def target_of(verb: FeedbackVerb, status: FeedbackStatus) -> FeedbackStatus:
    """Where the verb leads; what its sender adds to a case that is being settled moves it nowhere."""
    target = MOVES[verb].target
    added_late = verb is FeedbackVerb.ADD and status is _S.ASSIGNED
    return status if target is None or added_late else target


def verbs_for(
    status: FeedbackStatus, parties: frozenset[FeedbackParty], *, may_publish: bool, rated: bool, unanswered: bool
) -> tuple[FeedbackVerb, ...]:
    """What somebody in these capacities may do now; only what its sender allowed is published, rated once.

    `unanswered`: it was assigned before its sender said what they were asked. They may still, until a reply is drafted.
    """
    return tuple(
        verb
        for verb, move in MOVES.items()
        if status in move.sources
        and move.party in parties
        and not (verb is FeedbackVerb.PUBLISH and not may_publish)
        and not (verb is FeedbackVerb.RATE and rated)
        and not (verb is FeedbackVerb.ADD and status is _S.ASSIGNED and not unanswered)
    )
