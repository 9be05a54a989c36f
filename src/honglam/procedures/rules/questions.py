"""A form's questions in order: schema and layout brought together once, so that everything else only walks a list.

Paths in questions have no indexes: `("thanh_vien", "ho_ten")`, with `repeat` saying where the list is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from honglam.kernel.expressions import Expression, parse
from honglam.procedures.contracts import FieldLayout, FormDefinition, Repeat, SectionLayout, Widget, Width
from honglam.procedures.rules.paths import Path

Node = Mapping[str, Any]
MAX_DEPTH = 8
RADIO_AT_MOST = 4
FAR_YEAR = 2200
_FORMAT_WIDGETS = {
    "date-vn": Widget.DATE,
    "date": Widget.DATE,
    "partial-date": Widget.PARTIAL_DATE,
    "money": Widget.MONEY,
    "commune": Widget.COMMUNE,
    "email": Widget.EMAIL,
    "phone-vn": Widget.PHONE,
}
_TYPE_WIDGETS = {"boolean": Widget.CHECKBOX, "integer": Widget.NUMBER, "number": Widget.NUMBER}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A choice as the schema has it: `value` is what is stored."""

    value: Any
    label: str


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """An answerable place in the schema.

    `required`: the object it stands in requires it. An object counts as there whenever one of its questions is visible,
    so whether the object itself is required does not matter. `lists` are the positions of names that are lists.
    """

    path: tuple[str, ...]
    node: Node
    kind: str
    format: str
    title: str
    choices: tuple[Choice, ...]
    required: bool
    lists: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Question:
    """A field of the layout with its place in the schema. `path` is whole, also inside a repeat."""

    page: int
    section: int
    path: tuple[str, ...]
    repeat: tuple[str, ...]
    label: str
    widget: Widget
    layout: FieldLayout
    leaf: Leaf
    visible_when: Expression | None
    section_visible_when: Expression | None
    required_when: Expression | None

    @property
    def is_unconditional(self) -> bool:
        """Whether it is asked whatever was answered before."""
        return self.visible_when is None and self.section_visible_when is None and self.required_when is None

    @property
    def width(self) -> Width:
        """How wide it is drawn."""
        return self.layout.width


@dataclass(frozen=True, kw_only=True)
class RepeatGroup:
    """A list of items that people add to, at least `least` (one where the schema requires the list), at most `most`."""

    page: int
    section: int
    path: tuple[str, ...]
    layout: Repeat
    least: int
    most: int
    visible_when: Expression | None


def resolve(schema: Node, node: Node) -> Node:
    """The node a local `$ref` leads to, with what stands beside the reference laid over it."""
    for _ in range(MAX_DEPTH):
        reference = node.get("$ref")
        if not isinstance(reference, str):
            return node
        target: Any = schema
        for part in reference.removeprefix("#/").split("/"):
            target = target.get(part, {}) if isinstance(target, dict) else {}
        node = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
    return {}


def leaves(schema: Node) -> dict[str, Leaf]:
    """Every answerable place by its dotted path; lists of objects are walked into, lists of values are leaves."""
    return {".".join(leaf.path): leaf for leaf in _leaves(schema, schema, (), ())}


def _leaves(schema: Node, node: Node, path: tuple[str, ...], lists: tuple[int, ...]) -> Iterator[Leaf]:
    if len(path) >= MAX_DEPTH:
        return
    for name, below in node.get("properties", {}).items():
        here = resolve(schema, below)
        items = resolve(schema, here.get("items", {}))
        if "properties" in here:
            yield from _leaves(schema, here, (*path, name), lists)
        elif "properties" in items:
            yield from _leaves(schema, items, (*path, name), (*lists, len(path)))
        else:
            yield Leaf(
                path=(*path, name),
                node=here,
                kind=str(here.get("type", "string")),
                format=str(here.get("format", "")),
                title=str(here.get("title", name)),
                choices=_choices(items if here.get("type") == "array" else here),
                required=name in node.get("required", ()),
                lists=lists,
            )


def _choices(node: Node) -> tuple[Choice, ...]:
    if "oneOf" in node:
        options = [option for option in node["oneOf"] if "const" in option]
        return tuple(Choice(value=o["const"], label=str(o.get("title", o["const"]))) for o in options)
    return tuple(Choice(value=value, label=str(value)) for value in node.get("enum", ()))


def node_at(schema: Node, path: Path) -> Node | None:
    """The schema node at a dotted place (through lists), or None."""
    node: Node = schema
    for name in path:
        if "properties" not in node:
            node = resolve(schema, node.get("items", {}))
        below = node.get("properties", {}).get(name)
        if below is None:
            return None
        node = resolve(schema, below)
    return node


def questions(form: FormDefinition) -> list[Question]:
    """All questions in the order of the pages. A reference that leads nowhere is left out; the pack check names it."""
    places = leaves(form.schema)
    found = []
    for page_number, page in enumerate(form.layout.pages, 1):
        for section_number, section in enumerate(page.sections):
            base = tuple(section.repeat.ref.split(".")) if section.repeat else ()
            for field in section.fields:
                leaf = places.get(".".join((*base, *field.ref.split("."))))
                if leaf is not None:
                    found.append(_question(page_number, section_number, section, base, field, leaf))
    return found


def _question(
    page: int, number: int, section: SectionLayout, base: tuple[str, ...], field: FieldLayout, leaf: Leaf
) -> Question:
    return Question(
        page=page,
        section=number,
        path=leaf.path,
        repeat=base,
        label=field.label or leaf.title,
        widget=field.widget or default_widget(leaf),
        layout=field,
        leaf=leaf,
        visible_when=_compiled(field.visible_when),
        section_visible_when=_compiled(section.visible_when),
        required_when=_compiled(field.required_when),
    )


def is_year(leaf: Leaf) -> bool:
    """Whether an answer is a number that can only be a year: nobody writes 2.022."""
    least, most = leaf.node.get("minimum"), leaf.node.get("maximum")
    return isinstance(least, int) and isinstance(most, int) and 1000 <= least <= most <= FAR_YEAR


def default_widget(leaf: Leaf) -> Widget:
    """The widget a place in the schema asks for by itself."""
    if leaf.kind == "array":
        return Widget.CHECKBOXES
    if leaf.choices:
        return Widget.RADIO if len(leaf.choices) <= RADIO_AT_MOST else Widget.SELECT
    return _FORMAT_WIDGETS.get(leaf.format) or _TYPE_WIDGETS.get(leaf.kind, Widget.TEXT)


def repeats(form: FormDefinition) -> list[RepeatGroup]:
    """All repeated groups in the order of the pages; limits are the narrower ones of layout and schema."""
    found = []
    for page_number, page in enumerate(form.layout.pages, 1):
        for section_number, section in enumerate(page.sections):
            if section.repeat is None:
                continue
            path = tuple(section.repeat.ref.split("."))
            node = node_at(form.schema, path) or {}
            above = node_at(form.schema, path[:-1]) or {}
            least = max(section.repeat.min, int(node.get("minItems", 0)), int(path[-1] in above.get("required", ())))
            found.append(
                RepeatGroup(
                    page=page_number,
                    section=section_number,
                    path=path,
                    layout=section.repeat,
                    least=least,
                    most=min(section.repeat.max, int(node.get("maxItems", section.repeat.max))),
                    visible_when=_compiled(section.visible_when),
                )
            )
    return found


def _compiled(source: str) -> Expression | None:
    return parse(source) if source else None
