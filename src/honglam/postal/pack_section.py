"""The section `postal/forms.yaml` of a pack: the words of the consignment note and of the hand-over records."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from honglam.kernel.values import Actor, text_noop
from honglam.pack.api import Change, ChangeAction, Collection, Pack, PackError, Row, Section, Source, Sourced
from honglam.postal.contracts import PostalFormCode, PostalFormData
from honglam.postal.queries.forms import form_rows
from honglam.postal.services.forms import put_form, retire_form

Text = Annotated[str, Meta(max_length=2000)]


class PostalFormShape(Sourced, frozen=True, kw_only=True):
    """A form of the postal service. `declaration` is what is signed; `note` stands below, small."""

    code: PostalFormCode
    title: Annotated[str, Meta(min_length=1, max_length=200)]
    legal_basis: Annotated[str, Meta(max_length=300)] = ""
    declaration: Text = ""
    note: Text = ""


class PostalSection(Section):
    """Forms of the postal service, from a pack into the table and back."""

    name = "postal"
    collections: ClassVar = (
        Collection("postal_form", "postal/forms.yaml", PostalFormShape, at="forms", key=lambda shape: shape.code.value),
    )

    def check(self, pack: Pack) -> Iterator[PackError]:
        """Every form has its words: a note without a title would be handed to a citizen."""
        there = set(pack.records("postal_form", PostalFormShape))
        for missing in sorted(set(PostalFormCode) - there):
            message = text_noop("The form “%(code)s” of the postal service is missing.")
            yield PackError(
                file="postal/forms.yaml",
                line=1,
                path="forms",
                code="postal_form_missing",
                message=message,
                params=(("code", missing.value),),
            )

    def rows(self) -> Iterator[Row]:
        """The forms in the table."""
        for form in form_rows():
            yield Row(
                "postal_form",
                form.code,
                PostalFormShape(
                    code=PostalFormCode(form.code),
                    title=form.title,
                    legal_basis=form.legal_basis,
                    declaration=form.declaration,
                    note=form.note,
                    source=msgspec.convert(form.source, Source, strict=False) if form.source else None,
                    provisional=form.provisional,
                ),
            )

    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime) -> None:
        """Put or retire each."""
        for change in changes:
            if change.action is ChangeAction.RETIRE:
                retire_form(actor=actor, code=PostalFormCode(change.key), at=at)
            elif isinstance(change.after, PostalFormShape):
                put_form(actor=actor, data=_data(change.after), at=at)


def _data(shape: PostalFormShape) -> PostalFormData:
    return PostalFormData(
        code=shape.code,
        title=shape.title,
        legal_basis=shape.legal_basis,
        declaration=shape.declaration,
        note=shape.note,
        source=msgspec.to_builtins(shape.source) if shape.source else None,
        provisional=shape.provisional,
    )
