"""The stable codes of directives and tasks, and how they are spoken."""

from collections.abc import Mapping
from enum import StrEnum

from honglam.kernel.values import text_noop


class SourceKind(StrEnum):
    """Where an obligation comes from."""

    DOCUMENT = "document"
    MEETING = "meeting"
    LEADER = "leader"


class TaskState(StrEnum):
    """Where a task stands. Suspension is no state: what stands still comes back to where it stood."""

    ASSIGNED = "assigned"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in_progress"
    REPORTED_DONE = "reported_done"
    RETURNED = "returned"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Verb(StrEnum):
    """What people do to a task."""

    ACKNOWLEDGE = "acknowledge"
    HOLD = "hold"
    REPORT = "report"
    ADVANCE = "advance"
    FINISH = "finish"
    CLOSE = "close"
    RETURN = "return"
    CANCEL = "cancel"
    PAUSE = "pause"
    RESUME = "resume"
    ASK_EXTENSION = "ask_extension"
    GRANT_EXTENSION = "grant_extension"
    REFUSE_EXTENSION = "refuse_extension"
    ANSWER = "answer"
    BREAK_DOWN = "break_down"
    TAKE_UP = "take_up"


class Part(StrEnum):
    """In what part somebody stands to a task."""

    GIVER = "giver"
    HEAD = "head"
    LEAD = "lead"
    SUPPORT = "support"


class DueKind(StrEnum):
    """How exactly a document states a time limit; the day kept is always the last one of it."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    NONE = "none"


class Tells(StrEnum):
    """Whom a step of escalation tells."""

    LEAD = "lead"
    HEAD = "head"
    LEADER = "leader"


class TaskFilter(StrEnum):
    """Which tasks a list shows."""

    OPEN = "open"
    LATE = "late"
    SOON = "soon"
    WAITING = "waiting"
    CLOSED = "closed"
    RECORD = "record"


OPEN_STATES = frozenset(
    {
        TaskState.ASSIGNED,
        TaskState.ACKNOWLEDGED,
        TaskState.IN_PROGRESS,
        TaskState.REPORTED_DONE,
        TaskState.RETURNED,
    }
)
"""Everything that is not over."""

SOURCE_LABELS: Mapping[SourceKind, str] = {
    SourceKind.DOCUMENT: text_noop("From a document"),
    SourceKind.MEETING: text_noop("From a meeting"),
    SourceKind.LEADER: text_noop("From a leader"),
}
STATE_LABELS: Mapping[TaskState, str] = {
    TaskState.ASSIGNED: text_noop("Not taken note of yet"),
    TaskState.ACKNOWLEDGED: text_noop("Taken note of"),
    TaskState.IN_PROGRESS: text_noop("Being carried out"),
    TaskState.REPORTED_DONE: text_noop("Reported as done"),
    TaskState.RETURNED: text_noop("Sent back for more work"),
    TaskState.CLOSED: text_noop("Done and closed"),
    TaskState.CANCELLED: text_noop("Called off"),
}
RECORD_LABELS: Mapping[TaskState, str] = {
    **STATE_LABELS,
    TaskState.ASSIGNED: text_noop("Not begun, or nothing reported"),
    TaskState.REPORTED_DONE: text_noop("Done, as the document says"),
}
"""How a state is spoken of a task from an old document, where nobody took note of or accepted anything."""
VERB_LABELS: Mapping[Verb, str] = {
    Verb.ACKNOWLEDGE: text_noop("Take note of the task"),
    Verb.HOLD: text_noop("Assign an officer"),
    Verb.REPORT: text_noop("Report progress"),
    Verb.ADVANCE: text_noop("Go on to another stage"),
    Verb.FINISH: text_noop("Report as done"),
    Verb.CLOSE: text_noop("Accept and close"),
    Verb.RETURN: text_noop("Send back"),
    Verb.CANCEL: text_noop("Call off the task"),
    Verb.PAUSE: text_noop("Suspend the task"),
    Verb.RESUME: text_noop("Go on with the task"),
    Verb.ASK_EXTENSION: text_noop("Ask for more time"),
    Verb.GRANT_EXTENSION: text_noop("Grant more time"),
    Verb.REFUSE_EXTENSION: text_noop("Refuse more time"),
    Verb.ANSWER: text_noop("Write a remark"),
    Verb.BREAK_DOWN: text_noop("Add a sub-task"),
    Verb.TAKE_UP: text_noop("Take up again"),
}
LINE_LABELS: Mapping[str, str] = {
    "assigned": text_noop("Assigned"),
    "recorded": text_noop("Registered from a document"),
    Verb.ACKNOWLEDGE.value: text_noop("Taken note of"),
    Verb.HOLD.value: text_noop("Officer assigned"),
    Verb.REPORT.value: text_noop("Progress reported"),
    Verb.ADVANCE.value: text_noop("Another stage reached"),
    Verb.FINISH.value: text_noop("Reported as done"),
    Verb.CLOSE.value: text_noop("Accepted and closed"),
    Verb.RETURN.value: text_noop("Sent back for more work"),
    Verb.CANCEL.value: text_noop("Called off"),
    Verb.PAUSE.value: text_noop("Suspended"),
    Verb.RESUME.value: text_noop("Work went on"),
    Verb.ASK_EXTENSION.value: text_noop("More time asked for"),
    Verb.GRANT_EXTENSION.value: text_noop("More time granted"),
    Verb.REFUSE_EXTENSION.value: text_noop("More time refused"),
    Verb.ANSWER.value: text_noop("Remark written"),
    Verb.BREAK_DOWN.value: text_noop("Sub-task added"),
    Verb.TAKE_UP.value: text_noop("Taken up again"),
    "reminded": text_noop("Reminded by rule"),
    "freed": text_noop("Waits for another hand"),
    "passed": text_noop("Passed to the deputy"),
    "given_back": text_noop("Given back after the absence"),
    "urged": text_noop("Urging letter drafted"),
}
FILTER_LABELS: Mapping[TaskFilter, str] = {
    TaskFilter.OPEN: text_noop("Running"),
    TaskFilter.LATE: text_noop("Late"),
    TaskFilter.SOON: text_noop("Due within seven days"),
    TaskFilter.WAITING: text_noop("Waiting for a decision"),
    TaskFilter.CLOSED: text_noop("Over"),
    TaskFilter.RECORD: text_noop("From old documents"),
}
