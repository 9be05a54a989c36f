"""Why an attempt at another system failed: said where it arises, kept beside what the machine said, told in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Trouble(StrEnum):
    """What is wrong, as far as whoever reads it can do something about it. In brackets what it is told with."""

    NO_ANSWER = "no_answer"
    """Nothing came within (seconds)."""
    TIMED_OUT = "timed_out"
    RECEIVER_POINTED_ELSEWHERE = "receiver_pointed_elsewhere"
    """The receiver answered a redirect (status)."""
    RECEIVER_ANSWERED = "receiver_answered"
    """The receiver answered something else than 2xx (status)."""
    PORTAL_ANSWERED = "portal_answered"
    """The national portal answered something else than 200 (status)."""
    PORTAL_REFUSED = "portal_refused"
    """The national portal did not take what was sent (service, answer)."""
    SIGN_IN_REFUSED = "sign_in_refused"
    NOT_UNDERSTOOD = "not_understood"
    PAPER_TOO_LARGE = "paper_too_large"
    HOST_UNKNOWN = "host_unknown"
    HOST_NOT_PUBLIC = "host_not_public"
    NOT_ENCRYPTED = "not_encrypted"
    CERTIFICATE = "certificate"
    CONNECTION_REFUSED = "connection_refused"
    CONNECTION_BROKEN = "connection_broken"
    NOTHING_TAKEN = "nothing_taken"
    """The receiver took nothing for days."""
    SWITCHED_OFF = "switched_off"
    """The subscription was."""
    KEY_LOST = "key_lost"
    """Our signing secret cannot be opened: it was sealed under a key that this installation has no longer."""
    OWN = "own"
    """It failed here, not there (what)."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One failed attempt. `said`: the machine's own words, for whoever mends it; `values`: what stands in the sentence.

    `trouble` is None for attempts that failed before troubles were named: they are told by what the machine said.
    """

    trouble: Trouble | None
    said: str
    values: Mapping[str, str] = field(default_factory=dict)


MOST_LETTERS = 300
"""Of the machine's words that are kept."""


class AttemptFault(Exception):
    """Another system could not be reached, or did not take what it was given."""

    def __init__(self, said: str, *, trouble: Trouble, **values: object) -> None:
        super().__init__(said)
        told = {name: str(value)[:MOST_LETTERS] for name, value in values.items()}
        self.fault = Fault(trouble=trouble, said=said[:MOST_LETTERS], values=told)
