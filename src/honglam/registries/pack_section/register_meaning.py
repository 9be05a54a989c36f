"""What the shape of a register cannot say."""

from collections.abc import Iterator
from typing import Any

from honglam.kernel.values import text_noop
from honglam.pack.api import Pack, PackError, Record
from honglam.registries.contracts import FieldType, MeasureKind, Seen

_TITLES = frozenset({FieldType.TEXT, FieldType.PERSON})
_OWN = frozenset({"state", "agency", "reason", "version", "act"})
"""Names that a record has of its own."""


def check_registers(pack: Pack, shape: type[Any]) -> Iterator[PackError]:
    """Every fault of meaning."""
    agencies, taken = pack.keys("agency"), dict[str, str]()
    for record in pack.records("register", shape).values():
        if record.value.owner not in agencies:
            message = text_noop("There is no agency “%(code)s” to answer for the register.")
            yield record.error("owner", "unknown_owner", message, code=record.value.owner)
        yield from _check_fields(record)
        yield from _check_moves(record)
        for at, one in enumerate(record.value.measures):
            yield from _check_measure(record, at)
            if taken.setdefault(one.code, record.value.code) != record.value.code:
                message = text_noop("The register “%(other)s” has a measure “%(code)s” already.")
                params = {"other": taken[one.code], "code": one.code}
                yield record.error(f"measures[{at}].code", "measure_twice", message, **params)


def _check_fields(record: Record[Any]) -> Iterator[PackError]:
    fields = record.value.fields
    for at, one in enumerate(fields):
        if one.code in _OWN:
            message = text_noop("The field “%(code)s” has a name that every record has of its own.")
            yield record.error(f"fields[{at}].code", "field_taken", message, code=one.code)
        if (one.type is FieldType.CHOICE) != bool(one.choices):
            message = text_noop("A choice has answers, and nothing else has.")
            yield record.error(f"fields[{at}].choices", "choices_wrong", message)
        if one.personal and record.value.seen is Seen.ALL:
            message = text_noop("A register with personal data is read by its keepers only: leave “seen” out.")
            yield record.error("seen", "personal_seen_by_all", message)
    if not fields[0].required or fields[0].type not in _TITLES:
        message = text_noop("The first field names the record: a required text or a person's name.")
        yield record.error("fields[0]", "register_without_title", message)
    if sum(one.unique for one in fields) > 1:
        message = text_noop("Only one field can be the one that tells records apart.")
        yield record.error("fields", "two_unique", message)


def _check_moves(record: Record[Any]) -> Iterator[PackError]:
    states = {one.code for one in record.value.states}
    for at, one in enumerate(record.value.moves):
        for state in (*one.leaves, one.enters):
            if state not in states:
                message = text_noop("There is no state “%(code)s”.")
                yield record.error(f"moves[{at}]", "unknown_state", message, code=state)


def _check_measure(record: Record[Any], at: int) -> Iterator[PackError]:
    one, types = record.value.measures[at], {field.code: field.type for field in record.value.fields}
    path = f"measures[{at}]"
    if (one.kind is MeasureKind.SUM) != bool(one.field) or (one.field and types.get(one.field) is not FieldType.NUMBER):
        message = text_noop("A sum names a number field to add up, and nothing else does.")
        yield record.error(f"{path}.field", "sum_of_nothing", message)
    if one.by and types.get(one.by) is not FieldType.DAY:
        message = text_noop("“by” names a day field.")
        yield record.error(f"{path}.by", "by_no_day", message)
    if one.of and one.kind is not MeasureKind.SHARE:
        yield record.error(f"{path}.of", "of_no_share", text_noop("Only a share is of something."))
    states = {state.code for state in record.value.states}
    choices = {field.code: {choice.code for choice in field.choices} for field in record.value.fields if field.choices}
    choices |= {code: {"yes", "no"} for code, kind in types.items() if kind is FieldType.YES_NO}
    choices["state"] = states
    for condition in (*one.where, *one.of):
        unknown = sorted(set(condition.among) - choices.get(condition.field, set(condition.among)))
        if condition.field not in {*types, "state"} or unknown:
            message = text_noop("“%(field)s” is no field of the register, or does not know “%(unknown)s”.")
            params = {"field": condition.field, "unknown": ", ".join(unknown) or "–"}
            yield record.error(path, "condition_wrong", message, **params)
        bounded = condition.least is not None or condition.most is not None
        if bounded and types.get(condition.field) is not FieldType.NUMBER:
            message = text_noop("Only a number lies between two.")
            yield record.error(path, "bounds_of_no_number", message)
