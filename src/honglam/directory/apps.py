"""Registers the block; no logic."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Agencies and administrative units with their history, posts, office-holders, committees."""

    name = "honglam.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the pack sections."""
        from honglam.directory.pack_section import AgenciesSection, UnitsSection
        from honglam.kernel.registry import pack_sections

        pack_sections.register("administrative_units", UnitsSection())
        pack_sections.register("agencies", AgenciesSection())
