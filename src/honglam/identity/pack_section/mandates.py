"""The section `mandates.yaml` of a pack: how long one person may let another act, and where the law wants a paper."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Annotated, ClassVar

from msgspec import Meta, convert, to_builtins

from honglam.identity.models import MandateRule
from honglam.identity.services import mandates
from honglam.kernel.values import Actor, text_noop
from honglam.pack.api import Change, ChangeAction, Collection, Pack, PackError, Row, Section, Source, Sourced


class MandateRuleShape(Sourced, frozen=True, kw_only=True):
    """From a day on. `paper_for`: codes of procedures and fields in which a proxy files only with a paper."""

    valid_from: date
    longest_days: Annotated[int, Meta(ge=1, le=36_525)]
    paper_for: tuple[str, ...] = ()


class MandatesSection(Section):
    """Rules on mandates, from a pack into the tables and back."""

    name = "mandates"
    collections: ClassVar = (
        Collection(
            "mandate_rule",
            "mandates.yaml",
            MandateRuleShape,
            at="rules",
            key=lambda shape: shape.valid_from.isoformat(),
        ),
    )

    def check(self, pack: Pack) -> Iterator[PackError]:
        """Codes exist, and what binds people cites its law or says that it is open."""
        known = pack.keys("procedure") | pack.keys("field")
        for record in pack.records("mandate_rule", MandateRuleShape).values():
            for index, code in enumerate(record.value.paper_for):
                if code not in known:
                    message = text_noop("There is no field or procedure with the code “%(code)s”.")
                    yield record.error(f"paper_for[{index}]", "unknown_topic", message, code=code)
            if record.value.source is None and not record.value.provisional:
                message = text_noop("Name the text of law, or say that it is provisional.")
                yield record.error("source", "mandates_uncited", message)

    def rows(self) -> Iterator[Row]:
        """The rules in the tables."""
        for row in MandateRule.objects.filter(retired_at=None).order_by("valid_from"):
            shape = MandateRuleShape(
                valid_from=row.valid_from,
                longest_days=row.longest_days,
                paper_for=tuple(row.paper_for),
                source=convert(row.source, Source, strict=False) if row.source else None,
                provisional=row.provisional,
            )
            yield Row("mandate_rule", row.valid_from.isoformat(), shape)

    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime) -> None:
        """Put or retire each."""
        for change in changes:
            if change.action is ChangeAction.RETIRE:
                mandates.retire_mandate_rule(actor=actor, valid_from=date.fromisoformat(change.key), at=at)
                continue
            shape = change.after
            mandates.put_mandate_rule(
                actor=actor,
                valid_from=shape.valid_from,
                longest_days=shape.longest_days,
                paper_for=list(shape.paper_for),
                source=to_builtins(shape.source) if shape.source else None,
                provisional=shape.provisional,
                at=at,
            )
