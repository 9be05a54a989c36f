"""When a mandate counts, how far it goes, and which refusal it answers with."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from honglam.identity.contracts import (
    MandateEnded,
    MandateExpired,
    MandateNotYet,
    MandateOutside,
    MandatePaperMissing,
    MandatePeriod,
    MandatePowers,
    MandateState,
    MandateTerms,
    MandateTooLong,
    Power,
)
from honglam.identity.rules.mandates import check_terms, require, state_on
from honglam.kernel.values import DomainError, Mandate

S = MandateState
FIRST, LAST = date(2026, 11, 10), date(2026, 11, 20)


@pytest.mark.parametrize(
    ("on", "accepted", "ended", "state"),
    [
        (FIRST, True, False, S.IN_FORCE),
        (LAST, True, False, S.IN_FORCE),
        (date(2026, 11, 9), True, False, S.COMING),
        (date(2026, 11, 21), True, False, S.EXPIRED),
        (date(2026, 11, 21), False, False, S.EXPIRED),
        (FIRST, False, False, S.OFFERED),
        (FIRST, True, True, S.ENDED),
        (date(2026, 12, 1), True, True, S.ENDED),
    ],
)
def test_how_it_stands_on_a_day(on: date, accepted: bool, ended: bool, state: MandateState) -> None:
    assert state_on(first_day=FIRST, last_day=LAST, accepted=accepted, ended=ended, on=on) is state


@pytest.mark.parametrize(
    ("state", "change", "refusal"),
    [
        (S.ENDED, {}, MandateEnded),
        (S.EXPIRED, {}, MandateExpired),
        (S.OFFERED, {}, MandateNotYet),
        (S.COMING, {}, MandateNotYet),
        (S.IN_FORCE, {"power": "collect"}, MandateOutside),
        (S.IN_FORCE, {"covered": False}, MandateOutside),
        (S.IN_FORCE, {"paper_needed": True}, MandatePaperMissing),
        (S.ENDED, {"covered": False}, MandateEnded),
    ],
)
def test_each_refusal_has_its_name(state: MandateState, change: dict[str, bool], refusal: type[DomainError]) -> None:
    asked = {"powers": {"file"}, "power": "file", "covered": True, "paper": False, "paper_needed": False} | change
    with pytest.raises(refusal) as refused:
        require(state, name="Nguyễn Thị Hồng", **asked)  # type: ignore[arg-type]
    assert refused.value.params == {"name": "Nguyễn Thị Hồng"}


def test_what_is_carried_is_not_refused() -> None:
    require(S.IN_FORCE, name="", powers={"file"}, power="file", covered=True, paper=True, paper_needed=True)


TERMS = MandateTerms(contact="b@example.vn", powers=frozenset({Power.FILE}), first_day=FIRST, last_day=LAST)


@pytest.mark.parametrize(
    ("terms", "refusal"),
    [
        (replace(TERMS, powers=frozenset()), MandatePowers),
        (replace(TERMS, last_day=date(2026, 11, 9)), MandatePeriod),
        (replace(TERMS, first_day=date(2026, 10, 1), last_day=date(2026, 10, 5)), MandatePeriod),
        (replace(TERMS, last_day=date(2026, 12, 10)), MandateTooLong),
    ],
)
def test_terms_that_could_not_be_kept(terms: MandateTerms, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        check_terms(terms, on=FIRST, longest_days=30)
    check_terms(replace(TERMS, last_day=date(2026, 12, 9)), on=FIRST, longest_days=30)


ONE, OTHER = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("topics", "subject", "covered"),
    [
        (frozenset(), None, True),
        (frozenset({"1.000001"}), None, True),
        (frozenset({"MAU"}), None, True),
        (frozenset({"1.000002"}), None, False),
        (frozenset(), ONE, True),
        (frozenset(), OTHER, False),
    ],
)
def test_how_far_it_goes(topics: frozenset[str], subject: UUID | None, covered: bool) -> None:
    held = Mandate(id=ONE, principal_id=ONE, principal_name="", powers=frozenset(), topics=topics, subject_id=subject)
    assert held.covers(topics=frozenset({"1.000001", "MAU"}), subject_id=ONE) is covered
