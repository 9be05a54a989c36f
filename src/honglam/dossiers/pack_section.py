"""The sections of a pack about dossiers: official forms, desk rules, promises, and the legal times of feedback."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec import Meta

from honglam.dossiers.contracts import SlipKind
from honglam.dossiers.models import DeskRule, FeedbackTimes, ServicePromise, SlipForm
from honglam.dossiers.rules.feedback import Times
from honglam.dossiers.services.feedback_times import put_times, retire_times
from honglam.dossiers.services.forms import (
    FormWords,
    RuleWords,
    put_form,
    put_rule,
    retire_forms,
    retire_rule,
)
from honglam.dossiers.services.promises import put_promise, retire_promise
from honglam.kernel.values import Actor, text_noop
from honglam.pack.api import Change, ChangeAction, Collection, Pack, PackError, Row, Section, Source, Sourced

NEEDED = (SlipKind.RECEIPT, SlipKind.SUPPLEMENT, SlipKind.REFUSAL, SlipKind.STOP, SlipKind.CONTROL_SHEET)
"""Forms that the product issues; a pack without one of them could not receive a dossier lawfully."""


class SlipFormShape(Sourced, frozen=True, kw_only=True):
    """One official form. `texts` are the words around the blanks, by the names that the layouts ask for."""

    code: SlipKind
    number: Annotated[str, Meta(pattern=r"^\d{1,2}[a-z]?$")]
    title: Annotated[str, Meta(min_length=1, max_length=300)]
    paper: Literal["A4", "A5"] = "A5"
    texts: dict[str, str] = {}


class DeskRuleShape(Sourced, frozen=True, kw_only=True):
    """A number that a rule of the one-stop needs, from a day on: hours after which work nobody touches rings."""

    code: Literal["untouched_alarm"]
    valid_from: date
    hours: Annotated[int, Meta(ge=1, le=400)]


class FormsSection(Section):
    """How official forms get from a pack into the tables and back."""

    name = "forms"
    collections: ClassVar = (
        Collection(
            "slip_form",
            "forms/*.yaml",
            SlipFormShape,
            key=lambda shape: shape.code.value,
            home=lambda shape: f"forms/{shape.code.value}.yaml",
        ),
        Collection(
            "desk_rule",
            "rules/*.yaml",
            DeskRuleShape,
            key=lambda shape: f"{shape.code}@{shape.valid_from}",
            home=lambda shape: f"rules/{shape.code}-{shape.valid_from}.yaml",
        ),
    )

    def check(self, pack: Pack) -> Iterator[PackError]:
        """Every form that is issued is there, and no two have the same number."""
        records = pack.records("slip_form", SlipFormShape)
        for kind in NEEDED:
            if kind.value not in records:
                message = text_noop("The form “%(code)s” is missing.")
                file = f"forms/{kind.value}.yaml"
                yield PackError(
                    file=file, line=1, path="", code="form_missing", message=message, params=(("code", kind.value),)
                )
        seen: dict[str, str] = {}
        for code, record in records.items():
            other = seen.setdefault(record.value.number, code)
            if other != code:
                message = text_noop("The forms “%(code)s” and “%(other)s” have the same number.")
                yield record.error("number", "form_number_twice", message, code=code, other=other)

    def rows(self) -> Iterator[Row]:
        """The forms and rules in the tables, retired ones included."""
        yield from _rule_rows()
        for row in SlipForm.objects.order_by("code"):
            value = SlipFormShape(
                code=SlipKind(row.code),
                number=row.number,
                title=row.title,
                paper="A4" if row.paper == "A4" else "A5",
                texts=row.texts,
                source=msgspec.convert(row.source, Source, strict=False) if row.source else None,
                provisional=row.provisional,
            )
            yield Row("slip_form", row.code, value)

    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime) -> None:
        """Put or retire each form."""
        for change in changes:
            if change.kind == "desk_rule":
                _apply_rule(change, actor=actor, at=at)
            elif change.action is ChangeAction.RETIRE:
                retire_forms(actor=actor, codes=[change.key], at=at)
            else:
                put_form(actor=actor, words=_words(change.after), at=at)


def _rule_rows() -> Iterator[Row]:
    for row in DeskRule.objects.order_by("code", "valid_from"):
        value = DeskRuleShape(
            code="untouched_alarm",
            valid_from=row.valid_from,
            hours=row.hours,
            source=msgspec.convert(row.source, Source, strict=False) if row.source else None,
            provisional=row.provisional,
        )
        yield Row("desk_rule", f"{row.code}@{row.valid_from}", value)


def _apply_rule(change: Change, *, actor: Actor, at: datetime) -> None:
    if change.action is ChangeAction.RETIRE:
        code, _, day = change.key.partition("@")
        retire_rule(actor=actor, code=code, valid_from=date.fromisoformat(day), at=at)
        return
    shape = change.after
    rule = RuleWords(
        code=shape.code,
        valid_from=shape.valid_from,
        hours=shape.hours,
        source=msgspec.to_builtins(shape.source) if shape.source else None,
        provisional=shape.provisional,
    )
    put_rule(actor=actor, rule=rule, at=at)


def _words(shape: SlipFormShape) -> FormWords:
    return FormWords(
        code=shape.code,
        number=shape.number,
        title=shape.title,
        paper=shape.paper,
        texts=shape.texts,
        source=msgspec.to_builtins(shape.source) if shape.source else None,
        provisional=shape.provisional,
    )


Limit = Annotated[str, Meta(pattern=r"^([1-9][0-9]{0,3}(h|wh|d|wd)|sd)$")]


class PromiseShape(Sourced, frozen=True, kw_only=True):
    """How soon desks answer something that no law times."""

    code: Literal["look_first"]
    within: Limit


class PromisesSection(Section):
    """What the province's desks promise where no law sets a time."""

    name = "service_promises"
    collections: ClassVar = (
        Collection(
            "service_promise", "service_promises.yaml", PromiseShape, at="promises", key=lambda shape: shape.code
        ),
    )

    def rows(self) -> Iterator[Row]:
        """The promises in the table, retired ones included."""
        for row in ServicePromise.objects.order_by("code"):
            value = PromiseShape(
                code="look_first",
                within=row.within,
                source=msgspec.convert(row.source, Source, strict=False) if row.source else None,
                provisional=row.provisional,
            )
            yield Row("service_promise", row.code, value)

    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime) -> None:
        """Put or retire each promise."""
        for change in changes:
            if change.action is ChangeAction.RETIRE:
                retire_promise(actor=actor, code=change.key, at=at)
                continue
            shape = change.after
            put_promise(
                actor=actor,
                code=shape.code,
                within=shape.within,
                source=msgspec.to_builtins(shape.source) if shape.source else None,
                provisional=shape.provisional,
                at=at,
            )


