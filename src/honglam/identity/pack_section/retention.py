"""The section `retention.yaml` of a pack: how long personal data is kept, how soon a person's request is answered."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, convert, to_builtins

from honglam.identity.contracts import AskKind
from honglam.identity.models import RequestTimes, RetentionRule
from honglam.identity.services import retention
from honglam.kernel.personal import Fate, data_kinds
from honglam.kernel.values import Actor, text_noop
from honglam.pack.api import Change, ChangeAction, Collection, Pack, PackError, Record, Row, Section, Source, Sourced
from honglam.pack.contracts import nested_key

Limit = Annotated[str, Meta(pattern=r"^[1-9][0-9]{0,3}(h|wh|d|wd|m)$")]


class RetentionShape(Sourced, frozen=True, kw_only=True):
    """From a day on, for how many days a kind of data is kept (none: for good) and what becomes of it."""

    kind: Annotated[str, Meta(pattern=r"^[a-z_]+\.[a-z_]+$", max_length=60)]
    valid_from: date
    fate: Fate
    days: Annotated[int, Meta(ge=1, le=36_525)] | None = None


class TimesShape(Sourced, frozen=True, kw_only=True):
    """From a day on, how soon a request is confirmed and answered, and how far the answer may be put off once."""

    ask: Literal["erase", "correct"]
    valid_from: date
    confirm: Limit
    answer: Limit
    extend: Limit


class RetentionSection(Section):
    """Rules of retention and times of requests, from a pack into the tables and back."""

    name = "retention"
    collections: ClassVar = (
        Collection(
            "retention_rule",
            "retention.yaml",
            RetentionShape,
            at="retention",
            key=lambda shape: nested_key(shape.kind, shape.valid_from.isoformat()),
        ),
        Collection(
            "request_times",
            "retention.yaml",
            TimesShape,
            at="requests",
            key=lambda shape: nested_key(shape.ask, shape.valid_from.isoformat()),
        ),
    )

    def check(self, pack: Pack) -> Iterator[PackError]:
        """Every kind that is stored has a rule it can follow; each cites its law or says that it is provisional."""
        rules = pack.records("retention_rule", RetentionShape)
        for record in rules.values():
            yield from _faults(record)
        for code in sorted({code for code, _ in data_kinds.items()} - {record.value.kind for record in rules.values()}):
            yield _missing("retention_missing", text_noop("Nothing says how long “%(code)s” is kept."), code)
        times = pack.records("request_times", TimesShape)
        for one in times.values():
            if one.value.source is None and not one.value.provisional:
                yield one.error("source", "retention_uncited", _UNCITED)
        for ask in sorted({"erase", "correct"} - {one.value.ask for one in times.values()}):
            yield _missing("request_times_missing", text_noop("Nothing says how soon “%(code)s” is answered."), ask)

    def rows(self) -> Iterator[Row]:
        """The rules and times in the tables."""
        for rule in RetentionRule.objects.filter(retired_at=None).order_by("kind", "valid_from"):
            shape = RetentionShape(
                kind=rule.kind,
                valid_from=rule.valid_from,
                fate=Fate(rule.fate),
                days=rule.days,
                source=convert(rule.source, Source, strict=False) if rule.source else None,
                provisional=rule.provisional,
            )
            yield Row("retention_rule", nested_key(rule.kind, rule.valid_from.isoformat()), shape)
        for times in RequestTimes.objects.filter(retired_at=None).order_by("kind", "valid_from"):
            yield Row("request_times", nested_key(times.kind, times.valid_from.isoformat()), _times_shape(times))

    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime) -> None:
        """Put or retire each."""
        for change in changes:
            name, _, day = change.key.rpartition("/")
            if change.kind == "retention_rule":
                if change.action is ChangeAction.RETIRE:
                    retention.retire_rule(actor=actor, kind=name, valid_from=date.fromisoformat(day), at=at)
                else:
                    retention.put_rule(actor=actor, rule=_rule(change.after), at=at)
            elif change.action is ChangeAction.RETIRE:
                retention.retire_times(actor=actor, kind=AskKind(name), valid_from=date.fromisoformat(day), at=at)
            else:
                retention.put_times(actor=actor, times=_times(change.after), at=at)


_UNCITED = text_noop("Name the text of law, or say that it is provisional.")


def _missing(code: str, message: str, what: str) -> PackError:
    return PackError(file="retention.yaml", line=1, path="", code=code, message=message, params=(("code", what),))


def _faults(record: Record[RetentionShape]) -> Iterator[PackError]:
    rule = record.value
    if rule.kind not in data_kinds:
        yield record.error(
            "kind", "data_kind_unknown", text_noop("No part of the product keeps data “%(code)s”."), code=rule.kind
        )
        return
    able = data_kinds.get(rule.kind).fate
    if rule.fate not in (able, Fate.ARCHIVE):
        message = text_noop("Data “%(code)s” can only be “%(able)s” or “archive”.")
        yield record.error("fate", "fate_impossible", message, code=rule.kind, able=able.value)
    if rule.fate is not Fate.ARCHIVE and rule.days is None:
        yield record.error("days", "retention_without_days", text_noop("Say for how many days it is kept."))
    if rule.source is None and not rule.provisional:
        yield record.error("source", "retention_uncited", _UNCITED)


def _times_shape(row: RequestTimes) -> TimesShape:
    return TimesShape(
        ask="erase" if row.kind == AskKind.ERASE.value else "correct",
        valid_from=row.valid_from,
        confirm=row.confirm,
        answer=row.answer,
        extend=row.extend,
        source=convert(row.source, Source, strict=False) if row.source else None,
        provisional=row.provisional,
    )


def _rule(shape: RetentionShape) -> retention.Rule:
    return retention.Rule(
        kind=shape.kind,
        valid_from=shape.valid_from,
        fate=shape.fate,
        days=shape.days,
        source=to_builtins(shape.source) if shape.source else None,
        provisional=shape.provisional,
    )


def _times(shape: TimesShape) -> retention.Times:
    return retention.Times(
        kind=AskKind(shape.ask),
        valid_from=shape.valid_from,
        confirm=shape.confirm,
        answer=shape.answer,
        extend=shape.extend,
        source=to_builtins(shape.source) if shape.source else None,
        provisional=shape.provisional,
    )
