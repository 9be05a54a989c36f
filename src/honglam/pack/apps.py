"""Registers the engine's own section and the branding; no logic."""

from django.apps import AppConfig


class PackConfig(AppConfig):
    """Read, check, plan, apply and export a province."""

    name = "honglam.pack"
    label = "pack"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the pack's head as a section, and its names to every page."""
        from honglam.kernel.registry import pack_sections
        from honglam.pack.branding import branding
        from honglam.pack.manifest import ManifestSection
        from honglam.ui.branding import provide

        pack_sections.register("pack", ManifestSection())
        provide(branding)
