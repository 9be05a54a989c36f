"""Open dossiers of the predecessor system: what a row says, and what is to become of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

TAKEOVER_COLUMNS = (
    *("code", "procedure", "agency", "status", "submitted_at", "accepted_at", "due_at", "applicant_name"),
    *("applicant_kind", "applicant_id_number", "applicant_birth_on", "applicant_phone", "applicant_email"),
    *("applicant_address", "unit_code", "channel", "step", "return_method", "return_address", "note"),
)
TAKEOVER_REQUIRED = frozenset(TAKEOVER_COLUMNS[:8])


class TakeoverAction(StrEnum):
    """What a plan does with a row. Doing it again finds everything the same."""

    CREATE = "create"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class ForeignRow:
    """One row of the file: where it stands, and its cells as texts."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What is to become of a row. `message` is an English msgid that says why it is refused."""

    line: int
    code: str
    action: TakeoverAction
    column: str = ""
    message: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Foreign:
    """A row understood: a dossier of another system as it stood there."""

    line: int
    code: str
    digest: str
    procedure: str
    agency: str
    status: str
    submitted_at: datetime
    accepted_at: datetime
    due_at: datetime
    applicant: Mapping[str, str]
    unit_code: str
    channel: str
    step: str
    return_method: str
    return_address: str
    note: str
