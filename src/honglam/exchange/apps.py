"""Registers the block; no logic."""

from django.apps import AppConfig

from honglam.kernel.values import text_noop

SCOPES = {
    "webhooks:manage": (text_noop("Subscribe another system to what happens to dossiers"), "administrators"),
    "portal:file": (text_noop("Hand on dossiers that were filed at the national portal"), "services"),
}


class ExchangeConfig(AppConfig):
    """The provincial data-exchange platform: signed webhooks, and the traffic with the national portal."""

    name = "honglam.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to events, declare the letter and the scope, offer the counts to the watchers."""
        from honglam.exchange import subscribers  # noqa: F401 - importing registers them
        from honglam.exchange.api import measure
        from honglam.exchange.services.following import SubscriptionFollower
        from honglam.exchange.services.subscriptions import PAUSED
        from honglam.identity import api as identity
        from honglam.identity.contracts import Audience
        from honglam.kernel.registry import MenuEntry, followers, menu, metrics
        from honglam.notices import api as notices

        notices.declare(letters=[PAUSED])
        metrics.register("exchange", measure)
        menu.register(
            "exchange.portal",
            MenuEntry(
                label=text_noop("National portal"),
                url_name="exchange:reports",
                audience="desk",
                order=96,
                roles=frozenset({"administrator", "one_stop_head"}),
                icon="external",
            ),
        )
        menu.register(
            "exchange.webhooks",
            MenuEntry(
                label=text_noop("Webhooks"),
                url_name="exchange:webhooks",
                audience="desk",
                order=97,
                roles=frozenset({"administrator"}),
                icon="bell",
            ),
        )
        followers.register("subscriptions", SubscriptionFollower())
        _tell_what_is_kept()
        for code, (description, audience) in SCOPES.items():
            identity.register_scope(code=code, description=description, audience=Audience(audience))


def _tell_what_is_kept() -> None:
    from honglam.exchange.services.deliveries import erase_deliveries
    from honglam.exchange.services.receiving import erase_filings
    from honglam.exchange.services.reporting import erase_reports
    from honglam.kernel.personal import DataKind, Fate, data_kinds

    deliveries = DataKind(
        label=text_noop("Notes to connected systems"),
        what=text_noop("What we told another agency's system about the state of your dossier, and whether it arrived."),
        counted_from=text_noop("the day it was written"),
        fate=Fate.ERASE,
        erase=erase_deliveries,
        untold=text_noop("They repeat the state of dossiers that the copy tells with their whole course."),
    )
    filings = DataKind(
        label=text_noop("Dossiers as the national portal sent them"),
        what=text_noop("The form and contacts as they came from the portal; the dossier made of them stays."),
        counted_from=text_noop("the day it arrived"),
        fate=Fate.ERASE,
        erase=erase_filings,
        untold=text_noop("The dossier that was made of it has the same form and contacts, and the copy tells them."),
    )
    data_kinds.register("exchange.deliveries", deliveries)
    data_kinds.register("exchange.filings", filings)
    reports = DataKind(
        label=text_noop("Reports to the national portal"),
        what=text_noop("What we told the national portal about the course of your dossier, and whether it has it."),
        counted_from=text_noop("the day it was written"),
        fate=Fate.ERASE,
        erase=erase_reports,
        untold=text_noop("They repeat the state of dossiers that the copy tells with their whole course."),
    )
    data_kinds.register("exchange.reports", reports)
