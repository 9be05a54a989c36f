"""Registers the block; no logic."""

from django.apps import AppConfig

from honglam.kernel.values import text_noop


class DocumentsConfig(AppConfig):
    """The register of legal and official documents, and reading documents that come in."""

    name = "honglam.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The pack's section, subscribers, the door in the officer's menu."""
        from honglam.documents import subscribers, tasks  # noqa: F401 - importing registers them
        from honglam.documents.pack_section import DocumentsSection
        from honglam.kernel.registry import MenuEntry, menu, pack_sections

        pack_sections.register("documents", DocumentsSection())
        menu.register(
            "documents.register",
            MenuEntry(
                audience="desk",
                label=text_noop("Register of documents"),
                url_name="documents:register",
                order=7,
                icon="document",
            ),
        )
