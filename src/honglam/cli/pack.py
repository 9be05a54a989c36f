"""Check, plan, apply or export a province's pack (HONGLAM_PACK when no folder is named)."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from honglam.cli.words import Needs

if TYPE_CHECKING:
    from honglam.pack import api


def arguments(parser: argparse.ArgumentParser) -> None:
    """check | plan | apply [FOLDER], export FOLDER."""
    words = parser.add_subparsers(dest="what", required=True)
    for name, help_text in (
        ("check", "shape and meaning of the files; changes nothing"),
        ("plan", "what apply would create, change and retire"),
        ("apply", "do exactly what the plan says, in one transaction"),
    ):
        word = words.add_parser(name, help=help_text)
        word.add_argument("folder", nargs="?", type=Path)
        if name == "check":
            word.set_defaults(needs=Needs.DJANGO)
        if name == "apply":
            word.add_argument("--plan", metavar="NAME", help="only exactly the plan of this name, as `plan` printed it")
    words.add_parser("export", help="write the pack in force into a new folder").add_argument("folder", type=Path)


def run(options: argparse.Namespace) -> int:
    """Exit code 1 when the pack has errors."""
    from django.conf import settings
    from django.utils.translation import override

    from honglam.cli.refusals import terminal_language
    from honglam.pack import api

    try:
        with override(terminal_language()):
            folder = options.folder or settings.PACK
            return apply(folder, options.plan) if options.what == "apply" else _WORDS[options.what](folder)
    except api.PackRefused as refusal:
        return show_errors(refusal.errors)


def check(folder: Path) -> int:
    """Say every error with its place."""
    from honglam.pack import api

    report = api.check(path=folder)
    if report.errors:
        return show_errors(report.errors)
    print(f"{folder}: no errors.")
    return 0


def plan(folder: Path) -> int:
    """Print what apply would do."""
    from honglam.pack import api

    planned = api.plan(path=folder)
    code = show_plan(planned, done=False)
    if planned.changes and not planned.errors:
        print(f"To do exactly this: honglam pack apply {folder} --plan {planned.digest}")
    return code


def apply(folder: Path, seen: str | None) -> int:
    """Do it; with the name of a plan that was `seen` only exactly that one."""
    from honglam.kernel import clock
    from honglam.kernel.values import SYSTEM
    from honglam.pack import api

    return show_plan(api.apply(path=folder, actor=SYSTEM, at=clock.now(), digest=seen), done=True)


def export(folder: Path) -> int:
    """Write the pack in force."""
    from honglam.pack import api

    written = api.export(path=folder)
    print(f"{len(written.files)} files written to {folder}.")
    return 0


def show_plan(plan: "api.Plan", *, done: bool) -> int:
    """Print a plan, or what was done."""
    from honglam.pack import api

    if plan.errors:
        return show_errors(plan.errors)
    for change in plan.changes:
        print("\n".join(api.describe_change(change=change)))
    for kept in plan.kept:
        print(f"keep {kept.kind} {kept.key} as it was changed on a screen")
    if not plan.changes:
        print("Nothing to do.")
    elif done:
        print(f"Done: {len(plan.changes)} changes.")
    return 0


def show_errors(errors: "tuple[api.PackError, ...]") -> int:
    """Print errors; the exit code for them."""
    from honglam.pack import api

    for error in errors:
        print(api.describe_error(error=error))
    return 1


_WORDS = {"check": check, "plan": plan, "export": export}
