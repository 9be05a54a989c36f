"""Whether a version as a whole holds together and cites its law (NĐ 63/2010 Đ8.2: what a procedure must say)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from honglam.kernel.expressions import Kind, ValueType
from honglam.kernel.values import text_noop
from honglam.procedures.contracts import Channel, OnlineLevel, ResultTemplate, VersionContent
from honglam.procedures.rules.faults import Fault, expression_faults
from honglam.procedures.rules.form_check import form_faults
from honglam.procedures.rules.names import CHANNEL, TODAY, answer_names, item_names
from honglam.procedures.rules.process import process_faults
from honglam.procedures.rules.questions import Leaf, leaves

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_FILTERS = {"date", "date_long", "money", "words", "upper", "unit", "choice"}
_FACTS = {
    *("dossier.code", "dossier.accepted_on", "applicant.name", "applicant.citizen_id", "agency.name", "agency.place"),
    *("result.number", "result.date", "signer.title", "signer.name", "today"),
}
_NUMBER_PARTS = {"number", "year", "agency"}


def version_faults(content: VersionContent) -> list[Fault]:
    """Every mistake of a version that shows without looking elsewhere. What leans on a form waits until that stands."""
    broken_form = [_under("form", fault) for fault in form_faults(content.form)] if content.form else []
    if broken_form:
        return [*broken_form, *_channel_faults(content), *_citation_faults(content), *_missing_faults(content)]
    places = leaves(content.form.schema) if content.form else {}
    names = answer_names(places) if places else {"channel": CHANNEL, "today": TODAY}
    return [
        *_channel_faults(content),
        *_citation_faults(content),
        *_missing_faults(content),
        *_component_faults(content, names),
        *_fee_faults(content, names),
        *_competence_faults(content, places),
        *_process_faults(content, names),
        *(_template_faults(content.result.template, places, names) if content.result.template else ()),
    ]


def _under(prefix: str, fault: Fault) -> Fault:
    return Fault(
        path=f"{prefix}.{fault.path}",
        code=fault.code,
        message=fault.message,
        params=fault.params,
        position=fault.position,
    )


def _repeated(codes: Iterable[str], path: str) -> Iterator[Fault]:
    for code, count in Counter(codes).items():
        if count > 1:
            message = text_noop("“%(code)s” is given twice.")
            yield Fault(path=path, code="repeated", message=message, params={"code": code})


def _channel_faults(content: VersionContent) -> Iterator[Fault]:
    channels = [rule.channel for rule in content.channels]
    yield from _repeated(channels, "channels")
    if not channels:
        message = text_noop("A procedure can be filed in at least one way.")
        yield Fault(path="channels", code="no_channel", message=message)
    offered = content.online is not OnlineLevel.NONE
    if offered is not (Channel.ONLINE in channels):
        message = text_noop("“online: %(online)s” does not fit the channels given.")
        yield Fault(path="online", code="online_unfit", message=message, params={"online": content.online.value})
    if content.online is not OnlineLevel.FULL and not content.online_reason:
        message = text_noop("Say why it cannot be done entirely online (Article 14, Decree 224/2026/NĐ-CP).")
        yield Fault(path="online", code="no_online_reason", message=message)


def _citation_faults(content: VersionContent) -> Iterator[Fault]:
    if not (content.legal_basis or content.source or content.provisional):
        message = text_noop("Cite the law (legal_basis or source), or say provisional: true.")
        yield Fault(path="legal_basis", code="no_citation", message=message)
    for index, fee in enumerate(content.fees):
        if not (fee.source or fee.provisional or content.provisional):
            message = text_noop("Cite the law of this fee (source), or say provisional: true.")
            yield Fault(path=f"fees[{index}]", code="no_citation", message=message)
    free = content.free
    if free and not (free.source or free.provisional or content.provisional):
        message = text_noop("Cite the law by which nothing is paid (source), or say provisional: true.")
        yield Fault(path="free", code="no_citation", message=message)


def _missing_faults(content: VersionContent) -> Iterator[Fault]:
    """A procedure is complete only with its sequence and its papers."""
    if not content.sequence:
        message = text_noop("Say how it is carried out, step by step (NĐ 63/2010 Đ8.2 b).")
        yield Fault(path="sequence", code="no_sequence", message=message)
    if not content.components:
        message = text_noop("Name the papers of the dossier (NĐ 63/2010 Đ8.2 d).")
        yield Fault(path="components", code="no_components", message=message)


def _component_faults(content: VersionContent, names: Mapping[str, ValueType]) -> Iterator[Fault]:
    yield from _repeated((component.code for component in content.components), "components")
    for index, component in enumerate(content.components):
        yield from expression_faults(component.when, f"components[{index}].when", names, Kind.BOOLEAN)
        if component.is_form and content.form is None:
            message = text_noop("There is no electronic form that could make this paper.")
            yield Fault(path=f"components[{index}].is_form", code="no_form", message=message)


def _fee_faults(content: VersionContent, names: Mapping[str, ValueType]) -> Iterator[Fault]:
    if content.free and content.fees:
        yield Fault(path="free", code="free_with_fees", message=text_noop("What is free has no fees."))
    yield from _repeated((fee.code for fee in content.fees), "fees")
    for index, fee in enumerate(content.fees):
        path = f"fees[{index}]"
        if (fee.amount is None) is not bool(fee.formula):
            message = text_noop("A fee has either an amount or a formula.")
            yield Fault(path=path, code="amount_or_formula", message=message)
        yield from expression_faults(fee.formula, f"{path}.formula", names, Kind.NUMBER)
        yield from expression_faults(fee.quantity, f"{path}.quantity", names, Kind.NUMBER)
        yield from expression_faults(fee.when, f"{path}.when", names, Kind.BOOLEAN)
        for number, exemption in enumerate(fee.exemptions):
            where = f"{path}.exemptions[{number}]"
            yield from expression_faults(exemption.when, f"{where}.when", names, Kind.BOOLEAN)
            if not 1 <= exemption.percent <= 100:
                message = text_noop("An exemption is from 1 to 100 per cent.")
                yield Fault(path=f"{where}.percent", code="bad_percent", message=message)


def _competence_faults(content: VersionContent, places: Mapping[str, Leaf]) -> Iterator[Fault]:
    rule = content.competent
    if bool(rule.agency) is (rule.level is not None):
        message = text_noop("Name the competent agency, or the level and where its unit comes from.")
        yield Fault(path="competent", code="competent_unclear", message=message)
    elif rule.level is not None and rule.unit_from not in {"desk", "answer"}:
        message = text_noop("The unit comes from the desk or from an answer.")
        yield Fault(path="competent.unit_from", code="competent_unclear", message=message)
    elif rule.unit_from == "answer" and (rule.field not in places or places[rule.field].format != "commune"):
        message = text_noop("“%(field)s” is no question about a commune in the form.")
        yield Fault(path="competent.field", code="unknown_ref", message=message, params={"field": rule.field})


def _process_faults(content: VersionContent, names: Mapping[str, ValueType]) -> Iterator[Fault]:
    if content.process is None:
        return
    if not content.process.steps:
        yield Fault(path="process.steps", code="no_steps", message=text_noop("A process has at least one step."))
        return
    rules = {rule.channel: rule.duration for rule in content.channels}
    duration = rules.get(Channel.IN_PERSON) or next(iter(rules.values()), None)
    for fault in process_faults(content.process, duration, names):
        yield _under("process", fault)


def _template_faults(
    template: ResultTemplate, places: Mapping[str, Leaf], names: Mapping[str, ValueType]
) -> Iterator[Fault]:
    path = "result.template"
    for placeholder in _PLACEHOLDER.findall(template.number.format):
        if placeholder not in _NUMBER_PARTS:
            yield _unknown_placeholder(f"{path}.number.format", placeholder)
    for index, block in enumerate(template.body):
        where = f"{path}.body[{index}]"
        yield from expression_faults(block.when, f"{where}.when", names, Kind.BOOLEAN)
        for text in (block.text, block.heading, block.value):
            yield from _text_faults(text, where, places, ())
        group = tuple(block.each.split(".")) if block.each else ()
        if group and len(item_names(places, group)) == 1:
            yield _unknown_placeholder(f"{where}.each", block.each)
        for column in block.columns:
            yield from _text_faults(column.value, where, places, group)


def _text_faults(text: str, path: str, places: Mapping[str, Any], group: tuple[str, ...]) -> Iterator[Fault]:
    for placeholder in _PLACEHOLDER.findall(text):
        name, _, filter_ = placeholder.partition("|")
        known = name in _FACTS or (name.removeprefix("answers.") in places and name.startswith("answers."))
        if group and name.startswith("item."):
            known = ".".join((*group, name.removeprefix("item."))) in places
        if not known or (filter_ and filter_ not in _FILTERS):
            yield _unknown_placeholder(path, placeholder)


def _unknown_placeholder(path: str, placeholder: str) -> Fault:
    message = text_noop("“{%(placeholder)s}” stands for nothing known.")
    return Fault(path=path, code="unknown_placeholder", message=message, params={"placeholder": placeholder})
