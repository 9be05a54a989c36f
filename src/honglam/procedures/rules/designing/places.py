"""Reaching into a schema to write: through objects, lists and references. A shared definition is copied first."""

import copy
from collections.abc import Collection
from typing import Any

from honglam.procedures.rules.keeping.outline import Plain
from honglam.procedures.rules.questions import node_at, resolve


def put_node(schema: Plain, place: str, node: Plain) -> None:
    """Write an answer's schema; objects on the way are made."""
    holder, name = _holder(schema, place, make=True)
    if holder is not None:
        holder.setdefault("properties", {})[name] = node


def put_list(schema: Plain, place: str, title: str) -> None:
    """Make a list of things where there is none."""
    known = node_at(schema, tuple(place.split(".")))
    if known is None or known.get("type") != "array":
        items: Plain = {"type": "object", "properties": {}}
        put_node(schema, place, {"type": "array", "title": title, "items": items})


def drop_node(schema: Plain, place: str, needed: Collection[str] = ()) -> None:
    """Take an answer away; an object or list left empty goes along, but not from one of the places `needed`."""
    holder, name = _holder(schema, place, make=False)
    if holder is None or name not in holder.get("properties", {}):
        return
    del holder["properties"][name]
    set_required(schema, place, False)
    above = place.rpartition(".")[0]
    if above and not holder["properties"] and above not in needed:
        drop_node(schema, above, needed)


def move_node(schema: Plain, old: str, new: str) -> bool:
    """Carry whatever stands at a place to another; False where nothing does, or the other is taken."""
    holder, name = _holder(schema, old, make=False)
    node = holder.get("properties", {}).get(name) if holder is not None else None
    if node is None or node_at(schema, tuple(new.split("."))) is not None:
        return False
    put_node(schema, new, copy.deepcopy(node))
    drop_node(schema, old)
    return True


def set_required(schema: Plain, place: str, required: bool) -> None:
    """Whether the object in which an answer stands requires it."""
    holder, name = _holder(schema, place, make=False)
    if holder is None:
        return
    names = list(holder.get("required", []))
    if required and name not in names:
        names.append(name)
    elif not required and name in names:
        names.remove(name)
    if names:
        holder["required"] = names
    else:
        holder.pop("required", None)


def _holder(schema: Plain, place: str, *, make: bool) -> tuple[Plain | None, str]:
    """The object that holds a place, written into where it stands, and the last name."""
    *way, name = place.split(".")
    node: Any = schema
    for step in way:
        below = node.get("properties", {}).get(step)
        if below is None:
            if not make:
                return None, name
            below = node.setdefault("properties", {})[step] = {"type": "object", "properties": {}}
        if "$ref" in below:
            below = node["properties"][step] = copy.deepcopy(dict(resolve(schema, below)))
        node = below
        if "properties" not in node and isinstance(node.get("items"), dict):
            if "$ref" in node["items"]:
                node["items"] = copy.deepcopy(dict(resolve(schema, node["items"])))
            node = node["items"]
    return node, name
