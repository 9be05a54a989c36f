"""What callers say of money. Amounts are whole đồng."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from honglam.payments.contracts.codes import Occasion


@dataclass(frozen=True, kw_only=True)
class Grantable:
    """A reduction that an officer may grant on evidence: `percent` of the line is not asked for."""

    name: str
    percent: int
    legal_basis: str = ""


@dataclass(frozen=True, kw_only=True)
class LineInput:
    """One fee (phí) or charge (lệ phí): `kind` is `fee`, `charge` or `obligation`.

    `gross` is what the tariff says, `amount` what is due after the reduction `reduction` of `percent`.
    """

    code: str
    kind: str
    name: str
    gross: int
    amount: int
    quantity: int = 1
    per: str = ""
    reduction: str = ""
    percent: int = 0
    legal_basis: str = ""
    provisional: bool = False
    grantable: tuple[Grantable, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What an order is for, opaque to this block: `code` is what people call it by, `title` what it is about."""

    kind: str
    id: UUID
    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Payer:
    """Who owes: the account or enterprise that may see and pay the order, and the name for the receipt."""

    name: str
    address: str = ""
    account_id: UUID | None = None
    enterprise_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class OrderInput:
    """An order to be opened. `key` names it within its subject: opening it twice opens it once."""

    key: str
    subject: Subject
    occasion: Occasion
    payee_id: int
    desk_id: int
    payer: Payer
    lines: tuple[LineInput, ...]
    reason: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class OrderHeirs:
    """Who takes over a subject's open orders when agencies end: the desk, and for whom is collected from now on."""

    desk_id: int
    payee_id: int


@dataclass(frozen=True, kw_only=True)
class GatewayTerms:
    """What we agreed with the online gateway: who we are to it, the secret that signs, the hash's name."""

    merchant: str
    secret: str
    hash_name: str


@dataclass(frozen=True, kw_only=True)
class StatementEntry:
    """One credit of a bank statement. `bank_ref` is the bank's own number of the transaction."""

    booked_on: date
    amount: int
    text: str
    bank_ref: str
    row: int


@dataclass(frozen=True, kw_only=True)
class RefundRequest:
    """What is to be given back and why; the decision is a document with number and date."""

    amount: int
    reason: str
    legal_basis: str = ""
    decision_number: str = ""
    decision_on: date | None = None
    pay_to: str = ""
