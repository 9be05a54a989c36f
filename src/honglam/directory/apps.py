"""Registers the block; no logic."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Agencies and administrative units with their history, posts, office-holders, committees."""

    name = "honglam.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the pack sections and the doors to the pages, declare letters, listen."""
        from honglam.directory import access, subscribers  # noqa: F401 - importing the latter registers it
        from honglam.directory.contracts import PostRole
        from honglam.directory.pack_section import AgenciesSection, CommitteesSection, UnitsSection
        from honglam.directory.queries.english import find_english
        from honglam.directory.services.letters import LETTERS
        from honglam.kernel.registry import MenuEntry, account_keepers, menu, pack_sections, province_keepers
        from honglam.kernel.values import text_noop
        from honglam.notices import api as notices
        from honglam.ui import tongues

        tongues.provide(find_english)
        account_keepers.register("directory", access.keeps_account)
        province_keepers.register("directory", access.administers_everything)
        pack_sections.register("administrative_units", UnitsSection())
        pack_sections.register("agencies", AgenciesSection())
        pack_sections.register("committees", CommitteesSection())
        notices.declare(letters=LETTERS)
        _tell_what_is_kept()
        officers, administrators = frozenset(PostRole), frozenset({PostRole.ADMINISTRATOR})
        for name, label, audience, order, roles, icon in (
            ("index", text_noop("Agencies"), "footer", 20, frozenset[str](), ""),
            ("committees", text_noop("Committees"), "footer", 21, frozenset[str](), ""),
            ("posts", text_noop("Your posts"), "account", 10, officers, "briefcase"),
            ("staff", text_noop("Staff"), "desk", 60, officers, "users"),
            ("absences", text_noop("Absences"), "desk", 61, officers, "calendar"),
            ("agencies", text_noop("Agencies and posts"), "desk", 62, administrators, "building"),
        ):
            entry = MenuEntry(
                label=label, url_name=f"directory:{name}", audience=audience, order=order, roles=roles, icon=icon
            )
            menu.register(f"directory.{name}", entry)


def _tell_what_is_kept() -> None:
    from honglam.kernel.personal import DataKind, Fate, data_kinds
    from honglam.kernel.values import text_noop

    members = DataKind(
        label=text_noop("Members of committees"),
        what=text_noop("Name and title as the decision names them, in a public function."),
        counted_from=text_noop("the day they left the committee"),
        fate=Fate.ARCHIVE,
        untold=text_noop("They belong to no account; everybody reads them on the page of the committee."),
    )
    data_kinds.register("directory.committee_members", members)
