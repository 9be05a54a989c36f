"""The columns of each report, what they count, and the sums that must agree."""

from collections.abc import Iterable, Mapping

from honglam.indicators.contracts import Check, Column, TableKind
from honglam.kernel.values import text_noop

TITLES: Mapping[TableKind, tuple[str, str]] = {
    TableKind.OVERVIEW: (text_noop("Receipt and settlement of dossiers"), "II.06a/VPCP/KSTT"),
    TableKind.LATE: (text_noop("Late dossiers and where time was lost"), "II.07a, II.07b/VPCP/KSTT"),
    TableKind.ONLINE: (text_noop("Online services"), ""),
    TableKind.TIMES: (text_noop("How long procedures take"), ""),
    TableKind.UNUSED: (text_noop("Services without dossiers"), ""),
}
LEVELS: Mapping[str, str] = {
    "province": text_noop("Agencies of the province together"),
    "district": text_noop("Agencies of districts together"),
    "commune": text_noop("Agencies of communes together"),
    "": text_noop("The whole province"),
}


def _counts(code: str, label: str) -> Column:
    return Column(code=code, label=label, measure=code)


OVERVIEW: tuple[Column, ...] = (
    Column(code="in_all", label=text_noop("Received: total")),
    _counts("dossiers.received_online", text_noop("Received: online")),
    _counts("dossiers.received_offline", text_noop("Received: desk and post")),
    _counts("dossiers.carried_over", text_noop("Received: carried over")),
    _counts("dossiers.settled", text_noop("Settled: total")),
    _counts("dossiers.settled_early", text_noop("Settled: early")),
    _counts("dossiers.settled_on_time", text_noop("Settled: on time")),
    _counts("dossiers.settled_overdue", text_noop("Settled: late")),
    _counts("dossiers.withdrawn", text_noop("Taken back")),
    _counts("dossiers.open", text_noop("In process: total")),
    _counts("dossiers.open_in_time", text_noop("In process: in time")),
    _counts("dossiers.open_overdue", text_noop("In process: late")),
)
LATE: tuple[Column, ...] = (
    _counts("dossiers.settled", text_noop("Settled: total")),
    _counts("dossiers.settled_overdue", text_noop("Settled: late")),
    Column(code="late_share", label=text_noop("Share settled late"), share=True),
    _counts("dossiers.open", text_noop("In process: total")),
    _counts("dossiers.open_overdue", text_noop("In process: late")),
    _counts("dossiers.steps_overdue", text_noop("Steps finished late")),
)
LATE_UNITS: tuple[Column, ...] = (
    Column(code="dossiers.late_steps", label=text_noop("Steps finished late")),
    Column(code="dossiers.late_reception", label=text_noop("Reception")),
    Column(code="dossiers.late_processing", label=text_noop("Examination and drafting")),
    Column(code="dossiers.late_consultation", label=text_noop("Opinions of other agencies")),
    Column(code="dossiers.late_approval", label=text_noop("Approval and signing")),
    Column(code="dossiers.late_hand_over", label=text_noop("Issue and hand-over")),
)
ONLINE: tuple[Column, ...] = (
    _counts("procedures.offered", text_noop("Procedures offered")),
    _counts("procedures.offered_online", text_noop("Procedures offered online")),
    _counts("procedures.offered_full", text_noop("Procedures online from end to end")),
    _counts("dossiers.services_used_online", text_noop("Services with dossiers filed online")),
    _counts("dossiers.received_online", text_noop("Received online")),
    _counts("dossiers.received", text_noop("Received in the period")),
    Column(code="online_share", label=text_noop("Share received online"), share=True),
    Column(code="full_share", label=text_noop("Share online where the whole course is online"), share=True),
)
TIMES: tuple[Column, ...] = (
    Column(code="code", label=text_noop("Code"), text=True),
    Column(code="dossiers.settled", label=text_noop("Settled: total")),
    Column(code="dossiers.hours_mean", label=text_noop("Hours on average")),
    Column(code="dossiers.hours_p90", label=text_noop("Hours, 90th percentile")),
)
STEP_TIMES: tuple[Column, ...] = (
    Column(code="code", label=text_noop("Code"), text=True),
    Column(code="dossiers.settled", label=text_noop("Steps finished")),
    Column(code="dossiers.hours_mean", label=text_noop("Hours on average")),
    Column(code="dossiers.hours_p90", label=text_noop("Hours, 90th percentile")),
)
STEP_TITLE = text_noop("How long the steps of a procedure take")
STEP_NOTES = (
    text_noop("Hours from the opening of a step to its end, nights and pauses included."),
    text_noop("The 90th percentile: nine of ten steps were finished within so many hours."),
    text_noop("A step counts on the day it was finished, for the agency that finished it."),
)
UNUSED: tuple[Column, ...] = (Column(code="code", label=text_noop("Code"), text=True),)
NOTES: Mapping[TableKind, tuple[str, ...]] = {
    TableKind.OVERVIEW: (
        text_noop("Received in all = online + desk and post + carried over = settled + taken back + in process."),
        text_noop("In process counts what stood open when the period ended, or now if it still runs."),
    ),
    TableKind.LATE: (
        text_noop("Where time was lost is read from the steps that were finished after they were due."),
        text_noop("Causes stated in words stay with each dossier; they are not guessed into groups here."),
    ),
    TableKind.ONLINE: (
        text_noop("Share received online = received online ÷ all received in the period, by any channel."),
        text_noop("A service that several agencies offer counts once for each of them, and once for the province."),
    ),
    TableKind.TIMES: (
        text_noop("Hours from the start of the legal clock to the result, nights and pauses included."),
        text_noop("The 90th percentile: nine of ten were settled within so many hours."),
    ),
    TableKind.UNUSED: (
        text_noop("Procedures in force on the last day of the period for which nobody filed a dossier in it."),
    ),
}
_SHARES: Mapping[str, tuple[str, str]] = {
    "late_share": ("dossiers.settled_overdue", "dossiers.settled"),
    "online_share": ("dossiers.received_online", "dossiers.received"),
    "full_share": ("dossiers.received_full_online", "dossiers.received_full"),
}
_IN_ALL = ("dossiers.received_online", "dossiers.received_offline", "dossiers.carried_over")


def cell(column: Column, values: Mapping[str, float]) -> float | None:
    """What stands in a column: a measure, the sum of all that came in, or a share in per cent (None of nothing)."""
    if column.code == "in_all":
        return sum(values.get(one, 0.0) for one in _IN_ALL)
    if column.share:
        part, whole = _SHARES[column.code]
        below = values.get(whole, 0.0)
        return 100 * values.get(part, 0.0) / below if below else None
    return values.get(column.code, 0.0)


def check_overview(label: str, values: Mapping[str, float]) -> Check:
    """What came in must be what went out and what is still there."""
    left = sum(values.get(one, 0.0) for one in _IN_ALL)
    right = sum(values.get(one, 0.0) for one in ("dossiers.settled", "dossiers.withdrawn", "dossiers.open"))
    return Check(label=label, left=left, right=right)


def summed(every: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Rows added up, measure by measure."""
    total: dict[str, float] = {}
    for values in every:
        for code, value in values.items():
            total[code] = total.get(code, 0.0) + value
    return total
