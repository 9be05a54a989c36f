"""Registers the block; no logic."""

from typing import Any

from django.apps import AppConfig

from honglam.kernel.values import text_noop

SCOPES = {
    "payments:read": text_noop("Look at what the account owes and has paid"),
    "payments:pay": text_noop("Start an online payment in the account's name"),
    "payments:act": text_noop("Take fees at the counter in the post that the account holds"),
}
DOORS: dict[str, dict[str, Any]] = {
    "payments.desk": {
        "label": text_noop("Fees and charges"),
        "url_name": "payments:desk",
        "order": 30,
        "roles": frozenset({"cashier", "accountant", "one_stop_head"}),
        "icon": "wallet",
    },
    "payments.day": {
        "label": text_noop("Close the cash desk"),
        "url_name": "payments:day",
        "order": 31,
        "roles": frozenset({"cashier"}),
        "icon": "check-circle",
    },
    "payments.statements": {
        "label": text_noop("Bank statements"),
        "url_name": "payments:statements",
        "order": 32,
        "roles": frozenset({"accountant"}),
        "icon": "document",
    },
    "payments.refunds": {
        "label": text_noop("Refunds"),
        "url_name": "payments:refunds",
        "order": 33,
        "roles": frozenset({"accountant", "one_stop_head"}),
        "icon": "undo",
    },
    "payments.closings": {
        "label": text_noop("Cash book"),
        "url_name": "payments:closings",
        "order": 34,
        "roles": frozenset({"accountant", "one_stop_head", "auditor"}),
        "icon": "book",
    },
}


class PaymentsConfig(AppConfig):
    """What is owed, how it was paid, receipts, reconciliation."""

    name = "honglam.payments"
    label = "payments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The pack's section, the doors of the desk, refunds in the worklist, what tokens may do, counters."""
        from honglam.identity import api as identity
        from honglam.identity.contracts import Audience
        from honglam.kernel.personal import DataKind, Fate, data_kinds, own_data
        from honglam.kernel.registry import MenuEntry, menu, metrics, pack_sections, worklists
        from honglam.payments.pack_section import PaymentsSection
        from honglam.payments.queries.counting import count_money
        from honglam.payments.queries.own_data import list_own_payments
        from honglam.payments.queries.worklist import KIND, RefundWorklist

        pack_sections.register("payments", PaymentsSection())
        worklists.register(KIND, RefundWorklist())
        metrics.register("payments", count_money)
        orders = DataKind(
            label=text_noop("Payments and receipts"),
            what=text_noop("Who paid which fee, when and how, and the receipt."),
            counted_from=text_noop("the end of the year in which it was paid"),
            fate=Fate.ARCHIVE,
            told_in=("payments",),
        )
        data_kinds.register("payments.orders", orders)
        own_data.register("payments", list_own_payments)
        for code, description in SCOPES.items():
            audience = Audience.OFFICERS if code == "payments:act" else Audience.EVERYBODY
            identity.register_scope(code=code, description=description, audience=audience)
        for key, entry in DOORS.items():
            menu.register(key, MenuEntry(audience="desk", **entry))
