"""Form 07, the register of a desk: its columns."""

from dataclasses import dataclass
from datetime import date, datetime

COLUMNS: tuple[tuple[str, str], ...] = (
    ("number", "TT"),
    ("code", "Mã hồ sơ"),
    ("procedure", "Tên thủ tục hành chính"),
    ("sets", "Số lượng hồ sơ (bộ)"),
    ("applicant", "Tên tổ chức, cá nhân"),
    ("contact", "Địa chỉ, số điện thoại"),
    ("agency", "Cơ quan chủ trì giải quyết"),
    ("received", "Ngày nhận"),
    ("due", "Ngày hẹn trả"),
    ("returned", "Ngày trả"),
    ("how", "Phương thức nhận kết quả, ký nhận"),
    ("note", "Ghi chú"),
)
"""Columns of form 07 (TT 01/2018/TT-VPCP, form 06; layout of TT 03/2025 not confirmed). Papers speak Vietnamese."""


@dataclass(frozen=True, kw_only=True)
class RegisterAsked:
    """Which lines of a desk's register: a year, or one month of it; one procedure or all; still open ones only."""

    desk_id: int
    year: int
    month: int | None = None
    procedure_code: str = ""
    open_only: bool = False

    @property
    def first_on(self) -> date:
        """The first day."""
        return date(self.year, self.month or 1, 1)

    @property
    def end_on(self) -> date:
        """The day after the last one."""
        month = self.month or 12
        return date(self.year + month // 12, month % 12 + 1, 1)


@dataclass(frozen=True, kw_only=True)
class RegisterLine:
    """One dossier in the register."""

    number: str
    code: str
    procedure: str
    sets: str
    applicant: str
    contact: str
    agency: str
    received_at: datetime
    due_at: datetime | None
    returned_at: datetime | None
    how: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Passed:
    """One other agency or desk: how many dossiers were received, and how many of them are settled."""

    name: str
    received: int
    settled: int


@dataclass(frozen=True, kw_only=True)
class Crossings:
    """`for_others`: by the agency that settles; `by_others`: by the desk that received."""

    for_others: tuple[Passed, ...] = ()
    by_others: tuple[Passed, ...] = ()
