"""What shapes cannot say: codes exist, versions follow each other, forms and processes hold together, law is cited."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from honglam.kernel.values import DomainError, text_noop
from honglam.pack.api import Pack, PackError, Record
from honglam.procedures.contracts.shapes import FieldShape, LifeEventShape, ProcedureShape, VersionShape, stored
from honglam.procedures.rules.faults import Fault
from honglam.procedures.rules.places import place_faults
from honglam.procedures.rules.storage import to_content
from honglam.procedures.rules.version_check import version_faults

FOLDER = "procedures/{slug}/{code}.yaml"


def check(pack: Pack) -> Iterator[PackError]:
    """Every fault of meaning."""
    yield from _fields(pack)
    for record in pack.records("procedure", ProcedureShape).values():
        yield from _procedure(pack, record)
        yield from _succession(pack, record)
    for version in pack.records("procedure_version", VersionShape).values():
        yield from _version(pack, version)
    yield from _life_events(pack)


def _fields(pack: Pack) -> Iterator[PackError]:
    seen: dict[str, str] = {}
    for code, record in pack.records("field", FieldShape).items():
        slug = record.value.slug
        if slug in seen:
            message = text_noop("The address “%(slug)s” belongs to the field %(other)s already.")
            yield record.error("slug", "slug_taken", message, slug=slug, other=seen[slug])
        seen.setdefault(slug, code)


def _procedure(pack: Pack, record: Record[ProcedureShape]) -> Iterator[PackError]:
    procedure = record.value
    field = pack.records("field", FieldShape).get(procedure.field)
    if field is None:
        message = text_noop("There is no field “%(code)s” in fields.yaml.")
        yield record.error("field", "unknown_field", message, code=procedure.field)
    else:
        home = FOLDER.format(slug=field.value.slug, code=procedure.code)
        if record.file != home:
            message = text_noop("This procedure belongs into %(home)s.")
            yield record.error("code", "wrong_file", message, home=home)
    if not procedure.levels:
        yield record.error("levels", "no_level", text_noop("Say at which level the procedure is settled."))


def _succession(pack: Pack, record: Record[ProcedureShape]) -> Iterator[PackError]:
    """Versions follow each other in number and in time; two on one day would give two answers."""
    versions = sorted(versions_of(pack, record.value.code), key=lambda version: version.value.number)
    if not versions:
        yield record.error("versions", "no_version", text_noop("A procedure has at least one version."))
    for version in versions:
        if version.value.valid_to is not None and version.value.valid_to < version.value.valid_from:
            yield version.error("valid_to", "ends_before", text_noop("The version ends before it begins."))
    for earlier, later in pairwise(versions):
        end = earlier.value.valid_to
        if end is None or end >= later.value.valid_from:
            message = text_noop("Version %(number)s must end before %(date)s, when the next one begins.")
            params = {"number": earlier.value.number, "date": later.value.valid_from}
            yield earlier.error("valid_to", "versions_overlap", message, **params)


def versions_of(pack: Pack, code: str) -> list[Record[VersionShape]]:
    """The versions of one procedure."""
    found = pack.records("procedure_version", VersionShape)
    return [record for key, record in found.items() if key.rpartition("/")[0] == code]


def _version(pack: Pack, record: Record[VersionShape]) -> Iterator[PackError]:
    try:
        content = to_content(stored(record.value))
    except DomainError as refusal:
        yield record.error("channels", refusal.code, refusal.message, **refusal.params)
        return
    for fault in version_faults(content):
        yield _located(record, fault)
    for fault in place_faults(content, _levels(pack, record), pack.keys("agency")):
        yield _located(record, fault)


def _located(record: Record[VersionShape], fault: Fault) -> PackError:
    """The fault at its line; a fault within an expression also tells the character."""
    error = record.error(fault.path, fault.code, fault.message, **fault.params)
    return replace(error, path=f"{error.path}:{fault.position}") if fault.position else error


def _levels(pack: Pack, record: Record[VersionShape]) -> tuple[str, ...]:
    procedure = pack.records("procedure", ProcedureShape).get(record.key.rpartition("/")[0])
    return procedure.value.levels if procedure else ()


def _life_events(pack: Pack) -> Iterator[PackError]:
    procedures = pack.keys("procedure")
    for record in pack.records("life_event", LifeEventShape).values():
        for index, code in enumerate(record.value.procedures):
            if code not in procedures:
                message = text_noop("There is no procedure “%(code)s” in the pack.")
                yield record.error(f"procedures[{index}]", "unknown_procedure", message, code=code)
