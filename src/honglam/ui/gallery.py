"""Examples of every component, read from templates: `ui/examples/<component>.html` holds its states one after another.

A state begins with a line `{# == its name == #}`; what follows is both rendered and shown as code.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.template import engines
from markupsafe import Markup

from honglam.ui.errors import PageErrors

HERE = Path(__file__).parent / "jinja2" / "ui"
EXAMPLE_ERRORS = PageErrors.of(
    {"citizen_id": "Số căn cước gồm 12 chữ số. Ví dụ: 042085001234.", "": "Đường truyền bị gián đoạn, hãy thử lại."}
)
_STATE = re.compile(r"^\{# == (?P<name>.+?) == #\}\n", re.MULTILINE)
_MACRO = re.compile(r"\{%-? macro ([a-z]\w*)\(")


@dataclass(frozen=True)
class State:
    """One look of a component: the code and what it draws."""

    title: str
    code: str
    html: Markup


@dataclass(frozen=True)
class Component:
    """A file of macros with the states that show them."""

    name: str
    macros: tuple[str, ...]
    states: tuple[State, ...]


@cache
def names() -> tuple[str, ...]:
    """Every component file, in alphabetical order."""
    return tuple(sorted(path.stem for path in (HERE / "components").glob("*.html")))


@cache
def macros(name: str) -> tuple[str, ...]:
    """The public macros of a component file."""
    return tuple(_MACRO.findall((HERE / "components" / f"{name}.html").read_text("utf-8")))


@cache
def tokens() -> tuple[str, ...]:
    """The names of the colours, as the style sheet gives them."""
    sheet = (HERE.parents[1] / "static" / "ui" / "tokens.css").read_text("utf-8")
    return tuple(dict.fromkeys(re.findall(r"--hl-([a-z0-9-]+): #", sheet)))


def sources(name: str) -> list[tuple[str, str]]:
    """The title and the code of each example state."""
    parts = _STATE.split((HERE / "examples" / f"{name}.html").read_text("utf-8"))
    return [(parts[i], parts[i + 1].strip()) for i in range(1, len(parts), 2)]


def component(name: str) -> Component:
    """A component with its states rendered in the present language."""
    states = (State(title, code, Markup(_render(name, code))) for title, code in sources(name))  # noqa: S704
    return Component(name, macros(name), tuple(states))


def components() -> list[Component]:
    """All of them."""
    return [component(name) for name in names()]


def _render(name: str, code: str) -> str:
    line = f'{{% from "ui/components/{name}.html" import {", ".join(macros(name))} %}}'
    return str(engines["jinja2"].from_string(line + code).render({"example_errors": EXAMPLE_ERRORS}))
