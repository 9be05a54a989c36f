"""Registers the block; no logic."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Content-addressed blobs: type check by content, size, malware scan hook, retention."""

    name = "honglam.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is kept of people: pieces of files on their way."""
        from honglam.files.services.uploads import erase_uploads
        from honglam.kernel.personal import DataKind, Fate, data_kinds
        from honglam.kernel.values import text_noop

        uploads = DataKind(
            label=text_noop("Uploads that nobody finished"),
            what=text_noop("Pieces of a file whose upload broke off, kept so that it can go on."),
            counted_from=text_noop("the beginning of the upload"),
            fate=Fate.ERASE,
            erase=erase_uploads,
            untold=text_noop("They are broken pieces of a file that you have whole, and are gone within a day."),
        )
        data_kinds.register("files.uploads", uploads)
