"""Fees under kills: the payer's and the cashier's side of an order, insisting until an answer comes."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

import httpx
import psycopg

from honglam.payments.rules.signing import signed
from tests.endurance.tree import Tree

T = TypeVar("T")
SECRET = "for-the-simulator-only"
ORDERS = "/api/v1/payments/orders"


def insist(attempt: Callable[[], T | None]) -> T:
    """Again and again until there is an answer; None and a broken line are none."""
    for _ in range(300):
        try:
            found = attempt()
        except (httpx.TransportError, psycopg.OperationalError):
            found = None
        if found is not None:
            return found
        threading.Event().wait(0.3)
    raise AssertionError("no answer for minutes")


@dataclass(frozen=True)
class Paid:
    """An acknowledged payment: the order, how, and the receipt's label as it was told."""

    order_id: str
    method: str
    receipt: str


class Till:
    """Pays the fee of one received dossier after the other, with the tokens of the payer and of the desk."""

    def __init__(self, tree: Tree, *, payer: str, desk: str) -> None:
        self.tree = tree
        self.payer, self.desk = ({"Authorization": f"Bearer {token}"} for token in (payer, desk))

    def pay(self, dossier_id: str, *, cash: bool) -> Paid:
        """Pay it whatever is killed meanwhile; what is told twice must count once."""
        order_id = insist(lambda: self._order_of(dossier_id))
        if cash:
            insist(lambda: self._cash(order_id))
        else:
            attempt = insist(lambda: self._attempt(order_id))
            if attempt:
                for _ in range(2):
                    insist(lambda: self._callback(attempt))
        told = insist(lambda: self._json("GET", f"{ORDERS}/{order_id}", self.payer))
        assert told["state"] == "paid", told
        return Paid(order_id=order_id, method=told["method"], receipt=told["receipt"])

    def _order_of(self, dossier_id: str) -> str | None:
        with self.tree.database() as look:
            row = look.execute("SELECT id::text FROM payments_order WHERE subject_id = %s", [dossier_id]).fetchone()
        return str(row[0]) if row else None

    def _cash(self, order_id: str) -> Mapping[str, Any] | None:
        return self._json("POST", f"{ORDERS}/{order_id}/cash", self.desk, {"given": 20_000}, done="order_not_open")

    def _attempt(self, order_id: str) -> dict[str, Any] | None:
        return self._json("POST", f"{ORDERS}/{order_id}/attempts", self.payer, done="order_not_open")

    def _callback(self, attempt: Mapping[str, Any]) -> Mapping[str, Any] | None:
        amount = httpx.URL(attempt["url"]).params["amount"]
        told = {"merchant": "HONGLAM", "attempt": attempt["attempt_id"], "transaction": attempt["attempt_id"][-12:]}
        told |= {"amount": amount, "state": "paid", "at": datetime.now(UTC).isoformat()}
        told = signed(told, secret=SECRET, hash_name="sha256")
        return self._json("POST", "/api/v1/payments/gateway/callback", {}, told)

    def _json(
        self, method: str, path: str, headers: Mapping[str, str], body: Any = None, done: str = ""
    ) -> dict[str, Any] | None:
        """The answer; None for a server that is just not well; {} where the refusal says that it was done already."""
        parts = {} if body is None else {"json": body}
        answer = httpx.request(method, self.tree.address + path, headers=dict(headers), timeout=30, **parts)
        if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            return None
        told: dict[str, Any] = answer.json()
        if done and told.get("code") == done:
            return {}
        assert answer.is_success, told
        return told


def money_is_right(look: "psycopg.Connection[tuple[object, ...]]", acknowledged: list[Paid]) -> None:
    """No receipt's number is missing or there twice, no order was paid twice, nothing acknowledged is lost."""
    rows = look.execute(
        "SELECT o.id::text, o.method, r.symbol, r.number, o.amount, r.amount FROM payments_order o "
        "JOIN payments_receipt r ON r.order_id = o.id WHERE o.state = 'paid'"
    ).fetchall()
    assert {one.order_id for one in acknowledged} == {row[0] for row in rows}
    assert len(rows) == len(acknowledged), "one receipt each"
    assert {(one.order_id, one.method) for one in acknowledged} == {row[:2] for row in rows}
    assert all(str(row[3]) in one.receipt for one in acknowledged for row in rows if row[0] == one.order_id)
    assert all(due == taken for *_, due, taken in rows)
    books = look.execute(
        "SELECT array_agg(number ORDER BY number) FROM payments_receipt GROUP BY series_id, desk_id, year"
    ).fetchall()
    for (numbers,) in books:
        assert numbers == list(range(1, len(numbers) + 1)), "numbers run without gaps"  # type: ignore[arg-type]
    twice = "SELECT count(*) FROM payments_payment GROUP BY order_id HAVING count(*) > 1"
    assert look.execute(twice).fetchall() == []
    noted = "SELECT count(*) FROM dossiers_dossier WHERE fee_paid_at IS NOT NULL"
    assert look.execute(noted).fetchone() == (len(acknowledged),), "each dossier has heard of it"
