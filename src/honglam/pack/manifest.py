"""The engine's own section: pack.yaml. It has no table of its own; what was applied last is what is in force."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import ClassVar

import msgspec

from honglam.kernel.values import Actor, text_noop
from honglam.pack.contracts import Change, Manifest, PackError, Row
from honglam.pack.models import PackRecord
from honglam.pack.sections import Collection, Pack, Section

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


class ManifestSection(Section):
    """Which province this is."""

    name = "pack"
    collections: ClassVar = (Collection("pack", "pack.yaml", Manifest, key=lambda manifest: manifest.code),)

    def check(self, pack: Pack) -> Iterator[PackError]:
        """Colours are colours."""
        for record in pack.records("pack", Manifest).values():
            for name, colour in record.value.branding.colours.items():
                if not _COLOUR.fullmatch(colour):
                    message = text_noop("“%(colour)s” is not a colour such as #0B4F6C.")
                    yield record.error(f"branding.colours.{name}", "not_a_colour", message, colour=colour)

    def rows(self) -> Iterable[Row]:
        """The manifest in force."""
        for record in PackRecord.objects.filter(kind="pack"):
            yield Row("pack", record.key, msgspec.convert(record.content, Manifest, strict=False))

    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime) -> None:
        """Nothing besides the engine's own memory."""
        del changes, actor, at
