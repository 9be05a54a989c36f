"""Agencies end and succeed each other on a date: check a plan, show what it moves, apply it."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from honglam.directory.contracts import Asked, Counted, PlanShape
    from honglam.pack.api import PackError

_SHOWN = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """check | show | apply PLAN."""
    words = parser.add_subparsers(dest="what", required=True)
    for name, help_text in (
        ("check", "shape and meaning of the plan; changes nothing"),
        ("show", "what apply would move, kind by kind, and which dossiers it must ask about; changes nothing"),
        ("apply", "do exactly that, in one transaction"),
    ):
        word = words.add_parser(name, help=help_text)
        word.add_argument("plan", type=Path)
        word.add_argument("--answers", type=Path, help="table (CSV) that says who takes over which dossier")
        if name == "show":
            word.add_argument("--asked", type=Path, help="write the table of open questions here")


def run(options: argparse.Namespace) -> int:
    """Exit code 1 when the plan has faults, or questions are open."""
    from django.utils.translation import override

    from honglam.cli.refusals import terminal_language

    with override(terminal_language()):
        plan, errors = read(options)
        if plan is None or errors:
            return show_errors(errors)
        return int(_WORDS[options.what](plan, options))


def read(options: argparse.Namespace) -> "tuple[PlanShape | None, list[PackError]]":
    """The plan, and whatever is wrong with it, each fault with its line."""
    from honglam.directory import api
    from honglam.directory.forms.plan_file import as_error, read_plan

    record, errors = read_plan(options.plan, options.answers)
    if record is None or errors:
        return None, errors
    return record.value, [as_error(record, fault) for fault in api.check_plan(plan=record.value)]


def check(plan: "PlanShape", options: argparse.Namespace) -> int:
    """Nothing was wrong."""
    del plan
    print(f"{options.plan}: no errors.")
    return 0


def show(plan: "PlanShape", options: argparse.Namespace) -> int:
    """Counts, then questions."""
    from honglam.directory import api
    from honglam.directory.forms.plan_file import write_asked

    found = api.survey_plan(plan=plan)
    show_counts(found.counted)
    show_open(plan, found.asked)
    if options.asked:
        write_asked(options.asked, found.asked, codes_of(found.asked))
    return 1 if found.asked else 0


def show_open(plan: "PlanShape", asked: "tuple[Asked, ...]") -> None:
    """What is still to be answered, hamlet by hamlet, and how much is."""
    from honglam.directory.forms.plan_file import hamlets_of

    codes, groups = codes_of(asked), hamlets_of(asked)
    for (_, area, _, options), group in list(groups.items())[:_SHOWN]:
        one, choices = group[0], ", ".join(codes[option] for option in options)
        name = f"{len(group)} × {one.hamlet}" if len(group) > 1 else one.key
        place = area if len(group) > 1 else one.place
        print(f"  ? {name} ({codes[one.agency_id]}; {place or '–'}): {choices}")
    if len(groups) > _SHOWN:
        print(f"  … {len(groups) - _SHOWN} more")
    if plan.answers or plan.hamlets:
        print(f"Answered: {len(plan.hamlets)} hamlets, {len(plan.answers)} dossiers.")
    if asked:
        print(
            f"{len(asked)} dossiers must be asked about, {len(groups)} answers do: fill the table of --asked, "
            "or name who takes them."
        )


def apply(plan: "PlanShape", options: argparse.Namespace) -> int:
    """Do it."""
    from honglam.directory import api
    from honglam.directory.contracts import UndecidedBelongings
    from honglam.kernel.clock import now
    from honglam.kernel.values import SYSTEM

    del options
    try:
        done = api.apply_plan(actor=SYSTEM, plan=plan, at=now())
    except UndecidedBelongings:
        show_open(plan, api.survey_plan(plan=plan).asked)
        return 1
    show_counts(done.counted)
    if done.total:
        print("Done.")
    return 0


def codes_of(asked: "tuple[Asked, ...]") -> dict[int, str]:
    """Codes of the agencies that questions speak of."""
    from honglam.directory import api

    ids = {one for question in asked for one in (question.agency_id, *question.option_ids)}
    ids |= {question.line_id for question in asked if question.line_id is not None}
    return {one: agency.code for one, agency in api.get_agencies(agency_ids=ids).items()}


def show_counts(counted: "tuple[Counted, ...]") -> None:
    """One line a kind; what there is none of is not mentioned."""
    from django.utils.translation import gettext as _

    there = [one for one in counted if one.count]
    for one in there:
        print(f"{one.count:>9}  {_(one.label)}")
    if not there:
        print("Nothing to do.")


def show_errors(errors: "list[PackError]") -> int:
    """Print errors; the exit code for them."""
    from honglam.pack import api

    for error in errors:
        print(api.describe_error(error=error))
    return 1


_WORDS: dict[str, Any] = {"check": check, "show": show, "apply": apply}
