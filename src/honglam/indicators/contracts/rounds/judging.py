"""What a form says and what there is to say about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from honglam.indicators.contracts.rounds.codes import FormSeverity

CellValue = Decimal | str | None


@dataclass(frozen=True, kw_only=True)
class FormContent:
    """What was typed: cells by address, answers by question, reasons by the finding that they answer.

    A number is kept without dots between thousands, with a decimal comma; what is no number is kept as typed.
    """

    cells: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A number that the system counted itself: from which measures, when."""

    value: Decimal
    source: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CellFinding:
    """Something wrong or striking at a cell or question. `key`: what a reason answers; `message`: msgid, pack text."""

    key: str
    address: str
    severity: FormSeverity
    code: str
    message: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Judged:
    """The value of every cell, calculated ones included, and the findings in the order of the form."""

    values: Mapping[str, CellValue]
    findings: tuple[CellFinding, ...]
    unexplained: frozenset[str] = frozenset()

    @property
    def errors(self) -> tuple[CellFinding, ...]:
        """What keeps the form from being submitted."""
        return tuple(one for one in self.findings if one.severity is FormSeverity.ERROR)

    @property
    def warnings(self) -> tuple[CellFinding, ...]:
        """What wants a reason."""
        return tuple(one for one in self.findings if one.severity is FormSeverity.WARNING)

    @property
    def is_complete(self) -> bool:
        """Everything that has to be filled in is, without error, and every warning has its reason."""
        return not self.errors and not self.unexplained
