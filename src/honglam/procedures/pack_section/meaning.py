"""What shapes cannot say: codes exist, versions follow each other, forms and processes hold together, law is cited."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from honglam.directory.contracts import AgencyKind, PostRole
from honglam.kernel.values import DomainError, text_noop
from honglam.pack.api import Pack, PackError, Record
from honglam.procedures.contracts import Process, UnitRule, VersionContent
from honglam.procedures.pack_section.shapes import FieldShape, LifeEventShape, ProcedureShape, VersionShape, stored
from honglam.procedures.rules.faults import Fault
from honglam.procedures.rules.storage import to_content
from honglam.procedures.rules.version_check import version_faults

FOLDER = "procedures/{slug}/{code}.yaml"
_UNKNOWN_AGENCY = text_noop("There is no agency “%(code)s” in the pack.")


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
    yield from _agencies(pack, record, content)
    if content.process is not None:
        yield from _process(pack, record, content.process)
    template = content.result.template
    if template is not None and template.signer_role not in set(PostRole):
        yield _unknown_role(record, "result.template.signer_role", template.signer_role)


def _located(record: Record[VersionShape], fault: Fault) -> PackError:
    """The fault at its line; a fault within an expression also tells the character."""
    error = record.error(fault.path, fault.code, fault.message, **fault.params)
    return replace(error, path=f"{error.path}:{fault.position}") if fault.position else error


def _agencies(pack: Pack, record: Record[VersionShape], content: VersionContent) -> Iterator[PackError]:
    known = pack.keys("agency")
    named = [("competent.agency", content.competent.agency)]
    named += [(f"supporting[{index}]", code) for index, code in enumerate(content.supporting)]
    for path, code in named:
        if code and code not in known:
            yield record.error(path, "unknown_agency", _UNKNOWN_AGENCY, code=code)
    level, levels = content.competent.level, _levels(pack, record)
    if level is not None and levels and level not in levels:
        message = text_noop("The procedure is not settled at this level.")
        yield record.error("competent.level", "level_unfit", message)
    if content.competent.kind not in set(AgencyKind):
        yield _unknown_kind(record, "competent.kind", content.competent.kind)


def _levels(pack: Pack, record: Record[VersionShape]) -> tuple[str, ...]:
    procedure = pack.records("procedure", ProcedureShape).get(record.key.rpartition("/")[0])
    return procedure.value.levels if procedure else ()


def _process(pack: Pack, record: Record[VersionShape], process: Process) -> Iterator[PackError]:
    for index, step in enumerate(process.steps):
        path = f"process.steps[{index}]"
        yield from _place(pack, record, f"{path}.unit", step.unit)
        if step.role not in set(PostRole):
            yield _unknown_role(record, f"{path}.role", step.role)
        for number, consultation in enumerate(step.parallel):
            where = f"{path}.parallel[{number}]"
            yield from _place(pack, record, f"{where}.unit", consultation.unit)
            if consultation.role not in set(PostRole):
                yield _unknown_role(record, f"{where}.role", consultation.role)


def _place(pack: Pack, record: Record[VersionShape], path: str, unit: UnitRule) -> Iterator[PackError]:
    if sum(map(bool, (unit.of, unit.kind, unit.agency))) != 1:
        message = text_noop("Give exactly one of “of”, “kind” and “agency”.")
        yield record.error(path, "place_unclear", message)
    elif unit.of and unit.of not in {"one_stop", "competent"}:
        message = text_noop("“of” is one_stop or competent.")
        yield record.error(f"{path}.of", "place_unclear", message)
    elif unit.kind and unit.kind not in set(AgencyKind):
        yield _unknown_kind(record, f"{path}.kind", unit.kind)
    elif unit.agency and unit.agency not in pack.keys("agency"):
        yield record.error(f"{path}.agency", "unknown_agency", _UNKNOWN_AGENCY, code=unit.agency)


def _unknown_role(record: Record[VersionShape], path: str, role: str) -> PackError:
    return record.error(path, "unknown_role", text_noop("There is no role “%(role)s”."), role=role)


def _unknown_kind(record: Record[VersionShape], path: str, kind: str) -> PackError:
    return record.error(path, "unknown_kind", text_noop("There is no kind of agency “%(kind)s”."), kind=kind)


def _life_events(pack: Pack) -> Iterator[PackError]:
    procedures = pack.keys("procedure")
    for record in pack.records("life_event", LifeEventShape).values():
        seen: set[str] = set()
        for index, code in enumerate(record.value.procedures):
            if code not in procedures:
                message = text_noop("There is no procedure “%(code)s” in the pack.")
                yield record.error(f"procedures[{index}]", "unknown_procedure", message, code=code)
            if code in seen:
                message = text_noop("“%(code)s” is given twice.")
                yield record.error(f"procedures[{index}]", "repeated", message, code=code)
            seen.add(code)
