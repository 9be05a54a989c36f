"""What a failed attempt is called before people. The row keeps what the machine said, for whoever mends it."""

from collections.abc import Mapping
from typing import Any

from honglam.dossiers.contracts import DeskWithoutOfficer
from honglam.exchange.contracts import Fault, Trouble
from honglam.identity.contracts import AccountNotFound
from honglam.kernel.values import DomainError, text_noop

SENTENCES: dict[Trouble, str] = {
    Trouble.NO_ANSWER: text_noop("No answer within %(seconds)s seconds."),
    Trouble.TIMED_OUT: text_noop("No answer in time."),
    Trouble.RECEIVER_POINTED_ELSEWHERE: text_noop(
        "The receiver answered %(status)s and pointed elsewhere; redirects are not followed."
    ),
    Trouble.RECEIVER_ANSWERED: text_noop("The receiver answered %(status)s."),
    Trouble.PORTAL_ANSWERED: text_noop("The national portal answered %(status)s."),
    Trouble.PORTAL_REFUSED: text_noop("The national portal did not take it (%(service)s): %(answer)s"),
    Trouble.SIGN_IN_REFUSED: text_noop("The national portal refused our sign-in. Check name and password."),
    Trouble.NOT_UNDERSTOOD: text_noop("The national portal's answer could not be understood."),
    Trouble.PAPER_TOO_LARGE: text_noop("A paper is larger than this installation takes."),
    Trouble.HOST_UNKNOWN: text_noop("There is no such host. Check the address."),
    Trouble.HOST_NOT_PUBLIC: text_noop("The address does not lie in the public network."),
    Trouble.NOT_ENCRYPTED: text_noop("Unencrypted messages go only to receivers in the installation's own networks."),
    Trouble.CERTIFICATE: text_noop("The receiver's certificate is not valid, or not trusted here."),
    Trouble.CONNECTION_REFUSED: text_noop("The receiver refused the connection: nothing listens there at the moment."),
    Trouble.CONNECTION_BROKEN: text_noop("The connection could not be made, or broke off."),
    Trouble.NOTHING_TAKEN: text_noop("The receiver took nothing for days."),
    Trouble.SWITCHED_OFF: text_noop("The subscription was switched off."),
    Trouble.KEY_LOST: text_noop(
        "The signing secret can no longer be read, since the installation's key was changed. Make a new secret."
    ),
    Trouble.OWN: text_noop("It failed in our own system: %(what)s"),
}
NOTHING_TAKEN = Fault(trouble=Trouble.NOTHING_TAKEN, said="the receiver took nothing for days")
SWITCHED_OFF = Fault(trouble=Trouble.SWITCHED_OFF, said="the subscription was deleted")
_OTHER = text_noop("It could not be sent: %(said)s")


_OUR_SIDE = 500


def is_ours(refusal: DomainError) -> bool:
    """Whether a dossier is refused for what is amiss here, such as an empty desk or a closed account of the portal.

    That passes or is mended: no citizen is told of a fault for it.
    """
    return refusal.status >= _OUR_SIDE or isinstance(refusal, DeskWithoutOfficer | AccountNotFound)


def say(fault: Fault) -> tuple[str, dict[str, str]]:
    """The sentence (an English msgid) and what stands in it; an empty one where nothing went wrong."""
    if fault.trouble is not None:
        return SENTENCES[fault.trouble], dict(fault.values)
    return (_OTHER, {"said": fault.said}) if fault.said else ("", {})


def to_row(fault: Fault) -> dict[str, object]:
    """A fault as its row keeps it beside the machine's words."""
    return {"trouble": fault.trouble.value, "values": dict(fault.values)} if fault.trouble else {}


def of_row(said: str, kept: Mapping[str, Any]) -> Fault:
    """The fault of a row. One kept before troubles were named has the machine's words only."""
    trouble = Trouble(kept["trouble"]) if kept else None
    return Fault(trouble=trouble, said=said, values=kept.get("values", {}))
