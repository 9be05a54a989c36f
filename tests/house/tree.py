"""The house as files: blocks, modules, functions, read once for all laws."""

import ast
import functools
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "honglam"
OPEN = {"kernel", "ui", "pack"}
WIRING = {"__main__", "cli", "urls", "settings", "wsgi", "embedded", "simulators"}


@functools.cache
def project() -> dict[str, object]:
    """pyproject.toml as values."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@functools.cache
def contracts() -> dict[str, dict[str, object]]:
    """The import contracts by id."""
    found = project()["tool"]["importlinter"]["contracts"]  # type: ignore[index]
    return {contract["id"]: contract for contract in found}


def storeys() -> list[list[str]]:
    """Names per storey, from the top down, without the parentheses of optional ones."""
    return [[name.strip(" ()") for name in layer.split("|")] for layer in contracts()["storeys"]["layers"]]  # type: ignore[union-attr]


def rank(block: str) -> int:
    """The storey of a block; the ground floor is 0."""
    for height, names in enumerate(reversed(storeys())):
        if block in names:
            return height
    raise AssertionError(f"{block} stands on no storey")


def blocks() -> list[str]:
    """Every block that stands: a folder of the package that is not wiring."""
    return sorted(path.name for path in SRC.iterdir() if (path / "__init__.py").exists() and path.name not in WIRING)


def modules(under: Path = SRC, *, migrations: bool = False) -> Iterator[Path]:
    """Every Python file under a folder."""
    for path in sorted(under.rglob("*.py")):
        if migrations or "migrations" not in path.parts:
            yield path


def name_of(path: Path) -> str:
    """A file as people speak of it: its path from the top of the project."""
    return str(path.relative_to(ROOT))


@functools.cache
def syntax(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def room_files(room: str) -> Iterator[Path]:
    """The module or modules of a room in every block."""
    for block in blocks():
        single = SRC / block / f"{room}.py"
        if single.exists():
            yield single
        folder = SRC / block / room
        if folder.is_dir():
            yield from modules(folder)


def public_functions(path: Path) -> Iterator[ast.FunctionDef]:
    """Functions at the top of a module whose name does not begin with an underscore."""
    for node in syntax(path).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def jinja_templates() -> Iterator[Path]:
    """Every page template."""
    for block in blocks():
        yield from sorted((SRC / block / "jinja2").rglob("*.html"))
