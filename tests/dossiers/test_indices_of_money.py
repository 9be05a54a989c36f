"""What the indices count of fees, of reuse and of the national portal: kept from events, equal to plain SQL."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from honglam.dossiers import api
from honglam.dossiers.contracts import PaperInput, Status
from honglam.dossiers.models import ServiceDay
from honglam.dossiers.services.serving import rebuild_days
from honglam.kernel.measures import MeasureAsked, find
from honglam.kernel.models import AuditEntry
from honglam.kernel.relay import drain
from honglam.kernel.values import SYSTEM
from honglam.payments import api as payments
from honglam.payments.contracts import OrderView
from honglam.payments.models import BankAccount
from honglam.payments.queries.accounts import collecting
from honglam.payments.rules.signing import signed
from honglam.registries.models import HeldPaper
from tests.dossiers.scene import HOUSEHOLD, MORNING, Scene, later

FEES = """
SELECT count(DISTINCT subject_id), count(DISTINCT subject_id) FILTER (WHERE method IN ('gateway', 'transfer'))
FROM payments_order WHERE subject_kind = 'dossier' AND occasion <> 'obligation' AND state IN ('paid', 'refunded')
    AND paid_at >= '2026-11-01 00:00+07' AND paid_at < '2026-12-01 00:00+07'
"""
SERVICES = """
SELECT count(DISTINCT d.procedure_code) FROM payments_order o JOIN dossiers_dossier d ON d.id = o.subject_id
WHERE o.occasion <> 'obligation' AND o.state IN ('paid', 'refunded') AND o.method IN ('gateway', 'transfer')
"""
KEPT = ("received", "received_synchronised", "received_reusing", "fee_paid", "fee_paid_online")


def asked(**changes: Any) -> MeasureAsked:
    """The whole of November, as seen at the end of it."""
    return MeasureAsked(
        **{"first_on": date(2026, 11, 1), "last_on": date(2026, 11, 30), "at": later(days=14), **changes}
    )


def read(name: str, question: MeasureAsked | None = None, block: str = "dossiers") -> float:
    """One measure, as other blocks read it; by agency it is the same where one agency did everything."""
    found = find(f"{block}.{name}")
    assert found is not None
    return found.source.read(asked=question or asked())[found.code]


def plain(statement: str) -> tuple[float, ...]:
    """The answer of the rows."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return tuple(map(float, cursor.fetchone() or ()))


def kept() -> list[tuple[Any, ...]]:
    """The roll-up's rows that say something of these numbers."""
    return [row for row in ServiceDay.objects.order_by("pk").values_list("on", "agency_id", *KEPT) if any(row[2:])]


def order_of(dossier_id: UUID) -> OrderView:
    """The one order of a dossier."""
    (order,) = payments.list_for_subject(subject_kind="dossier", subject_id=dossier_id)
    return order


def pay_cash(scene: Scene, dossier_id: UUID) -> UUID:
    """At the desk; returns the receipt."""
    order = order_of(dossier_id)
    return payments.take_cash(actor=scene.reception, order_id=order.id, given=order.amount, at=MORNING).id


def pay_online(scene: Scene, dossier_id: UUID) -> None:
    """At the gateway."""
    order = order_of(dossier_id)
    attempt = payments.start_attempt(actor=scene.citizen, order_id=order.id, at=MORNING).attempt_id
    told = {"merchant": "HONGLAM", "attempt": str(attempt), "transaction": "GD1", "amount": str(order.amount)}
    told |= {"state": "paid", "at": MORNING.isoformat()}
    told = signed(told, secret="for-the-simulator-only", hash_name="sha256")
    assert payments.hear_gateway(parameters=told, at=MORNING).outcome == "paid"


@pytest.fixture
def paid(scene: Scene) -> dict[str, UUID]:
    """Paid at the desk, paid online, not paid, and an obligation that is no fee."""
    found = {name: scene.accepted() for name in ("cash", "online", "open")}
    pay_cash(scene, found["cash"])
    pay_online(scene, found["online"])
    owing = found["obligation"] = scene.processing()
    api.request_payment(actor=scene.officer, dossier_id=owing, amount=150_000, reason="Thuế đất", at=MORNING)
    drain()
    return found


