"""Which names an expression may use, and what kinds of values stand behind them."""

from collections.abc import Mapping

from honglam.kernel.expressions import Kind, ValueType
from honglam.procedures.contracts import Channel
from honglam.procedures.rules.questions import Leaf

_KINDS = {
    "string": Kind.TEXT,
    "integer": Kind.NUMBER,
    "number": Kind.NUMBER,
    "boolean": Kind.BOOLEAN,
    "array": Kind.LIST,
    "object": Kind.OBJECT,
}
_DATES = {"date-vn", "date", "partial-date"}
CHANNEL = ValueType(Kind.TEXT, choices=frozenset(Channel))
TODAY = ValueType(Kind.DATE)
RESERVED = frozenset({"today", "channel", "item", "outcome", "and", "or", "not", "in", "true", "false", "null"})


def type_of(leaf: Leaf) -> ValueType:
    """The kind of one answer."""
    choices = frozenset(c.value for c in leaf.choices) if all(isinstance(c.value, str) for c in leaf.choices) else None
    if leaf.kind == "array":
        return ValueType(
            Kind.LIST, items=ValueType(Kind.ANY if not leaf.choices else Kind.TEXT, choices=choices or None)
        )
    if leaf.format in _DATES:
        return ValueType(Kind.DATE)
    return ValueType(_KINDS.get(leaf.kind, Kind.ANY), choices=choices or None)


def answer_names(leaves: Mapping[str, Leaf]) -> dict[str, ValueType]:
    """Every dotted name of the answers, with `channel` and `today`. Through a list: all values behind the name."""
    names = {"channel": CHANNEL, "today": TODAY}
    for name, leaf in leaves.items():
        type_ = type_of(leaf)
        names[name] = ValueType(Kind.LIST, items=type_.items or type_) if leaf.lists else type_
        for depth in range(1, len(leaf.path)):
            above = ".".join(leaf.path[:depth])
            is_list = any(position < depth for position in leaf.lists)
            names.setdefault(above, ValueType(Kind.LIST if is_list else Kind.OBJECT))
    return names


def item_names(leaves: Mapping[str, Leaf], repeat: tuple[str, ...]) -> dict[str, ValueType]:
    """`item` and the names below it, inside the repeat of one list."""
    names = {"item": ValueType(Kind.OBJECT)}
    for leaf in leaves.values():
        if leaf.path[: len(repeat)] == repeat and len(leaf.path) > len(repeat):
            names[".".join(("item", *leaf.path[len(repeat) :]))] = type_of(leaf)
    return names
