"""What the codes of a definition are called on the screens, as English msgids."""

from collections.abc import Iterable
from enum import StrEnum

from honglam.directory.contracts import AGENCY_KIND_LABELS, ROLE_LABELS, AgencyKind, PostRole
from honglam.kernel.values import text_noop
from honglam.procedures.contracts import (
    LABELS,
    ApplicantKind,
    Channel,
    CollectAt,
    FeeKind,
    Level,
    OnlineLevel,
    Silence,
    StepKind,
    Width,
)
from honglam.worktime.contracts import ClockPolicy, CountFrom, Unit

Options = tuple[tuple[str, str], ...]

STEP_LABELS: dict[StepKind, str] = {
    StepKind.ASSIGN: text_noop("Assign"),
    StepKind.REVIEW: text_noop("Examine"),
    StepKind.VERIFY: text_noop("Verify on the spot"),
    StepKind.CONSULT: text_noop("Ask for opinions"),
    StepKind.DRAFT: text_noop("Draft the result"),
    StepKind.APPROVE: text_noop("Approve (step)"),
    StepKind.SIGN: text_noop("Sign (step)"),
    StepKind.CLERK: text_noop("Number and seal"),
    StepKind.RETURN: text_noop("Hand over the result"),
}


def _named(kinds: Iterable[StrEnum]) -> Options:
    return tuple((kind.value, LABELS[kind]) for kind in kinds)


APPLICANTS = _named(ApplicantKind)
CHANNELS = _named(Channel)
LEVELS = _named(Level)
ONLINE = _named(OnlineLevel)
FEE_KINDS = _named(FeeKind)
COLLECT = _named(CollectAt)
SILENCES = _named(Silence)
STEP_KINDS: Options = tuple((kind.value, label) for kind, label in STEP_LABELS.items())
ROLES: Options = tuple((role.value, ROLE_LABELS[role]) for role in PostRole)
AGENCY_KINDS: Options = tuple((kind.value, AGENCY_KIND_LABELS[kind]) for kind in AgencyKind)
PLACES: Options = (
    ("of:competent", text_noop("The agency that settles (any of its units)")),
    ("of:one_stop", text_noop("The one-stop desk")),
    *((f"kind:{value}", label) for value, label in AGENCY_KINDS),
    ("agency", text_noop("A named agency")),
)
DURATIONS: Options = (
    (Unit.WORKING_DAY.value, text_noop("working days")),
    (Unit.WORKING_HOUR.value, text_noop("working hours")),
    (Unit.DAY.value, text_noop("days")),
    (Unit.HOUR.value, text_noop("hours")),
    (Unit.MONTH.value, text_noop("months")),
    (Unit.SAME_DAY.value, text_noop("the same day")),
)
CLOCKS: Options = (
    (ClockPolicy.PAUSE.value, text_noop("stands still and goes on")),
    (ClockPolicy.RESTART.value, text_noop("begins anew")),
)
COUNTED: Options = (
    (CountFrom.INSTANT.value, text_noop("the moment of receipt")),
    (CountFrom.NEXT_DAY.value, text_noop("the day after receipt")),
)
UNIT_FROM: Options = (
    ("desk", text_noop("the desk at which it is filed")),
    ("answer", text_noop("an answer in the form")),
)
WIDTHS: Options = (
    (Width.FULL.value, text_noop("the whole line")),
    (Width.HALF.value, text_noop("half a line")),
    (Width.SHORT.value, text_noop("short")),
)
ORIENTATIONS: Options = (("portrait", text_noop("Upright")), ("landscape", text_noop("Across")))
