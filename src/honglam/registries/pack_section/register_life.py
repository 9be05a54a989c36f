"""What a register of the pack would take from the records that stand."""

from collections import Counter
from collections.abc import Iterator

from honglam.kernel.values import text_noop
from honglam.pack.api import Change, PackError
from honglam.registries.contracts import Schema
from honglam.registries.models import RegisterRecord
from honglam.registries.queries.registers.definitions import agency_finder
from honglam.registries.rules.registers.values import is_readable, unique_key

_SHOWN = 3


def check_records(change: Change, schema: Schema) -> Iterator[PackError]:
    """Every record stands in a state that is left and says what its fields can still mean, and none has the value of
    another in a field that must differ."""
    rows = RegisterRecord.objects.filter(register__code=change.key, struck_at=None)
    known = {one.code for one in schema.states}
    counted = Counter(rows.exclude(state__in=known).values_list("state", flat=True))
    for state, count in sorted(counted.items()):
        message = text_noop("%(count)s records stand in the state “%(state)s”: leave it in, or move them first.")
        yield _error(change, "states", "state_in_use", message, count=str(count), state=state)
    yield from _check_values(change, schema, list(rows.values_list("values", flat=True)))
    if any(one.unique for one in schema.fields):
        keys = Counter(unique_key(schema, values) for values in rows.values_list("values", flat=True).iterator())
        twice = sorted(key for key, count in keys.items() if key and count > 1)
        if twice:
            message = text_noop("%(count)s values stand more than once (%(values)s): they cannot tell records apart.")
            values = ", ".join(twice[:_SHOWN])
            yield _error(change, "fields", "unique_stands_twice", message, count=str(len(twice)), values=values)


def _check_values(change: Change, schema: Schema, kept: list[dict[str, str]]) -> Iterator[PackError]:
    find = agency_finder()
    for number, field in enumerate(schema.fields):
        counted = Counter(values[field.code] for values in kept if values.get(field.code))
        wrong = [text for text in sorted(counted) if not is_readable(field, text, find)]
        if wrong:
            message = text_noop(
                "%(count)s records have values in “%(field)s” that it can no longer have (%(values)s): "
                "change them first."
            )
            told = {
                "count": str(sum(counted[text] for text in wrong)),
                "values": ", ".join(text[:40] for text in wrong[:_SHOWN]),
            }
            yield _error(change, f"fields[{number}]", "value_in_use", message, field=field.name, **told)


def _error(change: Change, path: str, code: str, message: str, **params: str) -> PackError:
    return PackError(
        file=change.file, line=change.line, path=path, code=code, message=message, params=tuple(params.items())
    )
