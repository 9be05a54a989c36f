"""A bank statement: which columns it has, whatever the bank calls them, and each credit in it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from honglam.kernel.numerals import read_money
from honglam.kernel.text import fold
from honglam.kernel.values import text_noop
from honglam.payments.contracts import (
    LineTwice,
    StatementCell,
    StatementColumns,
    StatementEmpty,
    StatementEntry,
)
from honglam.payments.forms.tables import FIELD, read_table

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "booked_on": ("ngay", "ngay giao dich", "ngay hach toan", "ngay gd", "transaction date", "date"),
    "amount": ("ghi co", "so tien ghi co", "phat sinh co", "so tien", "co", "credit", "credit amount", "amount"),
    "text": ("noi dung", "dien giai", "noi dung giao dich", "mo ta", "description", "remark"),
    "bank_ref": (
        "so giao dich",
        "ma giao dich",
        "so but toan",
        "so tham chieu",
        "so ct",
        "reference",
        "transaction id",
    ),
}
"""What banks call the four columns, without accents; the first that stands in the file is taken."""
LABELS = {
    "booked_on": text_noop("transaction date"),
    "amount": text_noop("amount credited"),
    "text": text_noop("transfer text"),
    "bank_ref": text_noop("transaction number"),
}
SIGNED = ("so tien", "amount")
"""Headings of one column for credits and debits: there a minus says that money went out."""
_NO_CENTS = re.compile(r"[.,]00(?=\s*(?:VND|đ)?$)")
SEARCHED = 15
"""Banks print their name and the period above the table."""


def read_statement(content: bytes) -> list[StatementEntry]:
    """Every credit of a statement. Raises a named refusal for the first thing that is wrong."""
    rows = read_table(content)
    start, columns = _columns(rows)
    signed = _bare(rows[start][columns["amount"]]) in SIGNED
    found: list[StatementEntry] = []
    for number, row in enumerate(rows[start + 1 :], start=start + 2):
        entry = None if signed and _went_out(row, columns["amount"]) else _entry(row, columns, number)
        if entry is not None:
            found.append(entry)
    if not found:
        raise StatementEmpty(field=FIELD)
    return _once(found)


def _columns(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    best: dict[str, int] = {}
    for number, row in enumerate(rows[:SEARCHED]):
        folded = [_bare(cell) for cell in row]
        found = {
            name: folded.index(word)
            for name, words in HEADINGS.items()
            for word in [next((one for one in words if one in folded), None)]
            if word is not None
        }
        if len(found) == len(HEADINGS):
            return number, found
        best = found if len(found) > len(best) else best
    missing = next(name for name in HEADINGS if name not in best)
    raise StatementColumns(field=FIELD, column=LABELS[missing])


def _bare(heading: str) -> str:
    return fold(heading).strip(" .:*()")


def _went_out(row: Sequence[str], at: int) -> bool:
    return at < len(row) and row[at].startswith(("-", "−"))


def _entry(row: Sequence[str], columns: Mapping[str, int], number: int) -> StatementEntry | None:
    """One line; None for blank ones, debits and the totals under the table."""
    cells = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
    if not cells["amount"] or cells["amount"] in ("0", "-"):
        return None
    if not cells["booked_on"] and not cells["bank_ref"]:
        return None
    booked = read_day(cells["booked_on"])
    amount = read_money(_NO_CENTS.sub("", cells["amount"]).removeprefix("+"))
    if booked is None:
        raise StatementCell(field=FIELD, row=number, value=cells["booked_on"][:40], column=LABELS["booked_on"])
    if amount is None:
        raise StatementCell(field=FIELD, row=number, value=cells["amount"][:40], column=LABELS["amount"])
    if amount == 0:
        return None
    return StatementEntry(
        booked_on=booked, amount=amount, text=cells["text"][:500], bank_ref=cells["bank_ref"][:100], row=number
    )


def read_day(text: str) -> date | None:
    """`25/11/2026`, `2026-11-25`, with or without a time behind it."""
    day = text.strip().split(" ")[0].split("T")[0]
    for pattern in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            found = datetime.strptime(day, pattern).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
        return found if 2000 <= found.year <= 2100 else None
    return None


def _once(entries: list[StatementEntry]) -> list[StatementEntry]:
    """The same line twice is one line. Some banks begin their numbers anew each month, and a statement may span two;
    some give one number to all that came in together: another text is another payer's."""
    seen: dict[str, StatementEntry] = {}
    found = []
    for entry in entries:
        facts = f"{entry.bank_ref}|{entry.booked_on}|{fold(entry.text)}"
        key = facts if entry.bank_ref else f"row {entry.row}"
        before = seen.setdefault(key, entry)
        if before is entry:
            found.append(entry)
        elif before.amount != entry.amount:
            raise LineTwice(field=FIELD, row=entry.row, ref=entry.bank_ref)
    return found
