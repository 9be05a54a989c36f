"""Sentences that both kinds of traffic need."""

from honglam.exchange.contracts import Fault
from honglam.exchange.rules.faults import say
from honglam.kernel.problems import spoken


def tell_fault(fault: Fault) -> str:
    """Why an attempt failed, in the reader's language; nothing where none did."""
    sentence, params = say(fault)
    return spoken(sentence, params) if sentence else ""
