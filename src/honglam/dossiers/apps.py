"""Registers the block; no logic."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """A dossier's whole life at the one-stop."""

    name = "honglam.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to events, offer the worklist and the pack section, declare the letters."""
        from honglam.dossiers import checks, subscribers  # noqa: F401 - importing registers them
        from honglam.dossiers.pack_section import FormsSection
        from honglam.dossiers.queries.worklist import KIND, DossierWorklist
        from honglam.dossiers.services.letters import LETTERS
        from honglam.kernel.registry import pack_sections, worklists
        from honglam.notices import api as notices

        pack_sections.register("forms", FormsSection())
        worklists.register(KIND, DossierWorklist())
        notices.declare(letters=LETTERS)
