"""Tables of payments."""

from honglam.payments.models.gateway import Attempt, GatewayCall, GatewayNoise
from honglam.payments.models.order import Order, Payment, Reversal
from honglam.payments.models.receipt import BankAccount, DayClosing, Receipt, ReceiptBook, ReceiptSeries
from honglam.payments.models.statement import Statement, StatementLine

__all__ = [
    "Attempt",
    "BankAccount",
    "DayClosing",
    "GatewayCall",
    "GatewayNoise",
    "Order",
    "Payment",
    "Receipt",
    "ReceiptBook",
    "ReceiptSeries",
    "Reversal",
    "Statement",
    "StatementLine",
]
