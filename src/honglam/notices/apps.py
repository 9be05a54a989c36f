"""Registers the block; no logic."""

from django.apps import AppConfig

from honglam.kernel.values import text_noop


class NoticesConfig(AppConfig):
    """Messages to people by e-mail, SMS or in the product, with templates, receipts and retries."""

    name = "honglam.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the words to the pack engine, the inbox to the menus, the counts to the watchers."""
        from honglam.kernel.registry import MenuEntry, menu, metrics, pack_sections
        from honglam.notices.access import KEEPERS
        from honglam.notices.api import count_dead, count_unread, measure
        from honglam.notices.pack_section import NoticesSection

        pack_sections.register("notices", NoticesSection())
        metrics.register("notices", measure)
        _tell_what_is_kept()
        inbox = MenuEntry(
            label=text_noop("Messages"),
            url_name="notices:inbox",
            audience="account",
            order=10,
            icon="bell",
            signed_in=True,
            count=lambda actor: count_unread(actor=actor),
        )
        menu.register("notices.inbox", inbox)
        menu.register(
            "notices.undelivered",
            MenuEntry(
                label=text_noop("Messages not delivered"),
                url_name="notices:undelivered",
                audience="desk",
                order=95,
                roles=frozenset({"administrator"}),
                icon="mail",
                count=lambda actor: count_dead(actor=actor),
            ),
        )
        label = text_noop("Words of letters")
        entry = MenuEntry(
            label=label, url_name="notices:letters", audience="desk", order=72, roles=frozenset(KEEPERS), icon="edit"
        )
        menu.register("notices.letters", entry)


def _tell_what_is_kept() -> None:
    from honglam.kernel.personal import DataKind, Fate, data_kinds
    from honglam.notices.services.retention import erase_letters, erase_letters_of

    letters = DataKind(
        label=text_noop("Texts of letters and messages"),
        what=text_noop("What we wrote to you by e-mail, text message, Zalo or here, with your name and address."),
        counted_from=text_noop("the day it was written"),
        fate=Fate.ERASE,
        erase=erase_letters,
        erase_of=erase_letters_of,
        told_in=("letters",),
    )
    data_kinds.register("notices.letters", letters)
