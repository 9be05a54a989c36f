"""Registers the block; no logic."""

from typing import Any

from django.apps import AppConfig

from honglam.kernel import registry
from honglam.kernel.personal import DataKind, Fate, data_kinds, own_data
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
        from honglam.identity.pack_section import MandatesSection, RetentionSection
        from honglam.identity.services.letters import LETTERS
        from honglam.notices import api as notices

        sessions.connect()
        registry.pack_sections.register("retention", RetentionSection())
        registry.pack_sections.register("mandates", MandatesSection())
        _tell_what_is_kept()
        notices.declare(letters=LETTERS)
        _open_doors()


def _open_doors() -> None:
    """Signing in for visitors, the account for who is signed in, personal data for all."""
    from honglam.identity.access import AT_DESK, may_answer
    from honglam.identity.queries.keeping import count_open_requests

    own: dict[str, Any] = {"audience": "account", "order": 90, "icon": "user"}
    entries = {
        "account": MenuEntry(label=text_noop("Account"), url_name="identity:account", signed_in=True, **own),
        "sign_in": MenuEntry(label=text_noop("Sign in"), url_name="identity:sign_in", signed_in=False, **own),
        "kept": MenuEntry(label=text_noop("Personal data"), url_name="identity:kept", audience="footer", order=60),
        "at_desk": MenuEntry(
            label=text_noop("Confirm an identity"),
            url_name="identity:at_desk",
            audience="desk",
            order=17,
            roles=AT_DESK.roles,
            icon="shield",
        ),
        "requests": MenuEntry(
            label=text_noop("Requests about personal data"),
            url_name="identity:requests",
            audience="desk",
            order=96,
            roles=frozenset({"administrator"}),
            icon="shield",
            count=lambda actor: count_open_requests(actor=actor),
            admits=may_answer,
        ),
    }
    for name, entry in entries.items():
        registry.menu.register(f"identity.{name}", entry)


def _tell_what_is_kept() -> None:
    from honglam.identity.queries.own_data import list_own_account, list_own_letters
    from honglam.identity.services.sign_ins import erase_sign_ins, erase_sign_ins_of

    sign_ins = DataKind(
        label=text_noop("Sign-ins"),
        what=text_noop("When, with which device and from which network address you signed in, and refused attempts."),
        counted_from=text_noop("the day of the sign-in"),
        fate=Fate.ERASE,
        erase=erase_sign_ins,
        erase_of=erase_sign_ins_of,
        told_in=("account",),
    )
    accounts = DataKind(
        label=text_noop("Your account"),
        what=text_noop("Name, citizen identity number, birth, address, phone, e-mail, enterprises, what you allow."),
        counted_from=text_noop("the day the account is closed"),
        fate=Fate.ARCHIVE,
        told_in=("account",),
    )
    audit = DataKind(
        label=text_noop("Who did and looked at what"),
        what=text_noop("Each act and each look at somebody's dossier, with name, post and time. Nobody can change it."),
        counted_from=text_noop("the day of the act"),
        fate=Fate.ARCHIVE,
        told_in=("who-looked",),
    )
    data_kinds.register("identity.accounts", accounts)
    data_kinds.register("identity.sign_ins", sign_ins)
    data_kinds.register("kernel.audit", audit)
    own_data.register("account", list_own_account)
    own_data.register("letters", list_own_letters)
