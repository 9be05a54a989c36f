"""Every name that tests, measurements and examples import from us stands there: no type checker reads them."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT, name_of, syntax

PLACES = {"honglam": ROOT / "src", "tests": ROOT, "bench": ROOT, "examples": ROOT}
MODULES = sorted(path for name in PLACES if name != "honglam" for path in (ROOT / name).rglob("*.py"))
BINDING = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def home(module: str) -> Path | None:
    """The file of a module of ours, or its folder; None for anybody else's."""
    place = PLACES.get(module.partition(".")[0])
    if place is None:
        return None
    folder = place.joinpath(*module.split("."))
    file = folder.with_suffix(".py")
    return file if file.exists() else folder


@functools.cache
def names(path: Path) -> frozenset[str]:
    """What a module binds in its own scope, whatever it stands under; a folder's modules too."""
    if path.is_dir():
        within = {inner.stem for inner in path.iterdir() if inner.suffix == ".py" or inner.is_dir()}
        package = path / "__init__.py"
        return frozenset(within | (names(package) if package.exists() else set()))
    return frozenset(bound(syntax(path)))


def bound(scope: ast.AST) -> Iterator[str]:
    """Names bound below a node, but for what functions and classes keep to themselves."""
    for node in ast.iter_child_nodes(scope):
        if isinstance(node, BINDING):
            yield node.name
        elif isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
            yield from names(home(node.module or "") or ROOT / "nowhere.py")
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((one.asname or one.name).partition(".")[0] for one in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        else:
            yield from bound(node)


def statements(block: ast.AST) -> Iterator[ast.AST]:
    """Every statement within a block, however deep."""
    for part in ("body", "orelse", "finalbody", "handlers"):
        for statement in getattr(block, part, ()):
            yield statement
            yield from statements(statement)


def missing(tree: ast.AST) -> Iterator[str]:
    """Names of ours that are imported somewhere in a module and stand nowhere."""
    for node in statements(tree):
        if not isinstance(node, ast.ImportFrom) or node.level or (source := home(node.module or "")) is None:
            continue
        if not source.exists():
            yield f"{node.lineno}: there is no {node.module}"
        else:
            yield from (
                f"{node.lineno}: {node.module} has no {one.name}"
                for one in node.names
                if one.name not in {"*", *names(source)}
            )


def test_what_is_imported_stands_there() -> None:
    assert [f"{name_of(path)}:{fault}" for path in MODULES for fault in missing(syntax(path))] == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("from tests.house.tree import SRC, nothing", "1: tests.house.tree has no nothing"),
        ("from honglam.kernel import klock", "1: honglam.kernel has no klock"),
        ("def late():\n    from tests.nowhere import x", "2: there is no tests.nowhere"),
        ("from honglam.kernel import clock\nfrom django.db import nothing", None),
    ],
)
def test_a_wrong_import_is_found(line: str, fault: str | None) -> None:
    assert list(missing(ast.parse(line))) == ([fault] if fault else [])
