"""Open dossiers of the predecessor system: check a file, show what becomes of each row, take them over."""

import argparse
from collections import Counter
from pathlib import Path

_SHOWN = 50


def arguments(parser: argparse.ArgumentParser) -> None:
    """check | show | apply FILE --system NAME."""
    words = parser.add_subparsers(dest="what", required=True)
    for name, help_text in (
        ("show", "what would become of each row: create, same, refused with its reason; changes nothing"),
        ("apply", "take over what is new; doing it again takes nothing twice"),
    ):
        word = words.add_parser(name, help=help_text)
        word.add_argument("file", type=Path, help=".csv, .json (a list) or .jsonl")
        word.add_argument("--system", required=True, help="name of the system they come from, as history will show it")
        word.add_argument("--refused", type=Path, help="write refused rows with their reasons here (CSV)")


def run(options: argparse.Namespace) -> int:
    """Exit code 1 when a row is refused."""
    from django.utils.translation import override

    from honglam.cli.refusals import terminal_language

    with override(terminal_language()):
        return obey(options)


def obey(options: argparse.Namespace) -> int:
    """Rows flow through: a file of any size takes little memory."""
    from honglam.dossiers import api
    from honglam.dossiers.forms.takeover_file import read_rows
    from honglam.kernel.clock import now
    from honglam.kernel.values import SYSTEM
    from honglam.ui.sheets import Cell, as_csv

    rows, at = read_rows(options.file), now()
    if options.what == "apply":
        verdicts = api.take_over(actor=SYSTEM, system=options.system, rows=rows, at=at)
    else:
        verdicts = api.plan_takeover(system=options.system, rows=rows, at=at)
    counts: Counter[str] = Counter()
    lost: list[tuple[Cell, ...]] = []
    for verdict in verdicts:
        counts[verdict.action.value] += 1
        if verdict.message:
            lost.append((verdict.line, verdict.code, verdict.column, said(verdict.message, dict(verdict.params))))
    for line, code, field, reason in lost[:_SHOWN]:
        print(f"{options.file.name}:{line}: {code} {field}: {reason}")
    if options.refused:
        options.refused.write_bytes(as_csv([("line", "code", "field", "reason"), *lost]))
    print(", ".join(f"{counts[one]} {one}" for one in ("create", "same", "refused")))
    return 1 if lost else 0


def said(message: str, params: dict[str, object]) -> str:
    """A reason in the reader's language."""
    from django.utils.translation import gettext as _

    return _(message) % params
