"""Proxies (ủy quyền): one person lets another act in their name, within bounds, for a time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from honglam.kernel.values import Conflict, DomainError, Invalid, NotFound, text_noop


class Power(StrEnum):
    """What the proxy may do: file and answer, follow, collect results."""

    FILE = "file"
    FOLLOW = "follow"
    COLLECT = "collect"


class MandateState(StrEnum):
    """How it stands on a day."""

    OFFERED = "offered"
    COMING = "coming"
    IN_FORCE = "in_force"
    EXPIRED = "expired"
    ENDED = "ended"


@dataclass(frozen=True, kw_only=True)
class MandateTerms:
    """What is offered. `topics`: codes of fields and procedures, none for all; `subject_id`: one dossier only."""

    contact: str
    powers: frozenset[Power]
    first_day: date
    last_day: date
    topics: frozenset[str] = frozenset()
    subject_id: UUID | None = None
    subject_code: str = ""
    paper_id: UUID | None = None

    def with_paper(self, paper_id: UUID) -> "MandateTerms":
        """The same terms with a power of attorney attached."""
        return replace(self, paper_id=paper_id)


@dataclass(frozen=True, kw_only=True)
class MandateView:
    """A mandate as both sides and the officer see it. `proxy_name` is empty until it is accepted."""

    id: UUID
    principal_id: UUID
    principal_name: str
    proxy_id: UUID | None
    proxy_name: str
    proxy_number: str
    contact: str
    powers: tuple[Power, ...]
    topics: tuple[str, ...]
    subject_id: UUID | None
    subject_code: str
    first_day: date
    last_day: date
    state: MandateState
    paper_id: UUID | None
    offered_at: datetime
    accepted_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class MandateRuleView:
    """How long a mandate may last, and for which topics a paper must be there."""

    longest_days: int
    paper_for: tuple[str, ...]
    source: Mapping[str, Any] | None
    provisional: bool


class MandateNotFound(NotFound):
    """No such mandate, or not for this actor."""

    code = "mandate_not_found"


class MandateEnded(Conflict):
    """The principal, or the proxy, ended it."""

    code = "mandate_ended"
    message = text_noop("The authorisation by %(name)s has been ended. Nothing was done in their name.")


class MandateExpired(Conflict):
    """Its last day is over."""

    code = "mandate_expired"
    message = text_noop("The authorisation by %(name)s ended with its last day. Nothing was done in their name.")


class MandateNotYet(Conflict):
    """Not accepted, or its first day has not come."""

    code = "mandate_not_yet"
    message = text_noop("The authorisation by %(name)s is not in force yet.")


class MandateOutside(DomainError):
    """The matter lies outside what was authorised."""

    code = "mandate_outside"
    message = text_noop("%(name)s has not authorised you for this.")
    status = 403


class MandatePaperMissing(DomainError):
    """The law asks for a paper, and the mandate has none."""

    code = "mandate_paper_missing"
    message = text_noop("For this the law asks for a power of attorney on paper. Ask %(name)s to attach it.")


class MandateToOneself(Invalid):
    """Nobody needs leave to act for themselves."""

    code = "mandate_to_oneself"
    message = text_noop("This is your own contact. Enter that of the person who shall act for you.")


class MandatePeriod(Invalid):
    """The days are in the wrong order, or past."""

    code = "mandate_period"
    message = text_noop("The last day must not be over, nor come before the first.")


class MandateTooLong(Invalid):
    """Longer than the rule allows."""

    code = "mandate_too_long"
    message = text_noop("An authorisation lasts at most %(days)s days here. You may give another afterwards.")


class MandatePowers(Invalid):
    """An authorisation for nothing."""

    code = "mandate_powers"
    message = text_noop("Choose at least one thing that the person may do for you.")


class MandateTopics(Invalid):
    """A code that stands for nothing here."""

    code = "mandate_topics"
    message = text_noop("There is no field or procedure with the code “%(code)s”.")


class MandateSubject(Invalid):
    """One dossier was meant, and none was named."""

    code = "mandate_subject"
    message = text_noop("Choose what the person may act in.")


class MandatePaperLost(Invalid):
    """The paper did not come through the question who one is."""

    code = "mandate_paper_lost"
    message = text_noop("Please choose the paper once more: it could not be kept while you confirmed who you are.")


class IdentityNotProven(DomainError):
    """Whoever lets act, and whoever acts, is a person somebody vouched for."""

    code = "identity_not_proven"
    message = text_noop(
        "Your citizen identity number has not been confirmed yet. Link your account with VNeID, or show your card at a "
        "one-stop desk."
    )
    status = 403
