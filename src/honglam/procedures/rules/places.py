"""Whether the agencies, kinds, levels and roles that a version names exist. Asked by the pack and by the screens."""

from collections.abc import Container, Iterator

from honglam.directory.contracts import AgencyKind, PostRole
from honglam.kernel.values import text_noop
from honglam.procedures.contracts import Process, UnitRule, VersionContent
from honglam.procedures.rules.faults import Fault

_UNKNOWN_AGENCY = text_noop("There is no agency “%(code)s”.")


def place_faults(content: VersionContent, levels: Container[str], agencies: Container[str]) -> Iterator[Fault]:
    """Every name that leads nowhere. `levels` are the procedure's; `agencies` the codes that are known."""
    named = [("competent.agency", content.competent.agency)]
    named += [(f"supporting[{index}]", code) for index, code in enumerate(content.supporting)]
    for path, code in named:
        if code and code not in agencies:
            yield Fault(path=path, code="unknown_agency", message=_UNKNOWN_AGENCY, params={"code": code})
    level = content.competent.level
    if level is not None and levels and level not in levels:
        message = text_noop("The procedure is not settled at this level.")
        yield Fault(path="competent.level", code="level_unfit", message=message)
    if content.competent.kind not in set(AgencyKind):
        yield _unknown_kind("competent.kind", content.competent.kind)
    if content.process is not None:
        yield from _process(content.process, agencies)
    template = content.result.template
    if template is not None:
        yield from _role("result.template.signer_role", template.signer_role)


def _process(process: Process, agencies: Container[str]) -> Iterator[Fault]:
    for index, step in enumerate(process.steps):
        path = f"process.steps[{index}]"
        yield from _place(f"{path}.unit", step.unit, agencies)
        yield from _role(f"{path}.role", step.role)
        for number, consultation in enumerate(step.parallel):
            where = f"{path}.parallel[{number}]"
            yield from _place(f"{where}.unit", consultation.unit, agencies)
            yield from _role(f"{where}.role", consultation.role)


def _place(path: str, unit: UnitRule, agencies: Container[str]) -> Iterator[Fault]:
    if sum(map(bool, (unit.of, unit.kind, unit.agency))) != 1:
        message = text_noop("Give exactly one of “of”, “kind” and “agency”.")
        yield Fault(path=path, code="place_unclear", message=message)
    elif unit.of and unit.of not in {"one_stop", "competent"}:
        yield Fault(path=f"{path}.of", code="place_unclear", message=text_noop("“of” is one_stop or competent."))
    elif unit.kind and unit.kind not in set(AgencyKind):
        yield _unknown_kind(f"{path}.kind", unit.kind)
    elif unit.agency and unit.agency not in agencies:
        yield Fault(path=f"{path}.agency", code="unknown_agency", message=_UNKNOWN_AGENCY, params={"code": unit.agency})


def _role(path: str, role: str) -> Iterator[Fault]:
    if role not in set(PostRole):
        message = text_noop("There is no role “%(role)s”.")
        yield Fault(path=path, code="unknown_role", message=message, params={"role": role})


def _unknown_kind(path: str, kind: str) -> Fault:
    message = text_noop("There is no kind of agency “%(kind)s”.")
    return Fault(path=path, code="unknown_kind", message=message, params={"kind": kind})
