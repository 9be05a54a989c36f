"""Whether a form holds together: references, conditions, formulas, prefill. Asked when a pack is checked."""

from collections.abc import Iterator, Mapping
from typing import Any

from honglam.kernel.expressions import Kind, ValueType, parse
from honglam.kernel.values import text_noop
from honglam.procedures.contracts import FieldLayout, FormDefinition, Repeat, SectionLayout, Widget
from honglam.procedures.rules.faults import Fault, expression_faults
from honglam.procedures.rules.names import answer_names, item_names
from honglam.procedures.rules.prefill import is_binding
from honglam.procedures.rules.questions import Leaf, leaves, node_at
from honglam.procedures.rules.schema_check import schema_faults

_WIDGET_KINDS = {
    Widget.NUMBER: {"integer", "number"},
    Widget.MONEY: {"integer"},
    Widget.CHECKBOX: {"boolean"},
    Widget.CHECKBOXES: {"array"},
    Widget.DATE: {"string"},
    Widget.PARTIAL_DATE: {"string"},
    Widget.COMMUNE: {"string"},
    Widget.TEXTAREA: {"string"},
}
_CHOOSING = {Widget.RADIO, Widget.SELECT}


def form_faults(form: FormDefinition) -> list[Fault]:
    """Every mistake of a form, with its place under `schema` or `layout`."""
    broken = list(schema_faults(form.schema))
    if broken:
        return broken
    return list(_LayoutCheck(form).faults())