def test_fees_are_counted_as_the_orders_say(scene: Scene, paid: dict[str, UUID]) -> None:
    assert (read("fee_paid"), read("fee_paid_online")) == plain(FEES) == (2.0, 1.0)
    assert (read("services_paid_online"),) == plain(SERVICES) == (1.0,)
    before = kept()
    rebuild_days(actor=SYSTEM, at=MORNING)
    assert kept() == before
    october = asked(first_on=date(2026, 10, 1), last_on=date(2026, 10, 31))
    assert read("fee_paid", october) == read("services_paid_online", october) == 0
    other = asked(agency_ids=(scene.unit("UBND-XA-99002"),))
    assert read("fee_paid", other) == read("services_paid_online", other) == 0


def test_a_voided_receipt_is_no_income(scene: Scene) -> None:
    dossier_id = scene.accepted()
    receipt = pay_cash(scene, dossier_id)
    drain()
    assert read("fee_paid") == 1
    payments.void_receipt(actor=scene.reception, receipt_id=receipt, reason="Ghi nhầm tên", at=MORNING)
    drain()
    assert (read("fee_paid"), kept()[0][-2]) == (0, 0)
    pay_cash(scene, dossier_id)
    drain()
    assert (read("fee_paid"), read("fee_paid_online")) == plain(FEES) == (1.0, 0.0)


def test_what_can_be_paid_online_follows_gateway_and_accounts(scene: Scene, settings: Any) -> None:
    """With a gateway everybody's fees; without one only of agencies for whom a confirmed bank account collects."""
    assert read("offered_with_fees", block="procedures") == 2
    assert read("services_payable_online") == 2
    settings.PAYMENT_GATEWAY = {**settings.PAYMENT_GATEWAY, "url": ""}
    assert read("services_payable_online") == 0, "nobody has confirmed the account: no money must go there"
    BankAccount.objects.update(provisional=False)
    assert read("services_payable_online") == 1
    assert read("services_payable_online", asked(agency_ids=(scene.unit("UBND-XA-99001"),))) == 1
    assert read("services_payable_online", asked(agency_ids=(scene.unit("UBND-XA-99002"),))) == 0


def test_the_account_of_the_desk_collects_for_a_department(scene: Scene) -> None:
    department, desk = scene.unit("SO-MAU"), scene.unit("MC-MAU")
    assert collecting(agency_ids=[department]) == frozenset()
    BankAccount.objects.update(agency=desk, provisional=False)
    assert collecting(agency_ids=[department, scene.unit("UBND-XA-99002")]) == {department}


def test_reuse_counts_dossiers_not_papers(scene: Scene) -> None:
    scene.resolved()
    drain()
    held = HeldPaper.objects.get(origin="issued")
    scene.accepted(later(days=4), papers=(PaperInput(component_code="GT", held_id=held.id),))
    drain()
    assert (read("received"), read("received_reusing")) == (2, 1)
    before = kept()
    rebuild_days(actor=SYSTEM, at=MORNING)
    assert kept() == before


def test_what_the_national_portal_knows_is_noted_once(scene: Scene) -> None:
    dossier_id = scene.submitted()
    scene.accepted()
    for _ in range(2):
        api.note_synchronised(dossier_id=dossier_id, at=MORNING)
    drain()
    assert read("received_synchronised") == 0, "it was not received yet"
    scene.accept(dossier_id)
    drain()
    assert (read("received"), read("received_synchronised")) == (2, 1)
    assert AuditEntry.objects.filter(action="dossiers.synchronised", subject_id=str(dossier_id)).count() == 1
    assert scene.status(dossier_id) is Status.ACCEPTED


def test_the_rows_behind_by_the_reader_s_rights(scene: Scene, paid: dict[str, UUID]) -> None:
    def behind(name: str, reader: str) -> list[str]:
        found = find(f"dossiers.{name}")
        assert found is not None
        assert found.opens
        page = found.source.list_behind(
            actor=scene.actors[reader], code=found.code, asked=asked(), after=None, limit=20
        )
        return [row.url for row in page.items]

    assert behind("fee_paid_online", "chairman") == [f"/can-bo/ho-so/{paid['online']}/"]
    assert len(behind("fee_paid", "chairman")) == 2
    assert behind("fee_paid", "other_chairman") == behind("fee_paid", "citizen") == []
    assert behind("services_paid_online", "chairman") == [f"/thu-tuc/{HOUSEHOLD}/"]
