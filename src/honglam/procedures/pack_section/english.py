"""The section `english/*.yaml` of a pack: Vietnamese texts of the catalogue with their English, wherever they stand."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import ClassVar

from honglam.kernel.values import Actor, text_noop
from honglam.pack.api import Change, ChangeAction, Collection, Pack, PackError, Row, Section, Shape
from honglam.procedures.contracts.shapes import Slug
from honglam.procedures.models import EnglishText
from honglam.procedures.services import english


class EnglishShape(Shape, frozen=True, kw_only=True):
    """One file: `texts` maps each Vietnamese text, as the catalogue has it, to its English."""

    code: Slug
    texts: dict[str, str]


class EnglishSection(Section):
    """How the English of the catalogue gets from a pack into the tables and back."""

    name = "english"
    depends_on = ("procedures",)
    collections: ClassVar = (
        Collection(
            "english",
            "english/*.yaml",
            EnglishShape,
            key=lambda shape: shape.code,
            home=lambda shape: f"english/{shape.code}.yaml",
        ),
    )

    def check(self, pack: Pack) -> Iterator[PackError]:
        """No text is empty, and none is said twice: the second would win by its file's name."""
        seen: dict[str, str] = {}
        for code, record in pack.records("english", EnglishShape).items():
            for text, said in record.value.texts.items():
                if not said.strip():
                    yield record.error("texts", "english_empty", text_noop("“%(text)s” has no English."), text=text)
                elif text in seen:
                    message = text_noop("“%(text)s” stands in “%(other)s” already.")
                    yield record.error("texts", "english_twice", message, text=text, other=seen[text])
                seen.setdefault(text, code)

    def rows(self) -> Iterator[Row]:
        """The texts in the tables."""
        for row in EnglishText.objects.filter(retired_at=None).order_by("code"):
            yield Row("english", row.code, EnglishShape(code=row.code, texts=row.texts))

    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime) -> None:
        """Put or retire each file."""
        for change in changes:
            if change.action is ChangeAction.RETIRE:
                english.retire_english(actor=actor, code=change.key, at=at)
            else:
                english.put_english(actor=actor, code=change.key, texts=change.after.texts, at=at)
