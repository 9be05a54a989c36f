"""What pages call the codes of requests about personal data; msgids."""

from collections.abc import Mapping

from honglam.identity.contracts import OTHER, AskAct, AskKind, AskState, MandateState, Power
from honglam.identity.rules.data_requests import law_of
from honglam.kernel.personal import Fate, data_kinds
from honglam.kernel.values import text_noop
from honglam.worktime.contracts import Duration, Unit

KINDS = {
    AskKind.COPY: text_noop("Copy of the data"),
    AskKind.CLOSE: text_noop("Closing of the account"),
    AskKind.ERASE: text_noop("Request to erase data"),
    AskKind.CORRECT: text_noop("Request to correct data"),
}
STATES = {
    AskState.ASKED: text_noop("Sent, waits to be taken up"),
    AskState.TAKEN: text_noop("Being looked at"),
    AskState.GRANTED: text_noop("Done as asked"),
    AskState.PARTLY: text_noop("Done in part"),
    AskState.REFUSED: text_noop("Not done"),
    AskState.WITHDRAWN: text_noop("Request withdrawn"),
}
ACTS = {
    AskAct.ASK: text_noop("Request sent"),
    AskAct.TAKE: text_noop("Taken up"),
    AskAct.EXTEND: text_noop("Time lengthened"),
    AskAct.GRANT: text_noop("Done as asked"),
    AskAct.GRANT_PARTLY: text_noop("Done in part"),
    AskAct.REFUSE: text_noop("Not done"),
    AskAct.WITHDRAW: text_noop("Request withdrawn"),
}
FATES = {
    Fate.ERASE: text_noop("It is erased."),
    Fate.ANONYMISE: text_noop("What names you is taken out; the rest stays for statistics."),
    Fate.ARCHIVE: text_noop("It stays as a record; only the law on archives ends it."),
}
FIELDS = {
    "full_name": text_noop("Full name"),
    "citizen_id": text_noop("Citizen identity number"),
    "birth": text_noop("Birth date"),
    "gender": text_noop("Gender"),
    "address": text_noop("Address"),
    OTHER: text_noop("Something else about you"),
}
POWERS = {
    Power.FILE: text_noop("File dossiers and answer requests"),
    Power.FOLLOW: text_noop("Follow dossiers"),
    Power.COLLECT: text_noop("Collect results"),
}
MANDATES = {
    MandateState.OFFERED: text_noop("Offered, not accepted yet"),
    MandateState.COMING: text_noop("Accepted, begins later"),
    MandateState.IN_FORCE: text_noop("Still in force"),
    MandateState.EXPIRED: text_noop("Its last day is over"),
    MandateState.ENDED: text_noop("Ended early"),
}
_UNITS = {
    Unit.HOUR: text_noop("%(count)s hours"),
    Unit.WORKING_HOUR: text_noop("%(count)s working hours"),
    Unit.DAY: text_noop("%(count)s days"),
    Unit.WORKING_DAY: text_noop("%(count)s working days"),
    Unit.MONTH: text_noop("%(count)s months"),
}


def item(code: str) -> str:
    """What an item of a request is called: a kind of data, or a field of the account."""
    return FIELDS.get(code) or (data_kinds.get(code).label if code in data_kinds else code)


def span(text: str) -> tuple[str, int]:
    """The words for a time (a msgid) with its number: `10d`."""
    duration = Duration.parse(text)
    return _UNITS[duration.unit], duration.amount


def law(source: Mapping[str, object] | None) -> str:
    """A text of law in one line."""
    return law_of(source)
