"""What is asked of the job queue by name exists there, and takes the arguments that it is handed."""

import ast
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path

from honglam.kernel.jobs import declared
from tests.database import ROOT

SOURCE = ROOT / "src"
ASKERS = {"jobs.defer", "defer"}


def asked() -> Iterator[tuple[str, str, set[str]]]:
    """Where a job is asked for, its name, and the arguments' names; in the whole product."""
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "defer(" not in text:
            continue
        for call in ast.walk(ast.parse(text)):
            if isinstance(call, ast.Call) and ast.unparse(call.func) in ASKERS and call.args:
                given = {str(one.arg) for one in call.keywords} - {"at"}
                yield f"{path.relative_to(SOURCE)}:{call.lineno}", name_of(path, call.args[0]), given


def name_of(path: Path, name: ast.expr) -> str:
    """A name that is written out, or a constant of the module."""
    if isinstance(name, ast.Constant):
        return str(name.value)
    module = importlib.import_module(".".join(path.relative_to(SOURCE).with_suffix("").parts))
    return str(getattr(module, ast.unparse(name)))


def test_every_job_that_is_asked_for_is_declared_and_understands_what_it_is_handed() -> None:
    found = list(asked())
    wrong = []
    for where, name, given in found:
        if name not in declared:
            wrong.append(f"{where}: no job is called {name!r}")
            continue
        takes = inspect.signature(declared[name].function).parameters
        needs = {one.name for one in takes.values() if one.default is inspect.Parameter.empty}
        if not needs <= given <= set(takes):
            wrong.append(f"{where}: {name} takes {sorted(takes)}, is handed {sorted(given)}")
    assert len(found) > 25, "the callers are still found"
    assert wrong == []
