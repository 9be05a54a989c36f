"""Registers the block; no logic."""

from django.apps import AppConfig

from honglam.kernel import registry
from honglam.kernel.registry import MenuEntry
from honglam.kernel.values import text_noop


class IdentityConfig(AppConfig):
    """Accounts, sign-in, second factor, OpenID Connect, sessions, consent, acting for somebody."""

    name = "honglam.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to sessions, declare letters, offer the account's door."""
        from honglam.identity.adapters import sessions
        from honglam.identity.services.letters import LETTERS
        from honglam.notices import api as notices

        sessions.connect()
        notices.declare(letters=LETTERS)
        registry.menu.register(
            "identity.account",
            MenuEntry(
                label=text_noop("Account"), url_name="identity:account", audience="account", order=90, icon="user"
            ),
        )