Days = Annotated[int, Meta(ge=1, le=60)]


class FeedbackTimesShape(Sourced, frozen=True, kw_only=True):
    """Working days by which feedback is refused, asked about, settled and published, from a date on."""

    code: Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
    valid_from: date
    refuse_days: Days
    ask_days: Days
    settle_days: Days
    publish_days: Days


class FeedbackSection(Section):
    """The legal times of feedback cases."""

    name = "feedback"
    collections: ClassVar = (
        Collection("feedback_times", "feedback.yaml", FeedbackTimesShape, at="times", key=lambda shape: shape.code),
    )

    def rows(self) -> Iterator[Row]:
        """The times in the table, retired ones included."""
        for row in FeedbackTimes.objects.order_by("code"):
            value = FeedbackTimesShape(
                code=row.code,
                valid_from=row.valid_from,
                refuse_days=row.refuse_days,
                ask_days=row.ask_days,
                settle_days=row.settle_days,
                publish_days=row.publish_days,
                source=msgspec.convert(row.source, Source, strict=False) if row.source else None,
                provisional=row.provisional,
            )
            yield Row("feedback_times", row.code, value)

    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime) -> None:
        """Put or retire each."""
        for change in changes:
            if change.action is ChangeAction.RETIRE:
                retire_times(actor=actor, code=change.key, at=at)
            else:
                _put_times(change.after, actor=actor, at=at)


def _put_times(shape: FeedbackTimesShape, *, actor: Actor, at: datetime) -> None:
    times = Times(
        code=shape.code,
        valid_from=shape.valid_from,
        refuse_days=shape.refuse_days,
        ask_days=shape.ask_days,
        settle_days=shape.settle_days,
        publish_days=shape.publish_days,
    )
    source = msgspec.to_builtins(shape.source) if shape.source else None
    put_times(actor=actor, times=times, source=source, provisional=shape.provisional, at=at)