class _LayoutCheck:
    """Walks the layout in order and remembers which questions have come, for conditions may only look back."""

    def __init__(self, form: FormDefinition) -> None:
        self._form = form
        self._leaves = leaves(form.schema)
        self._names = answer_names(self._leaves)
        self._calculated = {entry.ref for entry in form.layout.calculated}
        self._seen: set[str] = set()

    def faults(self) -> Iterator[Fault]:
        """Everything, page by page, then what is missing."""
        layout = self._form.layout
        if not layout.pages:
            yield Fault(path="layout.pages", code="no_pages", message=text_noop("A form has at least one page."))
        for page_number, page in enumerate(layout.pages):
            for number, section in enumerate(page.sections):
                yield from self._section(section, f"layout.pages[{page_number}].sections[{number}]")
        yield from self._calculated_faults()
        yield from self._rule_faults()
        yield from self._unasked()

    def _section(self, section: SectionLayout, path: str) -> Iterator[Fault]:
        yield from self._condition(section.visible_when, f"{path}.visible_when", {})
        base: tuple[str, ...] = ()
        if section.repeat is not None:
            base = tuple(section.repeat.ref.split("."))
            node = node_at(self._form.schema, base)
            items = node.get("items") if node else None
            if node is None or node.get("type") != "array" or not isinstance(items, dict):
                message = text_noop("“%(ref)s” is not a list of the form.")
                params = {"ref": section.repeat.ref}
                yield Fault(path=f"{path}.repeat.ref", code="not_a_list", message=message, params=params)
                return
            yield from self._repeat_limits(section.repeat, node, path)
        own = item_names(self._leaves, base) if base else {}
        for number, field in enumerate(section.fields):
            yield from self._field(field, base, own, f"{path}.fields[{number}]")

    def _repeat_limits(self, repeat: Repeat, node: Mapping[str, Any], path: str) -> Iterator[Fault]:
        least = max(repeat.min, int(node.get("minItems", 0)))
        most = min(repeat.max, int(node.get("maxItems", repeat.max)))
        if least > most:
            message = text_noop("No answer can be at least %(least)s and at most %(most)s.")
            params = {"least": least, "most": most}
            yield Fault(path=f"{path}.repeat.max", code="limits_crossed", message=message, params=params)

    def _field(
        self, field: FieldLayout, base: tuple[str, ...], own: dict[str, ValueType], path: str
    ) -> Iterator[Fault]:
        name = ".".join((*base, field.ref))
        leaf = self._leaves.get(name)
        if leaf is None:
            message = text_noop("The schema has no answer “%(ref)s”.")
            yield Fault(path=f"{path}.ref", code="unknown_ref", message=message, params={"ref": name})
            return
        if name in self._seen:
            message = text_noop("“%(ref)s” is asked twice.")
            yield Fault(path=f"{path}.ref", code="asked_twice", message=message, params={"ref": name})
        if [*leaf.lists] != ([len(base) - 1] if base else []):
            message = text_noop("“%(ref)s” stands in a list: ask for it in a section that repeats this list.")
            yield Fault(path=f"{path}.ref", code="needs_repeat", message=message, params={"ref": name})
        yield from self._condition(field.visible_when, f"{path}.visible_when", own)
        yield from self._condition(field.required_when, f"{path}.required_when", own)
        yield from self._presentation(field, leaf, path)
        self._seen.add(name)
        if base:
            self._seen.add(".".join(("item", *leaf.path[len(base) :])))

    def _presentation(self, field: FieldLayout, leaf: Leaf, path: str) -> Iterator[Fault]:
        kinds = _WIDGET_KINDS.get(field.widget) if field.widget else None
        chooses = field.widget in _CHOOSING and not leaf.choices and leaf.kind != "boolean"
        if (kinds is not None and leaf.kind not in kinds) or chooses:
            message = text_noop("The widget %(widget)s cannot hold this answer.")
            params = {"widget": str(field.widget)}
            yield Fault(path=f"{path}.widget", code="widget_unfit", message=message, params=params)
        if field.prefill and not is_binding(field.prefill):
            message = text_noop("There is nothing called “%(name)s” to fill in beforehand.")
            yield Fault(path=f"{path}.prefill", code="unknown_prefill", message=message, params={"name": field.prefill})

    def _condition(self, source: str, path: str, own: dict[str, ValueType]) -> Iterator[Fault]:
        found = list(expression_faults(source, path, {**self._names, **own}, Kind.BOOLEAN))
        yield from found
        if found or not source:
            return
        for name in sorted(parse(source).names - {"today", "channel", "item"}):
            if not self._has_come(name):
                message = text_noop("The condition looks at “%(name)s”, which is asked later. Ask for it earlier.")
                yield Fault(path=path, code="asked_later", message=message, params={"name": name})

    def _has_come(self, name: str) -> bool:
        come = self._seen | self._calculated
        return name in come or any(other.startswith(name + ".") for other in come)

    def _calculated_faults(self) -> Iterator[Fault]:
        for number, entry in enumerate(self._form.layout.calculated):
            path = f"layout.calculated[{number}]"
            leaf = self._leaves.get(entry.ref)
            if leaf is None or leaf.lists:
                message = text_noop("The schema has no answer “%(ref)s” outside lists.")
                yield Fault(path=f"{path}.ref", code="unknown_ref", message=message, params={"ref": entry.ref})
                continue
            expected = self._names[entry.ref].kind
            yield from expression_faults(entry.formula, f"{path}.formula", self._names, expected)

    def _rule_faults(self) -> Iterator[Fault]:
        for number, rule in enumerate(self._form.layout.rules):
            path = f"layout.rules[{number}]"
            leaf = self._leaves.get(rule.ref)
            if leaf is None:
                message = text_noop("The schema has no answer “%(ref)s”.")
                yield Fault(path=f"{path}.ref", code="unknown_ref", message=message, params={"ref": rule.ref})
                continue
            own = item_names(self._leaves, leaf.path[: leaf.lists[0] + 1]) if leaf.lists else {}
            yield from expression_faults(rule.ensure, f"{path}.ensure", {**self._names, **own}, Kind.BOOLEAN)

    def _unasked(self) -> Iterator[Fault]:
        """Required answers that no page asks for, in objects of which something is asked."""
        asked = self._seen | self._calculated
        for name, leaf in self._leaves.items():
            above = ".".join((*leaf.path[:-1], ""))
            if leaf.required and name not in asked and any(other.startswith(above) for other in asked):
                message = text_noop("“%(ref)s” is required, but no page asks for it.")
                yield Fault(path="layout.pages", code="never_asked", message=message, params={"ref": name})
